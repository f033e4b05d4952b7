/** The patient's part of the request table. It needs no login: the secret card is the right to ask. */
import type { patientApi } from '../../api/patient.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { PatientViews } from './view.ts';

export function patientHandlers(context: CoreContext): HandlersOf<keyof typeof patientApi> {
  const views = new PatientViews(context);
  return {
    'patient/view': (args) => views.open(args),
    'patient/document': async (args) => views.document(args),
    'patient/proof': async (args) => views.proof(args),
    'patient/close': async ({ handle }) => {
      views.close(handle);
      return {};
    },
  };
}
