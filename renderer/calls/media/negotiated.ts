/**
 * What a call negotiates, and what it came to: everything that a browser would offer beyond what a consult needs is left
 * out before the first description, and what protects the connection is read from getStats, never believed.
 */
import { isProtected, type Negotiated } from '../../../src/consult/call/suites.ts';
import type { MediaKind } from './frameForm.ts';

/** How loud somebody speaks, in clear beside the sealed sound (RFC 6464, 6465): it tells who speaks when. */
const LOUDNESS = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';
const LOUDNESS_MIXED = 'urn:ietf:params:rtp-hdrext:csrc-audio-level';
/** Of VP8 a frame can be sealed whole (frameForm.ts); other codecs are taken apart by what stands in them. */
const CODECS: Readonly<Record<MediaKind, readonly string[]>> = {
  audio: ['audio/opus'],
  video: ['video/VP8', 'video/rtx'],
};
/** How the sound is sent. */
export interface AudioWay {
  /** Bit/s. */
  readonly bitrate: number;
}

/** How the picture is sent. */
export interface VideoWay {
  readonly bitrate: number;
  /** By which width and height are divided. */
  readonly scale: number;
  readonly framesPerSecond: number;
}

export interface MediaWay {
  readonly audio: AudioWay;
  readonly video: VideoWay;
}

/** Sound comes first: it has its own share, and the picture what is left. */
export const USUAL_WAY: MediaWay = {
  audio: { bitrate: 40_000 },
  video: { bitrate: 1_700_000, scale: 1, framesPerSecond: 30 },
};
/** For a line of a ward that carries 512 kbit/s for everything. */
export const NARROW_WAY: MediaWay = {
  audio: { bitrate: 24_000 },
  video: { bitrate: 150_000, scale: 2, framesPerSecond: 15 },
};

/** Before the first description: codecs, and no header that tells of the sound. Idempotent. */
export function prepareTransceiver(transceiver: RTCRtpTransceiver): void {
  const kind: MediaKind = transceiver.receiver.track.kind === 'audio' ? 'audio' : 'video';
  const offered = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  transceiver.setCodecPreferences(offered.filter(({ mimeType }) => CODECS[kind].includes(mimeType)));
  if (kind === 'audio') silenceLoudness(transceiver);
}

interface HeaderExtension {
  uri: string;
  direction: string;
}

/** Not in TypeScript's library yet (WebRTC Extensions §9). */
interface WithHeaderExtensions {
  getHeaderExtensionsToNegotiate(): HeaderExtension[];
  setHeaderExtensionsToNegotiate(extensions: HeaderExtension[]): void;
}

function silenceLoudness(transceiver: RTCRtpTransceiver): void {
  const able = transceiver as RTCRtpTransceiver & WithHeaderExtensions;
  const extensions = able.getHeaderExtensionsToNegotiate();
  for (const one of extensions)
    if (one.uri === LOUDNESS || one.uri === LOUDNESS_MIXED) one.direction = 'stopped';
  able.setHeaderExtensionsToNegotiate(extensions);
}

/** Gives what is sent its share of the line; of what is not sent there is nothing to set. */
export async function shareLine(senders: readonly RTCRtpSender[], way: MediaWay): Promise<void> {
  for (const sender of senders) {
    const kind = sender.track?.kind;
    if (kind === undefined) continue;
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) {
      encoding.networkPriority = kind === 'audio' ? 'high' : 'low';
      encoding.priority = encoding.networkPriority;
      encoding.maxBitrate = kind === 'audio' ? way.audio.bitrate : way.video.bitrate;
      if (kind === 'video') {
        encoding.scaleResolutionDownBy = way.video.scale;
        encoding.maxFramerate = way.video.framesPerSecond;
      }
    }
    await sender.setParameters(parameters);
  }
}

/** What protects a connection; null unless it is up and protected by what is allowed: a call without it ends. */
export function protectionOf(report: Iterable<unknown>): Negotiated | null {
  const transport = [...report].find(isTransport);
  if (transport?.dtlsState !== 'connected') return null;
  const { dtlsCipher, srtpCipher, tlsVersion } = transport;
  const isNamed =
    typeof srtpCipher === 'string' && typeof tlsVersion === 'string' && typeof dtlsCipher === 'string';
  const found = isNamed ? { srtpCipher, tlsVersion, dtlsCipher } : null;
  return found !== null && isProtected(found) ? found : null;
}

interface TransportStats {
  readonly type: 'transport';
  readonly dtlsState?: unknown;
  readonly srtpCipher?: unknown;
  readonly tlsVersion?: unknown;
  readonly dtlsCipher?: unknown;
}

function isTransport(value: unknown): value is TransportStats {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'transport';
}
