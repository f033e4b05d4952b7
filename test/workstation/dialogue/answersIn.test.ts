/** How soon a colleague usually answers, by what this workstation saw. */
import { expect, it } from 'vitest';
import { send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { answersIn } from '../../../src/workstation/core/dialogue/answersIn.ts';
import { settle, talking, textsOf, three } from './support/talking.ts';

it('is the median from the first message that waits for an answer; without any there is no experience', async () => {
  const world = three();
  const request = await talking(world);
  const { clock, li, wang } = world;
  const usually = (): number | null => answersIn(li.ports, wang.person.id);
  expect(usually()).toBeNull();
  let said = textsOf(li, request).length;
  const say = async (seat: typeof li, minutes: number): Promise<void> => {
    clock.advance(minutes * 60_000);
    send(seat.ports, request, { text: '一次', reply: null });
    said += 1;
    await settle([li, wang], () => [li, wang].every((one) => textsOf(one, request).length === said));
  };
  for (const minutes of [10, 2, 30]) {
    await say(li, 0);
    // Asked again meanwhile: it is the first one that waited.
    await say(li, 1);
    await say(wang, minutes);
    await say(wang, 100);
  }
  expect(usually()).toBe(11 * 60_000);
  expect(answersIn(wang.ports, world.chen.person.id)).toBeNull();
});
