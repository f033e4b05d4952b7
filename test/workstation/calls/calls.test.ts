import { describe, expect, it } from 'vitest';
import { transcriptOf } from '../../../src/consult/call/transcript.ts';
import { readWord } from '../../../src/consult/call/words.ts';
import { RING_MS } from '../../../src/consult/call/callTimes.ts';
import { toCallId } from '../../../src/consult/ids.ts';
import { fromHex, toHex } from '../../../src/crypto/bytes.ts';
import type { DialoguePorts } from '../../../src/workstation/core/dialogue/ports.ts';
import { close } from '../../../src/workstation/core/dialogue/conversation.ts';
import {
  answerVideo,
  askVideo,
  RIGHT_MS,
  withdrawVideo,
} from '../../../src/workstation/core/calls/videoRequests.ts';
import { Calls } from '../../../src/workstation/core/calls/calls.ts';
import { callsOf } from '../../../src/workstation/core/calls/views.ts';
import type { BareLedger } from '../../support/bareLedger.ts';
import { withoutSecondLayer } from '../../support/secondLayer.ts';
import { codeOf, codeOfAsync } from '../../support/codeOf.ts';
import type { Seat } from '../dialogue/support/seat.ts';
import { refusalsOf, settle, talking, three } from '../dialogue/support/talking.ts';
import { CallPage } from './callPage.ts';

const NOW = { reason: '请看这例', at: null };

interface Meeting extends Awaited<ReturnType<typeof meeting>> {}

/** Two doctors in a dialogue, with their pages. */
async function meeting(found: (ledger: BareLedger) => void = () => undefined) {
  const world = three();
  found(world.ledger);
  const request = await talking(world);
  const pages = { li: new CallPage(world.li), wang: new CallPage(world.wang) };
  const seats = [world.li, world.wang];
  const until = async (isSo: () => boolean): Promise<void> =>
    settle(seats, () => {
      for (const page of [pages.li, pages.wang]) page.work();
      return isSo();
    });
  const videoOf = (seat: Seat) => callsOf(seat.ports, request).requests;
  return { ...world, request, pages, seats, until, videoOf };
}

/** Li asked for video, and Wang agreed. */
async function granted(found?: (ledger: BareLedger) => void): Promise<Meeting> {
  const at = await meeting(found);
  const hash = await askVideo(at.li.ports, at.request, NOW);
  await at.until(() => at.videoOf(at.wang).length === 1);
  await answerVideo(at.wang.ports, hash, 'grant');
  await at.until(() => at.videoOf(at.li)[0]?.state === 'accepted');
  return at;
}

async function ringing(found?: (ledger: BareLedger) => void): Promise<Meeting> {
  const at = await granted(found);
  await at.li.service.calls.ring(at.request, 'video');
  await at.until(() => at.pages.wang.phase === 'rung');
  return at;
}

async function live(found?: (ledger: BareLedger) => void): Promise<Meeting> {
  const at = await ringing(found);
  const { li, wang } = at.pages;
  wang.take();
  await at.until(() => li.connects.length === 1 && wang.connects.length === 1);
  for (const page of [li, wang]) page.see();
  await at.until(() => li.phase === 'live' && wang.phase === 'live');
  return at;
}

