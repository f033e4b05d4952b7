import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeMapProof,
  EMPTY_HASH,
  encodeMapProof,
  entityKey,
  SparseMerkleMap,
  verifyMapProof,
  type MapProof,
} from '../../src/chain/sparseMerkleMap.ts';
import { toHex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { codeOf } from '../support/codeOf.ts';

const key = fc.integer({ min: 0, max: 40 }).map((number) => sha256(utf8(`key ${String(number)}`)));
const value = fc.integer({ min: 0, max: 5 }).map((number) => sha256(utf8(`value ${String(number)}`)));
const entries = fc.array(fc.tuple(key, value), { maxLength: 30 });

/** The definition of the root written down once more: a set of leaves, split by the next bit of the key. */
function naiveRoot(leaves: readonly (readonly [Uint8Array, Uint8Array])[], depth = 0): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return EMPTY_HASH;
  if (leaves.length === 1) return sha256(new Uint8Array([0]), only[0], only[1]);
  const isRight = (bytes: Uint8Array): boolean => (((bytes[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1) === 1;
  const left = naiveRoot(
    leaves.filter(([bytes]) => !isRight(bytes)),
    depth + 1,
  );
  const right = naiveRoot(
    leaves.filter(([bytes]) => isRight(bytes)),
    depth + 1,
  );
  return sha256(new Uint8Array([1]), left, right);
}

function mapOf(list: readonly (readonly [Uint8Array, Uint8Array])[]): SparseMerkleMap {
  return list.reduce((map, [k, v]) => map.set(k, v), SparseMerkleMap.empty());
}

function lastOfEach(
  list: readonly (readonly [Uint8Array, Uint8Array])[],
): readonly (readonly [Uint8Array, Uint8Array])[] {
  return [...new Map(list.map((entry) => [toHex(entry[0]), entry])).values()];
}

describe('the sparse Merkle map', () => {
  it('has the root that its definition gives, whatever came in which order', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(mapOf(list).root()).toEqual(naiveRoot(lastOfEach(list)));
      }),
    );
  });

  it('forgets a removed key as if it had never been there', () => {
    fc.assert(
      fc.property(entries, key, value, (list, extra, extraValue) => {
        const without = list.filter(([k]) => toHex(k) !== toHex(extra));
        expect(mapOf(without).set(extra, extraValue).delete(extra).root()).toEqual(mapOf(without).root());
      }),
    );
  });

  it('leaves older maps as they were', () => {
    const older = mapOf([[sha256(utf8('a')), sha256(utf8('1'))]]);
    const root = older.root();
    older.set(sha256(utf8('b')), sha256(utf8('2'))).root();
    expect(older.root()).toEqual(root);
  });

  it('proves what is there and what is not', () => {
    fc.assert(
      fc.property(entries, key, (list, wanted) => {
        const map = mapOf(list);
        const expected = list.findLast(([k]) => toHex(k) === toHex(wanted));
        const proof = decodeMapProof(encodeMapProof(map.prove(wanted)));
        const proved = verifyMapProof(map.root(), wanted, proof);
        expect(proved).toEqual(
          expected === undefined ? { state: 'absent' } : { state: 'present', valueHash: expected[1] },
        );
      }),
    );
  });

  it('refuses a proof for another root, another key, or with a changed sibling', () => {
    const list = Array.from(
      { length: 20 },
      (_, index) => [sha256(utf8(`k${String(index)}`)), sha256(utf8(`v${String(index)}`))] as const,
    );
    const map = mapOf(list);
    const wanted = sha256(utf8('k3'));
    const proof = map.prove(wanted);
    const changed: MapProof = {
      ...proof,
      siblings: proof.siblings.map((hash, index) => (index === 0 ? sha256(hash) : hash)),
    };
    expect(codeOf(() => verifyMapProof(sha256(map.root()), wanted, proof))).toBe('proof-invalid');
    expect(codeOf(() => verifyMapProof(map.root(), wanted, changed))).toBe('proof-invalid');
    expect(codeOf(() => verifyMapProof(map.root(), wanted, { ...proof, leaf: null }))).toBe('proof-invalid');
    const fakeAbsence = { ...map.prove(sha256(utf8('k4'))) };
    expect(codeOf(() => verifyMapProof(map.root(), wanted, fakeAbsence))).toBe('proof-invalid');
  });

  it('keys an entity by its kind and id', () => {
    expect(entityKey(5, utf8('x'))).toEqual(sha256(new Uint8Array([5]), utf8('x')));
  });
});
