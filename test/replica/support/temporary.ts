import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../../src/replica/database.ts';

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-replica-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A 32-byte key that is the same in every run. */
export function testKey(fill = 7): Uint8Array {
  return new Uint8Array(32).fill(fill);
}

/** SQLite's plan for a query, one line a step. */
export function queryPlan(database: Database, sql: string): string {
  const placeholders = sql.split('?').length - 1;
  const parameters = Array.from({ length: placeholders }, () => null);
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
  return steps.map((step) => String(step['detail'])).join('\n');
}
