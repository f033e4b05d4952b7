/** The registrar's part of the request table: patients and visits. */
import type { CoreContext, HandlersOf } from '../context.ts';
import { registerAnnounced } from '../imports/announced.ts';
import { listRegistrations } from '../visits/registrations.ts';
import { registerPatient } from './registerPatient.ts';
import { registerVisit } from './registerVisit.ts';

type RegistrarChannel =
  | 'registrar/register-patient'
  | 'registrar/register-visit'
  | 'registrar/register-announced'
  | 'registrar/registrations';

export function registrarHandlers(context: CoreContext): HandlersOf<RegistrarChannel> {
  return {
    'registrar/register-patient': (person) => registerPatient(context, person),
    'registrar/register-visit': ({ department }) => registerVisit(context, department),
    'registrar/register-announced': (args) => registerAnnounced(context, args),
    'registrar/registrations': async () => listRegistrations(context),
  };
}
