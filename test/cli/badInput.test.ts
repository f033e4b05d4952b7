/** Files that nobody should import, by the command line: refused with file, path and reason. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refused } from './support/cli.ts';

const GIGABYTE = 1024 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'consilium-bad-input-'));
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  writeFileSync(file('hostile.json'), '{"resourceType":"Bundle","entry":[{"__proto__":{"admin":true}}]}');
  writeFileSync(file('deep.json'), `${'['.repeat(20_000)}${']'.repeat(20_000)}`.replace('[', '{"a":'));
  // Holes: nothing of them lies on the disk.
  for (const [name, size] of [
    ['large.json', 100 * 1024 * 1024],
    ['immense.json', 3 * GIGABYTE],
  ] as const) {
    writeFileSync(file(name), '');
    truncateSync(file(name), size);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('hostile keys are refused with file, path and reason', async () => {
  expect(await refused(['import', file('hostile.json'), '--dry-run'])).toMatchObject({
    code: 'json-hostile',
    detail: { file: file('hostile.json'), path: 'entry[0].__proto__', reason: 'proto-key' },
  });
});

it('20,000 levels are refused with file and depth', async () => {
  expect(await refused(['import', file('deep.json'), '--dry-run'])).toMatchObject({
    code: 'json-too-deep',
    detail: { file: file('deep.json'), depth: 200 },
  });
});

it('100 MB are refused by their size; 3 GB as well, which could not be read at all', async () => {
  for (const [name, bytes] of [
    ['large.json', 100 * 1024 * 1024],
    ['immense.json', 3 * GIGABYTE],
  ] as const)
    expect(await refused(['import', file(name), '--dry-run'])).toMatchObject({
      code: 'json-too-large',
      detail: { file: file(name), bytes },
    });
});
