import { describe, expect, it } from 'vitest';
import {
  caseCommitment,
  decodeCaseEnvelope,
  LARGEST_CASE_PAYLOAD,
  newSenderKey,
  openCase,
  sealCase,
} from '../../src/crypto/caseEnvelope.ts';
import { toInstitutionId } from '../../src/crypto/ids.ts';
import { systemRandom } from '../../src/node/random.ts';
import { codeOf } from './support/codeOf.ts';

const sender = {
  institution: toInstitutionId(new Uint8Array(16).fill(1)),
  number: 7,
  key: newSenderKey(systemRandom),
};
const document = new TextEncoder().encode('{"format":"consilium-case"}');

describe('a sealed case', () => {
  it('opens with the sender key that its envelope names, and is committed to with all of it', () => {
    const made = sealCase(document, sender, systemRandom);
    const envelope = decodeCaseEnvelope(made.envelope);
    expect(envelope.sender).toEqual({ institution: sender.institution, number: 7 });
    expect(openCase(made.payload, envelope, sender.key)).toEqual(document);
    expect(caseCommitment(made.envelope)).toEqual(made.commitment);
    expect(sealCase(document, sender, systemRandom).commitment).not.toEqual(made.commitment);
  });

  it('is refused altered, under another key, or under the key’s name of another institution', () => {
    const { envelope, payload } = sealCase(document, sender, systemRandom);
    const decoded = decodeCaseEnvelope(envelope);
    const flipped = payload.map((byte, index) => (index === 30 ? byte ^ 1 : byte));
    expect(codeOf(() => openCase(flipped, decoded, sender.key))).toBe('case-altered');
    expect(codeOf(() => openCase(payload, decoded, newSenderKey(systemRandom)))).toBe('case-altered');
    const renamed = { ...decoded, sender: { ...decoded.sender, number: 8 } };
    expect(codeOf(() => openCase(payload, renamed, sender.key))).toBe('case-altered');
  });

  it('hides its length within the padding, and is bounded', () => {
    const sizes = [1, 2, 3].map((more) => sealCase(new Uint8Array(5_000 + more), sender, systemRandom));
    expect(new Set(sizes.map(({ payload }) => payload.length)).size).toBe(1);
    const tooLong = new Uint8Array(LARGEST_CASE_PAYLOAD);
    expect(codeOf(() => sealCase(tooLong, sender, systemRandom))).toBe('case-too-large');
  });
});
