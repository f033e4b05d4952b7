import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Runs a script in a process of its own and kills it with SIGKILL when it has printed `lines` lines. Resolves
 * with every line that arrived once the process is gone.
 */
export async function killAfterLines(
  script: string,
  parameters: readonly string[],
  lines: number,
): Promise<string[]> {
  const child = spawn(process.execPath, ['--no-warnings', script, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('close', (_code, signal) => resolve(signal));
  });
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    if (printed.length === lines) child.kill('SIGKILL');
  }
  const signal = await gone;
  if (signal !== 'SIGKILL')
    throw new Error(`${script} ended by itself after ${String(printed.length)} lines`);
  return printed;
}
