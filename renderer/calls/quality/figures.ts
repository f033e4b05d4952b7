/**
 * The figures of a call for whoever wants to know why it goes as it does: what the browser counted (W3C Identifiers for
 * WebRTC's Statistics API), and what the second layer sealed and opened. Pure.
 */
import { MEDIA_SUITE, type SuiteNumber } from '../../../src/consult/sframe/suite.ts';
import type { MediaKind } from '../media/frameForm.ts';
import type { Counts } from '../media/protocol.ts';
import { isStats, roundTripOf, type Stats } from '../media/sample.ts';

/** By their names of RFC 9605 §8.1. */
const LAYER_SUITES: Readonly<Record<SuiteNumber, string>> = {
  4: 'AES_128_GCM_SHA256_128',
  5: 'AES_256_GCM_SHA512_128',
};
/** What the frames of a call are sealed with, below what encrypts the connection. */
export const LAYER_SUITE = LAYER_SUITES[MEDIA_SUITE];

export type Direction = 'received' | 'sent';

/** Of one kind in one direction, since the connection was made; null where nothing is counted. */
export interface Counted {
  readonly bytes: number | null;
  readonly packets: number | null;
  /** Of what is sent, as the other side reports it. */
  readonly lost: number | null;
  /** Without `audio/` and `video/`. */
  readonly codec: string | null;
  readonly picture: Picture | null;
}

export interface Picture {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

export interface Figures {
  /** ms of a clock that only goes forwards. */
  readonly at: number;
  readonly roundTrip: number | null;
  /** Whether it goes over a relay of a hospital; null while no way is chosen. */
  readonly isRelayed: boolean | null;
  /** What protects the connection, by the browser's names; empty before it does. */
  readonly suites: readonly string[];
  readonly received: Readonly<Record<MediaKind, Counted>>;
  readonly sent: Readonly<Record<MediaKind, Counted>>;
}

export function figuresOf(report: Iterable<unknown>, at: number): Figures {
  const all = [...report].filter(isStats);
  const transport = all.find(({ type }) => type === 'transport') ?? {};
  const both = (direction: Direction): Figures[Direction] => ({
    audio: countedOf(all, direction, 'audio'),
    video: countedOf(all, direction, 'video'),
  });
  return {
    at,
    roundTrip: roundTripOf(all),
    isRelayed: isRelayed(all, transport),
    suites: ['dtlsCipher', 'srtpCipher'].flatMap((name) => text(transport, name) ?? []),
    received: both('received'),
    sent: both('sent'),
  };
}

function countedOf(all: readonly Stats[], direction: Direction, kind: MediaKind): Counted {
  const entry = (type: string): Stats =>
    all.find((one) => one['type'] === type && one['kind'] === kind) ?? {};
  const isReceived = direction === 'received';
  const flow = entry(isReceived ? 'inbound-rtp' : 'outbound-rtp');
  const codec = all.find(({ id, type }) => type === 'codec' && id === flow['codecId']) ?? {};
  return {
    bytes: number(flow, isReceived ? 'bytesReceived' : 'bytesSent'),
    packets: number(flow, isReceived ? 'packetsReceived' : 'packetsSent'),
    lost: number(isReceived ? flow : entry('remote-inbound-rtp'), 'packetsLost'),
    codec: text(codec, 'mimeType')?.replace(/^.*\//u, '') ?? null,
    picture: pictureOf(flow),
  };
}

function pictureOf(flow: Stats): Picture | null {
  const [width, height] = [number(flow, 'frameWidth'), number(flow, 'frameHeight')];
  if (width === null || height === null) return null;
  // A browser that made no picture in the last second leaves it out.
  return { width, height, framesPerSecond: number(flow, 'framesPerSecond') ?? 0 };
}

function isRelayed(all: readonly Stats[], transport: Stats): boolean | null {
  const pair = all.find(({ id }) => id !== undefined && id === transport['selectedCandidatePairId']);
  if (pair === undefined) return null;
  return all.some(
    ({ candidateType, id }) =>
      candidateType === 'relay' && (id === pair['localCandidateId'] || id === pair['remoteCandidateId']),
  );
}

/** What is shown of one kind in one direction. */
export interface Flow {
  /** bit/s, of the time between two counts; null where it cannot be told. */
  readonly bitrate: number | null;
  /** Share of the packets that did not come, 0 to 1. */
  readonly loss: number | null;
}

/** Between two counts; counters that begin again are those of another connection, and tell nothing. */
export function flowBetween(from: Figures | null, to: Figures, direction: Direction, kind: MediaKind): Flow {
  const more = (name: 'bytes' | 'packets' | 'lost'): number | null => {
    const [then, now] = [from?.[direction][kind][name] ?? null, to[direction][kind][name]];
    return then === null || now === null ? null : now - then;
  };
  const ms = to.at - (from?.at ?? to.at);
  const [bytes, packets, lost] = [more('bytes'), more('packets'), more('lost')];
  const isSame = ms > 0 && bytes !== null && bytes >= 0 && packets !== null && packets >= 0;
  return {
    bitrate: isSame ? (bytes * 8 * 1000) / ms : null,
    loss: isSame && lost !== null ? lossOf(direction, Math.max(0, lost), packets) : null,
  };
}

/** What was sent has what was lost among it, what was received has not; a packet that came late is taken off again. */
function lossOf(direction: Direction, lost: number, packets: number): number {
  const all = direction === 'sent' ? packets : packets + lost;
  return all === 0 ? 0 : Math.min(1, lost / all);
}

/** What the second layer did with the frames of a call. */
export interface LayerFigures {
  readonly sealed: number;
  readonly opened: number;
  /** Came before its key, or after it was gone: as a call begins, and when keys are changed. */
  readonly early: number;
  /** Came a second time. A network that delivers twice does that too: it is no attack by itself. */
  readonly repeated: number;
  /** Was changed on the way, or is of nobody who is in the call. */
  readonly refused: number;
}

export function layerFigures(counts: Counts): LayerFigures {
  const both = [counts.audio, counts.video];
  const sum = (of: (one: Counts[MediaKind]) => number): number =>
    both.reduce((total, one) => total + of(one), 0);
  const why = (name: string): number => sum(({ refused }) => refused[name] ?? 0);
  const [early, repeated] = [why('sframe-unknown-key'), why('sframe-repeated')];
  const all = sum(({ refused }) => Object.values(refused).reduce((total, one) => total + one, 0));
  return {
    sealed: sum(({ sealed }) => sealed),
    opened: sum(({ opened }) => opened),
    early,
    repeated,
    refused: all - early - repeated,
  };
}

function number(stats: Stats, name: string): number | null {
  const value = stats[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function text(stats: Stats, name: string): string | null {
  const value = stats[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
