/**
 * All checks of the project, one after the other: a failing one does not hide the next. Ends with one line
 * `N passed, N failed, N skipped` over all of them; each check that is no test suite counts as one.
 * `npm test -- --only NAME` runs the checks whose name starts so.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Check {
  readonly name: string;
  run(): Promise<Counts>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results');
const bin = join(root, 'node_modules', '.bin');
/** Tests start a hundred processes of Node: each reads compiled what another has compiled before. */
const compiled = join(root, 'node_modules', '.cache', 'consilium', 'compiled');
const LAYERS = ['src', 'main', 'renderer', 'test', 'tools'];

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().optional(),
  numFailedTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const CHECKS: readonly Check[] = [
  command('format', 'oxfmt', ['--check', '.']),
  ...LAYERS.filter((layer) => existsSync(join(root, layer, 'tsconfig.json'))).map((layer) =>
    command(`types ${layer}`, 'tsc', ['--noEmit', '-p', layer]),
  ),
  command('lint', 'oxlint', ['--type-aware', '--deny-warnings', '.']),
  command('unused', 'knip', ['--no-progress']),
  script('node docs', 'tools/nodeDocs.ts', ['--check']),
  suite('unit'),
  suite('window'),
  // After the suites: it reads their results.
  script('scheme', 'tools/scheme.ts', ['--check']),
  script('h235', 'tools/h235.ts', ['--check']),
];

await main();

async function main(): Promise<void> {
  const only = process.argv.includes('--only')
    ? (process.argv[process.argv.indexOf('--only') + 1] ?? '')
    : '';
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const check of CHECKS.filter((candidate) => candidate.name.startsWith(only))) {
    const started = performance.now();
    const counts = await check.run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${check.name}: ${line(counts)} (${seconds} s)`);
    total = add(total, counts);
  }
  console.log(line(total));
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** A tool of `node_modules/.bin`. */
function command(name: string, file: string, args: readonly string[]): Check {
  return program(name, join(bin, file), args);
}

/** A script of the project's own. */
function script(name: string, file: string, args: readonly string[]): Check {
  return program(name, process.execPath, [join(root, file), ...args]);
}

function program(name: string, file: string, args: readonly string[]): Check {
  return {
    name,
    run: async () => {
      const { status, output } = await run(file, args);
      if (status !== 0) console.log(output.slice(-20_000));
      return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
    },
  };
}

function suite(project: string): Check {
  const file = join(results, `${project}.json`);
  return {
    name: project,
    run: async () => {
      const { status, output } = await run(join(bin, 'vitest'), [
        'run',
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ]);
      if (status !== 0) console.log(output.slice(-30_000));
      return countReport(file, status);
    },
  };
}

/** A suite that could not even be collected counts as failed, though no test of it did. */
function countReport(file: string, status: number): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = vitestReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  const uncollected = report.testResults.filter(
    (item) => item.status === 'failed' && item.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + uncollected;
  writeResults(report);
  return {
    passed: report.numPassedTests,
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Every test's last result, for SCHEME.md. */
function writeResults(report: z.infer<typeof vitestReport>): void {
  const path = join(results, 'results.json');
  const before = existsSync(path) ? z.array(z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8'))) : [];
  const tests = report.testResults.flatMap((item) =>
    item.assertionResults.map((test) => ({
      file: item.name.replace(root, ''),
      name: test.fullName,
      status: test.status,
    })),
  );
  writeFileSync(path, JSON.stringify([...before, ...tests], null, 1));
}

function run(file: string, args: readonly string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      NODE_COMPILE_CACHE: compiled,
      NO_COLOR: '1',
      FORCE_COLOR: '0',
    };
    const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

function add(left: Counts, right: Counts): Counts {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

function line(counts: Counts): string {
  return `${String(counts.passed)} passed, ${String(counts.failed)} failed, ${String(counts.skipped)} skipped`;
}
