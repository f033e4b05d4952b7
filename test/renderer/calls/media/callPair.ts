/** Two ends of a call in one page: a connection each, with the second layer over its media, and what both show. */
import { prepareTransceiver } from '../../../../renderer/calls/media/negotiated.ts';
import { MediaProtection } from '../../../../renderer/calls/media/protection.ts';
import type { MediaKey } from '../../../../src/consult/sframe/sealer.ts';
import { freshCertificate } from '../../../../renderer/peer/peerConnection.ts';
import { connectedPair, type End, type PairOptions } from '../../peer/pair.ts';
import { listen, playFilm, watchFilm, type Film, type Watching } from './film.ts';

export interface CallOptions extends Omit<PairOptions, 'prepare' | 'streams' | 'streamsBack'> {
  /** Where the second layer is left out. */
  readonly unprotected?: 'both' | 'a' | 'b';
  /** What becomes of a key on its way to the other end; null drops it. */
  readonly onKey?: (key: MediaKey, from: 'a' | 'b') => Promise<MediaKey | null> | MediaKey | null;
  readonly fps?: number;
  readonly isSilent?: boolean;
  /** Everything that is made while it rings is made: certificates, workers, first keys. */
  readonly begun?: () => void;
}

export interface Call {
  readonly ends: readonly [End, End];
  readonly protections: readonly [MediaProtection, MediaProtection];
  /** What the second end shows of the first, and the other way round. */
  readonly watching: readonly [Watching, Watching];
  readonly keys: readonly MediaKey[];
  close(): void;
}

/** Sound and picture of each end. */
const FIRST_KEYS = 4;

export async function startCall(options: CallOptions = {}): Promise<Call> {
  const film = { fps: options.fps ?? 30, sound: options.isSilent !== true };
  const films: readonly [Film, Film] = [playFilm(film), playFilm(film)];
  const keys: MediaKey[] = [];
  const protections: MediaProtection[] = [];
  const protectionOf = (from: 'a' | 'b'): MediaProtection =>
    new MediaProtection({
      announce: async (key) => {
        keys.push(key);
        // Told is not yet heard: mail has its way to go.
        void Promise.resolve((options.onKey ?? ((one) => one))(key, from)).then((passed) => {
          if (passed !== null) protections[from === 'a' ? 1 : 0]?.hear(passed);
        });
      },
      acknowledge: (kid) => protections[from === 'a' ? 1 : 0]?.has(kid),
      failed: () => undefined,
    });
  const [a, b] = [protectionOf('a'), protectionOf('b')];
  protections.push(a, b);
  const prepared = (own: MediaProtection, isPlain: boolean) => (transceiver: RTCRtpTransceiver) => {
    prepareTransceiver(transceiver);
    if (!isPlain) own.protect(transceiver);
  };
  const { unprotected } = options;
  const certificates = [await freshCertificate(), await freshCertificate()] as const;
  if (options.begun !== undefined) await until(() => keys.length === FIRST_KEYS);
  options.begun?.();
  const watched: { a?: Watching; b?: Watching } = {};
  const ends = await connectedPair({
    ...options,
    isUrgent: true,
    certificates,
    streams: [films[0].stream],
    streamsBack: [films[1].stream],
    onTrack: (track, at) => {
      if (track.kind === 'video') watched[at] = watchFilm(track);
    },
    prepare: [
      prepared(a, unprotected === 'both' || unprotected === 'a'),
      prepared(b, unprotected === 'both' || unprotected === 'b'),
    ],
  });
  await until(() => watched.a !== undefined && watched.b !== undefined);
  const { a: atA, b: atB } = watched;
  if (atA === undefined || atB === undefined) throw new Error('no picture is to come');
  const watching = [atB, atA] as const;
  const sounds = ends.flatMap(({ tracks }) => tracks.filter(({ kind }) => kind === 'audio').map(listen));
  return {
    ends,
    protections: [a, b],
    watching,
    keys,
    close: () => {
      for (const one of [...films, ...watching]) one.stop();
      for (const stop of sounds) stop();
      ends[0].peer.close();
      ends[1].peer.close();
      for (const one of protections) one.close();
    },
  };
}

export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** So many pictures from now on. */
export async function shownMore({ shown }: Watching, count: number): Promise<void> {
  const from = shown.length;
  await until(() => shown.length >= from + count);
}

/** One kind of figures out of getStats. */
export async function figuresOf(
  end: End,
  type: string,
  kind: string,
): Promise<Readonly<Record<string, unknown>>> {
  const all = [...(await end.peer.stats()).values()] as readonly Readonly<Record<string, unknown>>[];
  return all.find((one) => one['type'] === type && (one['kind'] ?? kind) === kind) ?? {};
}
