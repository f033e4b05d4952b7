/** `search` over files of JSON lines. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, refused } from './support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'consilium-search-test-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function laid(name: string, ...lines: readonly (object | string | Uint8Array)[]): string {
  const path = join(folder, name);
  const bytes = lines.map((line) =>
    line instanceof Uint8Array ? line : Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
  );
  writeFileSync(path, Buffer.concat(bytes.flatMap((line) => [line, Buffer.from('\n')])));
  return path;
}

const docs = laid(
  'docs.jsonl',
  { id: 'a', text: '患者突发胸痛，诊断为急性心肌梗死。' },
  { id: 7, text: 'A woman with myocardial infarction was treated with aspirin.' },
  { id: '7', text: '高血压患者应低盐饮食。' },
);
const queries = laid(
  'queries.jsonl',
  { id: 1, query: '心梗怎么治疗' },
  '',
  { id: 'x', query: 'salt 高血压' },
  { id: 'none', query: '???' },
);

function search(docsFile: string, queriesFile: string) {
  return ['search', '--docs', docsFile, '--queries', queriesFile];
}

it('prints a line a query in their order, ids as they were given', async () => {
  const { exit, out } = await cli(search(docs, queries));
  expect(exit).toBe(0);
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    { id: 1, ids: ['a', 7] },
    { id: 'x', ids: ['7'] },
    { id: 'none', ids: [] },
  ]);
});

it('prints the best fifty documents, of the same files always the same', async () => {
  const many = Array.from({ length: 120 }, (_, number) => ({
    id: number,
    text: `cough of patient ${String(number)}`,
  }));
  const file = laid('many.jsonl', ...many);
  const asked = laid('asked.jsonl', { id: 'q', query: 'patient 77 with cough' });
  const first = await cli(search(file, asked));
  const { ids } = JSON.parse(first.out) as { ids: readonly number[] };
  expect(ids).toHaveLength(50);
  expect(new Set(ids).size).toBe(50);
  expect(ids[0]).toBe(77);
  expect(await cli(search(file, asked))).toEqual(first);
});

describe('a line that is not what it should be is refused with its number', () => {
  it.each([
    ['no JSON', '{"id":', 'no-json'],
    ['no object', '[]', 'line-malformed'],
    ['no text', { id: 'b' }, 'text-malformed'],
    ['no id', { text: 'b' }, 'id-malformed'],
    ['a number that would be rounded', '{"id":9007199254740993,"text":""}', 'id-malformed'],
    ['an id once more', { id: 'a', text: 'again' }, 'id-repeated'],
    ['no UTF-8', Uint8Array.of(0x7b, 0xff), 'no-utf-8'],
  ])('%s', async (_, line, reason) => {
    const file = laid('bad.jsonl', { id: 'a', text: 'first' }, line);
    expect(await refused(search(file, queries))).toMatchObject({
      exit: 1,
      code: 'line-malformed',
      detail: { file, line: 2, reason },
    });
  });

  it('among the queries', async () => {
    const file = laid('bad-queries.jsonl', { id: 1, query: 'cough' }, '', { id: 2 });
    expect(await refused(search(docs, file))).toMatchObject({
      code: 'line-malformed',
      detail: { line: 3, reason: 'query-malformed' },
    });
  });
});

it('needs both files', async () => {
  expect(await refused(['search', '--docs', docs])).toMatchObject({ exit: 2, code: 'usage-missing' });
  expect(await refused(search(join(folder, 'none'), queries))).toMatchObject({
    exit: 3,
    code: 'file-unreadable',
  });
});
