import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { root, temporaryFolder } from '../support/launchApp.ts';
import { until } from '../support/nodeWorld.ts';
import { isRunning, processTree, tcpPorts } from '../support/processes.ts';

const folder = temporaryFolder();
const dataFolder = join(folder.path, 'data');
const running: Started[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(async (started) => await started.end()));
});

afterAll(() => {
  folder.remove();
});

/** `npm start`, once everything is set up. */
class Started {
  readonly process: ChildProcess;
  readonly #ended: Promise<void>;
  text = '';

  constructor(...args: readonly string[]) {
    this.process = spawn(process.execPath, ['tools/start.ts', `--data=${dataFolder}`, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer): void => {
      this.text += chunk.toString();
    };
    this.process.stdout?.on('data', collect);
    this.process.stderr?.on('data', collect);
    this.#ended = new Promise((resolve) => this.process.once('close', () => resolve()));
    running.push(this);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  async says(text: string): Promise<void> {
    await until(() => this.text.includes(text) || this.process.exitCode !== null);
    if (!this.text.includes(text)) throw new Error(`it ended without a word of ${text}:\n${this.text}`);
  }

  async end(): Promise<void> {
    this.process.kill('SIGTERM');
    await this.#ended;
  }
}

describe('npm start', () => {
  it('says first what it runs on, where the data lies, how to start anew and how keys are kept', async () => {
    const started = new Started();
    await started.says('core-started');
    const lines = started.text.split('\n').slice(0, 5);
    expect(lines[0]).toMatch(/^Runtime: (?:Electron [\d.]+|the stand-in over Chromium [\d.]+ .*)$/);
    expect(lines[1]).toBe(`Data:    ${dataFolder}`);
    expect(lines[2]).toBe(`Reset:   npm start -- --reset --data=${dataFolder}`);
    expect(lines[3]).toMatch(/^Keys: {4}(?:kept by this machine's key ring|.*lies in a file.*)$/);
    expect(lines[4]).toMatch(/^Window: {2}/);
  });

  it.skipIf(process.platform !== 'linux')('listens on no TCP port, in any of its processes', async () => {
    const started = new Started();
    await started.says('core-started');
    const tree = processTree(started.pid);
    expect(tree.length).toBeGreaterThan(3);
    expect(tree.flatMap(({ pid, command }) => tcpPorts(pid).map((port) => ({ port, command })))).toEqual([]);
  });

  it('opens no second window on the same data, and says so', async () => {
    const first = new Started();
    await first.says('core-started');
    const second = new Started();
    await second.says('already runs');
    await until(() => second.process.exitCode !== null);
    expect(second.process.exitCode).toBe(0);
    expect(first.process.exitCode).toBeNull();
    expect(second.text).not.toContain('core-started');
  });

  it('leaves no process when it is told to end', async () => {
    const started = new Started();
    await started.says('core-started');
    const tree = processTree(started.pid).map(({ pid }) => pid);
    await started.end();
    await until(() => !tree.some(isRunning));
    expect(started.process.exitCode).toBe(0);
  });

  it('deletes nothing while the workstation runs, and starts anew once it does not', async () => {
    const started = new Started();
    await started.says('core-started');
    const refused = spawnSync(
      process.execPath,
      ['tools/start.ts', `--data=${dataFolder}`, '--reset', '--yes'],
      { cwd: root, encoding: 'utf8' },
    );
    expect(refused.stderr).toContain('quit it first');
    expect(refused.status).toBe(1);
    await started.end();
    writeFileSync(join(dataFolder, 'mark'), '');
    const anew = new Started('--reset', '--yes');
    await anew.says('core-started');
    expect(existsSync(join(dataFolder, 'mark'))).toBe(false);
  });

  it('deletes no folder that is not its own', () => {
    const other = join(folder.path, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'thesis.txt'), 'years of work');
    const refused = spawnSync(process.execPath, ['tools/start.ts', `--data=${other}`, '--reset', '--yes'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(refused.stderr).toContain('no data folder');
    expect(existsSync(join(other, 'thesis.txt'))).toBe(true);
  });
});
