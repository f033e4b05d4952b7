/**
 * The keys of an institution that no machine uses from day to day: every record has a row for its archive key (the
 * law makes hospitals keep records), and where the patient wished it one for the emergency key. Their secret halves
 * are sealed to the officers, and nothing else of them is kept.
 */
import { toBase64Url, toHex, utf8 } from '../crypto/bytes.ts';
import type { InstitutionId, SealingKey } from '../crypto/ids.ts';
import { sealingKeyPair, sealTo } from '../crypto/sealing.ts';
import type { RandomBytes } from '../ports.ts';

/** An officer as keys are sealed to them. */
export interface OfflineKeyHolder {
  readonly owner: { readonly entity: Uint8Array };
  readonly keys: { readonly seal: { readonly publicKey: SealingKey } };
}

export interface OfflineKeys {
  readonly archiveKey: SealingKey;
  readonly emergencyKey: SealingKey;
  /**
   * The file: JSON {format, institution, archive, emergency}, each {publicKey, sealed: {officer id: base64url}};
   * sealed is crypto_box_seal(the key's 32-byte seed) to the officer's sealing key.
   */
  readonly file: Uint8Array;
}

/** Makes both keys; each officer of `officers` can open them alone. */
export function makeOfflineKeys(
  institution: InstitutionId,
  officers: readonly OfflineKeyHolder[],
  random: RandomBytes,
): OfflineKeys {
  const archive = makeKey(officers, random);
  const emergency = makeKey(officers, random);
  const json = {
    format: 1,
    institution: toHex(institution),
    archive: archive.json,
    emergency: emergency.json,
  };
  return {
    archiveKey: archive.publicKey,
    emergencyKey: emergency.publicKey,
    file: utf8(`${JSON.stringify(json, null, 2)}\n`),
  };
}

function makeKey(officers: readonly OfflineKeyHolder[], random: RandomBytes) {
  const seed = random(32);
  const { publicKey } = sealingKeyPair(seed);
  const sealed: Record<string, string> = {};
  for (const { owner, keys } of officers) {
    sealed[toHex(owner.entity)] = toBase64Url(sealTo(keys.seal.publicKey, seed, random));
  }
  seed.fill(0);
  return { publicKey, json: { publicKey: toHex(publicKey), sealed } };
}
