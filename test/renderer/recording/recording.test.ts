/** Recorders and players as they are built, in Chromium under the policy of the page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLaboratory, type Laboratory } from '../peer/laboratory.ts';
import type { RecordingScenarios } from './scenarios.ts';

let laboratory: Laboratory<RecordingScenarios>;
beforeAll(async () => {
  laboratory = await openLaboratory<RecordingScenarios>(new URL('scenarios.ts', import.meta.url));
});
afterAll(async () => {
  await laboratory.close();
});

/** How far a picture may be from its time on a machine that has other things to do, ms. */
const APART = 1_000;

describe('the recorders of a call', () => {
  it('give both sides and the sound of both, and any moment of them is found again by its time', async () => {
    // Backwards as well, and in every segment.
    const at = [2_000, 400, 3_600, 1_200];
    const { disorder, loud, offset, other, own, sides, types } = await laboratory.run('recordsAndPlays', at);
    for (const codes of [own, other])
      for (const [index, code] of codes.entries())
        expect(Math.abs(code - offset - (at[index] ?? 0))).toBeLessThan(APART);
    const inTime = [1, 3, 0, 2];
    for (const codes of [own, other])
      expect(inTime.map((index) => codes[index])).toEqual(codes.toSorted((left, right) => left - right));
    expect(disorder).toBe(0);
    for (const count of sides) expect(count).toBeGreaterThanOrEqual(3);
    expect(types).toEqual([
      'mixed audio/webm;codecs=opus',
      'other video/webm;codecs=vp8,opus',
      'own video/webm;codecs=vp8,opus',
    ]);
    // The tones of both sides, and none beside them.
    expect(loud).toEqual([true, true, false]);
  });

  it('record nothing while the other side is away, and go on at the right time', async () => {
    const { at, code, disorder, hole, offset, segments } = await laboratory.run('interrupted');
    expect([segments, disorder]).toEqual([2, 0]);
    expect(hole).toBeGreaterThan(1_000);
    expect(Math.abs(code - offset - at)).toBeLessThan(APART);
  });

  it('whose segments hold less than their time are played over the hole, and up to their end', async () => {
    const { between, codes } = await laboratory.run('holed');
    expect(between).toBeGreaterThan(1_700);
    expect(codes).toHaveLength(2);
    expect(Math.min(...codes)).toBeGreaterThan(0);
  });

  it('give what becomes one file: both faces side by side, of the right length, and any place of it is found', async () => {
    const at = [1_100, 300];
    const { codes, length, offset, ...rest } = await laboratory.run('exported', at);
    for (const [index, pair] of codes.entries())
      for (const code of pair) expect(Math.abs(code - offset - (at[index] ?? 0))).toBeLessThan(APART);
    expect(Math.min(...(codes[0] ?? []))).toBeGreaterThan(Math.max(...(codes[1] ?? [])));
    expect(Math.abs(length)).toBeLessThan(200);
    expect(rest).toEqual({ seekable: true, size: [1280, 480], done: true });
  });

  it('say once that it cannot go on when nothing is taken any more', async () => {
    expect(await laboratory.run('refused')).toEqual(['storage-full']);
  });
});
