/**
 * Seals the frames of one sender, and opens those of the other end.
 *
 * - F1 a counter of a key is used once: it belongs to the key, begins at 0 and only grows; and a base key is random, made
 *   where it is used and for nothing else, so that no program that starts again goes on with it
 * - F2 a key seals no more frames than {@link MOST_FRAMES}
 * - F3 a frame is opened once: no counter twice, and none that lies {@link WINDOW} behind the newest
 * - F4 what names no key that is known, or whose tag is not right, is dropped: nothing of it goes on
 * - F5 only a frame whose tag was right moves anything
 * - F6 once a frame of a later epoch was opened, keys of earlier ones are good for {@link GRACE_MS} and then gone
 * - F7 a KID stands for one base key for ever, and a key of an epoch that is gone is not taken again
 */
import { decodeHeader } from './header.ts';
import { BASE_KEY, frameKey, openFrame, sealFrame, TAG, type FrameKey, type SuiteNumber } from './suite.ts';

/** Frames of 80 a second for more than a year, and far below what AES-GCM bears with counted nonces. */
export const MOST_FRAMES = 2n ** 32n;
/** Frames that may overtake each other: two and a half seconds of Opus. RFC 3711 §3.3.2 asks for 64 packets. */
export const WINDOW = 128n;
/** What was on its way when the key changed. */
export const GRACE_MS = 3_000;
/** Keys that are good at one time: two, and those of changes that overtake each other. */
const MOST_KEYS = 8;

type Bytes = Uint8Array<ArrayBuffer>;

/** A key that frames are sealed with; what the other end has to be told. */
export interface MediaKey {
  readonly kid: number;
  readonly epoch: number;
  /** 32 random bytes. */
  readonly baseKey: Uint8Array;
}

/** The frames of one sender under one key. */
export class Sealer {
  readonly #key: FrameKey;
  readonly #most: bigint;
  #next = 0n;

  private constructor(key: FrameKey, most: bigint) {
    this.#key = key;
    this.#most = most;
  }

  /** `most`: for tests of what happens at the end of a key. */
  static async of(suite: SuiteNumber, { baseKey, kid }: MediaKey, most = MOST_FRAMES): Promise<Sealer> {
    return new Sealer(await frameKey(suite, BigInt(kid), baseKey), most);
  }

  /** Null when the key is at its end: another one is needed, and the frame does not go (F2). */
  async seal(content: Bytes, metadata: Uint8Array): Promise<Bytes | null> {
    const counter = this.#next;
    if (counter >= this.#most) return null;
    // F1: before anything can fail.
    this.#next += 1n;
    return sealFrame(this.#key, counter, { content, metadata });
  }
}

/** Why a frame was dropped. */
export type FrameRefusal = 'sframe-malformed' | 'sframe-unknown-key' | 'sframe-repeated' | 'sframe-forged';

interface Known {
  readonly epoch: number;
  readonly key: FrameKey;
  /** Above the newest counter that was opened. */
  next: bigint;
  /** Bit n: counter `next - 1 - n` was opened. */
  seen: bigint;
}

/** Opens what one sender of the other end sealed. Times are of one clock, ms. */
export class Opener {
  readonly #suite: SuiteNumber;
  readonly #known = new Map<bigint, Known>();
  /** KIDs that stood for a key, as long as the opener lives. */
  readonly #taken = new Set<bigint>();
  #epoch = -1;
  /** When keys of epochs before are gone. */
  #until = Number.POSITIVE_INFINITY;

  constructor(suite: SuiteNumber) {
    this.#suite = suite;
  }

  /** Answers whether it was taken (F7). */
  async add({ baseKey, epoch, kid }: MediaKey): Promise<boolean> {
    const id = BigInt(kid);
    const isSound = baseKey.length === BASE_KEY && this.#known.size < MOST_KEYS;
    if (!isSound || this.#taken.has(id) || epoch < this.#epoch) return false;
    this.#taken.add(id);
    const key = await frameKey(this.#suite, id, baseKey);
    this.#known.set(id, { epoch, key, next: 0n, seen: 0n });
    return true;
  }

  async open(frame: Bytes, metadata: Uint8Array, now: number): Promise<Bytes | FrameRefusal> {
    this.expire(now);
    const read = decodeHeader(frame);
    if (read === null || frame.length < read.length + TAG) return 'sframe-malformed';
    const { header, length } = read;
    const known = this.#known.get(header.kid);
    if (known === undefined) return 'sframe-unknown-key';
    if (!isNew(known, header.counter)) return 'sframe-repeated';
    const associated = [...frame.subarray(0, length), ...metadata];
    const content = await openFrame(known.key, header, { sealed: frame.subarray(length), associated });
    if (content === null) return 'sframe-forged';
    // F3: the same frame may have been opened while this one was.
    if (!isNew(known, header.counter)) return 'sframe-repeated';
    note(known, header.counter);
    this.#advance(known.epoch, now);
    return content;
  }

  /** F6: forgets what is not needed any more. */
  expire(now: number): void {
    if (this.#until === Number.POSITIVE_INFINITY || now < this.#until) return;
    for (const [kid, { epoch }] of this.#known) if (epoch < this.#epoch) this.#known.delete(kid);
    this.#until = Number.POSITIVE_INFINITY;
  }

  #advance(epoch: number, now: number): void {
    if (epoch <= this.#epoch) return;
    // The grace of those before ends with the one that follows.
    this.expire(Math.max(now, this.#until));
    this.#epoch = epoch;
    this.#until = now + GRACE_MS;
  }
}

/** F3 */
function isNew({ next, seen }: Known, counter: bigint): boolean {
  if (counter >= next) return true;
  const behind = next - 1n - counter;
  return behind < WINDOW && ((seen >> behind) & 1n) === 0n;
}

/** F5 */
function note(known: Known, counter: bigint): void {
  if (counter >= known.next) {
    const ahead = counter + 1n - known.next;
    known.seen = ahead >= WINDOW ? 1n : BigInt.asUintN(Number(WINDOW), (known.seen << ahead) | 1n);
    known.next = counter + 1n;
  } else {
    known.seen |= 1n << (known.next - 1n - counter);
  }
}
