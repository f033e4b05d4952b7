/** A span of days of a dialogue, also of messages that no screen has loaded. */
import { expect, it } from 'vitest';
import { millis } from '../../../src/ports.ts';
import { send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { chosenMessages } from '../../../src/workstation/core/transcript/transcript.ts';
import { codeOf } from '../../support/codeOf.ts';
import { DAY, START } from '../../support/world.ts';
import { settle, talking, textsOf, three } from './support/talking.ts';

it('names the messages of some days out of all that were ever said, and leaves none out without a word', async () => {
  const world = three();
  const request = await talking(world);
  const { clock, li, wang } = world;
  const said = Array.from({ length: 12 }, (_, day) => `第${String(day)}天`);
  for (const text of said) {
    for (const part of ['上午', '下午']) {
      clock.advance(DAY / 2);
      send(li.ports, request, { text: `${text}${part}`, reply: null });
    }
  }
  await settle([li, wang], () => textsOf(wang, request).length === 1 + 24);
  for (const seat of [li, wang]) {
    const dialogue = seat.desk.dialogues.find(request) ?? { id: 0 };
    const span = (first: number, last: number) =>
      seat.desk.messages.span(dialogue.id, {
        since: millis(START + (first + 0.25) * DAY),
        until: millis(START + (last + 1.25) * DAY),
      });
    expect(span(30, 40)).toBeNull();
    const found = span(2, 4);
    expect(found?.count).toBe(6);
    const chosen = chosenMessages(seat.ports, dialogue, found ?? { from: 0, to: 0 });
    expect(chosen.map(({ text }) => text)).toEqual(
      ['第2天', '第3天', '第4天'].flatMap((day) => [`${day}上午`, `${day}下午`]),
    );
    expect(codeOf(() => chosenMessages(seat.ports, dialogue, { from: 0, to: 99, most: 24 }))).toBe(
      'transcript-too-long',
    );
  }
});
