/** What lies in files: for tests of what must not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that occur by chance nowhere. */
const WINDOW = 64;

/** Files below a folder in which a piece of this content stands as it is: one of a few windows of 64 bytes out of it. */
export function filesHolding(folder: string, content: Uint8Array, windows = 8): readonly string[] {
  const step = Math.max(WINDOW, Math.floor(content.length / windows));
  const pieces: Buffer[] = [];
  for (let at = 0; at + WINDOW <= content.length; at += step)
    pieces.push(Buffer.from(content.subarray(at, at + WINDOW)));
  const telling = pieces.filter((piece) => new Set(piece).size > WINDOW / 4);
  if (telling.length === 0) throw new Error('nothing in this content would be recognised');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => holds(path, telling));
}

function holds(path: string, pieces: readonly Buffer[]): boolean {
  try {
    const bytes = readFileSync(path);
    return pieces.some((piece) => bytes.includes(piece));
  } catch {
    // It was removed while it was looked at.
    return false;
  }
}
