/** The keys that a node may show, as a copy of the ledger has them. */
import { toSigningKey, type InstitutionId, type SigningKey } from '../crypto/ids.ts';
import { readInstitution } from '../contracts/signers.ts';
import type { StateReader } from '../contracts/state.ts';

/** Keys of an institution's node that are in force; none for an institution that is not registered. */
export function registeredNodeKeys(state: StateReader, institution: InstitutionId): readonly SigningKey[] {
  const keys = readInstitution(state, institution)?.nodeKeys ?? [];
  return keys.filter(({ revoked }) => revoked === null).map(({ key }) => toSigningKey(key));
}
