import { describe, expect, it } from 'vitest';
import { CrashLimit } from '../../main/crashLimit.ts';
import { millis } from '../../src/ports.ts';

function limitAt(times: readonly number[]): boolean[] {
  let now = 0;
  const limit = new CrashLimit({ now: () => millis(now) });
  return times.map((time) => {
    now = time;
    return limit.mayReopen();
  });
}

describe('a page that crashes again and again', () => {
  it('is opened again three times within a minute, and then no more', () => {
    expect(limitAt([0, 10, 20, 30, 59_999])).toEqual([true, true, true, false, false]);
  });

  it('is opened again once the first of three lies a minute back', () => {
    expect(limitAt([0, 30_000, 50_000, 60_000, 60_001])).toEqual([true, true, true, true, false]);
  });

  it('is not opened more often when the clock of the machine is set back', () => {
    expect(limitAt([100_000, 100_001, 100_002, 5])).toEqual([true, true, true, false]);
  });
});
