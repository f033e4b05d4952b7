/** What only an officer may ask. */
import { ConsiliumError } from '../../../errors.ts';
import type { CoreContext } from '../context.ts';

/** Errors: `role-officer-required`. */
export function assertOfficer(context: CoreContext): void {
  if (context.session().identity.role !== 'officer') throw new ConsiliumError('role-officer-required');
}
