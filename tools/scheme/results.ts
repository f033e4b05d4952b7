/** The last results of `npm test`, by which tables of the project say what is proved. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Proof } from './lines.ts';

const testResults = z.array(z.object({ file: z.string(), name: z.string(), status: z.string() }));
type TestResult = z.infer<typeof testResults>[number];

/** Errors: an Error where no test has run yet. */
export function readResults(path: string): readonly TestResult[] {
  if (!existsSync(path)) throw new Error('no test results yet: npm test');
  return testResults.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** A suite has passed when each of its tests has, and it has one. */
export function resultOf(results: readonly TestResult[], { file, test }: Proof): string {
  const found = results.filter(
    (result) => result.file === file && (result.name === test || result.name.startsWith(`${test} `)),
  );
  if (found.length === 0) return 'did not run';
  return found.find(({ status }) => status !== 'passed')?.status ?? 'passed';
}
