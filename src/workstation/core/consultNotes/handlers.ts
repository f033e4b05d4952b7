/** Notes of a consult in the request table. */
import type { consultNotesApi } from '../../api/consultNotes.ts';
import type { HandlersOf } from '../context.ts';
import type { DialogueHub } from '../dialogue/hub.ts';
import { loadConsultNotes, saveConsultNotes } from './notes.ts';

export function consultNotesHandlers(
  hub: Pick<DialogueHub, 'demand'>,
): HandlersOf<keyof typeof consultNotesApi> {
  const desk = () => hub.demand().service.ports.session.desk;
  return {
    'consult-notes/load': async ({ dialogue }) => ({ text: loadConsultNotes(desk(), dialogue) }),
    'consult-notes/save': async ({ dialogue, text }) => {
      saveConsultNotes(desk(), dialogue, text);
      return {};
    },
  };
}
