/** Arithmetic on decoded samples: wider containers, unused bits, colours. Little endian throughout. */

/** Each sample of `from` bytes in a container of `to` bytes, the sign kept. */
export function widened(samples: Uint8Array, from: number, to: number, isSigned: boolean): Uint8Array {
  if (from === to) return samples;
  const count = samples.length / from;
  const wide = new Uint8Array(count * to);
  const kept = Math.min(from, to);
  for (let index = 0; index < count; index += 1) {
    for (let byte = 0; byte < kept; byte += 1) wide[index * to + byte] = samples[index * from + byte] ?? 0;
    if (isSigned && to > from && ((samples[index * from + from - 1] ?? 0) & 0x80) !== 0) {
      wide.fill(0xff, index * to + from, (index + 1) * to);
    }
  }
  return wide;
}

/**
 * What lies above the lowest `stored` bits is no part of a value (PS3.5 §8.1.1): it becomes the sign, or zero. In place,
 * for containers of 1, 2 or 4 bytes; wider ones stay.
 */
export function cutToStored(
  samples: Uint8Array,
  bytes: number,
  stored: number,
  isSigned: boolean,
): Uint8Array {
  const shift = bytes * 8 - stored;
  if (shift <= 0 || bytes > 4) return samples;
  const array = arrayOf(samples, bytes, isSigned);
  const spare = 32 - bytes * 8;
  for (let index = 0; index < array.length; index += 1) {
    const high = (array[index] ?? 0) << (shift + spare);
    array[index] = isSigned ? high >> (shift + spare) : high >>> (shift + spare);
  }
  return samples;
}

type Samples = Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/** The bytes are a copy of our own at the start of their buffer, so that words lie even. */
function arrayOf({ buffer, byteOffset, byteLength }: Uint8Array, bytes: number, isSigned: boolean): Samples {
  const length = byteLength / bytes;
  if (bytes === 1)
    return isSigned ? new Int8Array(buffer, byteOffset, length) : new Uint8Array(buffer, byteOffset, length);
  if (bytes === 2) {
    return isSigned
      ? new Int16Array(buffer, byteOffset, length)
      : new Uint16Array(buffer, byteOffset, length);
  }
  return isSigned ? new Int32Array(buffer, byteOffset, length) : new Uint32Array(buffer, byteOffset, length);
}

/** ITU-T T.871 §7, in single precision as the reference decoder computes it. */
const RED = Math.fround(1.402);
const GREEN_BLUE = Math.fround((-0.114 * 1.772) / 0.587);
const GREEN_RED = Math.fround((-0.299 * 1.402) / 0.587);
const BLUE = Math.fround(1.772);

/** YBR_FULL of 8 bits, interleaved, to RGB; in place. */
export function toRgb(samples: Uint8Array): Uint8Array {
  for (let at = 0; at + 2 < samples.length; at += 3) {
    const y = samples[at] ?? 0;
    const blue = (samples[at + 1] ?? 0) - 128;
    const red = (samples[at + 2] ?? 0) - 128;
    samples[at] = rounded(Math.fround(y + red * RED));
    samples[at + 1] = rounded(Math.fround(Math.fround(y + blue * GREEN_BLUE) + red * GREEN_RED));
    samples[at + 2] = rounded(Math.fround(y + blue * BLUE));
  }
  return samples;
}

function rounded(value: number): number {
  return Math.min(255, Math.max(0, Math.floor(Math.fround(value + 0.5))));
}
