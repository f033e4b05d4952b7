/** The first officer of an institution, made where its node is made, and the keys that only officers open. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toHex } from '../../crypto/bytes.ts';
import { toInstitutionId, toStaffId } from '../../crypto/ids.ts';
import { createKeyStore } from '../../crypto/keyStore.ts';
import { deskKey, newStaffRootSecret, recoveryPhrase, staffKeys } from '../../crypto/staffKeys.ts';
import { ConsiliumError } from '../../errors.ts';
import { speaksChinese } from '../../node/commandLine/explain.ts';
import type { Invocation } from '../../node/commandLine/command.ts';
import { requiredOption } from '../../node/commandLine/values.ts';
import { writeFileAtomic } from '../../node/files.ts';
import type { RandomBytes } from '../../ports.ts';
import { makeOfflineKeys } from '../offlineKeys.ts';
import type { FoundingInstitution } from '../init.ts';
import { nodeSecrets } from './secrets.ts';

/** As the workstation names the secret that opens a desk; see the core's accountStore.ts. */
const DESK_KEY = 'databaseKey';

export interface Founded {
  readonly institution: FoundingInstitution;
  /** What is printed of it: paths, and the recovery words, once. */
  readonly printed: {
    readonly id: string;
    readonly keyStore: string;
    readonly offlineKeys: string;
    readonly recoveryWords: readonly string[];
  };
}

/**
 * Makes the institution of `--name-zh`, `--name-en` with one officer, whose key store and offline keys go into the new
 * folder `--out`.
 * @throws ConsiliumError `usage-missing`, `secret-missing`, `passphrase-weak`, `folder-not-empty`
 */
export async function foundInstitution(invocation: Invocation, random: RandomBytes): Promise<Founded> {
  const names = {
    zh: requiredOption(invocation, 'officer-zh'),
    en: requiredOption(invocation, 'officer-en'),
    institutionZh: requiredOption(invocation, 'name-zh'),
    institutionEn: requiredOption(invocation, 'name-en'),
  };
  const out = emptyFolder(requiredOption(invocation, 'out'));
  const passphrase = await nodeSecrets(invocation).secret('passphrase');
  const id = toInstitutionId(random(16));
  const entity = toStaffId(random(16));
  const root = newStaffRootSecret(random);
  const keys = staffKeys(root, 1);
  const accountId = `officer-${toHex(entity)}`;
  const identity = { accountId, role: 'officer', entity, institution: id, names } as const;
  const content = { rootSecret: root, secrets: { [DESK_KEY]: deskKey(root) } };
  const keyStore = join(out, `${accountId}.keystore.json`);
  writeFileAtomic(keyStore, createKeyStore({ identity, content }, { passphrase }, random));
  const offline = makeOfflineKeys(id, [{ owner: { entity }, keys }], random);
  const offlineKeys = join(out, 'offline-keys.json');
  writeFileAtomic(offlineKeys, offline.file);
  const language = speaksChinese(invocation.io.environment) ? 'zh' : 'en';
  return {
    institution: {
      id,
      nameZh: names.institutionZh,
      nameEn: names.institutionEn,
      threshold: 1,
      officers: [
        {
          id: entity,
          nameZh: names.zh,
          nameEn: names.en,
          sign: keys.sign.publicKey,
          seal: keys.seal.publicKey,
        },
      ],
      archiveKey: offline.archiveKey,
      emergencyKey: offline.emergencyKey,
    },
    printed: { id: toHex(entity), keyStore, offlineKeys, recoveryWords: recoveryPhrase(root, language) },
  };
}

function emptyFolder(named: string): string {
  const folder = resolve(named);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0) throw new ConsiliumError('folder-not-empty', { folder });
  return folder;
}
