/** What the tests of a call's media play in the page: each answers with plain facts. */
import { protectionOf } from '../../../../renderer/calls/media/negotiated.ts';
import { MediaProtection } from '../../../../renderer/calls/media/protection.ts';
import { errorCode } from '../../../../src/errors.ts';
import type { KindCounts } from '../../../../renderer/calls/media/protocol.ts';
import { figuresOf, shownMore, startCall, until, type Call } from './callPair.ts';

const scenarios = {
  shows,
  plainSender,
  plainReceiver,
  lostKeys,
  rekeys,
  oldKey,
  negotiated,
  unable,
  manyCalls,
} as const;
export type MediaScenarios = typeof scenarios;
Object.assign(window, { scenarios });

/** Faces both ways, and what was counted of them. */
async function shows() {
  const call = await startCall();
  await Promise.all(call.watching.map(async (one) => shownMore(one, 30)));
  const [a, b] = await countsOf(call);
  const energy = async (): Promise<number> =>
    Number((await figuresOf(call.ends[1], 'inbound-rtp', 'audio'))['totalAudioEnergy']);
  await until(async () => (await energy()) > 0);
  const picture = await figuresOf(call.ends[1], 'inbound-rtp', 'video');
  const ages = call.watching[0].shown.map(({ age }) => age);
  call.close();
  return {
    kids: call.keys.map(({ kid }) => kid).toSorted((left, right) => left - right),
    differs: new Set(call.keys.map(({ baseKey }) => baseKey.join())).size,
    sealed: a.video.sealed > 20 && a.audio.sealed > 20 && b.video.sealed > 20,
    opened: b.video.opened > 20 && b.audio.opened > 20 && a.video.opened > 20,
    refused: [...reasonsOf(b.video), ...reasonsOf(b.audio)],
    // A picture that could not be read has any age.
    legible: ages.filter((age) => age < 2_000).length >= 25,
    size: [picture['frameWidth'], picture['frameHeight']],
  };
}

/** The first end sends its media as it is: nothing of it is shown. */
async function plainSender() {
  const call = await startCall({ unprotected: 'a' });
  await until(async () => refusedOf((await countsOf(call))[1].video) > 20);
  const counts = (await countsOf(call))[1];
  const figures = await figuresOf(call.ends[1], 'inbound-rtp', 'video');
  const result = {
    opened: counts.video.opened + counts.audio.opened,
    shown: call.watching[0].shown.length,
    decoded: figures['framesDecoded'],
    arrived: Number(figures['packetsReceived']) > 0,
  };
  call.close();
  return result;
}

/** The other end does not open what it gets: there is no picture in it. */
async function plainReceiver() {
  const call = await startCall({ unprotected: 'b' });
  await until(
    async () => Number((await figuresOf(call.ends[1], 'inbound-rtp', 'video'))['packetsReceived']) > 50,
  );
  const figures = await figuresOf(call.ends[1], 'inbound-rtp', 'video');
  const legible = call.watching[0].shown.filter(({ age }) => age < 1_000).length;
  call.close();
  return { decoded: figures['framesDecoded'], legible };
}

/** The first end's keys do not arrive, and then they do. */
async function lostKeys() {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const call = await startCall({
    onKey: async (key, from) => {
      if (from === 'a') await released;
      return key;
    },
  });
  await until(async () => refusedOf((await countsOf(call))[1].video) > 10);
  const before = (await countsOf(call))[1];
  release();
  await shownMore(call.watching[0], 10);
  const after = (await countsOf(call))[1];
  call.close();
  return {
    openedBefore: before.video.opened + before.audio.opened,
    refusedBefore: reasonsOf(before.video),
    openedAfter: after.video.opened >= 10,
  };
}

const KEY_WAY_MS = 150;

