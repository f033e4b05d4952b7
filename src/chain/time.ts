/** Block times: CometBFT keeps nanoseconds, which a JavaScript Date would lose. */
import { concatBytes } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import { millis, type Millis } from '../ports.ts';
import { MessageReader, varintField } from './protobuf.ts';

export interface ChainTime {
  /** Seconds since the Unix epoch. */
  readonly seconds: bigint;
  /** 0 … 999,999,999. */
  readonly nanos: number;
}

/** Seconds that a google.protobuf.Timestamp can have: the years 1 to 9999. */
const EARLIEST_SECONDS = -62_135_596_800n;
const LATEST_SECONDS = 253_402_300_799n;

/** Go's zero time, which stands in the signature of an absent validator. */
export const ZERO_TIME: ChainTime = { seconds: EARLIEST_SECONDS, nanos: 0 };

export function timeFromMillis(ms: Millis): ChainTime {
  return { seconds: BigInt(Math.floor(ms / 1000)), nanos: (ms % 1000) * 1_000_000 };
}

/** Rounded down. */
export function millisFromTime(time: ChainTime): Millis {
  return millis(Number(time.seconds) * 1000 + Math.floor(time.nanos / 1_000_000));
}

export function compareTime(left: ChainTime, right: ChainTime): number {
  if (left.seconds !== right.seconds) return left.seconds < right.seconds ? -1 : 1;
  return left.nanos - right.nanos;
}

/** google.protobuf.Timestamp. */
export function encodeTime(time: ChainTime): Uint8Array {
  return concatBytes(varintField(1, time.seconds), varintField(2, time.nanos));
}

/** Errors: `block-malformed`. */
export function decodeTime(bytes: Uint8Array): ChainTime {
  const message = new MessageReader(bytes);
  const time = { seconds: message.int(1), nanos: Number(message.int(2)) };
  const isTime =
    time.seconds >= EARLIEST_SECONDS &&
    time.seconds <= LATEST_SECONDS &&
    time.nanos >= 0 &&
    time.nanos < 1_000_000_000;
  if (!isTime) throw new ConsiliumError('block-malformed', { what: 'time' });
  return time;
}

/** RFC 3339 in UTC with all significant nanoseconds, as Go prints it. */
export function formatTime(time: ChainTime): string {
  const whole = new Date(Number(time.seconds) * 1000).toISOString().slice(0, 19);
  const fraction = time.nanos === 0 ? '' : `.${String(time.nanos).padStart(9, '0').replace(/0+$/u, '')}`;
  return `${whole}${fraction}Z`;
}

/** The opposite of {@link formatTime}. Throws RangeError. */
export function parseTime(text: string): ChainTime {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/u.exec(text);
  if (match === null) throw new RangeError('no UTC time in RFC 3339');
  return {
    seconds: BigInt(Date.parse(`${match[1] ?? ''}Z`) / 1000),
    nanos: Number((match[2] ?? '').padEnd(9, '0')),
  };
}

/** Median of times weighted by voting power (CometBFT types/time.WeightedMedian). */
export function weightedMedian(
  times: readonly { readonly time: ChainTime; readonly weight: bigint }[],
): ChainTime {
  const sorted = times.toSorted((left, right) => compareTime(left.time, right.time));
  let rest = sorted.reduce((sum, item) => sum + item.weight, 0n) / 2n;
  for (const item of sorted) {
    if (rest <= item.weight) return item.time;
    rest -= item.weight;
  }
  return ZERO_TIME;
}
