/** A doctor comes back after a month: what waited is there, in its order, once. More: `SOAK_SEEDS=200` for 10,000. */
import { expect, it } from 'vitest';
import { send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { settle, talking, textsOf, three } from './support/talking.ts';

const MESSAGES = process.env['SOAK_SEEDS'] === undefined ? 300 : 10_000;
const DAY_MS = 24 * 60 * 60_000;

it(`brings ${String(MESSAGES)} messages that waited at the mailbox for a month`, async () => {
  const world = three();
  const request = await talking(world);
  const { clock, li, post, wang } = world;
  const isCalm = (): boolean => [li, wang].every(({ desk }) => desk.mail.streams().length === 0);
  await settle([li, wang], isCalm);
  // Wang's workstation is off: nobody fetches.
  await wang.service.stop();
  const texts = Array.from({ length: MESSAGES }, (_, number) => String(number));
  for (const [number, text] of texts.entries()) {
    send(li.ports, request, { text, reply: null });
    if (number % 100 === 99) clock.advance((29 * DAY_MS * 100) / MESSAGES);
  }
  await settle([li], () => li.desk.mail.waiting(wang.person.id, 1).length === 0);
  expect(post.lines.filter(({ delivered }) => !delivered)).toHaveLength(MESSAGES);
  wang.restart();
  await settle([li, wang], () => isCalm());
  expect(heard(textsOf(wang, request, MESSAGES + 10))).toEqual(texts);
  expect(wang.desk.requests.refused(9)).toEqual([]);
  const { id } = li.desk.dialogues.find(request) ?? { id: 0 };
  const states = li.desk.messages
    .page(id, { before: null, search: '', limit: MESSAGES })
    .map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(['delivered']));
});

function heard(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.startsWith('<')).map((text) => text.slice(1));
}
