/**
 * A call with an end that is no program of ours: an independent implementation of WebRTC (werift), which misbehaves. The
 * page is the real one, and what it says is judged by the rule of the core.
 */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { flawOf } from '../../../../src/consult/call/protection.ts';
import { fromHex } from '../../../../src/crypto/bytes.ts';
import type { CallOrder } from '../../../../src/workstation/api/calls.ts';
import { openLaboratory, type Laboratory } from '../../peer/laboratory.ts';
import { committedBy, Stranger, type StrangerWish } from './stranger.ts';
import type { StrangerScenarios } from './strangerScenarios.ts';

const [CALL, RING] = ['11'.repeat(16), '22'.repeat(32)];
const SHOW: CallOrder = { do: 'show', ring: RING };
const LOST = [{ ring: RING, way: 'lost' }];

let laboratory: Laboratory<StrangerScenarios>;
beforeAll(async () => {
  laboratory = await openLaboratory<StrangerScenarios>(new URL('strangerScenarios.ts', import.meta.url));
});
afterAll(async () => {
  await laboratory.close();
});

interface Meeting {
  readonly stranger: Stranger;
  readonly own: string;
  readonly committed: string;
}

interface Wish extends StrangerWish {
  /** What it commits to, beside what its description names. */
  readonly committed?: string;
  /** Its description on the way to the page. */
  readonly onTheWay?: (sdp: string) => string;
  readonly sealed?: boolean;
}

/** The stranger offers, and the page answers, if it does. */
async function offered(wish: Wish = {}): Promise<Meeting> {
  const own = await laboratory.run('begin');
  const stranger = new Stranger(wish);
  onTestFinished(async () => stranger.close());
  const sdp = await stranger.offer();
  const committed = wish.committed ?? committedBy(sdp);
  await laboratory.run('order', connect(committed, false, wish.sealed ?? true));
  await laboratory.run('order', signal({ type: 'offer', sdp: (wish.onTheWay ?? same)(sdp) }));
  return { stranger, own, committed };
}

const same = (sdp: string): string => sdp;

function connect(certificate: string, initiator: boolean, sealed: boolean): CallOrder {
  return { do: 'connect', call: CALL, ring: RING, initiator, certificate, sealed };
}

function signal(what: unknown): CallOrder {
  return { do: 'signal', ring: RING, signal: JSON.stringify(what) };
}

async function saidOf(channel: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await laboratory.run('said')).filter(([name]) => name === channel).map(([, args]) => args);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The answer of the page arrives at the stranger. */
async function answered({ stranger }: Meeting): Promise<void> {
  await until(async () => (await saidOf('call/signal')).length > 0);
  await stranger.take(await described());
}

/** What the page said first of its connection. */
async function described(): Promise<string> {
  const [first] = await saidOf('call/signal');
  const { sdp } = JSON.parse(String(first?.['signal'])) as { readonly sdp: string };
  return sdp;
}

/** What the core makes of what the page sees. */
async function judged({ own, committed }: Meeting) {
  await until(async () => (await saidOf('call/seen')).length > 0);
  const [seen] = await saidOf('call/seen');
  const text = (name: string): string => String(seen?.[name]);
  return flawOf(
    {
      own: fromHex(text('own')),
      remote: fromHex(text('remote')),
      srtpCipher: text('srtpCipher'),
      tlsVersion: text('tlsVersion'),
      dtlsCipher: text('dtlsCipher'),
    },
    { own: fromHex(own), theirs: fromHex(committed) },
  );
}

async function expectNothingShown(): Promise<void> {
  expect(await laboratory.run('shown')).toMatchObject({ isShown: false, decoded: 0, width: 0 });
}

describe('an end of a call that is another program', () => {
  it('is connected, and judged to be protected, where it keeps to what was agreed', async () => {
    const meeting = await offered({ sealed: false });
    await answered(meeting);
    expect(await judged(meeting)).toBeNull();
    await expectNothingShown();
    // In a consortium without the second layer its pictures would be shown: what follows fails by the seal alone.
    await laboratory.run('order', SHOW);
    const picture = Uint8Array.from(await laboratory.run('picture'));
    await until(async () => {
      meeting.stranger.send(picture);
      return (await laboratory.run('shown')).decoded > 0;
    });
  });

  it('is not answered where its description names another certificate than it committed to', async () => {
    await offered({ committed: 'ab'.repeat(32) });
    await laboratory.run('order', null);
    expect(await saidOf('call/signal')).toEqual([]);
    await expectNothingShown();
  });

  it('ends the connection where it shows another certificate than its description names', async () => {
    const other = 'cd'.repeat(32);
    const written = (other.match(/../gu) ?? []).join(':').toUpperCase();
    const meeting = await offered({
      committed: other,
      onTheWay: (sdp) => sdp.replaceAll(/^a=fingerprint:sha-256 \S+/gmu, `a=fingerprint:sha-256 ${written}`),
    });
    await answered(meeting);
    await until(async () => (await saidOf('call/way')).length > 0);
    expect(await saidOf('call/way')).toEqual(LOST);
    expect(await saidOf('call/seen')).toEqual([]);
    await expectNothingShown();
  });

  it('is judged to be unprotected, by name, where it agrees on no SRTP', async () => {
    const meeting = await offered({ srtp: 'none' });
    await answered(meeting);
    expect(await judged(meeting)).toBe('unprotected');
    await expectNothingShown();
  });

  it('is not connected where it chooses SRTP without encryption', async () => {
    await answered(await offered({ srtp: 'null' }));
    await until(async () => (await saidOf('call/way')).length > 0);
    expect(await saidOf('call/way')).toEqual(LOST);
    expect(await saidOf('call/seen')).toEqual([]);
    await expectNothingShown();
  });

  it('is not answered where it bears none of the codecs that can be sealed', async () => {
    await offered({ codec: 'H264' });
    await until(async () => (await saidOf('call/way')).length > 0);
    expect(await saidOf('call/way')).toEqual(LOST);
    expect(await saidOf('call/signal')).toEqual([]);
    await expectNothingShown();
  });

  it('is not shown where it sends pictures that are not sealed, which are counted as refused', async () => {
    const meeting = await offered();
    await answered(meeting);
    expect(await judged(meeting)).toBeNull();
    await laboratory.run('order', SHOW);
    const picture = Uint8Array.from(await laboratory.run('picture'));
    await until(async () => {
      meeting.stranger.send(picture);
      return (await laboratory.run('shown')).refused.length > 0;
    });
    const { decoded, opened, refused, width } = await laboratory.run('shown');
    expect({ decoded, opened, width }).toEqual({ decoded: 0, opened: 0, width: 0 });
    expect(refused.every((why) => why.startsWith('sframe-'))).toBe(true);
  });

  it('ends the call by name where it sends garbage over a channel', async () => {
    const meeting = await offered();
    await answered(meeting);
    expect(await judged(meeting)).toBeNull();
    meeting.stranger.channels.chat.send(Buffer.from([7, 1, 2, 3]));
    await until(async () => (await saidOf('call/way')).some(({ way }) => way === 'malformed'));
    await expectNothingShown();
  });
});
