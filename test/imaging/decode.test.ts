/** Pixels equal to the reference decoder's: test/vectors/make-dicom.py says which it is. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import { openFrames } from '../../src/imaging/pixels/decode.ts';
import { codecs, dicom, fragments, image, joined, vector } from '../support/dicom.ts';

const golden = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(new URL('../vectors/dicom/pixels.json', import.meta.url), 'utf8')));

/** SHA-256 over the values of all frames. */
function decoded(bytes: Uint8Array): string {
  const frames = openFrames(readDicomFile(bytes), codecs);
  const hash = createHash('sha256');
  for (let index = 0; index < frames.count; index += 1) hash.update(frames.frame(index).values);
  return hash.digest('hex');
}

describe('the decoded pixels', () => {
  it.each(Object.entries(golden))('of %s are the reference decoder’s, byte for byte', (name, hash) => {
    expect(readDicomFile(vector(name)).problems).toEqual([]);
    expect(decoded(vector(name))).toBe(hash);
  });

  it('are the same in any order of frames', () => {
    const frames = openFrames(readDicomFile(vector('nm-jls.dcm')), codecs);
    const last = frames.frame(2).values;
    frames.frame(0);
    expect(frames.frame(2).values).toEqual(last);
  });

  it('of a frame in several fragments are those of one fragment', () => {
    const whole = vector('nm-jls.dcm');
    const pixels = readDicomFile(whole).dataSet.elements.get(0x7fe0_0010);
    if (pixels?.kind !== 'fragments') throw new Error('not compressed');
    const [table, ...frames] = pixels.fragments;
    if (table === undefined) throw new Error('no frames');
    // Each frame in two fragments, and no table that says so: frames are parted by their end markers.
    const halves = frames.flatMap(({ length, offset }) => [
      whole.subarray(offset, offset + 100),
      whole.subarray(offset + 100, offset + length),
    ]);
    const beforePixels = table.offset - 8 - 12;
    const parted = joined(whole.subarray(0, beforePixels), fragments(...halves));
    expect(decoded(parted)).toBe(golden['nm-jls.dcm']);
  });

  it('of a compressed image without its end are told to be cut off', () => {
    const whole = vector('sc-baseline.dcm');
    const file = readDicomFile(whole.subarray(0, whole.length - 300));
    expect(file.problems.map(({ code }) => code)).toEqual(['dicom-truncated']);
    expect(openFrames(file, codecs).frame(0).isCut).toBe(true);
    expect(openFrames(readDicomFile(whole), codecs).frame(0).isCut).toBe(false);
  });

  it('hold all frames that are there, when more are there than the file says', () => {
    const twice = Uint8Array.from({ length: 12 }, (_, index) => index);
    const frames = openFrames(readDicomFile(dicom(image({ pixels: twice }))), codecs);
    expect([frames.description.frames, frames.count]).toEqual([1, 2]);
    expect([...frames.frame(1).values]).toEqual([6, 7, 8, 9, 10, 11]);
  });
});
