/** Two ends of one connection in one page, and what goes on between them. */
import {
  fingerprintOf,
  freshCertificate,
  PeerConnection,
  type ChannelName,
  type PeerEnd,
  type PeerEvents,
} from '../../../renderer/peer/peerConnection.ts';
import { decodePeerSignal, type PeerSignal } from '../../../renderer/peer/signal.ts';

export interface End {
  readonly peer: PeerConnection;
  /** What it told the other end. */
  readonly told: PeerSignal[];
  readonly heard: { readonly channel: ChannelName; readonly message: Uint8Array }[];
  readonly tracks: MediaStreamTrack[];
  /** What it said of the way to the other end. */
  readonly interruptions: boolean[];
  readonly ended: Promise<PeerEnd>;
  readonly opened: Promise<void>;
  end: PeerEnd | null;
  /** Told of each message as well. */
  onMessage?: (channel: ChannelName, message: Uint8Array) => void;
}

export interface PairOptions {
  /** Changes what the initiator says on its way to the other end; an empty list drops it. */
  readonly onTheWay?: (signal: PeerSignal) => readonly unknown[];
  /** As {@link onTheWay}, of what the other end says. */
  readonly onTheWayBack?: (signal: PeerSignal) => readonly unknown[];
  readonly iceServers?: readonly RTCIceServer[];
  readonly relayOnly?: boolean;
  readonly isUrgent?: boolean;
  /** Made beforehand, the initiator's first. */
  readonly certificates?: readonly [RTCCertificate, RTCCertificate];
  /** Of each track that comes, at the end that it comes to. */
  readonly onTrack?: (track: MediaStreamTrack, at: 'a' | 'b') => void;
  readonly streams?: readonly MediaStream[];
  /** Of the other end. */
  readonly streamsBack?: readonly MediaStream[];
  /** What each end does to a transceiver first: the initiator's, then the other's. */
  readonly prepare?: readonly [
    (transceiver: RTCRtpTransceiver) => void,
    (transceiver: RTCRtpTransceiver) => void,
  ];
  /** What the initiator believes of the other end's certificate. */
  readonly believed?: string;
}

/** The initiator first. */
export async function pair(options: PairOptions = {}): Promise<readonly [End, End]> {
  const certificates = options.certificates ?? [await freshCertificate(), await freshCertificate()];
  const [ofA, ofB] = certificates.map(fingerprintOf);
  const way = options.onTheWay ?? ((signal) => [signal]);
  const ends: { a?: End; b?: End } = {};
  const toB = (signal: PeerSignal): void => way(signal).forEach((one) => pass(ends.b, one));
  const back = options.onTheWayBack ?? ((signal) => [signal]);
  const toA = (signal: PeerSignal): void => back(signal).forEach((one) => pass(ends.a, one));
  const common = {
    iceServers: options.iceServers ?? [],
    relayOnly: options.relayOnly ?? false,
    isUrgent: options.isUrgent ?? false,
  };
  ends.a = end(
    (events) => {
      const remoteFingerprint = options.believed ?? ofB ?? '';
      const streams = options.streams ?? [];
      const [certificate] = certificates;
      return new PeerConnection({
        ...common,
        isInitiator: true,
        certificate,
        remoteFingerprint,
        streams,
        ...(options.prepare === undefined ? {} : { prepare: options.prepare[0] }),
        events,
      });
    },
    toB,
    (track) => options.onTrack?.(track, 'a'),
  );
  ends.b = end(
    (events) => {
      const [, certificate] = certificates;
      const remoteFingerprint = ofA ?? '';
      return new PeerConnection({
        ...common,
        isInitiator: false,
        certificate,
        remoteFingerprint,
        streams: options.streamsBack ?? [],
        ...(options.prepare === undefined ? {} : { prepare: options.prepare[1] }),
        events,
      });
    },
    toA,
    (track) => options.onTrack?.(track, 'b'),
  );
  return [ends.a, ends.b];
}

/** A connected pair. */
export async function connectedPair(options: PairOptions = {}): Promise<readonly [End, End]> {
  const ends = await pair(options);
  await Promise.all(ends.map(({ opened }) => opened));
  return ends;
}

export async function heard(end: End, count: number): Promise<void> {
  while (end.heard.length < count && end.end === null) await new Promise((resolve) => setTimeout(resolve, 5));
}

export function text(message: Uint8Array | undefined): string {
  return new TextDecoder().decode(message);
}

export function bytes(message: string): Uint8Array {
  return new TextEncoder().encode(message);
}

/** As in the program: what is no signal goes no further. */
function pass(to: End | undefined, signal: unknown): void {
  const decoded = decodePeerSignal(signal);
  if (decoded !== null) to?.peer.signal(decoded);
}

function end(
  make: (events: PeerEvents) => PeerConnection,
  tell: (signal: PeerSignal) => void,
  came: (track: MediaStreamTrack) => void,
): End {
  const told: PeerSignal[] = [];
  const heardHere: End['heard'] = [];
  const tracks: MediaStreamTrack[] = [];
  const interruptions: boolean[] = [];
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { promise: ended, resolve: finish } = Promise.withResolvers<PeerEnd>();
  const made: { end: End | null } = { end: null };
  const peer = make({
    signal: (signal) => {
      told.push(signal);
      tell(signal);
    },
    open,
    message: (channel, message) => {
      heardHere.push({ channel, message });
      made.end?.onMessage?.(channel, message);
    },
    interrupted: (isSo) => interruptions.push(isSo),
    track: (track) => {
      tracks.push(track);
      came(track);
    },
    end: (how) => {
      if (made.end !== null) made.end.end = how;
      finish(how);
    },
  });
  made.end = { peer, told, heard: heardHere, tracks, interruptions, ended, opened, end: null };
  return made.end;
}
