/**
 * A desk that was put back from a backup is of an earlier day: its ratchets may have gone on since, and a key of theirs
 * that is used twice protects nothing. What was said stays; dialogues begin anew, by a new request.
 */
import type { Desk } from '../../../replica/desk/desk.ts';
import type { Millis } from '../../../ports.ts';
import type { DialogueEnd } from './conversation.ts';

const CODE: DialogueEnd = 'dialogue-restored';

export function endRestored(
  desk: Pick<Desk, 'atomically' | 'dialogues' | 'mail' | 'messages' | 'requests'>,
  now: Millis,
): void {
  const { dialogues, mail, messages, requests } = desk;
  desk.atomically(() => {
    for (const { peer } of mail.streams())
      for (const { message } of mail.waiting(peer)) if (message !== null) messages.fail(message, CODE);
    mail.forgetAll();
    for (const { hash } of requests.waiting('out')) requests.settle(hash, 'withdrawn');
    for (const { id } of dialogues.list()) dialogues.end(id, { time: now, code: CODE });
  });
}
