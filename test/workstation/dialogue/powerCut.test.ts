/**
 * The power goes at a seeded step of sending or receiving, on either side: no message is lost, and none comes twice. A
 * step is what one transaction writes, or a question to a mailbox, before and after it; that a transaction itself is
 * whole or not at all when a process is killed inside it, test/replica/desk/desk.test.ts shows.
 */
import { expect, it } from 'vitest';
import { accept, ask } from '../../../src/workstation/core/dialogue/requests.ts';
import { send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { BareLedger } from '../../support/bareLedger.ts';
import { manualClock } from '../../support/manualClock.ts';
import { START } from '../../support/world.ts';
import { Post } from './support/post.ts';
import { Seat } from './support/seat.ts';
import { seeded } from './support/seeded.ts';

const RUNS = Number(process.env['SOAK_SEEDS'] ?? '10');

function textsOf(seat: Seat, request: Uint8Array): { readonly own: string[]; readonly theirs: string[] } {
  const dialogue = seat.desk.dialogues.find(request);
  const all =
    dialogue === null ? [] : seat.desk.messages.page(dialogue.id, { before: null, search: '', limit: 1000 });
  const of = (mine: boolean): string[] =>
    all
      .filter((one) => one.mine === mine)
      .map(({ text }) => text)
      .toReversed();
  return { own: of(true), theirs: of(false) };
}

/** Goes on until `isSo`; whoever was cut off begins again. */
async function work(seats: readonly Seat[], isSo: () => boolean): Promise<number> {
  let cuts = 0;
  for (let turn = 0; turn < 5_000; turn += 1) {
    for (const seat of seats.filter(({ isCut }) => isCut)) {
      seat.restart();
      cuts += 1;
    }
    if (isSo()) return cuts;
    for (const seat of seats) seat.service.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('it does not come to that');
}

/** Both have had time to come to their cuts. */
function afterTurns(turns: number): () => boolean {
  let left = turns;
  return () => {
    left -= 1;
    return left < 0;
  };
}

/** Does something that the power may cut short. */
async function tried(seat: Seat, act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!seat.isCut) throw error;
  }
}

it.each(Array.from({ length: RUNS }, (_, seed) => seed))(
  'no message is lost and none comes twice, wherever the power goes (seed %i)',
  async (seed) => {
    const around = { ledger: BareLedger.staffed(), post: new Post(), clock: manualClock(START) };
    const { li: liPerson, wang: wangPerson } = around.ledger.world;
    const li = new Seat(liPerson, around, String(seed));
    const wang = new Seat(wangPerson, around, String(seed));
    const both = [li, wang];
    const below = seeded(seed);
    const request = await ask(li.ports, { to: wangPerson.id, subject: null, reason: '' });
    await work(both, () => wang.desk.requests.find(request) !== null);
    wang.cutAfter(1 + below(12));
    await tried(wang, async () => accept(wang.ports, request));
    await work(both, afterTurns(20));
    if (wang.desk.dialogues.find(request) === null) await accept(wang.ports, request);
    await work(both, () => li.desk.dialogues.find(request)?.end === null && isOpen(li, request));
    let cuts = 0;
    for (let round = 0; round < 4; round += 1) {
      for (const seat of both) {
        seat.cutAfter(1 + below(16));
        await tried(seat, () =>
          send(seat.ports, request, { text: `${String(seed)}/${String(round)}`, reply: null }),
        );
      }
      cuts += await work(both, afterTurns(40));
    }
    const isCalm = (): boolean =>
      both.every(
        (seat, index) =>
          textsOf(seat, request).own.length === textsOf(both[1 - index] ?? seat, request).theirs.length,
      );
    cuts += await work(
      both,
      () => isCalm() && both.every((seat) => seat.desk.mail.waiting(other(seat, both)).length === 0),
    );
    expect(cuts).toBeGreaterThanOrEqual(4);
    expect(textsOf(li, request).theirs).toEqual(textsOf(wang, request).own);
    expect(textsOf(wang, request).theirs).toEqual(textsOf(li, request).own);
    expect(both.flatMap((seat) => seat.desk.requests.refused(9))).toEqual([]);
  },
);

function other(seat: Seat, both: readonly Seat[]): Seat['person']['id'] {
  return (both.find((one) => one !== seat) ?? seat).person.id;
}

function isOpen(seat: Seat, request: Uint8Array): boolean {
  const mail = seat.desk.dialogues.find(request);
  if (mail === null) return false;
  try {
    send(seat.ports, request, { text: 'x', reply: null });
    return true;
  } catch {
    return false;
  }
}
