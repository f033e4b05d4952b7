/**
 * Makes SCHEME.md: each line of the scheme with the functions that carry it out, the tests that prove it and their
 * last results (`test-results/results.json`, written by `npm test`). `--check` writes nothing and fails when a name
 * is in no file, when a test did not run or failed, or when SCHEME.md says something else.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCHEME, type Place, type SchemeLine, type SchemePart } from './scheme/lines.ts';
import { readResults, resultOf } from './scheme/results.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'SCHEME.md');

const results = readResults(join(root, 'test-results', 'results.json'));
const problems = SCHEME.flatMap(({ lines }) => lines).flatMap((line) => problemsOf(line));
const text = render(SCHEME);
if (process.argv.includes('--check')) {
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if (before !== text) problems.push('SCHEME.md is not what `npm run scheme` makes');
} else {
  writeFileSync(page, text);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function problemsOf({ places, proofs }: SchemeLine): readonly string[] {
  return [
    ...places.filter((item) => !isExported(item)).map(({ file, name }) => `${file} exports no ${name}`),
    ...proofs
      .filter((item) => resultOf(results, item) !== 'passed')
      .map((item) => `${item.file}: "${item.test}": ${resultOf(results, item)}`),
  ];
}

function isExported({ file, name }: Place): boolean {
  const path = join(root, file);
  if (!existsSync(path)) return false;
  return new RegExp(`^export (?:async )?(?:function|class|const) ${name}\\b`, 'mu').test(
    readFileSync(path, 'utf8'),
  );
}

function render(parts: readonly SchemePart[]): string {
  const head = [
    '# The scheme, line by line',
    '',
    'Made by `npm run scheme` from `tools/scheme/lines.ts` and the last results of `npm test`, which fails when a name',
    'here is in no file, a test here did not pass, or this page is out of date.',
  ];
  return [...head, ...parts.flatMap((part) => renderPart(part))].join('\n') + '\n';
}

function renderPart({ title, lines }: SchemePart): readonly string[] {
  return [
    '',
    `## ${title}`,
    '',
    '| Line | Function | Test | Last result |',
    '| --- | --- | --- | --- |',
    ...lines.map((line) => renderLine(line)),
  ];
}

function renderLine({ line: source, places, proofs }: SchemeLine): string {
  const line = source.replaceAll('|', '\\|');
  const functions = places.map(({ file, name }) => `[\`${name}\`](${file})`).join('<br>');
  const tests = proofs.map(({ file, test }) => `[${test}](${file})`).join('<br>');
  return `| ${line} | ${functions} | ${tests} | ${proofs.map((item) => resultOf(results, item)).join('<br>')} |`;
}
