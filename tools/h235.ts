/**
 * Makes H235.md: what H.235 asks of a call, by which mechanism it is given here, which tests prove it, and their last
 * results (`test-results/results.json`, written by `npm test`). `--check` writes nothing and fails when a test did not run
 * or failed, or when H235.md says something else.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICES, type ServiceRow } from './h235/rows.ts';
import { readResults, resultOf } from './scheme/results.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'H235.md');

const HEAD = [
  '# Security services of a consult, and those of H.235',
  '',
  'A video consult of Consilium has security services equivalent to those of ITU-T H.235.1, .2, .3, .7 and .8. It is not an',
  'implementation of H.323 or H.235, nor does it interoperate with them. H.235.6 encrypts media without authenticating',
  'it; here it is authenticated as well. ITU-T itself takes DTLS-SRTP as key management (H.248.77, clause 8).',
  '',
  'Made by `npm run h235` from `tools/h235/rows.ts` and the last results of `npm test`, which fails when a test here did',
  'not pass, or this page is out of date.',
  '',
  '| Service | H.235 | Mechanism | Test | Last result |',
  '| --- | --- | --- | --- | --- |',
];

const results = readResults(join(root, 'test-results', 'results.json'));
const problems = SERVICES.flatMap(({ proofs }) => proofs)
  .filter((item) => resultOf(results, item) !== 'passed')
  .map((item) => `${item.file}: "${item.test}": ${resultOf(results, item)}`);
const text = [...HEAD, ...SERVICES.map((row) => rendered(row))].join('\n') + '\n';
if (process.argv.includes('--check')) {
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
  if (before !== text) problems.push('H235.md is not what `npm run h235` makes');
} else {
  writeFileSync(page, text);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function rendered({ mechanism, proofs, recommendations, service }: ServiceRow): string {
  const tests = proofs.map(({ file, test }) => `[${test}](${file})`).join('<br>');
  const last = proofs.map((item) => resultOf(results, item)).join('<br>');
  return `| ${service} | ${recommendations} | ${mechanism} | ${tests} | ${last} |`;
}
