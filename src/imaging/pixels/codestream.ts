/** What a compressed image says of itself, read before any decoder is let at it. */
import { ConsiliumError } from '../../errors.ts';
import { latin1 } from '../dataSet.ts';
import type { Compression } from '../transferSyntax.ts';

export interface Codestream {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  /** Bits of a sample. */
  readonly precision: number;
  /** JPEG 2000 says whether samples are signed; the others do not. */
  readonly isSigned: boolean | null;
  /** What JPEG and JPEG-LS reveal of the colours: components named R, G, B, or a JFIF header. */
  readonly colours: 'rgb' | 'ybr' | null;
  /** JPEG-LS with a scan for each component, which its decoder leaves in planes. */
  readonly isPlanar: boolean;
}

/** Throws `pixels-damaged` {check: codestream} where no image begins here. */
export function readCodestream(frame: Uint8Array, compression: Compression): Codestream {
  const found = compression === 'jpeg' || compression === 'jpeg-ls' ? readJpeg(frame) : readJpeg2000(frame);
  if (found === null) throw new ConsiliumError('pixels-damaged', { check: 'codestream' });
  return found;
}

/** Markers that stand alone: TEM, RST0–7, SOI, EOI. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
/** SOF0–15 without DHT, JPG, DAC; SOF55 of JPEG-LS. */
const isFrameHeader = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === JPEG_LS;
const JPEG_LS = 0xf7;
const START_OF_SCAN = 0xda;

/** Components of the first scan after `from`, or 0. */
function scanComponents(frame: Uint8Array, from: number): number {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  for (let at = from; at + 5 <= frame.length && frame[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (frame[at + 1] === START_OF_SCAN) return frame[at + 4] ?? 0;
  }
  return 0;
}

function readJpeg(frame: Uint8Array): Codestream | null {
  if (frame[0] !== 0xff || frame[1] !== 0xd8) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let isJfif = false;
  for (let at = 2; at + 4 <= frame.length;) {
    const marker = frame[at + 1] ?? 0;
    if (frame[at] !== 0xff) return null;
    if (marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else {
      const length = view.getUint16(at + 2);
      if (marker >= 0xe0 && marker <= 0xef) isJfif ||= latin1(frame.subarray(at + 4, at + 8)) === 'JFIF';
      if (isFrameHeader(marker)) {
        const found = jpegFrame(frame.subarray(at + 4, at + 2 + length), isJfif);
        const isPlanar = marker === JPEG_LS && scanComponents(frame, at + 2 + length) === 1;
        return found === null ? null : { ...found, isPlanar: isPlanar && found.samples > 1 };
      }
      at += 2 + length;
    }
  }
  return null;
}

function jpegFrame(header: Uint8Array, isJfif: boolean): Codestream | null {
  if (header.length < 6) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const samples = header[5] ?? 0;
  const names = Array.from({ length: samples }, (_, index) => header[6 + index * 3] ?? 0);
  const isRgb = /^rgb$/iu.test(String.fromCharCode(...names));
  return {
    precision: header[0] ?? 0,
    rows: view.getUint16(1),
    columns: view.getUint16(3),
    samples,
    isSigned: null,
    colours: isRgb ? 'rgb' : isJfif ? 'ybr' : null,
    isPlanar: false,
  };
}

/** SOC and SIZ (ISO/IEC 15444-1 §A.5.1), which may stand in a JP2 file. */
function readJpeg2000(frame: Uint8Array): Codestream | null {
  const start = codestreamStart(frame);
  if (start === null || start + 43 > frame.length) return null;
  const view = new DataView(frame.buffer, frame.byteOffset + start, frame.byteLength - start);
  const depth = view.getUint8(42);
  return {
    columns: view.getUint32(8) - view.getUint32(16),
    rows: view.getUint32(12) - view.getUint32(20),
    samples: view.getUint16(40),
    precision: (depth & 0x7f) + 1,
    isSigned: depth >= 0x80,
    colours: null,
    isPlanar: false,
  };
}

const SOC_SIZ = [0xff, 0x4f, 0xff, 0x51] as const;

function codestreamStart(frame: Uint8Array): number | null {
  const isAt = (at: number): boolean => SOC_SIZ.every((byte, index) => frame[at + index] === byte);
  if (isAt(0)) return 0;
  // The signature box of a JP2 file, whose boxes before the codestream are small.
  if (latin1(frame.subarray(4, 8)) !== 'jP  ') return null;
  for (let at = 12; at < Math.min(frame.length, 4096); at += 1) if (isAt(at)) return at;
  return null;
}
