/**
 * What can go wrong between two doctors, or be done to them, beside hostilePost.test.ts: each is refused by a name that
 * is shown and logged, and what is honest goes on.
 */
import { bytesEqual } from '../../../src/crypto/bytes.ts';
import { describe, expect, it } from 'vitest';
import { sealAnswer, type ConsultAnswer } from '../../../src/consult/answer.ts';
import { bundleOf, newBundleSecret } from '../../../src/consult/bundle.ts';
import { LONGEST_REQUEST_MS, MOST_REQUESTS } from '../../../src/consult/evaluateRequest.ts';
import { toMessageId, toRequestHash } from '../../../src/consult/ids.ts';
import { encodeParcel } from '../../../src/consult/parcel.ts';
import { sealRequest } from '../../../src/consult/request.ts';
import { toSealingKey } from '../../../src/crypto/ids.ts';
import { millis } from '../../../src/ports.ts';
import { edit, remove, say, send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { keyNotice } from '../../../src/workstation/core/dialogue/keyNotice.ts';
import { accept, ask, block, decline, withdraw } from '../../../src/workstation/core/dialogue/requests.ts';
import { seededRandom } from '../../consult/people.ts';
import { suspension } from '../../hospital/support/visits.ts';
import { DAY, HOUR, type Person } from '../../support/world.ts';
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

type World = ReturnType<typeof three>;
const random = seededRandom('bad input');
const MINUTE = 60_000;

async function refused(world: World, seat: Seat, codes: readonly string[]): Promise<void> {
  await settle([world.li, world.wang, world.chen], () => refusalsOf(seat).length >= codes.length);
  expectRefused(seat, codes);
}

/** What is honest goes on: a message of Li's comes to Wang. */
async function goesOn(world: World, request: Uint8Array): Promise<void> {
  const { li, wang } = world;
  send(li.ports, request, { text: '还在', reply: null });
  await settle([li, wang], () => textsOf(wang, request).at(-1) === '<还在');
}

const partyOf = ({ id, institution }: Person) => ({ doctor: id, institution });

function requestUnder(world: World, from: Person, signer: Person, version = 1): Uint8Array {
  const { wang } = world.ledger.world;
  const issued = world.clock.now();
  const { sealed } = sealRequest(
    {
      network: world.li.ports.network,
      from: partyOf(from),
      to: partyOf(wang),
      kind: 'dialogue',
      video: null,
      subject: null,
      reason: '请教',
      issued,
      expires: millis(issued + HOUR),
      nonce: random(16),
      bundle: bundleOf(newBundleSecret(random)),
    },
    {
      secretKey: signer.keys(version).sign.secretKey,
      recipient: toSealingKey(wang.keys(1).seal.publicKey),
      random,
    },
  );
  return encodeParcel({ kind: 'request', sealed });
}

function answerUnder(world: World, request: Uint8Array, from: Person, signer: Person): Uint8Array {
  const { li } = world.ledger.world;
  const answer: ConsultAnswer = {
    network: world.li.ports.network,
    request: toRequestHash(request),
    from: partyOf(from),
    to: partyOf(li),
    time: world.clock.now(),
    answer: 'decline',
  };
  const by = {
    secretKey: signer.keys(1).sign.secretKey,
    recipient: toSealingKey(li.keys(1).seal.publicKey),
    random,
  };
  return encodeParcel({ kind: 'answer', sealed: sealAnswer(answer, by).sealed });
}

function rotation(person: Person, to: number, time: number) {
  const { sign, seal } = person.keys(to);
  const fields = { id: person.id, role: person.role, sign: sign.publicKey, seal: seal.publicKey };
  return {
    action: { kind: 'registry/key-rotate', ...fields },
    parties: [person.sign(to - 1)],
    time,
  } as const;
}

describe('swapped identities', () => {
  it('a request is of whoever signed it, whatever sender the node names', async () => {
    const world = three();
    const { chen, li, post, wang } = world;
    post.twist = (mail) => mail.map((one) => ({ ...one, from: chen.person.id }));
    const hash = await asked(world);
    expect(wang.desk.requests.find(hash)?.peer).toEqual(li.person.id);
  });

  it('a request in the name of another doctor is refused, and so is one under a key of before', async () => {
    const world = three();
    const { ledger, post, wang } = world;
    const { chen, li } = ledger.world;
    post.forge(li.id, wang.person.id, requestUnder(world, li, chen));
    await refused(world, wang, ['consult-signature-invalid']);
    ledger.take(rotation(li, 2, ledger.time));
    post.forge(li.id, wang.person.id, requestUnder(world, li, li, 1));
    await refused(world, wang, ['consult-signature-invalid', 'consult-signature-invalid']);
    post.forge(li.id, wang.person.id, requestUnder(world, li, li, 2));
    await settle([wang], () => wang.desk.requests.waiting('in').length === 1);
    expect(wang.desk.requests.waiting('in')[0]?.peer).toEqual(li.id);
  });

  it('a third doctor answers for nobody, nor does anybody in the name of whoever was asked', async () => {
    const world = three();
    const hash = await asked(world);
    const { li, post } = world;
    const { chen, wang } = world.ledger.world;
    post.forge(chen.id, li.person.id, answerUnder(world, hash, chen, chen));
    post.forge(wang.id, li.person.id, answerUnder(world, hash, wang, chen));
    await refused(world, li, ['consult-other-doctor', 'consult-signature-invalid']);
    expect(li.desk.requests.find(hash)?.state).toBe('waiting');
    await accept(world.wang.ports, hash);
    await settle([li, world.wang], () => li.desk.dialogues.find(hash) !== null);
  });

  it('nobody changes the message of the other side, nor says another under its name', async () => {
    const world = three();
    const request = await talking(world);
    const { li, wang } = world;
    const [greeting] = li.desk.messages.page(1, { before: null, search: '', limit: 1 });
    const id = toMessageId(greeting?.message ?? new Uint8Array(0));
    const time = world.clock.now();
    li.desk.atomically(() => {
      say(li.ports, request, { kind: 'edit', time, id, text: '剂量 50 mg' });
      say(li.ports, request, { kind: 'delete', time, id });
      for (const text of ['一', '二'])
        say(li.ports, request, {
          kind: 'text',
          time,
          id: toMessageId(new Uint8Array(16)),
          text,
          reply: null,
        });
    });
    const unknown = 'dialogue-message-unknown';
    await refused(world, wang, [unknown, unknown, 'dialogue-message-twice']);
    expect(textsOf(wang, request)).toEqual(['>您好', '<一']);
    await goesOn(world, request);
  });
});

describe('what comes again or to somebody else', () => {
  it('an acceptance that comes again begins nothing anew, also after the program was started again', async () => {
    const world = three();
    const request = await talking(world);
    const { li, post, wang } = world;
    const [acceptance] = post.lines.filter(({ to }) => to.join() === li.person.id.join());
    for (const start of [() => undefined, () => li.restart()]) {
      start();
      post.forge(wang.person.id, li.person.id, acceptance?.sealed ?? new Uint8Array(0));
    }
    await refused(world, li, ['consult-answered', 'consult-answered']);
    await goesOn(world, request);
    expect(textsOf(li, request)).toEqual(['<您好', '>还在']);
  });

  it('a request that comes again is refused after a restart, and when its time is over', async () => {
    const world = three();
    await asked(world);
    const { li, post, wang, clock } = world;
    const again = post.last(li.person.id, wang.person.id);
    wang.restart();
    post.forge(li.person.id, wang.person.id, again);
    await refused(world, wang, ['consult-replayed']);
    clock.advance(LONGEST_REQUEST_MS + MINUTE);
    post.forge(li.person.id, wang.person.id, again);
    await refused(world, wang, ['consult-replayed', 'consult-expired']);
    expect(wang.desk.requests.list(9)).toHaveLength(1);
  });

  it('a message is opened by nobody but the two, and not in another dialogue of theirs', async () => {
    const world = three();
    const request = await talking(world);
    const { chen, li, post, wang } = world;
    send(li.ports, request, { text: '剂量', reply: null });
    await settle([li, wang], () => textsOf(wang, request).length === 2);
    post.forge(li.person.id, chen.person.id, post.last(li.person.id, wang.person.id));
    await refused(world, chen, ['dialogue-unknown']);
    expect(chen.desk.dialogues.list()).toEqual([]);
  });
});

describe('dropped and delayed', () => {
  it('a message that the node says to have delivered, and has not, is never shown as delivered', async () => {
    const world = three();
    const request = await talking(world);
    const { li, post, wang } = world;
    post.twist = (mail, recipient) => (bytesEqual(recipient, wang.person.id) ? [] : mail);
    send(li.ports, request, { text: '剂量', reply: null });
    await settle([li], () => li.desk.mail.waiting(wang.person.id).length === 0);
    for (const line of post.lines) line.delivered = true;
    await settle([li], () => li.desk.mail.streams().length === 0);
    expect(li.desk.messages.page(1, { before: null, search: '', limit: 1 })[0]?.state).toBe('stored');
  });

  it('what comes weeks late is read; a request that does is over, and an answer within days is not', async () => {
    const world = three();
    const { clock, li, post, wang } = world;
    const request = await asked(world);
    await accept(wang.ports, request);
    await settle([wang], () => wang.desk.mail.waiting(li.person.id).length === 0);
    clock.advance(5 * DAY);
    await settle([li, wang], () => li.desk.dialogues.find(request) !== null);
    post.twist = () => [];
    send(wang.ports, request, { text: '迟到', reply: null });
    await settle([wang], () => wang.desk.mail.waiting(li.person.id).length === 0);
    clock.advance(20 * DAY);
    post.twist = (mail) => mail;
    await settle([li, wang], () => textsOf(li, request).at(-1) === '<迟到');
    await ask(li.ports, { to: world.chen.person.id, ...about });
    await settle([li], () => li.desk.mail.waiting(world.chen.person.id).length === 0);
    clock.advance(2 * DAY);
    await refused(world, world.chen, ['consult-expired']);
    expect(refusalsOf(li)).toEqual([]);
  });

  it('an acceptance waits at the node while the copy of the ledger may be stale', async () => {
    const world = three();
    const { li, post, wang } = world;
    const request = await asked(world);
    li.isFresh = false;
    await accept(wang.ports, request);
    await settle([li, wang], () => post.lines.at(-1)?.from === wang.person.id);
    li.service.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect([li.desk.dialogues.list(), refusalsOf(li)]).toEqual([[], []]);
    li.isFresh = true;
    await settle([li, wang], () => li.desk.dialogues.find(request) !== null);
  });
});

describe('who may not, or does not want to, be asked', () => {
  it('who asks too often is refused, and is heard again after ten minutes', async () => {
    const world = three();
    const { clock, li, post, wang } = world;
    for (let count = 1; count <= MOST_REQUESTS + 1; count += 1) {
      const hash = await ask(li.ports, { to: wang.person.id, ...about });
      await settle([li, wang], () => post.lines.filter(({ delivered }) => delivered).length === count);
      withdraw(li.ports, hash);
    }
    expectRefused(wang, ['consult-too-many']);
    clock.advance(11 * MINUTE);
    const hash = await ask(li.ports, { to: wang.person.id, ...about });
    await settle([li, wang], () => wang.desk.requests.find(hash) !== null);
    expect(wang.desk.requests.list(9)).toHaveLength(MOST_REQUESTS + 1);
  });

  it('who is not available is not rung, and finds the request; who is, is rung once', async () => {
    const world = three();
    const { chen, li, wang } = world;
    wang.service.setAvailable(false);
    await asked(world);
    expect([wang.rings, wang.news]).toEqual([0, []]);
    const hash = await ask(li.ports, { to: chen.person.id, ...about });
    await settle([li, chen], () => chen.desk.requests.find(hash) !== null);
    expect([chen.rings, chen.news]).toEqual([1, ['request']]);
  });

  it('who is blocked is heard no more: neither in the dialogue, nor by a request', async () => {
    const world = three();
    const request = await talking(world);
    const { li, wang } = world;
    block(wang.ports, li.person.id);
    send(li.ports, request, { text: '剂量', reply: null });
    await refused(world, wang, ['dialogue-over']);
    await ask(li.ports, { to: wang.person.id, ...about });
    await refused(world, wang, ['dialogue-over', 'consult-blocked']);
    expect(wang.desk.dialogues.find(request)?.end?.code).toBe('dialogue-blocked');
  });

  it('who withdrew hears no answer', async () => {
    const world = three();
    const { li, wang } = world;
    const hash = await asked(world);
    withdraw(li.ports, hash);
    await decline(wang.ports, hash);
    await refused(world, li, ['consult-withdrawn']);
    expect(li.desk.requests.find(hash)?.state).toBe('withdrawn');
  });
});

describe('a doctor who is suspended in the middle of a dialogue', () => {
  it('gets nothing that waited, which fails and says why, and is read no more', async () => {
    const world = three();
    const request = await talking(world);
    const { ledger, li, post, wang } = world;
    post.isAway = true;
    send(li.ports, request, { text: '剂量', reply: null });
    send(wang.ports, request, { text: '一次', reply: null });
    ledger.take(suspension(wang.person, ledger.world.b.board(), ledger.time));
    const before = post.lines.length;
    post.isAway = false;
    await refused(world, li, ['dialogue-over']);
    const [last] = li.desk.messages.page(1, { before: null, search: '', limit: 1 });
    expect(last).toMatchObject({ text: '剂量', state: 'failed', code: 'dialogue-peer-suspended' });
    expect(post.lines.slice(before).filter(({ from }) => from === li.person.id)).toEqual([]);
    expect(textsOf(li, request)).toEqual(['<您好', '>剂量']);
    await expect(ask(li.ports, { to: wang.person.id, ...about })).rejects.toThrow('recipient-suspended');
  });
});

describe('a desk that was put back from a backup', () => {
  it('says nothing more under keys that were used since; what was said stays, and a new request goes on', async () => {
    const world = three();
    const request = await talking(world);
    const { li, post, wang } = world;
    await goesOn(world, request);
    await settle([li, wang], () => [li, wang].every((seat) => seat.desk.mail.streams().length === 0));
    const copy = li.copy();
    await goesOn(world, request);
    await settle([li, wang], () => [li, wang].every((seat) => seat.desk.mail.streams().length === 0));
    const sent = post.lines.filter(({ from }) => from === li.person.id).length;
    li.restoreFrom(copy);
    expect(() => send(li.ports, request, { text: '又', reply: null })).toThrow('dialogue-over');
    send(wang.ports, request, { text: '一次', reply: null });
    await refused(world, li, ['dialogue-over']);
    expect(post.lines.filter(({ from }) => from === li.person.id)).toHaveLength(sent);
    expect(li.desk.dialogues.find(request)).toMatchObject({
      ratchet: null,
      end: { code: 'dialogue-restored' },
    });
    expect(textsOf(li, request)).toContain('>还在');
    const anew = await ask(li.ports, { to: wang.person.id, ...about });
    await settle([li, wang], () => wang.desk.requests.find(anew) !== null);
  });
});

describe('a doctor who has another key than before', () => {
  /** A second dialogue of the two, after Wang took a new key. */
  async function anew(compares: boolean) {
    const world = three();
    const first = await talking(world);
    const { ledger, li, wang } = world;
    const before = li.desk.dialogues.find(first);
    if (compares && before !== null)
      li.desk.dialogues.compare(wang.person.id, before.peerSign, world.clock.now());
    ledger.take(rotation(wang.person, 2, ledger.time));
    wang.keyVersion = 2;
    wang.restart();
    await settle([li, wang], () => [li, wang].every((seat) => seat.desk.dialogues.find(first)?.end !== null));
    expect([li, wang].map((seat) => seat.desk.dialogues.find(first)?.end?.code)).toEqual([
      'dialogue-peer-key-changed',
      'dialogue-own-key-changed',
    ]);
    const request = await ask(wang.ports, { to: li.person.id, ...about });
    await settle([li, wang], () => li.desk.requests.find(request) !== null);
    await accept(li.ports, request);
    const dialogue = li.desk.dialogues.find(request);
    if (dialogue === null) throw new Error('not begun');
    return { ...world, request, dialogue };
  }

  it('is written to only when that was looked at, and not before by anything that the core is asked', async () => {
    const { dialogue, li, request, wang } = await anew(false);
    const say = (): unknown => send(li.ports, request, { text: '剂量', reply: null });
    expect(keyNotice(li.ports, dialogue)).toBe('new');
    expect(say).toThrow('dialogue-key-changed');
    li.desk.dialogues.look(wang.person.id, dialogue.peerSign, millis(0));
    expect(keyNotice(li.ports, dialogue)).toBe('no');
    say();
    await settle([li, wang], () => textsOf(wang, request).length === 1);
  });

  it('is written to only when it was compared again, where it was compared before', async () => {
    const { dialogue, li, request, wang } = await anew(true);
    const id = new Uint8Array(16);
    expect(keyNotice(li.ports, dialogue)).toBe('changed');
    li.desk.dialogues.look(wang.person.id, dialogue.peerSign, millis(0));
    for (const act of [
      () => send(li.ports, request, { text: '剂量', reply: null }),
      () => edit(li.ports, request, id, '剂量'),
      () => remove(li.ports, request, id),
    ])
      expect(act).toThrow('dialogue-key-changed');
    li.desk.dialogues.compare(wang.person.id, dialogue.peerSign, millis(0));
    expect(keyNotice(li.ports, dialogue)).toBe('yes');
    send(li.ports, request, { text: '剂量', reply: null });
    await settle([li, wang], () => textsOf(wang, request).length === 1);
  });
});
