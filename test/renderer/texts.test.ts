import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from '../../renderer/i18n/en.ts';
import { zhCN } from '../../renderer/i18n/zh-CN.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every text by its key, as `t` is asked for it: `a.b`. */
function flat(texts: object, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]: [string, unknown]): [string, string][] => {
      const key = `${prefix}${name}`;
      if (typeof value === 'string') return [[key, value]];
      return typeof value === 'object' && value !== null ? [...flat(value, `${key}.`)] : [];
    }),
  );
}

function sources(folder: string, skipped: RegExp): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/u.test(path) && !skipped.test(path))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'))
    .join('\n');
}

const english = flat(en);
const chinese = flat(zhCN);
const screens = sources('renderer', /^i18n[/\\](?:en|zh-CN)/u);

/** The command lines and the node's service speak for themselves: no screen shows what they say. */
const code =
  sources(
    'src',
    /^(?:workstation[/\\]cli|node[/\\]commandLine|hospital[/\\]service|hospital[/\\]blobs[/\\]http)/u,
  ) + sources('main', /^$/u);

describe('texts of the screens', () => {
  it('are the same keys in both languages, but for the plural that Chinese does not have', () => {
    const expected = [...english.keys()].filter((key) => !key.endsWith('_one'));
    expect([...chinese.keys()].toSorted()).toEqual(expected.toSorted());
  });

  it('put the same values in, in both languages', () => {
    const valuesOf = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name ?? '').toSorted();
    const differing = [...chinese].filter(
      ([key, text]) => valuesOf(text).join() !== valuesOf(english.get(key) ?? '').join(),
    );
    expect(differing).toEqual([]);
  });

  it('are all used: by name, by a name with a part left open, or as a word of the core', () => {
    const quoted = new Set([...screens.matchAll(/'([\w.-]+)'/gu)].map(([, text]) => text));
    const open = [...screens.matchAll(/`([\w.]+)\$\{/gu)].map(([, start]) => start ?? '');
    const groups = [...screens.matchAll(/(?:wordFor|knownWord)\(\s*'(\w+)'/gu)].map(
      ([, group]) => `${group ?? ''}.`,
    );
    const unused = [...english.keys()]
      .map((key) => key.replace(/_(?:one|other)$/u, ''))
      .filter((key) => !quoted.has(key) && ![...open, ...groups].some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });

  it('are there for every key that a screen asks for', () => {
    const known = new Set([...english.keys()].map((key) => key.replace(/_(?:one|other)$/u, '')));
    const asked = [...screens.matchAll(/\bt\(\s*'([\w.-]+)'/gu)].map(([, key]) => key ?? '');
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it('are nowhere written into a screen itself', () => {
    const letters = [
      ...sources('renderer', /^i18n/u).matchAll(
        /^(?!\s*(?:\/?\*|\/\/)).*>[^<>{}=()]*[\p{L}]{2,}[^<>{}=()]*<\//gmu,
      ),
    ];
    expect(letters.map(([line]) => line.trim())).toEqual([]);
  });
});

describe('error codes', () => {
  /** Codes that are thrown, listed as results, or given as why a statement cannot be shown. */
  function thrown(): ReadonlySet<string> {
    const calls = code.matchAll(/(?:ConsiliumError|Refusal|unavailable)\((?:[^()]|\([^()]*\))*\)/gu);
    const demands = code.matchAll(/demand\w*\((?:[^()]|\([^()]*\))*?,\s*('[a-z-]+')\)/gu);
    return new Set([
      ...[...calls].flatMap(([call]) => kebabs(call.replaceAll(/\{[^{}]*\}/gu, ''))),
      ...[...demands].flatMap(([, last]) => kebabs(last ?? '')),
      ...kebabs(/const CODES = \[([^\]]*)\]/u.exec(code)?.[1] ?? ''),
      ...[...code.matchAll(/SQLITE_\w+: ('[\w-]+')/gu)].flatMap(([, name]) => kebabs(name ?? '')),
      'data-unverifiable',
      'internal',
    ]);
  }

  function kebabs(text: string): string[] {
    return [...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/gu)].map(([, word]) => word ?? '');
  }

  it('of the core and the shell all have a text in both languages', () => {
    const codes = [...thrown()];
    expect(codes.length).toBeGreaterThan(150);
    expect(codes.filter((name) => !english.has(`errors.${name}`)).toSorted()).toEqual([]);
    expect(codes.filter((name) => !chinese.has(`errors.${name}`)).toSorted()).toEqual([]);
  });

  it('have no text that no code asks for', () => {
    const mentioned = new Set(kebabs(code));
    const single = new Set(['ok', 'internal', 'erased']);
    const forgotten = Object.keys(en.errors).filter((name) => !mentioned.has(name) && !single.has(name));
    expect(forgotten).toEqual([]);
  });
});
