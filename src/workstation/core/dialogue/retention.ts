/**
 * How long what is said in a dialogue stays on both desks. One side proposes a term, the other agrees or declines; from
 * then on each side deletes what is older, also of before.
 *
 * - R1 nothing is deleted under a term that both did not agree to
 * - R2 where both proposed and agreed at once, the shorter term holds, on both sides
 * - R3 what is deleted is gone from the file and its log when the round is over, and a line says so
 */
import { toMessageId, type MessageId } from '../../../consult/ids.ts';
import type { Content } from '../../../consult/contents.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { millis, type Millis } from '../../../ports.ts';
import type { Retention, Retentions } from '../../../replica/desk/retention.ts';
import { demandStanding, openDialogue, say } from './conversation.ts';
import type { DialoguePorts } from './ports.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Errors: those of `dialogue/send`. */
export function proposeRetention(ports: DialoguePorts, request: Uint8Array, days: number): void {
  const { session, random, clock } = ports;
  const { id: dialogue } = demandStanding(ports, openDialogue(ports, request));
  const id = toMessageId(random(16));
  session.desk.atomically(() => {
    session.desk.retentions.proposeOwn(dialogue, { id, days });
    say(ports, request, { kind: 'retention', time: clock.now(), id, days, word: 'propose' });
  });
}

/** Errors: those of `dialogue/send`, and `dialogue-retention-unknown` where nothing waits for an answer. */
export function answerRetention(ports: DialoguePorts, request: Uint8Array, agrees: boolean): void {
  const { session, clock } = ports;
  const { id: dialogue } = demandStanding(ports, openDialogue(ports, request));
  const { retentions } = session.desk;
  const { peer } = retentions.of(dialogue);
  if (peer === null) throw new ConsiliumError('dialogue-retention-unknown');
  const time = clock.now();
  session.desk.atomically(() => {
    // R1
    if (agrees) retentions.agree(dialogue, { days: peer.days, since: time });
    retentions.settle(dialogue);
    const word = agrees ? 'agree' : 'decline';
    say(ports, request, { kind: 'retention', time, id: toMessageId(peer.id), days: peer.days, word });
  });
}

/** What the other side said about it; inside the desk's transaction. Answers whether it means anything here. */
export function takeRetention(
  retentions: Retentions,
  dialogue: number,
  { content, now }: { readonly content: Content & { readonly kind: 'retention' }; readonly now: Millis },
): boolean {
  const { days, id, word } = content;
  if (word === 'propose') {
    retentions.proposePeer(dialogue, { id, days });
    return true;
  }
  const before = retentions.of(dialogue);
  if (!isOwn(before, { id, days })) return false;
  if (word === 'agree') retentions.agree(dialogue, { days: agreedDays(before, days), since: now });
  retentions.settle(dialogue);
  return true;
}

/** Only what was really proposed is agreed to. */
function isOwn({ own }: Retention, said: { readonly id: MessageId; readonly days: number }): boolean {
  return own !== null && bytesEqual(own.id, said.id) && own.days === said.days;
}

/** R2: an own proposal that does not wait any more gave way to the other side's, which was agreed to meanwhile. */
function agreedDays({ days: present, own }: Retention, said: number): number {
  if (own?.isOpen === true) return said;
  const terms = [present, said].filter((days) => days > 0);
  return terms.length === 0 ? 0 : Math.min(...terms);
}

/**
 * Deletes what is older than its dialogue's term. Answers when something expires next, null when nothing will.
 */
export function expireMessages({ session, clock, logger }: DialoguePorts): {
  readonly gone: number;
  readonly next: Millis | null;
} {
  const { desk } = session;
  const now = clock.now();
  const limited = desk.retentions.limited();
  const due = limited.filter(({ dialogue, days }) => {
    const oldest = desk.retentions.oldest(dialogue);
    return oldest !== null && oldest < now - days * DAY_MS;
  });
  let gone = 0;
  if (due.length > 0) {
    desk.atomically(() => {
      for (const { dialogue, days } of due)
        gone += desk.retentions.expire(dialogue, millis(now - days * DAY_MS));
    });
    // R3: pages of before the deletion lie in the log until then.
    desk.checkpoint();
    logger.info('dialogue-expired', { count: gone });
  }
  const ends = limited.flatMap(({ dialogue, days }) => {
    const oldest = desk.retentions.oldest(dialogue);
    return oldest === null ? [] : [oldest + days * DAY_MS];
  });
  return { gone, next: ends.length === 0 ? null : millis(Math.min(...ends)) };
}
