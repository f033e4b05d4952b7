import { describe, expect, it } from 'vitest';
import { unwrapCaseKey, wrapCaseKey, WRAPPED_CASE_KEY_LENGTH } from '../../src/crypto/caseKey.ts';
import { toCaseId, toCaseKey } from '../../src/crypto/ids.ts';
import { sealingKeyPair } from '../../src/crypto/sealing.ts';
import { systemRandom } from '../../src/node/random.ts';
import { codeOf } from './support/codeOf.ts';

const li = sealingKeyPair(new Uint8Array(32).fill(1));
const chen = sealingKeyPair(new Uint8Array(32).fill(2));
const name = toCaseId(new Uint8Array(16).fill(3));
const key = toCaseKey(new Uint8Array(32).fill(4));

describe('a wrapped case key', () => {
  const wrapped = wrapCaseKey(li.publicKey, { case: name, key }, systemRandom);

  it('opens for its recipient as the key of its case', () => {
    expect(wrapped).toHaveLength(WRAPPED_CASE_KEY_LENGTH);
    expect(unwrapCaseKey(wrapped, li, name)).toEqual(key);
  });

  it('opens for nobody else, altered, or as the key of another case', () => {
    expect(codeOf(() => unwrapCaseKey(wrapped, chen, name))).toBe('case-key-unreadable');
    const altered = wrapped.with(-1, (wrapped.at(-1) ?? 0) ^ 1);
    expect(codeOf(() => unwrapCaseKey(altered, li, name))).toBe('case-key-unreadable');
    const other = toCaseId(new Uint8Array(16).fill(5));
    expect(codeOf(() => unwrapCaseKey(wrapped, li, other))).toBe('case-key-mismatch');
  });
});
