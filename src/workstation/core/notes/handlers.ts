/** The part of the request table that helps to write a note. */
import type { notesApi } from '../../api/notes.ts';
import type { HandlersOf } from '../context.ts';
import type { VisitWork } from '../visits/work.ts';
import { checkLines, checkNote } from './findings.ts';
import { findDiagnoses, findDrugs } from './terms.ts';
import { copyNoteForward, noteTemplates, savePhrases, saveTemplates } from './texts.ts';

export function noteHandlers(work: VisitWork): HandlersOf<keyof typeof notesApi> {
  return {
    'terminology/diagnoses': async (args) => findDiagnoses(args),
    'terminology/drugs': async (args) => findDrugs(args),
    'prescription/check': (args) => checkLines(work, args),
    'note/check': (args) => checkNote(work, args),
    'note/templates': async () => noteTemplates(work),
    'note/save-phrases': async (args) => savePhrases(work, args),
    'note/save-templates': async (args) => saveTemplates(work, args),
    'note/copy-forward': (args) => copyNoteForward(work, args),
  };
}
