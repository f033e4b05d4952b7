/** Officers at a node's command line: key stores from files, passphrases from where secrets come from. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InstitutionId, StaffId } from '../../crypto/ids.ts';
import { toInstitutionId, toStaffId } from '../../crypto/ids.ts';
import { openKeyStore, readKeyStoreIdentity } from '../../crypto/keyStore.ts';
import { signLogin } from '../../crypto/login.ts';
import { staffKeys, type StaffKeys } from '../../crypto/staffKeys.ts';
import { ConsiliumError, isConsiliumError } from '../../errors.ts';
import { signTransaction } from '../../contracts/transaction.ts';
import type { BodyOf } from '../../contracts/transactionKinds.ts';
import type { Invocation } from '../../node/commandLine/command.ts';
import { requiredOption } from '../../node/commandLine/values.ts';
import type { Clock } from '../../ports.ts';
import type { PeerClient } from '../client.ts';
import { nodeSecrets } from './secrets.ts';

const HOUR_MS = 60 * 60 * 1000;
/** Keys are renewed now and then; nobody has had so many. */
const MOST_VERSIONS = 50;
/** What a registry says of a version that is no longer, or not yet, the one in force. */
const OTHER_VERSION: ReadonlySet<string> = new Set(['signer-key-revoked', 'signer-key-unknown']);

/** An officer whose key store is open. */
export interface Officer {
  readonly id: StaffId;
  readonly institution: InstitutionId;
  /** SECRET. Of a version of the key. */
  readonly keys: (version: number) => StaffKeys;
}

/**
 * Opens the key stores of `--keystore-file` (several, separated by commas, where an institution asks for several
 * officers), each with its own line of the passphrases.
 *
 * @throws ConsiliumError `file-unreadable`, `keystore-malformed`, `keystore-altered`, `passphrase-wrong`,
 *   `role-officer-required`, `secret-missing`
 */
export async function openOfficers(invocation: Invocation): Promise<readonly Officer[]> {
  const files = requiredOption(invocation, 'keystore-file').split(',');
  const passphrases = (await nodeSecrets(invocation).secret('passphrase')).split('\n');
  return files.map((file, index) => {
    const passphrase = passphrases[index]?.trim() ?? '';
    if (passphrase === '')
      throw new ConsiliumError('secret-missing', { secret: `passphrase ${String(index + 1)}` });
    return openOfficer(keyStoreBytes(file), passphrase);
  });
}

function openOfficer(bytes: Uint8Array, passphrase: string): Officer {
  if (readKeyStoreIdentity(bytes).role !== 'officer') throw new ConsiliumError('role-officer-required');
  const { content, identity } = openKeyStore(bytes, passphrase);
  return {
    id: toStaffId(identity.entity),
    institution: toInstitutionId(identity.institution),
    keys: (version) => staffKeys(content.rootSecret, version),
  };
}

function keyStoreBytes(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(resolve(file.trim())));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new ConsiliumError('file-unreadable', { file, cause: reason }, { cause });
  }
}

type OfficerKind =
  | 'registry/staff-add'
  | 'registry/staff-suspend'
  | 'registry/staff-reinstate'
  | 'registry/institution-add';
/** What officers may enter from a node's command line. */
export type OfficerAction = {
  [K in OfficerKind]: Omit<BodyOf<K>, 'time' | 'expires' | 'signers'>;
}[OfficerKind];

/**
 * Signs with every officer's present key and submits; resolves with the transaction's id when a block has it.
 * Errors: the login's and the ledger's refusals by their codes.
 */
export async function submitAs(
  officers: readonly Officer[],
  action: OfficerAction,
  at: { readonly client: PeerClient; readonly clock: Clock },
): Promise<Uint8Array> {
  const { client, clock } = at;
  const { network } = await client.hello();
  const signing = [];
  for (const officer of officers) signing.push({ officer, keys: await logInOfficer(officer, client) });
  const signers = signing.map(({ officer, keys }) => {
    return { role: 'officer', entity: officer.id, version: keys.version } as const;
  });
  const time = clock.now();
  const body = { ...action, time, expires: time + HOUR_MS, signers };
  const secrets = signing.map(({ keys }) => keys.sign.secretKey);
  return client.submit(signTransaction(network, body, secrets));
}

/** Logs in with the version of the key that is in force; nothing but the registry knows which it is. */
export async function logInOfficer(officer: Officer, client: PeerClient): Promise<StaffKeys> {
  for (let version = 1; ; version += 1) {
    const keys = officer.keys(version);
    try {
      await client.login({
        role: 'officer',
        entity: officer.id,
        keyVersion: version,
        sign: (challenge) => signLogin(challenge, keys.sign.secretKey),
      });
      return keys;
    } catch (error) {
      const isOther = isConsiliumError(error) && OTHER_VERSION.has(error.code);
      if (!isOther || version === MOST_VERSIONS) throw error;
    }
  }
}
