/** Packages the program as `npm run package` does, and looks at what came out. */
import { extractAll, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchElectron, root, temporaryFolder } from '../support/launchApp.ts';

const SQLITE = 'node_modules/better-sqlite3-multiple-ciphers';
const folder = temporaryFolder();
const extracted = join(folder.path, 'extracted');
let program = '';
let files: readonly string[] = [];

beforeAll(() => {
  const made = spawnSync(process.execPath, ['main/packaging/package.ts', `--output=${folder.path}`], {
    cwd: root,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`${made.stdout}\n${made.stderr}`);
  const unpacked = readdirSync(folder.path).find((name) => name.includes('unpacked')) ?? '';
  program = join(folder.path, unpacked);
  files = archived();
  extractAll(archive(), extracted);
});

afterAll(() => {
  folder.remove();
});

const archive = (): string => join(program, 'resources', 'app.asar');

/** Files in the archive, without its folders, by their names in it. */
function archived(): readonly string[] {
  const names = listPackage(archive(), { isPack: false }).map((name) =>
    name.replaceAll('\\', '/').replace(/^\//, ''),
  );
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}/`))).toSorted();
}

function below(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}

describe('the package', () => {
  it('has every process of the program', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'out/main/index.js',
        'out/core/core.js',
        'out/node/node.js',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
        'package.json',
      ]),
    );
  });

  it('has nothing but bundles, the SQLite package and its own description', () => {
    const others = files.filter(
      (name) => !/^(?:out\/(?:main|core|node|preload|renderer)\/|package\.json$)/.test(name),
    );
    expect(others.filter((name) => !name.startsWith(`${SQLITE}/`))).toEqual([]);
    expect(others).toContain(`${SQLITE}/LICENSE`);
  });

  it('has no test, no source, no source map and nothing of the stand-in', () => {
    expect(
      files.filter((name) => /\.(?:ts|tsx|map|test\.\w+)$|(?:^|\/)(?:test|tools|src)\//.test(name)),
    ).toEqual([]);
    const bundles = files.filter((name) => /^out\/.*\.c?js$/.test(name));
    const mentions = (name: string): boolean =>
      /electron-?stand-?in|StandIn[A-Z]|--remote-debugging|^\/\/# sourceMappingURL=/m.test(
        readFileSync(join(extracted, name), 'utf8'),
      );
    expect(bundles.filter(mentions)).toEqual([]);
  });

  it("has this platform's build of SQLite alone, beside the archive", () => {
    const prebuild = `${SQLITE}/prebuilds/${process.platform}-${process.arch}.node`;
    expect(files.filter((name) => name.endsWith('.node'))).toEqual([prebuild]);
    expect(below(`${archive()}.unpacked`)).toEqual([prebuild]);
  });

  it('names the licence of everything that is bundled', () => {
    const notices = files.filter((name) => name.endsWith('/licences.md'));
    const text = notices.map((name) => readFileSync(join(extracted, name), 'utf8')).join('');
    for (const name of ['react', '@mui/material', 'libsodium-wrappers-sumo', 'ws', 'zod']) {
      expect(text).toContain(`## ${name} - `);
    }
  });

  it('describes itself without development', () => {
    const description: unknown = JSON.parse(readFileSync(join(extracted, 'package.json'), 'utf8'));
    expect(description).toMatchObject({ name: 'consilium', type: 'module', main: 'out/main/index.js' });
    expect(description).not.toHaveProperty('devDependencies');
  });

  it('has every fuse of Electron set, by name', async () => {
    const wire = await getCurrentFuseWire(join(program, 'consilium'));
    const names = Object.keys(FuseV1Options).filter((name) => !/^\d+$/.test(name));
    const states = names.map((name) => [name, wire[FuseV1Options[name as keyof typeof FuseV1Options]]]);
    expect(Object.fromEntries(states)).toEqual({
      RunAsNode: FuseState.DISABLE,
      EnableCookieEncryption: FuseState.ENABLE,
      EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
      EnableNodeCliInspectArguments: FuseState.DISABLE,
      EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
      OnlyLoadAppFromAsar: FuseState.ENABLE,
      LoadBrowserProcessSpecificV8Snapshot: FuseState.DISABLE,
      GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
      WasmTrapHandlers: FuseState.ENABLE,
    });
    expect(Object.keys(wire).filter((key) => key !== 'version')).toHaveLength(names.length);
  });

  it('runs from what it has alone', async () => {
    const { app } = await launchElectron({
      program: extracted,
      args: [`--data=${join(folder.path, 'data')}`, '--key-storage=file'],
    });
    const page = await app.firstWindow();
    await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
    const status = await page.evaluate(async () => {
      const { consilium } = globalThis as unknown as {
        consilium: { invoke(channel: string, args: unknown): Promise<unknown> };
      };
      return await consilium.invoke('setup/status', {});
    });
    expect(status).toMatchObject({ ok: true, value: { state: 'empty' } });
    await app.close();
  });
});
