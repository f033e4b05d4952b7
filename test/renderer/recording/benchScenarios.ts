/** What the bench of recording plays in the page: a call that is recorded, and a bare page of simple-peer that records the same. */
import '../../../renderer/peer/nodeGlobals.ts';
import SimplePeer from 'simple-peer';
import { CallRecorder } from '../../../renderer/calls/recording/callRecorder.ts';
import { shownMore, startCall } from '../calls/media/callPair.ts';
import { listen, playFilm, watchFilm, type Watching } from '../calls/media/film.ts';

const scenarios = { ours, bare } as const;
export type RecordingBench = typeof scenarios;
Object.assign(window, { scenarios });

/** Of pictures and sound that were to come in a stretch, the shares that did not. */
export interface Missing {
  readonly pictures: number;
  /** Made up by the receiver. */
  readonly sound: number;
}

export interface Round {
  readonly usual: Missing;
  readonly recorded: Missing;
  /** Bytes that the recorders gave. */
  readonly bytes: number;
}

const FPS = 30;
/** The first pictures come while the sender still finds out what the line carries. */
const SETTLED = 60;

/** Both layers, and the recorders of a call at the second end. */
async function ours(ms: number): Promise<Round> {
  const call = await startCall({ fps: FPS });
  const end = call.ends[1];
  const sent = end.peer.senders().flatMap(({ track }) => track ?? []);
  const stats = async () => end.peer.stats();
  const round = await rounded(call.watching[0], stats, ms, (give) => {
    const [own, other] = [new MediaStream(sent), new MediaStream(end.tracks)];
    const recorder = new CallRecorder({
      scope: 'video',
      own: () => own,
      other: () => other,
      give: async ({ bytes }) => give(bytes.length),
      now: () => performance.now(),
      failed: (cause) => {
        throw cause;
      },
    });
    return async () => recorder.stop();
  });
  call.close();
  return round;
}

/** One layer, and the browser's recorders alone. */
async function bare(ms: number): Promise<Round> {
  const films = [playFilm({ fps: FPS }), playFilm({ fps: FPS })] as const;
  const common = { trickle: true, config: { iceServers: [] }, channelName: 'chat', channelConfig: {} };
  const a = new SimplePeer({ ...common, initiator: true, streams: [films[0].stream] });
  const b = new SimplePeer({ ...common, initiator: false, streams: [films[1].stream] });
  a.on('signal', (signal) => b.signal(signal as Parameters<typeof b.signal>[0]));
  b.on('signal', (signal) => a.signal(signal as Parameters<typeof a.signal>[0]));
  const [tracks, back] = await Promise.all([tracksOf(b), tracksOf(a)]);
  const sounds = [...tracks, ...back].filter(({ kind }) => kind === 'audio').map(listen);
  const watching = [tracks, back].flatMap((side) =>
    side.filter(({ kind }) => kind === 'video').map(watchFilm),
  );
  const [seen] = watching;
  if (seen === undefined) throw new Error('no picture is to come');
  const round = await rounded(
    seen,
    async () => b._pc.getStats(),
    ms,
    (give) => plainRecorders(films[1].stream, new MediaStream([...tracks]), give),
  );
  for (const one of [...watching, ...films]) one.stop();
  for (const stop of sounds) stop();
  a.destroy();
  b.destroy();
  return round;
}

/** As many recorders of the same kinds, which give as often. */
function plainRecorders(
  own: MediaStream,
  other: MediaStream,
  give: (bytes: number) => void,
): () => Promise<void> {
  const context = new AudioContext();
  const mixed = context.createMediaStreamDestination();
  for (const stream of [own, other])
    context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(mixed);
  const recorders = [own, other, mixed.stream].map((stream, index) => {
    const recorder = new MediaRecorder(stream, {
      mimeType: index === 2 ? 'audio/webm;codecs=opus' : 'video/webm;codecs=vp8,opus',
      videoBitsPerSecond: 1_000_000,
      audioBitsPerSecond: 48_000,
    });
    recorder.ondataavailable = ({ data }) => void data.arrayBuffer().then((all) => give(all.byteLength));
    recorder.start(1_000);
    return recorder;
  });
  return async () => {
    await Promise.all(
      recorders.map(async (recorder) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        recorder.onstop = () => resolve();
        recorder.stop();
        return promise;
      }),
    );
    await context.close();
  };
}

async function tracksOf(peer: SimplePeer): Promise<readonly MediaStreamTrack[]> {
  const { promise, resolve } = Promise.withResolvers<readonly MediaStreamTrack[]>();
  const tracks: MediaStreamTrack[] = [];
  peer.on('track', (track) => {
    tracks.push(track);
    if (tracks.length === 2) resolve(tracks);
  });
  return promise;
}

/** The same connection for `ms` without recorders, then for as long with them. */
async function rounded(
  watching: Watching,
  stats: () => Promise<RTCStatsReport>,
  ms: number,
  record: (give: (bytes: number) => void) => () => Promise<void>,
): Promise<Round> {
  await shownMore(watching, SETTLED);
  const usual = await missed(watching, stats, ms);
  let bytes = 0;
  const stop = record((count) => {
    bytes += count;
  });
  const recorded = await missed(watching, stats, ms);
  await stop();
  return { usual, recorded, bytes };
}

async function missed(
  { shown }: Watching,
  stats: () => Promise<RTCStatsReport>,
  ms: number,
): Promise<Missing> {
  const [from, before, heard] = [performance.now(), shown.length, await soundOf(stats)];
  await new Promise((resolve) => setTimeout(resolve, ms));
  const due = ((performance.now() - from) / 1000) * FPS;
  const came = shown.length - before;
  const after = await soundOf(stats);
  const samples = after.samples - heard.samples;
  return {
    pictures: Math.max(0, 1 - came / due),
    sound: samples === 0 ? 1 : (after.concealed - heard.concealed) / samples,
  };
}

async function soundOf(stats: () => Promise<RTCStatsReport>) {
  const all = [...(await stats()).values()] as readonly Readonly<Record<string, unknown>>[];
  const sound = all.find((one) => one['type'] === 'inbound-rtp' && one['kind'] === 'audio') ?? {};
  return { samples: Number(sound['totalSamplesReceived']), concealed: Number(sound['concealedSamples']) };
}