/** New keys again and again while both are seen: the longest time without a new picture, ms. */
async function rekeys(times: number) {
  const call = await startCall({
    onKey: async (key) => {
      // As long as mail takes on a slow line, in which some frames go.
      if (key.epoch > 0) await new Promise((resolve) => setTimeout(resolve, KEY_WAY_MS));
      return key;
    },
  });
  await Promise.all(call.watching.map(async (one) => shownMore(one, 30)));
  const from = call.watching[0].shown.length;
  for (let epoch = 1; epoch <= times; epoch += 1) {
    await Promise.all(call.protections.map(async (one) => one.rekey(epoch)));
    await shownMore(call.watching[0], 20);
  }
  const { shown } = call.watching[0];
  const gaps = shown.slice(from).map(({ at }, index) => at - (shown[from + index - 1]?.at ?? at));
  const counts = (await countsOf(call))[1];
  const told = call.keys.length;
  await call.protections[0].rekey(0);
  call.close();
  return {
    again: call.keys.length - told,
    keys: new Set(call.keys.map(({ baseKey }) => baseKey.join())).size,
    longest: Math.max(...gaps),
    refused: refusedOf(counts.video) + refusedOf(counts.audio),
  };
}

/** The other end never gets the new key: with the old one it opens nothing of what the new one sealed. */
async function oldKey() {
  const call = await startCall({ onKey: (key, from) => (from === 'a' && key.epoch > 0 ? null : key) });
  await shownMore(call.watching[0], 10);
  await call.protections[0].rekey(1);
  await until(async () => refusedOf((await countsOf(call))[1].video) > 5);
  const [before] = [(await countsOf(call))[1]];
  await until(async () => refusedOf((await countsOf(call))[1].video) > 30);
  const after = (await countsOf(call))[1];
  call.close();
  return { opened: after.video.opened - before.video.opened, refused: reasonsOf(after.video) };
}

/** A browser that has no such transforms. */
function unable() {
  const native = Object.getOwnPropertyDescriptor(window, 'RTCRtpScriptTransform') ?? {};
  Reflect.deleteProperty(window, 'RTCRtpScriptTransform');
  try {
    const protection = new MediaProtection({
      announce: async () => Promise.resolve(),
      acknowledge: () => undefined,
      failed: () => undefined,
    });
    protection.close();
    return 'begun';
  } catch (error) {
    return errorCode(error);
  } finally {
    Object.defineProperty(window, 'RTCRtpScriptTransform', native);
  }
}

/** What came out of the negotiation of a call. */
async function negotiated() {
  const call = await startCall();
  await shownMore(call.watching[0], 10);
  const [a] = call.ends;
  const report = await a.peer.stats();
  const sdp = call.ends.flatMap(({ told }) => told).flatMap((one) => ('sdp' in one ? [one.sdp] : []));
  const protection = protectionOf(report.values());
  call.close();
  return {
    protection,
    descriptions: sdp.length,
    loudness: sdp.filter((one) => one.includes('audio-level')).length,
    codecs: [
      ...new Set(sdp.flatMap((one) => [...one.matchAll(/^a=rtpmap:\d+ ([^/]+)/gmu)].map(([, name]) => name))),
    ],
  };
}

/** One call after the other, each seen and closed: what of them is left. */
async function manyCalls(count: number) {
  const { gc } = window as { gc?: () => void };
  const collect = async (): Promise<void> => {
    for (let round = 0; round < 10; round += 1) {
      gc?.();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const heap = (): number => {
    const { memory } = performance as Performance & { readonly memory?: { readonly usedJSHeapSize: number } };
    return memory?.usedJSHeapSize ?? Number.NaN;
  };
  const left: WeakRef<object>[] = [];
  const heaps: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const call = await startCall();
    await shownMore(call.watching[0], 3);
    left.push(...call.ends.map(({ peer }) => new WeakRef<object>(peer)));
    left.push(...call.protections.map((one) => new WeakRef<object>(one)));
    call.close();
    if (number % 10 === 9) {
      await collect();
      heaps.push(heap());
    }
  }
  await collect();
  return { alive: left.filter((one) => one.deref() !== undefined).length, heaps };
}

async function countsOf(call: Call) {
  const [a, b] = await Promise.all(call.protections.map(async (one) => one.counts()));
  if (a === undefined || b === undefined) throw new Error('there are two ends');
  return [a, b] as const;
}

/**
 * Without those that came twice: a browser that asks for a packet again, which was only late, makes a second frame of
 * it, and Chromium itself takes it for the first one until then.
 */
function reasonsOf({ refused }: KindCounts): readonly string[] {
  return Object.keys(refused).filter((why) => why !== 'sframe-repeated');
}

function refusedOf(counts: KindCounts): number {
  return reasonsOf(counts).reduce((sum, why) => sum + (counts.refused[why] ?? 0), 0);
}
