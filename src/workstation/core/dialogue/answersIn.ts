/**
 * How soon a doctor usually answers, by what this workstation saw of it: from the first message that waited for an answer
 * to that answer, by their authors' clocks. Nobody is asked, and nobody is told.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import type { StaffId } from '../../../crypto/ids.ts';
import type { DialogueMessage } from '../../../replica/desk/dialogueMessages.ts';
import type { DialoguePorts } from './ports.ts';

/** The newest messages of each dialogue that are looked at. */
const MOST_LOOKED_AT = 400;

/** The median, ms; null where there is no experience yet. */
export function answersIn({ session }: Pick<DialoguePorts, 'session'>, doctor: StaffId): number | null {
  const { dialogues, messages } = session.desk;
  const answers = dialogues
    .list()
    .filter(({ peer }) => bytesEqual(peer, doctor))
    .flatMap(({ id }) => answersOf(messages.page(id, { before: null, search: '', limit: MOST_LOOKED_AT })))
    .toSorted((left, right) => left - right);
  return answers[Math.floor((answers.length - 1) / 2)] ?? null;
}

/** How long each took; the newest message comes first. */
function answersOf(newest: readonly DialogueMessage[]): readonly number[] {
  const answers: number[] = [];
  let asked: number | null = null;
  for (const { mine, time } of newest.toReversed()) {
    if (mine) asked ??= time;
    else if (asked !== null) {
      // Two clocks may be apart by more than it took.
      answers.push(Math.max(0, time - asked));
      asked = null;
    }
  }
  return answers;
}
