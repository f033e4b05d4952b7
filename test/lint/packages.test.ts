import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const versions = z.record(z.string(), z.string());
const description = z.object({
  license: z.string(),
  dependencies: versions,
  devDependencies: versions,
  allowScripts: z.record(z.string(), z.boolean()),
});
const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), hasInstallScript: z.boolean().optional() }).loose(),
  ),
});

const root = new URL('../../', import.meta.url);
const { allowScripts, dependencies, devDependencies } = description.parse(json('package.json'));
const { packages } = lock.parse(json('package-lock.json'));

describe('packages', () => {
  it('are pinned to exact versions', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/u.test(version),
    );
    expect(loose).toStrictEqual([]);
  });

  it('are locked without any address to download them from', () => {
    expect(Object.entries(packages).filter(([, item]) => 'resolved' in item)).toStrictEqual([]);
    expect(readFileSync(new URL('package-lock.json', root), 'utf8')).not.toMatch(/https?:\/\/registry/u);
  });

  it('run an install script only when that was decided', () => {
    const withScript = Object.entries(packages)
      .filter(([, item]) => item.hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//u, ''));
    expect(withScript.filter((name) => allowScripts[name] === undefined)).toStrictEqual([]);
  });

  it.each([
    'react',
    '@mui/material',
    'simple-peer',
    'libsodium-wrappers',
    'libsodium-wrappers-sumo',
    'better-sqlite3-multiple-ciphers',
  ])('%s is shipped', (name) => {
    expect(dependencies).toHaveProperty([name]);
  });

  it.each(['electron', 'playwright', 'node'])('%s is there for building and testing', (name) => {
    expect(devDependencies).toHaveProperty([name]);
  });
});

function json(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'));
}
