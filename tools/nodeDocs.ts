/**
 * Writes into NODE.md what the program itself knows: the settings of the configuration (src/hospital/service/config.ts),
 * the commands, and the messages of the node protocol (src/hospital/methods.ts), each between two marks. `--check`
 * writes nothing and fails when the page says something else.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { METHODS, type Caller } from '../src/hospital/methods.ts';
import { NODE_PROTOCOL } from '../src/hospital/nodeClient.ts';
import { NODE_COMMANDS } from '../src/hospital/service/commands.ts';
import { settings } from '../src/hospital/service/config.ts';

const page = fileURLToPath(new URL('../NODE.md', import.meta.url));

const WHO: Readonly<Record<Caller, string>> = {
  anyone: 'anyone',
  admitted: 'logged in, or a patient who was admitted',
  reader: 'whoever may read blobs',
  'logged-in': 'logged in',
  staff: 'staff of the institution',
  node: 'a registered node',
  officer: 'officer',
  registrar: 'registrar',
  doctor: 'doctor',
  colleague: 'doctor of any institution',
};

const PARTS: Readonly<Record<string, () => readonly string[]>> = {
  settings: () =>
    table(
      ['Setting', 'Variable', 'Value', 'Default', 'What for'],
      settings().map(({ path, variable, type, fallback, description }) => [
        code(path),
        code(variable),
        type,
        code(fallback),
        description,
      ]),
    ),
  commands: () =>
    table(
      ['Command', 'Does'],
      NODE_COMMANDS.map(({ name, operands, summary }) => [code(`${name} ${operands.usage}`.trim()), summary]),
    ),
  protocol: () => [
    `Version ${String(NODE_PROTOCOL)}.`,
    '',
    ...table(
      ['Method', 'Who', 'Params', 'Result'],
      Object.entries(METHODS).map(([name, { caller, params, result }]) => [
        code(name),
        WHO[caller],
        code(params.form),
        code(result.form),
      ]),
    ),
  ],
};

const before = readFileSync(page, 'utf8');
const after = Object.entries(PARTS).reduce((text, [name, lines]) => withPart(text, name, lines()), before);
if (!process.argv.includes('--check')) {
  writeFileSync(page, after);
} else if (after !== before) {
  console.error('NODE.md is not what `npm run node-docs` makes');
  process.exitCode = 1;
}

function withPart(text: string, name: string, lines: readonly string[]): string {
  const [start, end] = [`<!-- made: ${name} -->`, `<!-- end: ${name} -->`];
  const [head, rest = ''] = text.split(start);
  const [, tail] = rest.split(end);
  if (head === undefined || tail === undefined) throw new Error(`NODE.md has no place for ${name}`);
  return `${head}${start}\n\n${lines.join('\n')}\n\n${end}${tail}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
