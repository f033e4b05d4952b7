/**
 * `npm run soak [SEEDS]`: the tests of faults with full counts, one file after the other. Prints each file's figures
 * and ends with one line `N passed, N failed, N skipped`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results', 'soak');
const DEFAULT_SEEDS = 200;
/** What a test file reads its counts from. A file that names none of them has nothing to repeat. */
const COUNTS = ['SOAK_SEEDS', 'SOAK_ROUNDS', 'SOAK_RUNS'] as const;

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});

await main();

async function main(): Promise<void> {
  const seeds = seedsOf(process.argv[2]);
  mkdirSync(results, { recursive: true });
  const files = faultTests(join(root, 'test'));
  if (files.length === 0) throw new Error('no test of faults was found');
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of files) {
    const started = performance.now();
    const counts = await soak(file, seeds);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const word = counts.failed === 0 ? 'ok    ' : 'FAILED';
    console.log(`${word} ${relative(root, file)} (${String(seeds)} seeds): ${line(counts)} (${seconds} s)`);
    total = add(total, counts);
  }
  console.log(line(total));
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

function seedsOf(text: string | undefined): number {
  const seeds = text === undefined ? DEFAULT_SEEDS : Number(text);
  if (Number.isSafeInteger(seeds) && seeds > 0) return seeds;
  console.error('usage: npm run soak -- [SEEDS]');
  process.exit(2);
}

/** Test files that take their counts from the environment. */
function faultTests(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((left, right) => left.name.localeCompare(right.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return faultTests(path);
      return entry.name.endsWith('.test.ts') && takesCounts(path) ? [path] : [];
    });
}

function takesCounts(path: string): boolean {
  const text = readFileSync(path, 'utf8');
  return COUNTS.some(
    (name) => text.includes(`process.env['${name}']`) || text.includes(`process.env.${name}`),
  );
}

async function soak(file: string, seeds: number): Promise<Counts> {
  const output = join(results, `${relative(join(root, 'test'), file).replaceAll(/[\\/]/gu, '-')}.json`);
  const env = {
    ...process.env,
    NO_COLOR: '1',
    ...Object.fromEntries(COUNTS.map((name) => [name, String(seeds)])),
  };
  const status = await run(
    [
      'run',
      '--project',
      'unit',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${output}`,
      file,
    ],
    env,
  );
  return countsOf(output, status);
}

/** A file that could not even be collected counts as failed. */
function countsOf(output: string, status: number): Counts {
  if (!existsSync(output)) return { passed: 0, failed: 1, skipped: 0 };
  const read = report.parse(JSON.parse(readFileSync(output, 'utf8')));
  const failed = read.numFailedTests;
  return {
    passed: read.numPassedTests,
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: read.numPendingTests,
  };
}

/** What the tests print is shown as it comes: a soak takes long. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [vitest, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
}

function add(left: Counts, right: Counts): Counts {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

function line({ failed, passed, skipped }: Counts): string {
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
}