describe('asking for a video consult in a dialogue', () => {
  it('gives both the right to ring once it is accepted, for a day from the time agreed', async () => {
    const { clock, li, request, until, videoOf, wang } = await meeting();
    const at = clock.now() + 3 * 60 * 60_000;
    const hash = await askVideo(li.ports, request, {
      reason: '下午',
      at: at as ReturnType<typeof clock.now>,
    });
    await until(() => videoOf(wang).length === 1);
    expect(videoOf(wang)[0]).toMatchObject({ mine: false, reason: '下午', at, state: 'waiting' });
    expect(wang.news).toContain('request');
    expect(callsOf(wang.ports, request).until).toBeNull();
    expect(await codeOfAsync(li.service.calls.ring(request, 'video'))).toBe('call-no-right');
    await answerVideo(wang.ports, hash, 'grant');
    await until(() => videoOf(li)[0]?.state === 'accepted');
    for (const seat of [li, wang]) expect(callsOf(seat.ports, request).until).toBe(at + RIGHT_MS);
    clock.advance(3 * 60 * 60_000 + RIGHT_MS);
    for (const seat of [li, wang]) expect(callsOf(seat.ports, request).until).toBeNull();
    expect(await codeOfAsync(li.service.calls.ring(request, 'video'))).toBe('call-no-right');
  });

  it('gives none when it is declined, withdrawn before the answer, or came of a dialogue that has ended', async () => {
    const { li, request, until, videoOf, wang } = await meeting();
    const first = await askVideo(li.ports, request, NOW);
    expect(await codeOfAsync(askVideo(li.ports, request, NOW))).toBe('consult-waiting');
    await until(() => videoOf(wang).length === 1);
    await answerVideo(wang.ports, first, 'decline');
    await until(() => videoOf(li)[0]?.state === 'declined');
    const second = await askVideo(li.ports, request, NOW);
    await until(() => videoOf(wang).length === 2);
    withdrawVideo(li.ports, second);
    await answerVideo(wang.ports, second, 'grant');
    await until(() => refusalsOf(li).includes('consult-withdrawn'));
    expect(callsOf(li.ports, request).until).toBeNull();
    expect(codeOf(() => withdrawVideo(li.ports, second))).toBe('consult-answered');
    const third = await askVideo(li.ports, request, NOW);
    close(wang.ports, request, 'dialogue-closed');
    await until(() => refusalsOf(wang).includes('consult-no-dialogue'));
    expect(await codeOfAsync(answerVideo(wang.ports, third, 'grant'))).toBe('consult-request-unknown');
  });

  it('is not done on a stale copy of the ledger, and neither is ringing', async () => {
    const { li, request, wang } = await granted();
    for (const seat of [li, wang]) seat.isFresh = false;
    expect(await codeOfAsync(askVideo(li.ports, request, NOW))).toBe('consult-ledger-stale');
    expect(await codeOfAsync(li.service.calls.ring(request, 'video'))).toBe('consult-ledger-stale');
  });
});

describe('a ring that comes while the copy of the ledger is stale', () => {
  it('is neither believed nor refused: it rings as soon as the copy is fresh', async () => {
    const at = await granted();
    const looked = stale(at.wang);
    await at.li.service.calls.ring(at.request, 'video');
    await at.until(() => looked() === 1);
    at.wang.passes(1_000);
    await at.until(() => looked() === 2);
    expect([at.wang.callRings, at.pages.wang.phase]).toEqual([0, 'idle']);
    at.wang.isFresh = true;
    at.wang.passes(2_000);
    await at.until(() => at.pages.wang.phase === 'rung');
    at.pages.wang.take();
    await at.until(() => at.pages.li.connects.length === 1);
  });

  it('is heard with what was said after it, in order', async () => {
    const at = await granted();
    const looked = stale(at.wang);
    await at.li.service.calls.ring(at.request, 'video');
    await at.until(() => looked() === 1);
    at.pages.li.hangUp();
    await at.until(() => !unsent(at.li));
    at.wang.isFresh = true;
    at.wang.passes(1_000);
    await at.until(() => callsOf(at.wang.ports, at.request).calls[0]?.reason === 'cancelled');
    expect(at.pages.wang.phase).toBe('ended');
  });

  it('is missed when the copy was stale for longer than it rang', async () => {
    const at = await granted();
    const looked = stale(at.wang);
    await at.li.service.calls.ring(at.request, 'video');
    await at.until(() => looked() === 1);
    at.clock.advance(RING_MS + 1_000);
    at.wang.isFresh = true;
    at.wang.passes(1_000);
    await at.until(() => callsOf(at.wang.ports, at.request).calls[0]?.reason === 'unanswered');
    expect([at.wang.callRings, at.pages.wang.phase]).toEqual([0, 'idle']);
  });
});

