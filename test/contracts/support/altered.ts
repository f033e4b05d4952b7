import { decodeCanonical, encodeCanonical, type CborMap } from '../../../src/crypto/cbor.ts';
import { encodeBody, encodeTransaction, signBody } from '../../../src/contracts/transaction.ts';
import { bodyOf, type Draft } from '../../support/transactions.ts';
import type { Scene } from './scene.ts';

/** The body of a draft as a map that may be changed against the rules, signed all the same. */
export function alteredBody(scene: Scene, draft: Draft, alter: (map: CborMap) => CborMap): Uint8Array {
  const map = decodeCanonical(encodeBody(bodyOf(draft))) as CborMap;
  return signedBody(scene, draft, encodeCanonical(alter(map)));
}

/** Any bytes as a body, signed by the parties of a draft. */
export function signedBody(scene: Scene, draft: Draft, body: Uint8Array): Uint8Array {
  const { network } = scene.world;
  return encodeTransaction(
    body,
    draft.parties.map(({ secretKey }, index) => signBody({ network, index }, body, secretKey)),
  );
}
