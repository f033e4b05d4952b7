/**
 * The file of a backup: an account's key store, which is under its passphrase; its desk, under a key out of it; and
 * what a computer that has never seen the ledger needs to reach it: the genesis, and where the institution's node is.
 *
 *   CBOR {format: 2, genesis: document, address, nodeKeys: [32, …], account, keyStore, nonce: 24,
 *   desk: XChaCha20-Poly1305 over the desk's file, bound to all of the others but the key store}
 *
 * Where images or films lie beside the desk that no node has yet: format 3, and `files: [sealed blob, …]`, which the desk
 * names by their hashes.
 */
import { concatBytes } from '../../../crypto/bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../../crypto/hash.ts';
import { toSigningKey, type SigningKey } from '../../../crypto/ids.ts';
import { aeadOpen, aeadSeal, NONCE_LENGTH } from '../../../crypto/sealing.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { RandomBytes } from '../../../ports.ts';

const FORMAT = 2;
const FORMAT_WITH_FILES = 3;
const TAG = domainTag('consilium/backup/v2');
/** Far beyond what a doctor's desk grows to. */
const LARGEST_BACKUP = 1024 * 1024 * 1024;
const LONGEST_ADDRESS = 200;
const FIELDS = ['format', 'genesis', 'address', 'nodeKeys', 'account', 'keyStore', 'nonce', 'desk'] as const;

/** What of a backup can be read without its passphrase. */
export interface BackupHead {
  /** The genesis document of the ledger. */
  readonly genesis: Uint8Array;
  /** Where the institution's node listens, and the keys it may show there. */
  readonly address: string;
  readonly nodeKeys: readonly SigningKey[];
  readonly account: string;
}

export interface BackupFile extends BackupHead {
  readonly keyStore: Uint8Array;
  readonly nonce: Uint8Array;
  readonly desk: Uint8Array;
  /** Sealed blobs beside the desk; each is what its hash names, or nobody's. */
  readonly files: readonly Uint8Array[];
}

/** Seals a desk's file under the key of the desk, and puts all of it in one file. */
export function sealBackup(
  head: BackupHead & { readonly keyStore: Uint8Array },
  desk: { readonly file: Uint8Array; readonly key: Uint8Array; readonly files: readonly Uint8Array[] },
  random: RandomBytes,
): Uint8Array<ArrayBuffer> {
  const nonce = random(NONCE_LENGTH);
  const sealed = aeadSeal(desk.file, { ...sealing(head, desk.key), nonce });
  const always = { ...head, nodeKeys: [...head.nodeKeys], nonce, desk: sealed };
  const fields =
    desk.files.length === 0
      ? { ...always, format: FORMAT }
      : { ...always, format: FORMAT_WITH_FILES, files: [...desk.files] };
  return new Uint8Array(encodeCanonical(fields));
}

/** The desk's file. Errors: `backup-altered`. */
export function openBackup(backup: BackupFile, deskKey: Uint8Array): Uint8Array {
  const file = aeadOpen(backup.desk, { ...sealing(backup, deskKey), nonce: backup.nonce });
  if (file === null) throw new ConsiliumError('backup-altered');
  return file;
}

/** Errors: `backup-malformed`. */
export function decodeBackup(bytes: Uint8Array): BackupFile {
  try {
    if (bytes.length > LARGEST_BACKUP) throw new ConsiliumError('backup-malformed');
    const { files, map } = fieldsOf(decodeCanonical(bytes));
    return {
      genesis: asBytes(map.genesis, null, 'backup.genesis'),
      address: asText(map.address, 'backup.address', LONGEST_ADDRESS),
      nodeKeys: asArray(map.nodeKeys, 'backup.nodeKeys').map((key) =>
        toSigningKey(asBytes(key, 32, 'backup.nodeKey')),
      ),
      account: asText(map.account, 'backup.account'),
      keyStore: asBytes(map.keyStore, null, 'backup.keyStore'),
      nonce: asBytes(map.nonce, NONCE_LENGTH, 'backup.nonce'),
      desk: asBytes(map.desk, null, 'backup.desk'),
      files,
    };
  } catch (cause) {
    throw new ConsiliumError('backup-malformed', {}, { cause });
  }
}

function fieldsOf(value: CborValue) {
  const hasFiles = typeof value === 'object' && value !== null && 'files' in value;
  const format = hasFiles ? FORMAT_WITH_FILES : FORMAT;
  const withFiles = hasFiles ? asMap(value, [...FIELDS, 'files' as const], 'backup') : null;
  const map = withFiles ?? asMap(value, FIELDS, 'backup');
  if (asUint(map.format, 'backup.format') !== format) throw new ConsiliumError('backup-malformed');
  const files = withFiles === null ? [] : asArray(withFiles.files, 'backup.files');
  return { map, files: files.map((file) => asBytes(file, null, 'backup.file')) };
}

function sealing({ genesis, address, nodeKeys, account }: BackupHead, deskKey: Uint8Array) {
  const head = encodeCanonical({ genesis: sha256(genesis), address, nodeKeys: [...nodeKeys], account });
  return { key: sha256(TAG, deskKey), associatedData: concatBytes(TAG, head) };
}
