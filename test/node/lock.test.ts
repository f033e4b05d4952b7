import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../src/node/files.ts';
import { until } from '../support/nodeWorld.ts';

let folder = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consilium-lock-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const lock = (): string => join(folder, 'lock');

/** Writes the lock of another process, as that process would have. */
function writeLockOf(pid: number): void {
  takeLock(lock())();
  takeLock(lock());
  const [, boot = ''] = readFileSync(lock(), 'utf8').split(' ');
  writeFileSync(lock(), `${String(pid)} ${boot}`);
}

async function started(command: string, ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  await once(child, 'spawn');
  return child;
}

describe('a lock', () => {
  it('is refused, with the holder, while another process has it', async () => {
    const { pid = 0 } = await started('sleep', '600');
    writeLockOf(pid);
    expect(() => takeLock(lock())).toThrow(
      expect.objectContaining({ code: 'data-folder-in-use', detail: { pid } }),
    );
  });

  it('is taken over from a process that is gone', async () => {
    const child = await started('true');
    if (child.exitCode === null) await once(child, 'exit');
    writeLockOf(child.pid ?? 0);
    expect(takeLock(lock())).toBeTypeOf('function');
  });

  it.skipIf(process.platform !== 'linux')(
    'is taken over from a process that has ended and that nobody asks after',
    async () => {
      const parent = await started('sh', '-c', 'sleep 0.1 & echo $!; exec sleep 600');
      const [text] = (await once(parent.stdout ?? process.stdin, 'data')) as [Buffer];
      const pid = Number(text.toString());
      await until(() => readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z '));
      writeLockOf(pid);
      expect(takeLock(lock())).toBeTypeOf('function');
    },
  );

  it('of an earlier boot is taken over, whoever has its process id now', async () => {
    const { pid = 0 } = await started('sleep', '600');
    writeFileSync(lock(), `${String(pid)} another-boot`);
    expect(takeLock(lock())).toBeTypeOf('function');
  });
});