describe('the second layer over the media of a call', () => {
  it('is demanded of both pages, and said to be in force, where the consortium decided nothing', async () => {
    const at = await live();
    for (const page of [at.pages.li, at.pages.wang]) {
      expect(page.connects.map(({ sealed }) => sealed)).toEqual([true]);
      expect(page.now?.protection?.sealed).toBe(true);
    }
  });

  it('is left out at both ends, and said to be, where the consortium was founded without it', async () => {
    const at = await live(withoutSecondLayer);
    for (const page of [at.pages.li, at.pages.wang]) {
      expect(page.connects.map(({ sealed }) => sealed)).toEqual([false]);
      expect(page.now?.protection?.sealed).toBe(false);
    }
  });
});

describe('a call between two cores', () => {
  it('rings at the other side, and is live when both have confirmed, with its protection named', async () => {
    const at = await ringing();
    const { li, wang } = at.pages;
    expect([at.li.callRings, at.wang.callRings]).toEqual([0, 1]);
    expect(li.phase).toBe('ringing');
    expect(li.count('connect') + wang.count('connect')).toBe(0);
    wang.take();
    await at.until(() => li.connects.length === 1 && wang.connects.length === 1);
    expect(li.connects[0]?.ring).toBe(wang.connects[0]?.ring);
    li.see();
    await at.until(() => li.phase === 'confirming');
    expect(li.count('show') + wang.count('show')).toBe(0);
    wang.see();
    await at.until(() => li.phase === 'live' && wang.phase === 'live');
    expect(li.now?.protection).toMatchObject({ tlsVersion: 'FEFC' });
    expect([li.count('show'), wang.count('show')]).toEqual([1, 1]);
  });

  it('sends its ring at once: it does not wait until there is something else to send', async () => {
    const { li, request } = await granted();
    const sent: number[] = [];
    const unsent = (): number =>
      li.desk.mail.streams().reduce((sum, { peer }) => sum + li.desk.mail.waiting(peer, 100).length, 0);
    const calls = new Calls({
      ports: li.ports,
      wake: () => sent.push(unsent()),
      transfers: { call: () => undefined },
    });
    await calls.ring(request, 'video');
    const [order] = calls.orders();
    if (order?.do !== 'certify') throw new Error('no certificate is wanted');
    const before = unsent();
    const call = toCallId(fromHex(order.call));
    calls.happened(call, { is: 'certificate', call, certificate: new Uint8Array(32).fill(7) });
    expect(unsent()).toBe(before + 1);
    expect(sent.at(-1)).toBe(before + 1);
  });

  it('ends with both ends signed over one transcript, which anybody can check from what is kept', async () => {
    const at = await live();
    at.clock.advance(61_000);
    at.pages.wang.hangUp();
    await at.until(() => at.pages.li.reason === 'hung-up' && bothEnds(at.li) && bothEnds(at.wang));
    const [call] = at.li.desk.calls.open();
    expect(call).toBeUndefined();
    for (const seat of [at.li, at.wang]) {
      expect(callsOf(seat.ports, at.request).calls).toMatchObject([
        { reason: 'hung-up', durationMs: 61_000 },
      ]);
    }
    const words = wordsOf(at.wang);
    const [ended, answered] = [words.find(({ mine }) => mine), words.find(({ mine }) => !mine)];
    const [own, theirs] = [ended?.word, answered?.word];
    if (own?.said.word !== 'end' || theirs?.said.word !== 'end') throw new Error('no ends');
    // Wang was called; Li's end came after it had heard Wang's.
    expect(own.said.transcript).toEqual(transcriptOf(own.call, { caller: theirs.last, callee: own.last }));
    expect(theirs.said.transcript).toEqual(transcriptOf(own.call, { caller: theirs.last, callee: own.hash }));
    expect(own.isSignedBy(at.wang.person.keys(1).sign.publicKey)).toBe(true);
    expect(theirs.isSignedBy(at.li.person.keys(1).sign.publicKey)).toBe(true);
    expect(kept(at.li)).toEqual(['answer', 'confirm', 'confirm', 'end', 'end', 'ring']);
  });

  it('ends when what one side sees is not what the other has committed to', async () => {
    const at = await ringing();
    const { li, wang } = at.pages;
    wang.take();
    await at.until(() => li.connects.length === 1 && wang.connects.length === 1);
    wang.see();
    li.see({ remote: new Uint8Array(32) });
    await at.until(() => li.reason !== null && wang.reason !== null);
    expect([li.reason, wang.reason]).toEqual(['certificate', 'certificate']);
    expect(li.count('show') + wang.count('show')).toBe(0);
    expect([li.count('close'), wang.count('close')]).toEqual([1, 1]);
  });

  it('is kept as missed by a doctor who did not take it within a minute', async () => {
    const at = await ringing();
    at.clock.advance(RING_MS);
    at.li.minutePasses();
    await at.until(() => at.pages.li.reason === 'unanswered' && at.pages.wang.reason === 'unanswered');
    await at.until(() => bothEnds(at.li) && bothEnds(at.wang));
    expect(callsOf(at.wang.ports, at.request).calls).toMatchObject([{ mine: false, reason: 'unanswered' }]);
  });

  it('that is heard of after a minute does not ring, and shows as missed', async () => {
    const at = await granted();
    at.post.isAway = true;
    await at.li.service.calls.ring(at.request, 'video');
    at.pages.li.work();
    at.clock.advance(RING_MS + 1);
    at.li.minutePasses();
    at.post.isAway = false;
    await at.until(() => callsOf(at.wang.ports, at.request).calls[0]?.reason === 'unanswered');
    expect(at.wang.callRings).toBe(0);
  });

  it('is declined in words that end it on both sides', async () => {
    const at = await ringing();
    at.pages.wang.refuse();
    await at.until(() => at.pages.li.reason === 'declined' && bothEnds(at.li));
    expect(at.pages.li.count('connect')).toBe(0);
    expect(callsOf(at.wang.ports, at.request).calls).toMatchObject([{ reason: 'declined', by: 'me' }]);
  });

  it('is one when both ring at once', async () => {
    const at = await granted();
    const { li, wang } = at.pages;
    await Promise.all([at.li, at.wang].map(async (seat) => seat.service.calls.ring(at.request, 'video')));
    await at.until(() => li.connects.length === 1 && wang.connects.length === 1);
    expect(li.connects[0]?.ring).toBe(wang.connects[0]?.ring);
    await at.until(() => at.li.desk.calls.open().length === 1 && at.wang.desk.calls.open().length === 1);
    for (const seat of [at.li, at.wang]) expect(callsOf(seat.ports, at.request).calls).toHaveLength(1);
  });

  it('goes on over another connection when the one that there was is lost', async () => {
    const at = await live();
    const { li, wang } = at.pages;
    for (const page of [li, wang]) page.way('lost');
    await at.until(() => li.connects.length === 2 && wang.connects.length === 2);
    expect(li.connects[1]?.call).toBe(li.connects[0]?.call);
    expect(li.connects[1]?.certificate).not.toBe(li.connects[0]?.certificate);
    for (const page of [li, wang]) page.see();
    await at.until(() => li.phase === 'live' && wang.phase === 'live');
  });

  it('ends when the dialogue does', async () => {
    const at = await live();
    close(at.wang.ports, at.request, 'dialogue-closed');
    await at.until(() => at.pages.li.reason !== null && at.pages.wang.reason !== null);
    expect([at.pages.li.reason, at.pages.wang.reason]).toEqual(['right-ended', 'right-ended']);
  });

  it('keeps no key of media, and says none into the log', async () => {
    const at = await live();
    const { li, wang } = at;
    const key = new Uint8Array(32).fill(0xab);
    const call = li.service.calls.now();
    if (call === null || call.state.phase === 'idle') throw new Error('no call');
    li.service.calls.say(call.state.call, { word: 'media-key', epoch: 1, kid: 2, key });
    await at.until(() => at.pages.wang.count('media-key') === 1);
    expect(at.pages.wang.did.at(-1)).toMatchObject({ do: 'media-key', epoch: 1, kid: 2, key });
    for (const seat of [li, wang]) {
      expect(kept(seat)).not.toContain('media-key');
      expect(seat.log.join('')).not.toContain(toHex(key));
    }
  });
});

