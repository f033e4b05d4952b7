/** Tests in windows: every doctor sits at a workstation of their own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const E2E = fileURLToPath(new URL('../e2e', import.meta.url));
const UNLOCKED = [
  /(\w+)\.unlock\(\s*'doctor',\s*(\w+)/gu,
  /unlockOnPage\(([\w.()]+), \{ role: 'doctor', at: ([^,]+),/gu,
];

/** Windows of a test in which doctors of more than one institution log in. */
function shared(source: string): readonly string[] {
  const doctors = new Map<string, Set<string>>();
  for (const pattern of UNLOCKED)
    for (const [, window = '', at = ''] of source.matchAll(pattern))
      doctors.set(window, (doctors.get(window) ?? new Set()).add(at));
  return [...doctors].filter(([, found]) => found.size > 1).map(([window]) => window);
}

describe('a window of a test', () => {
  it.each(readdirSync(E2E))('is one doctor’s alone: %s', (file) => {
    expect(shared(readFileSync(join(E2E, file), 'utf8'))).toEqual([]);
  });

  it('in which two doctors log in is found', () => {
    const source = `await window.unlock('doctor', INSTITUTION_A, P); await window.unlock('doctor', INSTITUTION_B, P);`;
    expect(shared(source)).toEqual(['window']);
  });
});
