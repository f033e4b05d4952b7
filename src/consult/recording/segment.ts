/**
 * A minute of one side of a recording, sealed while it is recorded: what was written before a sudden end can be opened, and
 * that the end is missing is seen.
 *
 * segment = prefix 16 ‖ frames; frame = u32 length ‖ XChaCha20-Poly1305(key of the recording, nonce = prefix ‖ u32 n ‖
 *   u32 1 for the last one, else 0, associated data tag("consilium/recording/v1") ‖ recording 16 ‖ u32 segment ‖ u8 side)
 * plaintext of a frame = u32 ms since the segment began, up to which its media goes ‖ bytes of the media
 *
 * This is the STREAM construction (Hoang and others, CRYPTO 2015, §7) as in attachment.ts, one stream a segment: no frame can
 * be changed, moved or left out unseen, and no segment stands in the place of another. The lengths are in the clear; one
 * that was changed cuts the frame wrongly, which its seal says.
 */
import { concatBytes, readU32be, u32be, u8 } from '../../crypto/bytes.ts';
import { domainTag } from '../../crypto/hash.ts';
import { AEAD_OVERHEAD, aeadOpen, aeadSeal, type AeadKey } from '../../crypto/sealing.ts';
import type { RandomBytes } from '../../ports.ts';
import type { RecordingId } from '../ids.ts';

/** The holder's camera and microphone, those of the other doctor, and the sound of both together. */
export const SIDES = ['own', 'other', 'mixed'] as const;
export type Side = (typeof SIDES)[number];

/** A segment ends after so long, ms. */
export const LONGEST_SEGMENT_MS = 60_000;
/** Bytes of media in one frame: two seconds of a picture that is far too good are less. */
export const LARGEST_CHUNK = 0x80_0000;
export const RECORDING_KEY_LENGTH = 32;

const TAG = domainTag('consilium/recording/v1');
const PREFIX = 16;
const TIME = 4;
const LENGTH = 4;

export interface SegmentName {
  readonly recording: RecordingId;
  readonly side: Side;
  /** 0 is the first. */
  readonly index: number;
}

/** Seals one segment, frame by frame. What it gives is appended to the segment's file, in order. */
export class SegmentSealer {
  readonly #key: Uint8Array;
  readonly #prefix: Uint8Array;
  readonly #data: Uint8Array;
  #frames = 0;

  /** `key`: SECRET, 32 bytes, of the whole recording. */
  constructor(name: SegmentName, key: Uint8Array, random: RandomBytes) {
    this.#key = key;
    this.#prefix = random(PREFIX);
    this.#data = boundTo(name);
  }

  /** The media up to `until`, ms since the segment began; with `isLast` nothing comes after it. */
  seal(media: Uint8Array, until: number, isLast = false): Uint8Array {
    const plaintext = concatBytes(u32be(until), media);
    const [key, prefix, associatedData, number] = [this.#key, this.#prefix, this.#data, this.#frames];
    const sealed = aeadSeal(plaintext, under({ key, prefix, associatedData, number, isLast }));
    const isFirst = this.#frames === 0;
    this.#frames += 1;
    return concatBytes(isFirst ? this.#prefix : new Uint8Array(0), u32be(sealed.length), sealed);
  }
}

/** Why not all of a segment could be opened. */
export type SegmentFault =
  /** Something in it is not what was sealed, or was sealed under another key or as another segment. */
  | 'segment-altered'
  /** It breaks off: a sudden end of the program, or somebody cut it. */
  | 'segment-cut';

export interface OpenedSegment {
  /** What is whole, from the beginning. */
  readonly media: Uint8Array<ArrayBuffer>;
  /** How far it goes, ms since the segment began. */
  readonly durationMs: number;
  readonly fault: SegmentFault | null;
}

/** Opens a segment as far as it is what was sealed. */
export function openSegment(bytes: Uint8Array, name: SegmentName, key: Uint8Array): OpenedSegment {
  const prefix = bytes.subarray(0, PREFIX);
  if (prefix.length < PREFIX) return { media: new Uint8Array(0), durationMs: 0, fault: 'segment-cut' };
  const associatedData = boundTo(name);
  const media: Uint8Array[] = [];
  let durationMs = 0;
  const opened = (fault: SegmentFault | null): OpenedSegment => ({
    media: joined(media),
    durationMs,
    fault,
  });
  for (let at = PREFIX; ;) {
    // It ends without its last frame.
    if (at + LENGTH > bytes.length) return opened('segment-cut');
    const end = at + LENGTH + readU32be(bytes, at);
    if (end > bytes.length) return opened('segment-cut');
    const frame = bytes.subarray(at + LENGTH, end);
    const of = { key, prefix, associatedData, number: media.length };
    const whole = end === bytes.length ? aeadOpen(frame, under({ ...of, isLast: true })) : null;
    const plaintext = whole ?? aeadOpen(frame, under({ ...of, isLast: false }));
    if (plaintext === null || plaintext.length < TIME) return opened('segment-altered');
    durationMs = readU32be(plaintext);
    media.push(plaintext.subarray(TIME));
    if (whole !== null) return opened(null);
    at = end;
  }
}

/** Bytes that sealing adds to the media of a frame; the first frame of a segment has its prefix, too. */
export const FRAME_OVERHEAD = LENGTH + TIME + AEAD_OVERHEAD;

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(concatBytes(...parts));
}

function boundTo({ recording, side, index }: SegmentName): Uint8Array {
  return concatBytes(TAG, recording, u32be(index), u8(SIDES.indexOf(side)));
}

interface Frame {
  readonly key: Uint8Array;
  readonly prefix: Uint8Array;
  readonly associatedData: Uint8Array;
  readonly number: number;
  readonly isLast: boolean;
}

function under({ associatedData, isLast, key, number, prefix }: Frame): AeadKey {
  return { key, nonce: concatBytes(prefix, u32be(number), u32be(isLast ? 1 : 0)), associatedData };
}
