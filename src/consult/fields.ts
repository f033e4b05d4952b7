/** Decoders that more than one message of the consult protocol uses. */
import { asBytes, type CborValue } from '../crypto/cbor.ts';
import { toInstitutionId, toStaffId } from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';
import type { Party } from './request.ts';

export function asParty(doctor: CborValue, institution: CborValue, what: string): Party {
  return {
    doctor: toStaffId(asBytes(doctor, 16, what)),
    institution: toInstitutionId(asBytes(institution, 16, `${what}Institution`)),
  };
}

/** One of the words of a format. Errors: `field-malformed`. */
export function asOneOf<T extends string>(
  value: CborValue | undefined,
  words: readonly T[],
  what: string,
): T {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new ConsiliumError('field-malformed', { what });
  return word;
}
