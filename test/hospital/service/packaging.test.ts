/** What runs the service on a server: the systemd unit, and the container image by what goes into it. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NODE_COMMANDS } from '../../../src/hospital/service/commands.ts';
import { EXIT_CODES } from '../../../src/node/commandLine/exitCodes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const unit = readFileSync(join(root, 'packaging', 'consilium-node.service'), 'utf8');
const container = readFileSync(join(root, 'packaging', 'Containerfile'), 'utf8');

/** The values of a key of the unit. */
function values(key: string): readonly string[] {
  return [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gmu'))].map(([, value]) => value ?? '');
}

describe('the systemd unit', () => {
  it('starts the program with a command and options that it has, as a user of its own', () => {
    const [line = ''] = values('ExecStart');
    const words = line.split(' ');
    const start = NODE_COMMANDS.find(({ name }) => name === words[2]);
    expect(start?.name).toBe('start');
    const program = words[1]?.replace('/opt/consilium/', '') ?? '';
    expect(existsSync(join(root, program))).toBe(true);
    expect(line).toMatch(/--data \S+ --config \S+$/u);
    expect(values('User')).toEqual(['consilium-node']);
  });

  it('tries again what may pass, and not what does not mend itself', () => {
    const lasting = values('RestartPreventExitStatus')
      .flatMap((list) => list.split(' '))
      .map(Number);
    const known = new Map(EXIT_CODES.map(([code, meaning]) => [Number(code), meaning]));
    expect(lasting.map((code) => known.get(code)?.split(':')[0])).toEqual([
      'usage',
      'installation',
      'integrity',
    ]);
    expect(values('Restart')).toEqual(['on-failure']);
  });

  const path = join(root, 'packaging', 'consilium-node.service');
  const { stdout, status } = spawnSync('systemd-analyze', ['security', '--offline=true', path], {
    encoding: 'utf8',
  });

  // Where there is a systemd that judges a file.
  it.runIf(status === 0)('is valid, and exposes little', () => {
    expect(stdout).toMatch(/Overall exposure level for consilium-node\.service: [0-2]\.\d OK/u);
  });
});

describe('the container image', () => {
  /** What the image's program lies in: what the file copies, and the packages. */
  function imageFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'consilium-image-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [, list = ''] of container.matchAll(/^COPY (?!--)(.*)$/gmu)) {
      const names = list.split(' ');
      const to = names.at(-1) ?? '';
      for (const name of names.slice(0, -1)) {
        const target = join(folder, to === './' ? name : to);
        mkdirSync(dirname(target), { recursive: true });
        cpSync(join(root, name), target, { recursive: true });
      }
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return folder;
  }

  it('holds everything that the program loads', () => {
    const program = join(imageFolder(), 'tools', 'bin', 'consilium-node.js');
    const run = (...argv: readonly string[]) =>
      spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8' });
    expect(JSON.parse(run('--version').stdout)).toMatchObject({ node: process.versions.node });
    // Loads whatever a node needs, and finds none in a folder that does not exist.
    const started = run('start', '--data', join(tmpdir(), 'no-such-node'));
    expect([started.status, JSON.parse(started.stderr)]).toMatchObject([3, { code: 'node-missing' }]);
  });

  it('needs no package that is there for building and testing only', () => {
    const shipped = new Set(
      Object.keys(
        (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object })
          .dependencies,
      ),
    );
    for (const name of ['fastify', 'pino', 'prom-client', 'ws', 'zod', '@peculiar/asn1-x509']) {
      expect([...shipped]).toContain(name);
    }
    expect(container).toContain('npm ci --omit=dev --ignore-scripts');
  });
});
