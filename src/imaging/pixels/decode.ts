/**
 * Frames of a DICOM file as stored values, frame after frame: what pydicom's `pixel_array` gives. Values are little endian
 * in as many bytes as the data set allocates (one byte for single bits), samples of a pixel side by side, bits that are not
 * stored cut off, colours of YBR_FULL and YBR_FULL_422 turned into RGB. Palettes and rescaling are not applied.
 */
import { ConsiliumError } from '../../errors.ts';
import type { DataSet } from '../dataSet.ts';
import { bytesOf } from '../dataSet.ts';
import type { DicomFile } from '../dicomFile.ts';
import { LARGEST_FRAME } from '../limits.ts';
import { readCodestream, type Codestream } from './codestream.ts';
import { sampleBytes, type Codecs } from './codecs.ts';
import { describePixels, frameBytes, type PixelDescription } from './description.ts';
import { encapsulatedFrames, endsImage, frameBytesOf, type FramePlaces } from './frames.ts';
import { decodeNative, interleaved, nativeFrameCount } from './native.ts';
import { decodeRle } from './rle.ts';
import { cutToStored, toRgb, widened } from './samples.ts';

export interface DecodedFrame {
  readonly values: Uint8Array;
  /** After colours were converted: `RGB` for what was YBR. */
  readonly photometric: string;
  /** A compressed image without its end: decoders fill up what is missing, and say nothing. */
  readonly isCut: boolean;
}

export interface Frames {
  readonly description: PixelDescription;
  /** As many as there are, which may be more than the data set says. */
  readonly count: number;
  /**
   * Decodes one frame. Throws `pixels-truncated` or `pixels-damaged` {frame, check}, and `pixels-mismatch` {frame} where
   * the compressed image has other measures than the data set says.
   */
  frame(index: number): DecodedFrame;
}

/**
 * The frames of a file. Throws `pixels-missing`, `pixels-attributes`, `pixels-too-large` (see {@link describePixels}),
 * `pixels-syntax-unsupported` {syntax}, also for compressed ones where `codecs` is null, and `pixels-truncated` where there
 * are fewer than the data set says.
 */
export function openFrames({ dataSet, syntax }: DicomFile, codecs: Codecs | null): Frames {
  const description = describePixels(dataSet);
  const element = dataSet.elements.get(description.tag);
  if (syntax.compression === 'unsupported') {
    throw new ConsiliumError('pixels-syntax-unsupported', { syntax: syntax.uid });
  }
  if (element?.kind === 'fragments') {
    if (codecs === null) throw new ConsiliumError('pixels-syntax-unsupported', { syntax: syntax.uid });
    const places = encapsulatedFrames(dataSet, element, description.frames);
    const decode = (index: number): DecodedFrame => {
      const place = places[index];
      if (place === undefined) throw new ConsiliumError('pixels-truncated', { frame: index });
      return compressedFrame(dataSet, place, { description, compression: syntax.compression, codecs, index });
    };
    return { description, count: places.length, frame: decode };
  }
  if (element?.kind !== 'value') throw new ConsiliumError('pixels-missing');
  const pixels = bytesOf(dataSet, element);
  const isWords = element.vr === 'OW';
  const count = nativeFrameCount(description, pixels.length);
  return {
    description,
    count,
    frame: (frame) => {
      const raw = decodeNative(description, pixels, { frame, bigEndian: dataSet.bigEndian, isWords });
      const isYbr = description.photometric === 'YBR_FULL_422' || description.photometric === 'YBR_FULL';
      const { photometric } = description;
      return coloured(cut(raw, description), isYbr ? 'YBR_FULL' : photometric, description);
    },
  };
}

interface Compressed {
  readonly description: PixelDescription;
  readonly compression: DicomFile['syntax']['compression'];
  readonly codecs: Codecs;
  readonly index: number;
}

