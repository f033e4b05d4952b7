/**
 * The decoders of JPEG, JPEG-LS, JPEG 2000 and HTJ2K: IJG's libraries of 8, 12 and 16 bits, CharLS, OpenJPEG and OpenJPH,
 * as the package dcmjs-codecs compiles them to one WebAssembly module. Untrusted pixels are decoded inside its memory;
 * a decoder that fails takes its instance with it.
 */
import { ConsiliumError } from '../../errors.ts';
import type { Compression } from '../transferSyntax.ts';
import type { Codestream } from './codestream.ts';

/** What the module is given; all of it does nothing but tell that a decoder failed. */
export type CodecImports = Readonly<
  Record<string, Readonly<Record<string, (...parameters: never[]) => unknown>>>
>;

/** What the module gives: its memory, and functions over pointers. */
export interface CodecExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly call: (name: string, ...parameters: readonly number[]) => number;
}

/** Makes an instance of the module; src/node/codecModule.ts does it in Node. */
export type CodecLoader = (imports: CodecImports) => CodecExports;

const DECODE: Partial<Record<Compression, string>> = {
  jpeg: 'DecodeJpeg',
  'jpeg-ls': 'DecodeJpegLs',
  'jpeg-2000': 'DecodeJpeg2000',
  htj2k: 'DecodeHtJpeg2000',
};

/** Places of photometric interpretations in the module's own list. */
const PHOTOMETRIC = { gray: 1, rgb: 3 } as const;
/** Bits of a sample that the decoders take. */
const WIDEST = 16;

const END_OF_IMAGE = [0xff, 0xd9] as const;

class DecoderFailed extends Error {}

export class Codecs {
  readonly #load: CodecLoader;
  #instance: CodecExports | null = null;

  constructor(load: CodecLoader) {
    this.#load = load;
  }

  /**
   * The samples as they are coded, no colour converted, interleaved, little endian, in the fewest whole bytes that
   * hold the codestream's precision. Throws `pixels-damaged` {check: decoder}, `pixels-syntax-unsupported` above 16 bits.
   */
  decode(frame: Uint8Array, compression: Compression, stream: Codestream): Uint8Array {
    const decoder = DECODE[compression];
    if (decoder === undefined || stream.precision > WIDEST) {
      throw new ConsiliumError('pixels-syntax-unsupported', { compression, precision: stream.precision });
    }
    try {
      return decodeIn(this.#fresh(), decoder, compression === 'jpeg-ls' ? ended(frame) : frame, stream);
    } catch (error) {
      // Whatever a decoder throws (its own exception, a trap of WebAssembly), its memory is good for nothing any more.
      this.#instance = null;
      if (error instanceof ConsiliumError) throw error;
      throw new ConsiliumError('pixels-damaged', { check: 'decoder' }, { cause: error });
    }
  }

  #fresh(): CodecExports {
    if (this.#instance !== null) return this.#instance;
    const instance = this.#load(importsOf(() => this.#instance));
    this.#instance = instance;
    instance.call('_initialize');
    return instance;
  }
}

/**
 * With the marker that ends an image. The decoder of JPEG-LS stops at no other sign: in a stream that was cut off it would
 * read on through all of its memory.
 */
function ended(frame: Uint8Array): Uint8Array {
  const whole = new Uint8Array(frame.length + END_OF_IMAGE.length);
  whole.set(frame);
  whole.set(END_OF_IMAGE, frame.length);
  return whole;
}

function decodeIn(
  instance: CodecExports,
  decoder: string,
  frame: Uint8Array,
  stream: Codestream,
): Uint8Array {
  const { call, memory } = instance;
  const bytes = sampleBytes(stream.precision);
  const context = call('CreateCodecsContext');
  call('SetColumns', context, stream.columns);
  call('SetRows', context, stream.rows);
  call('SetBitsAllocated', context, bytes * 8);
  call('SetBitsStored', context, stream.precision);
  call('SetSamplesPerPixel', context, stream.samples);
  call('SetPixelRepresentation', context, stream.isSigned === true ? 1 : 0);
  call('SetPlanarConfiguration', context, 0);
  call('SetPhotometricInterpretation', context, stream.samples === 1 ? PHOTOMETRIC.gray : PHOTOMETRIC.rgb);
  call('SetEncodedBufferSize', context, frame.length);
  new Uint8Array(memory.buffer).set(frame, call('GetEncodedBuffer', context));
  const parameters = call('CreateDecoderParameters');
  call('SetConvertColorspaceToRgb', parameters, 0);
  call(decoder, context, parameters);
  const size = call('GetDecodedBufferSize', context);
  if (size !== stream.rows * stream.columns * stream.samples * bytes) {
    throw new ConsiliumError('pixels-damaged', { check: 'size' });
  }
  const start = call('GetDecodedBuffer', context);
  const decoded = new Uint8Array(memory.buffer).slice(start, start + size);
  call('ReleaseDecoderParameters', parameters);
  call('ReleaseCodecsContext', context);
  return decoded;
}

export function sampleBytes(precision: number): number {
  if (precision <= 8) return 1;
  return precision <= 16 ? 2 : 4;
}

/** The module wants a part of WASI: it gets no clock, no files and no environment. */
function importsOf(instance: () => CodecExports | null): CodecImports {
  const none = (): number => 0;
  const refused = (): number => 8;
  return {
    env: {
      onCodecsException: () => {
        throw new DecoderFailed('the decoder refused the image');
      },
      onCodecsInfo: none,
      onCodecsTrace: none,
      emscripten_notify_memory_growth: none,
    },
    wasi_snapshot_preview1: {
      proc_exit: () => {
        throw new DecoderFailed('the decoder ended');
      },
      clock_time_get: none,
      fd_write: refused,
      fd_close: none,
      fd_seek: refused,
      environ_get: none,
      environ_sizes_get: (count: number, size: number) => {
        const memory = instance()?.memory;
        if (memory === undefined) return 8;
        const view = new DataView(memory.buffer);
        view.setUint32(count, 0, true);
        view.setUint32(size, 0, true);
        return 0;
      },
    },
  };
}
