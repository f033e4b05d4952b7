/** Who is charged for a blob, and how much anybody may store. */
import { toInstitutionId, type InstitutionId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { readStaff } from '../../contracts/signers.ts';
import type { StateReader } from '../../contracts/state.ts';
import type { LoggedIn } from '../session.ts';

export interface BlobOwner {
  readonly institution: InstitutionId;
  /** 16 bytes: a staff id, or the institution itself for what its node keeps of others, and of patients. */
  readonly owner: Uint8Array;
}

/** Bytes. */
export interface BlobQuota {
  /** One blob. */
  readonly largest: number;
  /** All blobs of one doctor (or other account). */
  readonly account: number;
  /** All blobs of one institution. */
  readonly institution: number;
  /** Uploads that one account has begun and not finished. */
  readonly uploads: number;
}

const GIB = 1024 ** 3;
export const BLOB_QUOTA: BlobQuota = {
  largest: 4 * GIB,
  account: 200 * GIB,
  institution: 2_000 * GIB,
  uploads: 64,
};

/** What a node itself is charged for. */
export function ownedBy(institution: InstitutionId): BlobOwner {
  return { institution, owner: institution };
}

/** Whom a login is charged as. Errors: `login-required` for one whom the registry does not know. */
export function blobOwner({ role, entity }: LoggedIn, state: StateReader): BlobOwner {
  if (role === 'node') return ownedBy(toInstitutionId(entity));
  const staff = readStaff(state, role, entity);
  if (staff === null) throw new ConsiliumError('login-required');
  return { institution: toInstitutionId(staff.institution), owner: entity };
}
