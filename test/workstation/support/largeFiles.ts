/** Files that are taken in pieces, as a page does it, and the search for what must not be on a disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../../../src/crypto/bytes.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';

type Channels = 'attachment/begin' | 'attachment/go-on' | 'attachment/piece' | 'attachment/finish';
export type TakingCore = { readonly [C in Channels]: (args: ArgsOf<C>) => Promise<ResultOf<C>> };

/** Bytes that are found nowhere by chance: the same for the same seed. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = seed * 2_654_435_761 + 1;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state >>> 0;
  }
  return new Uint8Array(words.buffer, 0, length);
}

export interface Chosen {
  readonly visit: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of a piece. */
  readonly piece?: number;
}

/** Takes a file up to `until` bytes, from where it was left. */
export async function takeUpTo(core: TakingCore, chosen: Chosen, until: number): Promise<number> {
  const { bytes, name, visit, piece = 0x10_0000 } = chosen;
  const begun = await core['attachment/begin']({ visit, name, size: bytes.length });
  const { upload, known } = begun;
  let { taken } = begun;
  if (known.length > 0) {
    const digests = known.map(({ at, length }) => toHex(sha256(bytes.subarray(at, at + length))));
    ({ taken } = await core['attachment/go-on']({ visit, upload, digests }));
  }
  while (taken < until) {
    const next = bytes.slice(taken, Math.min(until, taken + piece));
    ({ taken } = await core['attachment/piece']({ visit, upload, at: taken, bytes: next }));
  }
  return upload;
}

/** Takes all of a file. */
export async function takeWhole(core: TakingCore, chosen: Chosen): Promise<ResultOf<'attachment/finish'>> {
  const upload = await takeUpTo(core, chosen, chosen.bytes.length);
  return core['attachment/finish']({ visit: chosen.visit, upload });
}

/** Windows of `content`, one of 64 bytes in each `step`, that stand somewhere in a file below the folders. */
export function clearPieces(
  folders: readonly string[],
  content: Uint8Array,
  step = 0x4_0000,
): readonly string[] {
  const windows: Buffer[] = [];
  for (let at = 100; at + 64 <= content.length; at += step)
    windows.push(Buffer.from(content.subarray(at, at + 64)));
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => {
        const bytes = readFileSync(path);
        return windows.some((window) => bytes.includes(window));
      }),
  );
}
