/** What the bench of a call's media plays in the page: the call as it is, and beside it a bare page of simple-peer. */
import '../../../../renderer/peer/nodeGlobals.ts';
import SimplePeer from 'simple-peer';
import { NARROW_WAY, shareLine, USUAL_WAY } from '../../../../renderer/calls/media/negotiated.ts';
import { overWays, renewWays, type Ways } from '../../peer/overWays.ts';
import { figuresOf, shownMore, startCall, type Call } from './callPair.ts';
import { playFilm, watchFilm, type Watching } from './film.ts';

const scenarios = { ours, bare, narrow } as const;
export type BenchScenarios = typeof scenarios;
Object.assign(window, { scenarios });

export interface Round {
  /** Until the first picture of the other end is shown, ms. */
  readonly first: number;
  /** From drawing to showing, ms: each picture. */
  readonly ages: readonly number[];
}

/** Both layers. */
async function ours(
  pictures: number,
): Promise<Round & { readonly perFrame: number; readonly longest: number }> {
  let from = 0;
  const call = await startCall({
    begun: () => {
      from = performance.now();
    },
  });
  const open = performance.now() - from;
  const round = await rounded(call.watching[0], from, pictures);
  const counts = await Promise.all(call.protections.map(async (one) => one.counts()));
  const [a, b] = counts.map(({ video }) => video);
  call.close();
  const frames = (a?.sealed ?? 0) + (b?.opened ?? 0) + (a?.opened ?? 0) + (b?.sealed ?? 0);
  return {
    ...round,
    // Nothing is shown before the certificates were compared.
    first: Math.max(open, round.first),
    perFrame: ((a?.spent ?? 0) + (b?.spent ?? 0)) / frames,
    longest: Math.max(a?.longest ?? 0, b?.longest ?? 0),
  };
}

/** Two peers of simple-peer whose signals are handed over at once. */
async function bare(pictures: number): Promise<Round> {
  const films = [playFilm(), playFilm()] as const;
  const from = performance.now();
  const common = { trickle: true, config: { iceServers: [] }, channelName: 'chat', channelConfig: {} };
  const a = new SimplePeer({ ...common, initiator: true, streams: [films[0].stream] });
  const b = new SimplePeer({ ...common, initiator: false, streams: [films[1].stream] });
  a.on('signal', (signal) => b.signal(signal as Parameters<typeof b.signal>[0]));
  b.on('signal', (signal) => a.signal(signal as Parameters<typeof a.signal>[0]));
  const track = await new Promise<MediaStreamTrack>((resolve) => {
    b.on('track', (one) => {
      if (one.kind === 'video') resolve(one);
    });
  });
  const watching = watchFilm(track);
  const round = await rounded(watching, from, pictures);
  watching.stop();
  for (const film of films) film.stop();
  a.destroy();
  b.destroy();
  return round;
}

async function rounded(watching: Watching, from: number, pictures: number): Promise<Round> {
  await shownMore(watching, 1);
  const first = (watching.shown[0]?.at ?? from) - from;
  // The first ones come while the sender still finds out what the line carries.
  await shownMore(watching, 20);
  const begin = watching.shown.length;
  await shownMore(watching, pictures);
  return { first, ages: watching.shown.slice(begin).map(({ age }) => age) };
}

/** A line of so many bit/s each way, for so many ms after it has settled: what comes of sound and picture. */
async function narrow(rate: number, isLow: boolean, ms: number) {
  renewWays();
  const { rule } = window as unknown as Ways;
  await rule({ rate, delay: 20 });
  const call = await startCall({ onTheWay: overWays, onTheWayBack: overWays });
  for (const { peer } of call.ends) await shareLine(peer.senders(), isLow ? NARROW_WAY : USUAL_WAY);
  await shownMore(call.watching[0], 30);
  await new Promise((resolve) => setTimeout(resolve, ms));
  const before = await counted(call);
  await new Promise((resolve) => setTimeout(resolve, ms));
  const after = await counted(call);
  const ages = call.watching[0].shown.slice(-100).map(({ age }) => age);
  call.close();
  await rule({});
  const seconds = (after.at - before.at) / 1000;
  const samples = after.samples - before.samples;
  return {
    videoRate: ((after.video - before.video) * 8) / seconds,
    audioRate: ((after.audio - before.audio) * 8) / seconds,
    framesPerSecond: (after.frames - before.frames) / seconds,
    height: after.height,
    concealed: samples === 0 ? 1 : (after.concealed - before.concealed) / samples,
    age: ages.toSorted((left, right) => left - right)[Math.floor(ages.length / 2)] ?? 0,
  };
}

async function counted({ ends }: Call) {
  const video = await figuresOf(ends[1], 'inbound-rtp', 'video');
  const audio = await figuresOf(ends[1], 'inbound-rtp', 'audio');
  return {
    at: performance.now(),
    video: Number(video['bytesReceived']),
    frames: Number(video['framesDecoded']),
    height: Number(video['frameHeight']),
    audio: Number(audio['bytesReceived']),
    samples: Number(audio['totalSamplesReceived']),
    concealed: Number(audio['concealedSamples']),
  };
}
