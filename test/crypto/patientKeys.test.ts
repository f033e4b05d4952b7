import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, u32be, utf8 } from '../../src/crypto/bytes.ts';
import { encodeCard } from '../../src/crypto/card.ts';
import type { PublicCard } from '../../src/crypto/card.ts';
import { blake2b256 } from '../../src/crypto/hash.ts';
import { toViewKey } from '../../src/crypto/ids.ts';
import type { ConsentSeed, PatientSeed, ViewKey } from '../../src/crypto/ids.ts';
import {
  VIEW_CHAIN_LENGTH,
  binder,
  consentKeyPair,
  consentKeyPairFromSlip,
  consentSeed,
  earlierViewKey,
  epochKeys,
  historyKeys,
  rootKeyPair,
  viewKey,
  viewKeysDownTo,
} from '../../src/crypto/patientKeys.ts';
import type { EpochKeys } from '../../src/crypto/patientKeys.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { codeOf } from './support/codeOf.ts';
import { cardOf, otherSeed, seed } from './support/patient.ts';

const epochs = fc.integer({ min: 0, max: 200 });

/** The whole chain of one patient, walked once. */
const chain = viewKeysDownTo(viewKey(seed, VIEW_CHAIN_LENGTH), VIEW_CHAIN_LENGTH);

describe('the view chain', () => {
  it('ends at K("view", 0) and is walked down by BLAKE2b under the later key', () => {
    const label = utf8('consilium/view/v1');
    const last = blake2b256(seed, utf8('consilium/view/v1'), u32be(0));
    expect(chain[VIEW_CHAIN_LENGTH]).toEqual(last);
    expect(chain[VIEW_CHAIN_LENGTH - 1]).toEqual(blake2b256(last, label));
    expect(chain).toHaveLength(VIEW_CHAIN_LENGTH + 1);
  });

  it('gives the same key by every way down', () => {
    fc.assert(
      fc.property(fc.nat(VIEW_CHAIN_LENGTH), fc.nat(VIEW_CHAIN_LENGTH), (one, other) => {
        const [to, from] = one < other ? [one, other] : [other, one];
        const start = viewKey(seed, from);
        expect(start).toEqual(chain[from]);
        expect(earlierViewKey(start, from, to)).toEqual(chain[to]);
      }),
      { numRuns: 20 },
    );
  });

  it('has no way forward and no epoch outside it', () => {
    const key = viewKey(seed, 5);
    expect(codeOf(() => earlierViewKey(key, 5, 6))).toBe('epoch-out-of-range');
    for (const epoch of [-1, 0.5, Number.NaN, VIEW_CHAIN_LENGTH + 1]) {
      expect(codeOf(() => viewKey(seed, epoch))).toBe('epoch-out-of-range');
      expect(codeOf(() => consentSeed(seed, epoch))).toBe('epoch-out-of-range');
    }
  });

  it('shares no key between two patients', () => {
    expect(viewKey(otherSeed, 7)).not.toEqual(chain[7]);
  });
});

