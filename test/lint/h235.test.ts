/** H235.md claims what tests prove: each of them is there, whether or not the others have run. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SERVICES } from '../../tools/h235/rows.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A suite, and behind it, where one is named, a test of it. */
function isThere(file: string, test: string): boolean {
  if (!existsSync(join(root, file))) return false;
  const text = readFileSync(join(root, file), 'utf8');
  const suites = [...text.matchAll(/describe(?:\.\w+)*\(\s*(['"`])(.*?)\1/gu)].map(
    ([, , name]) => name ?? '',
  );
  const named = suites.filter((suite) => test === suite || test.startsWith(`${suite} `));
  return named.some((suite) => {
    const rest = test.slice(suite.length + 1);
    // A test that stands in a table is named by its parts.
    const parts = rest.split(', where it ');
    return parts.every((part) => text.includes(part));
  });
}

describe('H235.md', () => {
  it.each(SERVICES)('names for "$service" tests that exist, and a mechanism', ({ mechanism, proofs }) => {
    expect(mechanism).not.toBe('');
    expect(proofs.length).toBeGreaterThan(0);
    expect(proofs.filter(({ file, test }) => !isThere(file, test))).toEqual([]);
  });

  it('says that it is equivalent, and neither H.323 nor H.235', () => {
    const page = readFileSync(join(root, 'H235.md'), 'utf8');
    expect(page).toContain('security services equivalent to those of ITU-T H.235.1, .2, .3, .7 and .8');
    expect(page).toMatch(/not an\s+implementation of H\.323 or H\.235, nor does it interoperate/u);
    for (const { service } of SERVICES) expect(page).toContain(`| ${service} |`);
  });
});
