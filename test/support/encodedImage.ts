/** A large made-up radiograph, compressed by the encoders of the module whose decoders the program uses. */
import { codecLoader } from '../../src/node/codecModule.ts';
import { dicom, element, fragments, joined } from './dicom.ts';

const JPEG_2000_LOSSLESS = '1.2.840.10008.1.2.4.90';
const GRAY = 1;

/** A codestream of JPEG 2000, 12 of 16 bits, without loss. */
export function jpeg2000(rows: number, columns: number): Uint8Array {
  const pixels = new Uint16Array(rows * columns);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const soft = 2000 + 1500 * Math.sin(x / 300) * Math.cos(y / 250);
      pixels[y * columns + x] = Math.round(soft) + ((x * 31 + y * 17) % 13);
    }
  }
  const none = (): number => 0;
  const module = codecLoader()({
    env: {
      onCodecsException: none,
      onCodecsInfo: none,
      onCodecsTrace: none,
      emscripten_notify_memory_growth: none,
    },
    wasi_snapshot_preview1: Object.fromEntries(
      [
        'proc_exit',
        'clock_time_get',
        'fd_write',
        'fd_close',
        'fd_seek',
        'environ_get',
        'environ_sizes_get',
        'fd_read',
      ].map((name) => [name, none]),
    ),
  });
  const { call, memory } = module;
  call('_initialize');
  const context = call('CreateCodecsContext');
  for (const [name, value] of [
    ['SetColumns', columns],
    ['SetRows', rows],
    ['SetBitsAllocated', 16],
    ['SetBitsStored', 12],
    ['SetSamplesPerPixel', 1],
    ['SetPixelRepresentation', 0],
    ['SetPlanarConfiguration', 0],
    ['SetPhotometricInterpretation', GRAY],
    ['SetDecodedBufferSize', pixels.byteLength],
  ] as const)
    call(name, context, value);
  new Uint8Array(memory.buffer).set(new Uint8Array(pixels.buffer), call('GetDecodedBuffer', context));
  const parameters = call('CreateEncoderParameters');
  call('EncodeJpeg2000', context, parameters);
  const size = call('GetEncodedBufferSize', context);
  const start = call('GetEncodedBuffer', context);
  return new Uint8Array(memory.buffer).slice(start, start + size);
}

/** A file of that codestream. */
export function radiograph(
  rows: number,
  columns: number,
): { readonly file: Uint8Array; readonly codestream: Uint8Array } {
  const codestream = jpeg2000(rows, columns);
  const padded = codestream.length % 2 === 0 ? codestream : joined(codestream, new Uint8Array(1));
  const file = dicom(
    [
      element(0x0008_0060, 'CS', 'DX'),
      element(0x0028_0002, 'US', 1),
      element(0x0028_0004, 'CS', 'MONOCHROME2'),
      element(0x0028_0010, 'US', rows),
      element(0x0028_0011, 'US', columns),
      element(0x0028_0100, 'US', 16),
      element(0x0028_0101, 'US', 12),
      element(0x0028_0102, 'US', 11),
      element(0x0028_0103, 'US', 0),
      fragments(padded),
    ],
    JPEG_2000_LOSSLESS,
  );
  return { file, codestream };
}