describe('a card of epoch e', () => {
  it('derives exactly the keys of epochs 0 to e, as the seed does', () => {
    fc.assert(
      fc.property(epochs, (epoch) => {
        const opened = historyKeys({ epoch, viewKey: viewKey(seed, epoch) });
        expect(opened.map((keys) => keys.epoch)).toEqual(
          Array.from({ length: epoch + 1 }, (_, index) => index),
        );
        const probe = Math.floor(epoch / 2);
        const fromSeed = epochKeys(viewKey(seed, probe), probe);
        expect(opened[probe]).toEqual(fromSeed);
      }),
      { numRuns: 15 },
    );
  });

  it('derives no key of any epoch after e', () => {
    fc.assert(
      fc.property(epochs, (epoch) => {
        const held = secretsOf(historyKeys({ epoch, viewKey: viewKey(seed, epoch) }), cardOf(epoch));
        for (const later of [epoch + 1, epoch + 2, epoch + 50, VIEW_CHAIN_LENGTH]) {
          const key = viewKey(seed, later);
          for (const secret of [toHex(key), ...secretsOf([epochKeys(key, later)])])
            expect(held.has(secret)).toBe(false);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('finds no epoch key of a later visit even when every byte window of it is taken for a view key', () => {
    const card = cardOf(3);
    const later = new Set(
      [4, 5, 6].map((epoch) => toHex(epochKeys(viewKey(seed, epoch), epoch).signing.publicKey)),
    );
    for (const window of windowsOf(encodeCard(card))) {
      for (const key of viewKeysDownTo(toViewKey(window), 3)) {
        expect(later.has(toHex(keyPairFromSeed(blake2b256(key, utf8('consilium/epoch/v1'))).publicKey))).toBe(
          false,
        );
      }
    }
  });
});

/** True when a value of type From may stand where To is asked for. */
type Assignable<From, To> = From extends To ? true : false;

describe('a public card can never consent', () => {
  it('has a type that no function for consent keys takes', () => {
    const viewKeyIsSeed: Assignable<ViewKey, PatientSeed> = false;
    const viewKeyIsSlip: Assignable<ViewKey, ConsentSeed> = false;
    const cardHoldsSeed: Assignable<PublicCard[keyof PublicCard], PatientSeed | ConsentSeed> = false;
    const epochHoldsSeed: Assignable<EpochKeys[keyof EpochKeys], PatientSeed | ConsentSeed> = false;
    expect([viewKeyIsSeed, viewKeyIsSlip, cardHoldsSeed, epochHoldsSeed]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('holds no consent seed in its bytes or in anything derived from them', () => {
    const epoch = 12;
    const card = cardOf(epoch);
    const held = secretsOf(historyKeys(card), card);
    for (let at = 0; at <= epoch + 3; at += 1) expect(held.has(toHex(consentSeed(seed, at)))).toBe(false);
  });

  it('makes no consent key out of any 32 of its bytes, as Ed25519 seed or as key of the seed derivation', () => {
    const card = cardOf(2);
    const consentKeys = new Set([0, 1, 2, 3].map((epoch) => toHex(consentKeyPair(seed, epoch).publicKey)));
    const secrets = [...windowsOf(encodeCard(card)), ...secretBytesOf(historyKeys(card))];
    for (const secret of secrets) {
      const tried = [0, 1, 2, 3].map((epoch) =>
        blake2b256(secret, utf8('consilium/consent/v1'), u32be(epoch)),
      );
      for (const seedTried of [secret, ...tried]) {
        expect(consentKeys.has(toHex(keyPairFromSeed(seedTried).publicKey))).toBe(false);
      }
    }
  });
});

describe('keys from the seed', () => {
  it('gives a slip the same consent key as the seed', () => {
    fc.assert(
      fc.property(epochs, (epoch) => {
        expect(consentKeyPairFromSlip(consentSeed(seed, epoch))).toEqual(consentKeyPair(seed, epoch));
      }),
    );
  });

  it('keeps root, consent and epoch keys apart', () => {
    const keys = [
      rootKeyPair(seed).publicKey,
      consentKeyPair(seed, 0).publicKey,
      consentKeyPair(seed, 1).publicKey,
      epochKeys(viewKey(seed, 0), 0).signing.publicKey,
      epochKeys(viewKey(seed, 1), 1).signing.publicKey,
    ];
    expect(new Set(keys.map(toHex)).size).toBe(keys.length);
  });

  it('binds an epoch to one root and one number', () => {
    const { binderKey } = epochKeys(viewKey(seed, 4), 4);
    const root = rootKeyPair(seed).publicKey;
    expect(binder(binderKey, 4, root)).toEqual(blake2b256(binderKey, concatBytes(u32be(4), root)));
    expect(binder(binderKey, 5, root)).not.toEqual(binder(binderKey, 4, root));
    expect(binder(binderKey, 4, rootKeyPair(otherSeed).publicKey)).not.toEqual(binder(binderKey, 4, root));
  });
});

function secretBytesOf(keys: readonly EpochKeys[]): Uint8Array[] {
  return keys.flatMap(({ signing, sealing, binderKey }) => [
    signing.secretKey.slice(0, 32),
    sealing.secretKey,
    binderKey,
  ]);
}

/** Every secret of the epochs, and every 32 bytes in a row of the card, in hex. */
function secretsOf(keys: readonly EpochKeys[], card?: PublicCard): Set<string> {
  const all = secretBytesOf(keys).map(toHex);
  if (card !== undefined) {
    for (const window of windowsOf(encodeCard(card))) all.push(toHex(window));
    for (const key of viewKeysDownTo(card.viewKey, card.epoch)) all.push(toHex(key));
  }
  return new Set(all);
}

function windowsOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length - 31 }, (_, at) => bytes.slice(at, at + 32));
}
