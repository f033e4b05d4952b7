/** Notes of a consult in the desk of whoever wrote them: a text for each dialogue, which no other machine learns of. */
import { fromHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import type { Desk } from '../../../replica/desk/desk.ts';

type NotesDesk = Pick<Desk, 'dialogues' | 'settings'>;

/** Errors: `dialogue-unknown`. */
export function consultOf(desk: NotesDesk, dialogue: string): DeskDialogue {
  const found = desk.dialogues.find(fromHex(dialogue));
  if (found === null) throw new ConsiliumError('dialogue-unknown');
  return found;
}

/** Empty where nothing was written. Errors: `dialogue-unknown`. */
export function loadConsultNotes(desk: NotesDesk, dialogue: string): string {
  consultOf(desk, dialogue);
  return desk.settings.get(nameOf(dialogue)) ?? '';
}

/** Errors: `dialogue-unknown`. */
export function saveConsultNotes(desk: NotesDesk, dialogue: string, text: string): void {
  consultOf(desk, dialogue);
  if (text.trim() === '') closeConsultNotes(desk, dialogue);
  else desk.settings.set(nameOf(dialogue), text);
}

/** They became something that was signed. */
export function closeConsultNotes(desk: Pick<NotesDesk, 'settings'>, dialogue: string): void {
  desk.settings.remove(nameOf(dialogue));
}

function nameOf(dialogue: string): string {
  return `consult-notes/${dialogue}`;
}
