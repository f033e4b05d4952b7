/**
 * The layer rule, proved by breaking it: a file with one forbidden import is laid in a copy of the tree's folders, under
 * the same configuration, and must be refused.
 */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What each layer of src/ may import of the others; see ARCHITECTURE.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  crypto: [],
  chain: ['crypto'],
  contracts: ['crypto', 'chain'],
  replica: ['crypto', 'chain', 'contracts'],
  records: ['crypto'],
  consult: ['crypto'],
  imaging: [],
  cases: ['crypto', 'contracts', 'replica', 'records'],
  deid: ['crypto', 'records', 'imaging'],
  hospital: ['crypto', 'chain', 'contracts', 'replica', 'node'],
  workstation: [
    'crypto',
    'chain',
    'contracts',
    'replica',
    'records',
    'consult',
    'imaging',
    'cases',
    'deid',
    'hospital',
    'node',
  ],
  node: [],
};
const LAYERS = Object.keys(MAY_IMPORT);

interface Probe {
  readonly file: string;
  readonly imported: string;
  readonly refused: boolean;
}

/** How a file `depth` folders below its layer writes an import of another layer. */
function fromLayer(layer: string, other: string, depth: number): Probe {
  const folders = Array.from({ length: depth }, (_, index) => `deep${String(index)}/`).join('');
  return {
    file: `src/${layer}/${folders}${other}-probe.ts`,
    imported: `${'../'.repeat(depth + 1)}${other}/thing.ts`,
    refused: MAY_IMPORT[layer]?.includes(other) === false,
  };
}

const betweenLayers = LAYERS.flatMap((layer) =>
  LAYERS.filter((other) => other !== layer).flatMap((other) =>
    [0, 1, 2].map((depth) => fromLayer(layer, other, depth)),
  ),
);

/** Modules with one home, files that may import them, and files that may not. */
const HOMES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'libsodium-wrappers-sumo',
    ['src/crypto/sodium.ts'],
    [...outside('crypto'), 'main/x.ts', 'renderer/x.tsx'],
  ],
  ['libsodium-wrappers', ['src/crypto/sodium.ts'], [...outside('crypto'), 'main/x.ts', 'renderer/x.tsx']],
  [
    '@noble/curves/ed25519.js',
    ['src/crypto/signature.ts'],
    ['src/crypto/other.ts', ...outside('crypto'), 'main/x.ts', 'renderer/x.tsx'],
  ],
  [
    'better-sqlite3-multiple-ciphers',
    ['src/replica/database.ts'],
    ['src/replica/other.ts', ...outside('replica'), 'main/x.ts', 'renderer/x.tsx'],
  ],
  ['node:fs', ['src/node/files.ts', 'main/x.ts', 'test/x.ts'], [...outside('node'), 'renderer/x.tsx']],
  ['node:crypto', ['src/node/random.ts'], ['src/crypto/x.ts', 'src/contracts/visit/x.ts', 'renderer/x.tsx']],
  ['electron', ['main/ipc.ts'], LAYERS.map((layer) => `src/${layer}/x.ts`)],
  ['react', ['renderer/x.tsx'], [...LAYERS.map((layer) => `src/${layer}/x.ts`), 'main/x.ts']],
  ['@mui/material', ['renderer/x.tsx'], [...LAYERS.map((layer) => `src/${layer}/x.ts`), 'main/x.ts']],
];

function outside(home: string): readonly string[] {
  return LAYERS.filter((layer) => layer !== home).map((layer) => `src/${layer}/x.ts`);
}

const ofModules = HOMES.flatMap(([imported, allowed, refused]) => [
  ...allowed.map((file) => ({ file, imported, refused: false })),
  ...refused.map((file) => ({ file, imported, refused: true })),
]);

const acrossTheTree: readonly Probe[] = [
  ...LAYERS.flatMap((layer) =>
    ['main', 'renderer', 'tools', 'test'].map((folder) => ({
      file: `src/${layer}/x.ts`,
      imported: `../../${folder}/thing.ts`,
      refused: true,
    })),
  ),
  { file: 'renderer/x.tsx', imported: '../src/workstation/api.ts', refused: false },
  { file: 'renderer/x.tsx', imported: '../src/imaging/dicomFile.ts', refused: false },
  { file: 'renderer/x.tsx', imported: '../src/crypto/bytes.ts', refused: true },
  { file: 'renderer/x.tsx', imported: '../main/index.ts', refused: true },
  { file: 'main/x.ts', imported: '../renderer/app.tsx', refused: true },
];

