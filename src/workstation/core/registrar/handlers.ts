/** The registrar's part of the request table: patients and visits. */
import type { CoreContext, HandlersOf } from '../context.ts';
import { registerAnnounced } from '../imports/announced.ts';
import { listRegistrations } from '../visits/registrations.ts';
import { furtherCards, listPatients, revokePatientCards } from './patients.ts';
import { registerPatient } from './registerPatient.ts';
import { registerVisit } from './registerVisit.ts';
import { restoreMaster, shareMaster } from './shares.ts';
import { succeedMaster } from './succession.ts';

type RegistrarChannel =
  | 'registrar/register-patient'
  | 'registrar/patients'
  | 'registrar/issue-cards'
  | 'registrar/revoke-cards'
  | 'registrar/make-shares'
  | 'registrar/restore-master'
  | 'registrar/succeed'
  | 'registrar/register-visit'
  | 'registrar/register-announced'
  | 'registrar/registrations';

export function registrarHandlers(context: CoreContext): HandlersOf<RegistrarChannel> {
  return {
    'registrar/register-patient': (person) => registerPatient(context, person),
    'registrar/patients': ({ query }) => listPatients(context, query),
    'registrar/issue-cards': (args) => furtherCards(context, args),
    'registrar/revoke-cards': (args) => revokePatientCards(context, args),
    'registrar/make-shares': (args) => shareMaster(context, args),
    'registrar/restore-master': (args) => restoreMaster(context, args),
    'registrar/succeed': (args) => succeedMaster(context, args),
    'registrar/register-visit': ({ department }) => registerVisit(context, department),
    'registrar/register-announced': (args) => registerAnnounced(context, args),
    'registrar/registrations': async () => listRegistrations(context),
  };
}