describe('a core that begins again', () => {
  const states: readonly (readonly [string, () => Promise<Meeting>])[] = [
    ['ringing', ringing],
    [
      'connecting',
      async () => {
        const at = await ringing();
        at.pages.wang.take();
        await at.until(() => at.pages.li.phase === 'connecting' && at.pages.wang.phase === 'connecting');
        return at;
      },
    ],
    [
      'confirming',
      async () => {
        const at = await ringing();
        at.pages.wang.take();
        await at.until(() => at.pages.li.connects.length === 1 && at.pages.wang.connects.length === 1);
        at.pages.li.see();
        await at.until(() => at.pages.li.phase === 'confirming');
        return at;
      },
    ],
    ['live', live],
    [
      'interrupted',
      async () => {
        const at = await live();
        at.pages.li.way('interrupted');
        return at;
      },
    ],
  ];

  it.each(
    states.flatMap(([phase, bring]) => (['li', 'wang'] as const).map((who) => [phase, who, bring] as const)),
  )('while it is %s, at the side of %s, ends the call by name and says so', async (_, who, bring) => {
    const at = await bring();
    const [one, other] = who === 'li' ? [at.li, at.pages.wang] : [at.wang, at.pages.li];
    one.restart();
    await at.until(() => other.reason === 'closed');
    for (const seat of [at.li, at.wang]) {
      expect(seat.desk.calls.open()).toEqual([]);
      expect(callsOf(seat.ports, at.request).calls).toMatchObject([{ reason: 'closed' }]);
    }
    expect(one.service.calls.now()).toBeNull();
    // Nothing hangs: the next call goes as the first one did.
    other.work();
    await at.li.service.calls.ring(at.request, 'video');
    await at.until(() => at.pages.wang.phase === 'rung');
  });
});

