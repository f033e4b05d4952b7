/** The patient's part of the request table. It needs no login: the secret card is the right to ask. */
import type { patientApi } from '../../api/patient.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { askErasure, erasuresOf } from '../erasure/patient.ts';
import { findDoctors } from './doctors.ts';
import { endExchange } from './exchanges.ts';
import { grantRecords, revokeGrant } from './grants.ts';
import { PatientViews } from './openViews.ts';
import { writeOwnEntry } from './ownEntry.ts';
import { openView, refreshView, viewedDocument, viewedImage, viewedProof } from './view.ts';

export function patientHandlers(
  context: CoreContext,
): HandlersOf<keyof typeof patientApi | 'patient/erase' | 'patient/erasures'> {
  const views = new PatientViews(context);
  return {
    'patient/view': (args) => openView(context, views, args),
    'patient/refresh': ({ handle }) => refreshView(context, views, handle),
    'patient/document': async (args) => viewedDocument(context, views, args),
    'patient/image': (args) => viewedImage(context, views, args),
    'patient/proof': async (args) => viewedProof(context, views, args),
    'patient/write-entry': (args) => writeOwnEntry(context, views, args),
    'patient/doctors': async ({ handle, query }) => {
      const { institution } = views.view(handle);
      return findDoctors(context.ledgerAt(institution).replica.store, query);
    },
    'patient/grant': (args) => grantRecords(context, views, args),
    'patient/revoke': (args) => revokeGrant(context, views, args),
    'patient/end-exchange': (args) => endExchange(context, views, args),
    'patient/erase': (args) => askErasure(context, views, args),
    'patient/erasures': (args) => erasuresOf(context, views, args),
    'patient/close': async ({ handle }) => {
      views.close(handle);
      return {};
    },
  };
}
