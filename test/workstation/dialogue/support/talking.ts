/** Three doctors at their seats, and two of them in a dialogue. */
import { accept, ask } from '../../../../src/workstation/core/dialogue/requests.ts';
import { send } from '../../../../src/workstation/core/dialogue/conversation.ts';
import { BareLedger } from '../../../support/bareLedger.ts';
import { manualClock } from '../../../support/manualClock.ts';
import { START } from '../../../support/world.ts';
import { expect } from 'vitest';
import { en } from '../../../../renderer/i18n/en.ts';
import { zhCN } from '../../../../renderer/i18n/zh-CN.ts';
import { Post } from './post.ts';
import { Seat } from './seat.ts';

export function three() {
  const around = { ledger: BareLedger.staffed(), post: new Post(), clock: manualClock(START) };
  const { li, wang, chen } = around.ledger.world;
  const [liSeat, wangSeat, chenSeat] = [li, wang, chen].map((person) => new Seat(person, around));
  if (liSeat === undefined || wangSeat === undefined || chenSeat === undefined) throw new Error('no seats');
  return { ...around, li: liSeat, wang: wangSeat, chen: chenSeat };
}

/** Lets both work until `isSo`; what was put off is tried again meanwhile. */
export async function settle(seats: readonly Seat[], isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn += 1) {
    if (turn > 100_000) throw new Error('it does not come to that');
    await new Promise((resolve) => setImmediate(resolve));
    if (turn % 50 === 0) for (const seat of seats) seat.service.wake();
  }
}

export const about = { subject: null, reason: '请教' };

export async function asked(world: ReturnType<typeof three>): Promise<Uint8Array> {
  const { li, wang } = world;
  const hash = await ask(li.ports, { to: wang.person.id, ...about });
  await settle([li, wang], () => wang.desk.requests.find(hash) !== null);
  return hash;
}

export async function talking(world: ReturnType<typeof three>): Promise<Uint8Array> {
  const { li, wang } = world;
  const hash = await asked(world);
  await accept(wang.ports, hash);
  send(wang.ports, hash, { text: '您好', reply: null });
  const isCalm = (): boolean => [li, wang].every(({ desk }) => desk.mail.streams().length === 0);
  await settle([li, wang], () => textsOf(li, hash).length === 1 && isCalm());
  return hash;
}

export function textsOf(seat: Seat, request: Uint8Array, limit = 1000): string[] {
  const dialogue = seat.desk.dialogues.find(request);
  if (dialogue === null) return [];
  return seat.desk.messages
    .page(dialogue.id, { before: null, search: '', limit })
    .map(({ text, mine }) => `${mine ? '>' : '<'}${text}`)
    .toReversed();
}

/** The newest first. */
export function refusalsOf(seat: Seat): string[] {
  return seat.desk.requests.refused(100).map(({ code }) => code);
}

/** What tests say, name and ask: none of it belongs into a log. */
const CONTENT = /您好|剂量|请教|一次|李|王|陈|Li|Wang|Chen/u;

/** Refused by these names and no others: shown with words in both languages, and logged without content. */
export function expectRefused(seat: Seat, codes: readonly string[]): void {
  expect(refusalsOf(seat).toSorted()).toEqual(codes.toSorted());
  const log = seat.log.join('');
  for (const code of codes) {
    for (const { errors } of [en, zhCN]) expect(errors).toHaveProperty([code]);
    expect(log).toContain(`"code":"${code}"`);
  }
  expect(log).not.toMatch(CONTENT);
}
