/** What a doctor says of themselves, of the request table; see api/profile.ts. */
import { LANGUAGES } from '../../../crypto/doctorProfile.ts';
import type { profileApi } from '../../api/profile.ts';
import type { HandlersOf } from '../context.ts';
import type { DialogueHub } from './hub.ts';
import { ownLanguages, sayLanguages } from './profiles.ts';

export function profileHandlers(hub: DialogueHub): HandlersOf<keyof typeof profileApi> {
  return {
    'profile/mine': async () => {
      const { service } = hub.demand();
      const languages = [...ownLanguages(service.ports)];
      return { languages, sent: service.isProfileSent(), offered: [...LANGUAGES] };
    },
    'profile/set': async ({ languages }) => {
      const { service } = hub.demand();
      sayLanguages(service.ports, languages);
      service.ports.changed();
      hub.wake();
      return {};
    },
  };
}
