/** Before the window tests of a run: what many of them begin with. */
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { makeDemonstration } from './demonstration.ts';

export async function setup(project: TestProject): Promise<() => void> {
  const made = await makeDemonstration();
  project.provide('demonstration', made);
  return () => rmSync(made, { recursive: true, force: true });
}
