import { sha256 } from '../../../src/crypto/hash.ts';
import { concatBytes, u32be, utf8 } from '../../../src/crypto/bytes.ts';
import type { RandomBytes } from '../../../src/ports.ts';

/**
 * Bytes that look random and are the same on every run: SHA-256(label ‖ u32 call ‖ u32 block), joined and
 * cut.
 */
export function deterministicRandom(label: string): RandomBytes {
  let call = 0;
  return (length) => {
    call += 1;
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
      sha256(utf8(label), u32be(call), u32be(block)),
    );
    return concatBytes(...blocks).slice(0, length);
  };
}