function compressedFrame(set: DataSet, places: FramePlaces, of: Compressed): DecodedFrame {
  const bytes = frameBytesOf(set, places);
  try {
    if (of.compression === 'rle') return rleFrame(bytes, of.description);
    return codedFrame(bytes, of);
  } catch (error) {
    if (!(error instanceof ConsiliumError)) throw error;
    throw new ConsiliumError(error.code, { ...error.detail, frame: of.index }, { cause: error });
  }
}

function rleFrame(bytes: Uint8Array, description: PixelDescription): DecodedFrame {
  const { bitsAllocated, columns, photometric, rows, samples } = description;
  if (bitsAllocated < 8)
    throw new ConsiliumError('pixels-attributes', { attribute: 'bitsAllocated', value: 1 });
  const values = decodeRle(bytes, { pixels: rows * columns, samples, sampleBytes: bitsAllocated / 8 });
  return coloured(cut(values, description), photometric, description);
}

function codedFrame(bytes: Uint8Array, { codecs, compression, description }: Compressed): DecodedFrame {
  const stream = readCodestream(bytes, compression);
  assertMeasures(stream, description);
  const container = description.bitsAllocated / 8;
  const width = sampleBytes(stream.precision);
  const coded = codecs.decode(bytes, compression, stream);
  const decoded = stream.isPlanar ? interleaved(coded, description, width) : coded;
  const values = widened(decoded, width, container, description.isSigned);
  const photometric = photometricOf(stream, description);
  const frame = coloured(signed(values, stream, { compression, description }), photometric, description);
  return { ...frame, isCut: !endsImage(bytes) };
}

/** Nothing is decoded to other measures than were checked against the limits. */
function assertMeasures(
  stream: Codestream,
  { bitsAllocated, columns, rows, samples }: PixelDescription,
): void {
  const { precision } = stream;
  const isSame = stream.rows === rows && stream.columns === columns && stream.samples === samples;
  const fits = precision >= 1 && sampleBytes(precision) * 8 <= Math.max(8, bitsAllocated);
  if (!isSame || !fits || rows * columns * samples * sampleBytes(precision) > LARGEST_FRAME) {
    throw new ConsiliumError('pixels-mismatch', { rows: stream.rows, columns: stream.columns, precision });
  }
}

/** JPEG 2000 may be signed otherwise than the data set says, and JPEG-LS knows no signs. */
function signed(
  values: Uint8Array,
  { isSigned, precision }: Codestream,
  { compression, description }: Pick<Compressed, 'compression' | 'description'>,
): Uint8Array {
  const bytes = description.bitsAllocated / 8;
  if (compression === 'jpeg') return cut(values, description);
  const isOther =
    compression === 'jpeg-ls'
      ? description.isSigned
      : description.photometric.startsWith('MONOCHROME') && isSigned !== description.isSigned;
  return isOther ? cutToStored(values, bytes, precision, description.isSigned) : values;
}

function cut(
  values: Uint8Array,
  { bitsAllocated, bitsStored, isSigned, kind }: PixelDescription,
): Uint8Array {
  if (kind === 'float' || bitsAllocated === 1) return values;
  return cutToStored(values, bitsAllocated / 8, bitsStored, isSigned);
}

function photometricOf({ colours }: Codestream, { photometric, samples }: PixelDescription): string {
  if (samples !== 3 || colours === null) {
    return photometric === 'YBR_ICT' || photometric === 'YBR_RCT' ? 'RGB' : photometric;
  }
  if (colours === 'rgb') return 'RGB';
  return photometric.includes('YBR') ? photometric : 'YBR_FULL';
}

function coloured(values: Uint8Array, photometric: string, description: PixelDescription): DecodedFrame {
  if (values.length !== frameBytes(description))
    throw new ConsiliumError('pixels-damaged', { check: 'size' });
  const isYbr = photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422';
  if (!isYbr || description.samples !== 3 || description.bitsAllocated !== 8)
    return { values, photometric, isCut: false };
  return { values: toRgb(values), photometric: 'RGB', isCut: false };
}
