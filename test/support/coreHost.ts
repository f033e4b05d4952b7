/** Real cores in tests, over a host that runs real nodes. Everything is ended and removed with the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Core } from '../../src/workstation/core/context.ts';
import { startCore, type CoreOptions } from '../../src/workstation/core/core.ts';
import { asker, type Asker } from './asker.ts';
import { CHEAPEST, ChildProcessHost, type TestHostOptions } from './childProcessHost.ts';

export { asker } from './asker.ts';
export { CHEAP, CHEAPEST, ChildProcessHost } from './childProcessHost.ts';

/** A data folder that goes with the test. */
export function coreFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-core-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A host over `folder` whose nodes end with the test. */
export function testHost(folder: string, options: TestHostOptions = {}): ChildProcessHost {
  const host = new ChildProcessHost(folder, options);
  onTestFinished(() => host.killAllNodes());
  return host;
}

/** A core with its host, closed with the test. */
export interface RunningCore extends Asker {
  readonly core: Core;
  readonly host: ChildProcessHost;
}

export async function openCore(
  host: ChildProcessHost,
  options: CoreOptions = CHEAPEST,
): Promise<RunningCore> {
  const core = await startCore(host, options);
  onTestFinished(() => core.close());
  return { core, host, ...asker(core) };
}
