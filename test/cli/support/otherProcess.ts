import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const CHILD = fileURLToPath(new URL('lockChild.ts', import.meta.url));

/** Has another process take the data folder until the test ends; answers its process id. */
export async function occupy(folder: string): Promise<number> {
  const child = spawn(process.execPath, [CHILD, join(folder, 'core.lock')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  });
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}
