import { ConsiliumError } from '../../../errors.ts';
import type { CoreContext } from '../context.ts';

/** Throws `role-registrar-required`. */
export function assertRegistrar(context: CoreContext): void {
  if (context.session().identity.role !== 'registrar') throw new ConsiliumError('role-registrar-required');
}
