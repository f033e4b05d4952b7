/**
 * What this doctor knows of the other side's key. A key that is another one than before may be somebody else's: nothing
 * is written under it before that was looked at, whatever a page shows.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import type { DialogueView } from '../../api/dialogue.ts';
import type { DialoguePorts } from './ports.ts';

/**
 * - `yes` compared by its safety number
 * - `changed` another one was compared: only comparing again opens the dialogue
 * - `new` none was compared, and the dialogue before had another one: it is to be looked at
 */
export function keyNotice(
  { session }: Pick<DialoguePorts, 'session'>,
  dialogue: Pick<DeskDialogue, 'id' | 'peer' | 'peerSign'>,
): DialogueView['compared'] {
  const { dialogues } = session.desk;
  const { peer, peerSign } = dialogue;
  const isThis = (key: Uint8Array | null): boolean => key !== null && bytesEqual(key, peerSign);
  const compared = dialogues.compared(peer);
  if (compared !== null) return isThis(compared) ? 'yes' : 'changed';
  const before = dialogues.keyBefore(dialogue);
  return before === null || isThis(before) || isThis(dialogues.looked(peer)) ? 'no' : 'new';
}

/** Errors: `dialogue-key-changed`. */
export function demandLooked(ports: Pick<DialoguePorts, 'session'>, dialogue: DeskDialogue): DeskDialogue {
  const notice = keyNotice(ports, dialogue);
  if (notice === 'changed' || notice === 'new') throw new ConsiliumError('dialogue-key-changed');
  return dialogue;
}
