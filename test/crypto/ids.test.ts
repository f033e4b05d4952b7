import { describe, expect, it } from 'vitest';
import * as ids from '../../src/crypto/ids.ts';
import { toSealedRow } from '../../src/crypto/row.ts';
import { codeOf } from './support/codeOf.ts';

const LENGTHS = {
  toInstitutionId: 16,
  toStaffId: 16,
  toRegistrationNumber: 16,
  toItemId: 16,
  toMailStream: 16,
  toInvitationToken: 16,
  toCaseId: 16,
  toSignature: 64,
};

describe('an id', () => {
  const constructors = Object.entries(ids);

  it.each(constructors)('%s takes its own length and refuses every other', (name, construct) => {
    const length = Object.entries(LENGTHS).find(([known]) => known === name)?.[1] ?? 32;
    const bytes = new Uint8Array(length);
    expect(construct(bytes)).toBe(bytes);
    for (const other of [0, length - 1, length + 1]) {
      expect(codeOf(() => construct(new Uint8Array(other)))).toBe('id-malformed');
    }
  });

  it('of a sealed row has 118 bytes', () => {
    expect(toSealedRow(new Uint8Array(118))).toHaveLength(118);
    expect(codeOf(() => toSealedRow(new Uint8Array(117)))).toBe('id-malformed');
  });
});
