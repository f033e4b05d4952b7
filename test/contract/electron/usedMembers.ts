/**
 * Which members of Electron main/ uses, found by type. A copy of main/ is linted against a copy of Electron's types in
 * which every member is marked as deprecated under its own name: the linter then names each use, whatever it is
 * written like: a call, an event by its name, an option in a literal.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';

const lintReport = z.object({ diagnostics: z.array(z.object({ message: z.string() })) });

/** Members as `Class.member`, events as `Class.on(event)`, options as `Options.name`; sorted. */
export function usedMembers(root: string): readonly string[] {
  const copy = mkdtempSync(join(tmpdir(), 'consilium-members-'));
  try {
    makeCopy(root, copy);
    const bin = join(root, 'node_modules', '.bin');
    const lint = spawnSync(
      join(bin, 'oxlint'),
      ['--type-aware', '-A', 'all', '-D', 'typescript/no-deprecated', '-f', 'json', 'main'],
      {
        cwd: copy,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` },
      },
    );
    const { diagnostics } = lintReport.parse(JSON.parse(lint.stdout));
    const names = diagnostics.map(({ message }) => /is deprecated\. electron: (.+)$/.exec(message)?.[1]);
    return [...new Set(names.filter((name) => name !== undefined))].toSorted();
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function makeCopy(root: string, copy: string): void {
  for (const name of ['main', 'src', 'tsconfig.base.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  const electron = join(copy, 'node_modules', 'electron');
  mkdirSync(electron, { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    const isOwn = name === 'electron' || name.startsWith('.');
    if (!isOwn) symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name), 'junction');
  }
  const original = join(root, 'node_modules', 'electron');
  cpSync(join(original, 'package.json'), join(electron, 'package.json'));
  writeFileSync(
    join(electron, 'electron.d.ts'),
    markMembers(readFileSync(join(original, 'electron.d.ts'), 'utf8')),
  );
}

/** Electron's types are generated: an interface or class is indented by two spaces, its members by four. */
function markMembers(types: string): string {
  let owner: string | undefined;
  return types
    .replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => {
      owner = /^ {2}\}/.test(line) ? undefined : (/^ {2}(?:interface|class) (\w+)/.exec(line)?.[1] ?? owner);
      const member = /^ {4}(?:(?:static|readonly|get|set) )*(\w+)[<?(:]/.exec(line)?.[1];
      if (owner === undefined || member === undefined) return line;
      const isListening = /^(?:on|once|off|addListener|removeListener)$/.test(member);
      const event = isListening ? /\(event: '([^']+)'/.exec(line)?.[1] : undefined;
      const name = event === undefined ? `${owner}.${member}` : `${owner}.on(${event})`;
      return `    /** @deprecated electron: ${name} */\n${line}`;
    })
    .join('\n');
}
