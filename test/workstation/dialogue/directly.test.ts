/** A direct connection beside the mailbox: the same mail goes over either, and none is lost or comes twice. */
import { describe, expect, it } from 'vitest';
import { close, send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { millis } from '../../../src/ports.ts';
import { suspension } from '../../hospital/support/visits.ts';
import { connected, isCalm, liveAt } from './support/connected.ts';
import type { Seat } from './support/seat.ts';
import { seeded } from './support/seeded.ts';
import { settle, talking, textsOf, three } from './support/talking.ts';
import { Wire } from './support/wire.ts';

const RUNS = Number(process.env['SOAK_SEEDS'] ?? '10');

function statesOf(seat: Seat, request: Uint8Array): readonly string[] {
  const { id } = seat.desk.dialogues.find(request) ?? { id: 0 };
  return seat.desk.messages.page(id, { before: null, search: '', limit: 1000 }).map(({ state }) => state);
}

describe('two doctors who are both there', () => {
  it('write to each other without the mailbox, and are told what was delivered and read', async () => {
    const { both, li, post, request, wang, wire } = await connected();
    const before = post.lines.length;
    send(li.ports, request, { text: '直接', reply: null });
    li.service.wake();
    await settle(both, () => textsOf(wang, request).length === 2);
    await settle(both, () => isCalm(both));
    expect(textsOf(wang, request)).toEqual(['>您好', '<直接']);
    expect(statesOf(li, request)[0]).toBe('delivered');
    expect(post.lines).toHaveLength(before);
    expect(wire.frames).toBeGreaterThan(3);
    expect(both.map((seat) => seat.desk.requests.refused(9))).toEqual([[], []]);
  });

  it('see that the other one is writing, for as long as it is so', async () => {
    const { both, li, request, wang } = await connected();
    const typing = (): boolean => wang.service.links.stateOf(request).typing;
    li.service.links.typing(request, true);
    await settle(both, typing);
    li.service.links.typing(request, false);
    await settle(both, () => !typing());
    li.service.links.typing(request, true);
    await settle(both, typing);
    // It was never said that it is over.
    wang.minutePasses();
    expect(typing()).toBe(false);
  });

  it('lose nothing and get nothing twice when the connection is pulled in the middle of a message', async () => {
    const { both, li, post, request, wang, wire } = await connected();
    wire.isCut = true;
    const texts = Array.from({ length: 20 }, (_, number) => String(number));
    for (const text of texts) send(li.ports, request, { text, reply: null });
    const before = post.lines.length;
    const frames = wire.frames;
    li.service.wake();
    await settle(both, () => wire.frames >= frames + 20);
    expect(post.lines).toHaveLength(before);
    wire.pull();
    await settle(both, () => textsOf(wang, request).length === 21 && isCalm(both));
    expect(textsOf(wang, request).slice(1)).toEqual(texts.map((text) => `<${text}`));
    expect(statesOf(li, request).slice(0, 20)).toEqual(texts.map(() => 'delivered'));
    expect(both.map((seat) => seat.desk.requests.refused(9))).toEqual([[], []]);
  });

  it('go by the mailbox while the way is interrupted, and directly when it is there again', async () => {
    const { both, li, post, request, wang, wire } = await connected();
    wire.interrupt(true);
    const before = post.lines.length;
    send(li.ports, request, { text: '绕路', reply: null });
    li.service.wake();
    await settle(both, () => textsOf(wang, request).length === 2 && isCalm(both));
    expect(post.lines.length).toBeGreaterThan(before);
    wire.interrupt(false);
    const then = post.lines.length;
    send(wang.ports, request, { text: '又通了', reply: null });
    wang.service.wake();
    await settle(both, () => textsOf(li, request).length === 3 && isCalm(both));
    expect(post.lines).toHaveLength(then);
  });

  it('are connected anew by their cores when the connection broke, each pause twice the one before, at most a minute', async () => {
    const { both, li, request, wang, wire } = await connected();
    wire.isCut = true;
    wire.pull();
    const turn = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
    const tries: number[] = [];
    for (let second = 1; second <= 420; second += 1) {
      const before = wire.again;
      li.passes(1000);
      await turn();
      if (wire.again > before) tries.push(second);
    }
    expect(tries).toEqual([2, 6, 14, 30, 62, 122, 182, 242, 302, 362]);
    wire.isCut = false;
    // The other side has not tried yet.
    wang.passes(2000);
    await settle(both, () => both.every((seat) => liveAt(seat, request) === 'yes'));
    // Once it stands nobody tries.
    const { again } = wire;
    for (const seat of both) seat.minutePasses();
    await turn();
    expect(wire.again).toBe(again);
    // What breaks again begins with the first pause again.
    wire.pull();
    li.passes(2000);
    await settle(both, () => both.every((seat) => liveAt(seat, request) === 'yes'));
  });

  it('are not connected anew when one of them ended the dialogue, or left', async () => {
    const { both, li, request, wang, wire } = await connected();
    await wang.service.stop();
    await settle([li], () => liveAt(li, request) === 'no');
    li.minutePasses();
    const ended = await connected();
    ended.wire.pull();
    close(ended.li.ports, ended.request, 'dialogue-closed');
    await settle(ended.both, () =>
      ended.both.every((seat) => seat.desk.dialogues.find(ended.request)?.end !== null),
    );
    for (const seat of [...both, ...ended.both]) seat.minutePasses();
    await new Promise((resolve) => setTimeout(resolve));
    expect([wire.again, ended.wire.again]).toEqual([0, 0]);
  });

  it('are no longer connected when the dialogue ends, or when one of them is suspended in the middle of it', async () => {
    const ended = await connected();
    close(ended.li.ports, ended.request, 'dialogue-closed');
    ended.li.service.wake();
    await settle(ended.both, () => ended.both.every((seat) => liveAt(seat, ended.request) === 'no'));

    const { both, ledger, li, request, wang, wire } = await connected();
    ledger.take(suspension(wang.person, ledger.world.b.board(), ledger.time));
    li.service.wake();
    await settle(both, () => liveAt(li, request) === 'no');
    const { frames } = wire;
    expect(() => send(li.ports, request, { text: '不再', reply: null })).toThrow('dialogue-over');
    expect(wire.frames).toBe(frames);
  });

  it('are not connected by signals of long ago', async () => {
    const world = three();
    const request = await talking(world);
    const { clock, li, post, wang } = world;
    const wire = new Wire(li, wang);
    post.twist = (mail, recipient) => (recipient === wang.person.id ? [] : mail);
    wire.want(li, request);
    await settle([li], () => li.desk.mail.waiting(wang.person.id).length === 0);
    clock.set(millis(clock.now() + 10 * 60_000));
    post.twist = (mail) => mail;
    wang.service.wake();
    await settle([li, wang], () => isCalm([li, wang]));
    expect(liveAt(wang, request)).toBe('no');
    expect(wire.frames).toBe(0);
    // Whoever waits gives up, and may try again.
    li.minutePasses();
    expect(liveAt(li, request)).toBe('no');
    wire.want(li, request);
    await settle([li, wang], () => liveAt(li, request) === 'yes' && liveAt(wang, request) === 'yes');
  });
});

it.each(Array.from({ length: RUNS }, (_, seed) => seed))(
  'no message is lost and none comes twice, whatever happens to connection and power (seed %i)',
  async (seed) => {
    const { both, li, request, wang, wire } = await connected();
    const below = seeded(seed);
    const sent: Record<'li' | 'wang', string[]> = { li: [], wang: [] };
    for (let round = 0; round < 12; round += 1) {
      const [name, seat] = below(2) === 0 ? (['li', li] as const) : (['wang', wang] as const);
      const text = `${String(seed)}/${String(round)}`;
      send(seat.ports, request, { text, reply: null });
      sent[name].push(text);
      seat.service.wake();
      const turns = below(12);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      happen(below(7), { li, wang, request, wire });
    }
    wire.isCut = false;
    wire.pull();
    await settle(both, () => {
      for (const seat of both) seat.minutePasses();
      return textsOf(li, request).length === 13 && textsOf(wang, request).length === 13 && isCalm(both);
    });
    const heardBy = (seat: Seat): string[] =>
      textsOf(seat, request)
        .filter((text) => text.startsWith('<'))
        .map((text) => text.slice(1))
        .filter((text) => text !== '您好');
    expect(heardBy(wang).toSorted()).toEqual(sent.li.toSorted());
    expect(heardBy(li).toSorted()).toEqual(sent.wang.toSorted());
    expect(both.flatMap((seat) => seat.desk.requests.refused(9))).toEqual([]);
  },
);

function happen(
  what: number,
  {
    li,
    request,
    wang,
    wire,
  }: Pick<Awaited<ReturnType<typeof connected>>, 'li' | 'wang' | 'request' | 'wire'>,
): void {
  if (what === 0) wire.pull();
  if (what === 1) wire.isCut = !wire.isCut;
  if (what === 2) wire.interrupt(true);
  if (what === 3) wire.interrupt(false);
  if (what === 4) wire.want(li, request);
  if (what === 5) li.restart();
  if (what === 6) wang.restart();
}