const probes = [...betweenLayers, ...ofModules, ...acrossTheTree].map((probe, index) => ({
  ...probe,
  // Files with a home of their own keep their name; the others get one each.
  file: probe.refused ? probe.file.replace(/(\.tsx?)$/u, `-${String(index)}$1`) : probe.file,
}));

const report = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });
let refusedFiles: ReadonlySet<string>;
let bareFiles: ReadonlySet<string>;
let folder: string;

/** Lints everything in the folder under this tree's configuration; answers the files that break `rule`. */
function breaking(rule: string): ReadonlySet<string> {
  const { diagnostics } = report.parse(JSON.parse(execute(['--format', 'json', '.'])));
  return new Set(diagnostics.filter(({ code }) => code.includes(rule)).map(({ filename }) => filename));
}

function lay(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, text);
}

function execute(parameters: readonly string[]): string {
  const binary = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  try {
    return execFileSync(process.execPath, [binary, ...parameters], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
  } catch (error) {
    // Findings end it with a code of its own; what it found stands in its output all the same.
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return error.stdout;
    throw error;
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consilium-lint-'));
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [index, { file, imported }] of probes.entries()) {
    const name = `thing${String(index)}`;
    lay(file, `import * as ${name} from '${imported}';\nexport { ${name} };\n`);
  }
  lay('src/chain/bare.ts', `import { readFileSync } from 'fs';\nexport { readFileSync };\n`);
  refusedFiles = breaking('no-restricted-imports');
  bareFiles = breaking('prefer-node-protocol');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the layer rule', () => {
  it.each(probes.filter(({ refused }) => refused))('refuses $imported in $file', ({ file }) => {
    expect([...refusedFiles]).toContain(file);
  });

  it.each(probes.filter(({ refused }) => !refused))('allows $imported in $file', ({ file }) => {
    expect([...refusedFiles]).not.toContain(file);
  });
});

describe('a module of Node', () => {
  it('is imported by its full name, so that the rule above knows it', () => {
    expect([...bareFiles]).toEqual(['src/chain/bare.ts']);
  });
});

describe('imports that no lint rule sees', () => {
  const source = join(root, 'src');
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const hidden = /\bimport\(|\bcreateRequire\b|\brequire\('/u;
  /** What lies beside the file that loads it is of no other layer, and the rule sees what that imports. */
  const beside = /\bimport\(\s*'\.\/(?:[^'/]+\.ts|[^']+\.json)'/gu;
  const COMMAND_LINES = [join('workstation', 'cli'), join('hospital', 'service')];
  const textOf = (name: string): string => readFileSync(join(source, name), 'utf8');

  it('do not occur in src/, neither import() of another folder nor createRequire, but in the command line', () => {
    const outsideOfCli = names.filter((name) => !COMMAND_LINES.some((folder) => name.startsWith(folder)));
    expect(outsideOfCli.filter((name) => hidden.test(textOf(name).replaceAll(beside, '')))).toEqual([]);
  });

  it('load for the command line what one command needs and no other, and that from src/ alone', () => {
    const loaded = names
      .filter((name) => COMMAND_LINES.some((folder) => name.startsWith(folder)))
      .flatMap(loadedBy);
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.filter(({ path }) => path === null || relative(source, path).startsWith('..'))).toEqual([]);
    // No lint rule sees these either: the service's commands are its own.
    const ofService = loaded.filter(({ name }) => name.startsWith(join('hospital', 'service')));
    expect(ofService.filter(({ path }) => !relative(source, path ?? '').startsWith('hospital'))).toEqual([]);
  });

  /** What a file loads: a path for what is written out as one. */
  function loadedBy(name: string): readonly { readonly name: string; readonly path: string | null }[] {
    return [...textOf(name).matchAll(/\b(?:import|require)\(([^)]*)\)/gu)].map(([, argument = '']) => {
      const written = /^'(\.[^']+\.ts)'$/u.exec(argument)?.[1];
      return { name, path: written === undefined ? null : resolve(source, dirname(name), written) };
    });
  }
});

describe('the layers of ARCHITECTURE.md', () => {
  it('are those that this test knows', () => {
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const named = [...page.matchAll(/^src\/(\w+) {2,}/gmu)].map(([, name]) => name ?? '');
    const also = page.includes('src/workstation ') ? ['workstation'] : [];
    expect([...new Set([...named, ...also])].toSorted()).toEqual(LAYERS.toSorted());
  });
});
