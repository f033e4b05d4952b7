import { utf8 } from '../../../../src/crypto/bytes.ts';
import { sha256 } from '../../../../src/crypto/hash.ts';
import { wav } from '../../../support/mediaFiles.ts';

/** A sound of so many bytes that says what it is of. */
export function sound(bytes: number, of: string): Uint8Array<ArrayBuffer> {
  const samples = new Uint8Array(bytes);
  let block = sha256(utf8(of));
  for (let at = 0; at < bytes; at += 8192) {
    samples.fill(block[0] ?? 0, at, at + 8192);
    samples.set(block.subarray(0, Math.min(32, bytes - at)), at);
    block = sha256(block);
  }
  return wav(samples);
}
