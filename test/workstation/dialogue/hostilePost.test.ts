/** What a node that keeps the mail can do to two doctors: nothing but keep it. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { close, send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { accept, ask } from '../../../src/workstation/core/dialogue/requests.ts';
import { HOUR } from '../../support/world.ts';
import type { Seat } from './support/seat.ts';
import {
  about,
  asked,
  expectRefused,
  refusalsOf,
  settle,
  talking,
  textsOf,
  three,
} from './support/talking.ts';

async function refusedAs(world: ReturnType<typeof three>, seat: Seat, code: string): Promise<void> {
  await settle([world.li, world.wang, world.chen], () => refusalsOf(seat).length > 0);
  expectRefused(seat, [code]);
}

describe('a node that keeps the mail of two doctors', () => {
  it('forwards: it cannot bring a request to a third doctor, whom it names as the recipient', async () => {
    const world = three();
    await asked(world);
    const { post, li, wang, chen } = world;
    post.forge(li.person.id, chen.person.id, post.last(li.person.id, wang.person.id));
    await refusedAs(world, chen, 'consult-other-recipient');
    expect(chen.desk.requests.list(10)).toEqual([]);
  });

  it('replays: it cannot have a request answered twice, nor bring it again when it is over', async () => {
    const world = three();
    const hash = await asked(world);
    const { post, li, wang } = world;
    post.forge(li.person.id, wang.person.id, post.last(li.person.id, wang.person.id));
    await refusedAs(world, wang, 'consult-replayed');
    expect(wang.desk.requests.list(10).map((one) => toHex(one.hash))).toEqual([toHex(hash)]);
  });

  it('replays: it cannot make a message come twice, whatever number it gives it', async () => {
    const world = three();
    const hash = await talking(world);
    const { post, li, wang } = world;
    send(li.ports, hash, { text: '一次', reply: null });
    await settle([li, wang], () => textsOf(wang, hash).length === 2);
    const words = post.lines
      .filter(({ to }) => toHex(to) === toHex(wang.person.id))
      .map(({ sealed }) => sealed);
    for (const sealed of words) post.forge(li.person.id, wang.person.id, sealed);
    await settle([li, wang], () => refusalsOf(wang).length === words.length);
    expect(new Set(refusalsOf(wang))).toEqual(new Set(['ratchet-replayed', 'consult-replayed']));
    expect(textsOf(wang, hash)).toEqual(['>您好', '<一次']);
  });

  it('forges: it cannot change a message, nor invent one', async () => {
    const world = three();
    const hash = await talking(world);
    const { post, li, wang } = world;
    send(li.ports, hash, { text: '剂量 5 mg', reply: null });
    await settle([li, wang], () => textsOf(wang, hash).length === 2);
    const sealed = post.last(li.person.id, wang.person.id);
    const changed = sealed.with(-1, (sealed.at(-1) ?? 0) ^ 1).slice();
    // As a later message of the same chain: its own key was used already.
    changed[33 + 40] = 9;
    post.forge(li.person.id, wang.person.id, changed);
    post.forge(li.person.id, wang.person.id, new Uint8Array([7]));
    await settle([li, wang], () => refusalsOf(wang).length === 2);
    expect(refusalsOf(wang).toSorted()).toEqual(['consult-malformed', 'ratchet-unopenable']);
    send(li.ports, hash, { text: '还在', reply: null });
    await settle([li, wang], () => textsOf(wang, hash).length === 3);
    expect(textsOf(wang, hash)).toEqual(['>您好', '<剂量 5 mg', '<还在']);
  });

  it('reorders: it can bring messages in any order, and each is read once', async () => {
    const world = three();
    const { post, li, wang } = world;
    const hash = await asked(world);
    await accept(wang.ports, hash);
    for (const text of ['一', '二', '三']) send(wang.ports, hash, { text, reply: null });
    post.twist = (mail) => mail.toReversed().map((one, index) => ({ ...one, position: index + 1 }));
    await settle([li, wang], () => textsOf(li, hash).length === 3);
    expect(textsOf(li, hash).toSorted()).toEqual(['<一', '<三', '<二'].toSorted());
    expect(refusalsOf(li)).toEqual([]);
  });

  it('withholds: it can keep some back, and what comes after it is read; what comes late as well', async () => {
    const world = three();
    const hash = await talking(world);
    const { post, li, wang } = world;
    const held = new Set<string>();
    post.twist = (mail) => mail.filter(({ sealed }) => !held.has(toHex(sealed)));
    send(li.ports, hash, { text: '被扣', reply: null });
    await settle([li], () => li.desk.mail.waiting(wang.person.id).length === 0 || post.lines.length > 9);
    held.add(toHex(post.last(li.person.id, wang.person.id)));
    const before = textsOf(wang, hash).length;
    send(li.ports, hash, { text: '之后', reply: null });
    await settle([li, wang], () => textsOf(wang, hash).includes('<之后'));
    expect(before).toBeLessThanOrEqual(2);
    held.clear();
    await settle([li, wang], () => textsOf(wang, hash).includes('<被扣'));
    expect(textsOf(wang, hash)).toHaveLength(3);
  });

  it('delays: it can be away: what was said waits, and says so', async () => {
    const world = three();
    const hash = await talking(world);
    const { post, li, wang } = world;
    post.isAway = true;
    send(li.ports, hash, { text: '等待', reply: null });
    const stateOf = () => li.desk.messages.page(1, { before: null, search: '等待', limit: 1 })[0]?.state;
    li.service.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stateOf()).toBe('queued');
    post.isAway = false;
    await settle([li, wang], () => stateOf() === 'delivered');
    expect(textsOf(wang, hash)).toEqual(['>您好', '<等待']);
  });
});

describe('a copy of the ledger that may be stale', () => {
  it('begins nothing: a request waits at the node, and none is made or accepted', async () => {
    const world = three();
    const { li, wang, post } = world;
    wang.isFresh = false;
    const hash = await ask(li.ports, { to: wang.person.id, ...about });
    await settle([li, wang], () => post.lines.length === 1);
    await expect(ask(wang.ports, { to: li.person.id, ...about })).rejects.toThrow('consult-ledger-stale');
    expect([wang.desk.requests.find(hash), post.lines[0]?.delivered]).toEqual([null, false]);
    wang.isFresh = true;
    await settle([li, wang], () => wang.desk.requests.find(hash) !== null);
    wang.isFresh = false;
    await expect(accept(wang.ports, hash)).rejects.toThrow('consult-ledger-stale');
    expect(wang.desk.dialogues.list()).toEqual([]);
  });
});

describe('clocks that are off', () => {
  it.each([
    [10 * 60_000, 'consult-from-future'],
    [-25 * HOUR, 'consult-expired'],
  ])('by %d ms have a request refused as %s', async (off, code) => {
    const world = three();
    const { li, wang, clock } = world;
    const before = clock.now();
    clock.advance(off);
    await ask(li.ports, { to: wang.person.id, ...about });
    clock.advance(before - clock.now());
    await settle([li, wang], () => refusalsOf(wang).length > 0);
    expect(refusalsOf(wang)).toEqual([code]);
    expect(wang.desk.requests.list(10)).toEqual([]);
  });
});

describe('glare: two doctors who ask each other at once', () => {
  it('have one request between them, and one dialogue', async () => {
    const world = three();
    const { li, wang, post } = world;
    post.isAway = true;
    const hashes = [
      await ask(li.ports, { to: wang.person.id, ...about }),
      await ask(wang.ports, { to: li.person.id, ...about }),
    ];
    post.isAway = false;
    const waiting = () =>
      [li, wang].flatMap((seat) =>
        ['in', 'out'].map((way) => seat.desk.requests.waiting(way as 'in' | 'out').length),
      );
    await settle([li, wang], () => waiting().join() === '0,1,1,0' || waiting().join() === '1,0,0,1');
    const [lower = ''] = hashes.map(toHex).toSorted();
    const asker = li.desk.requests.waiting('out').length === 1 ? li : wang;
    const other = asker === li ? wang : li;
    const [request] = other.desk.requests.waiting('in');
    expect(toHex(request?.hash ?? new Uint8Array(0))).toBe(lower);
  });
});

describe('the end of a dialogue', () => {
  it('reaches the other side, and both forget the ratchet', async () => {
    const world = three();
    const hash = await talking(world);
    const { li, wang } = world;
    close(li.ports, hash, 'dialogue-closed');
    await settle([li, wang], () => wang.desk.dialogues.find(hash)?.end !== null);
    expect([li, wang].map((seat) => seat.desk.dialogues.find(hash))).toMatchObject([
      { ratchet: null, end: { code: 'dialogue-closed' } },
      { ratchet: null, end: { code: 'dialogue-closed-by-peer' } },
    ]);
  });
});
