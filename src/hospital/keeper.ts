/** Who keeps the second copy of an institution's records. */
import { bytesEqual } from '../crypto/bytes.ts';
import { toInstitutionId, type InstitutionId } from '../crypto/ids.ts';
import { institutionIds } from '../contracts/registry/institution.ts';
import { readInstitution } from '../contracts/signers.ts';
import type { StateReader } from '../contracts/state.ts';

/** The next active institution in the registry's order, beginning anew at its end; null when there is no other. */
export function keeperOf(state: StateReader, institution: InstitutionId): InstitutionId | null {
  const ids = institutionIds(state);
  const at = ids.findIndex((id) => bytesEqual(id, institution));
  const others = [...ids.slice(at + 1), ...ids.slice(0, Math.max(at, 0))];
  const keeper = others.find((id) => readInstitution(state, id)?.status === 'active');
  return at < 0 || keeper === undefined ? null : toInstitutionId(keeper);
}