/** Its copy is stale until it is said to be fresh: answers how often that was asked. */
function stale(seat: Seat): () => number {
  let [isFresh, looked] = [false, 0];
  Object.defineProperty(seat, 'isFresh', {
    get: () => {
      looked += 1;
      return isFresh;
    },
    set: (now: boolean) => {
      isFresh = now;
    },
  });
  return () => looked;
}

/** Something of this seat has not left yet. */
function unsent({ desk }: Seat): boolean {
  return desk.mail.streams().some(({ peer }) => desk.mail.waiting(peer, 1).length > 0);
}

function wordsOf(seat: Seat) {
  const [call] = seat.desk.calls.of(dialogueIn(seat.ports), 1);
  return seat.desk.calls
    .words(call?.id ?? 0)
    .filter(({ word }) => word === 'end')
    .map(({ mine, signed }) => ({ mine, word: readWord(signed) }));
}

function kept(seat: Seat): readonly string[] {
  const [call] = seat.desk.calls.of(dialogueIn(seat.ports), 1);
  return seat.desk.calls
    .words(call?.id ?? 0)
    .map(({ word }) => word)
    .toSorted();
}

function bothEnds(seat: Seat): boolean {
  return kept(seat).filter((word) => word === 'end').length === 2;
}

function dialogueIn({ session }: DialoguePorts): number {
  return session.desk.dialogues.list()[0]?.id ?? 0;
}
