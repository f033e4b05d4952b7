/** The help texts, made of the table of commands. */
import type { Command, CommandOption, Program } from './command.ts';
import { EXIT_CODES } from './exitCodes.ts';
import { commonOptions } from './parse.ts';

/** What `PROGRAM --help` prints. */
export function generalHelp(program: Program): string {
  const { commands, name: typed, output, secrets } = program;
  return paragraphs([
    [`usage: ${typed} COMMAND [OPTIONS]`, `       ${typed} COMMAND --help`, `       ${typed} --version`],
    [
      'Commands',
      ...aligned(commands.map(({ name, operands, summary }) => [words(name, operands.usage), summary])),
    ],
    ['Options of every command', ...aligned(commonOptions(program).map(optionRow))],
    secrets,
    output,
    exitCodes(),
  ]);
}

/** What `PROGRAM COMMAND --help` prints. */
export function commandHelp(program: Program, command: Command): string {
  const { codes, detail, name, operands, options, prints, summary } = command;
  const usesSecrets = options.some((option) => option.name.endsWith('-file'));
  return paragraphs([
    [`usage: ${program.name} ${words(name, operands.usage)} [OPTIONS]`],
    [summary, ...detail],
    ['Options', ...aligned([...options, ...commonOptions(program)].map(optionRow))],
    ['Prints', `  ${prints}`],
    codes.length === 0 ? [] : ['Codes to expect', ...codes.map((code) => `  ${code}`)],
    usesSecrets ? program.secrets : [],
    exitCodes(),
  ]);
}

function exitCodes(): readonly string[] {
  return ['Exit codes', ...aligned(EXIT_CODES.map(([code, meaning]) => [String(code), meaning]))];
}

function optionRow({ name, value, summary }: CommandOption): readonly [string, string] {
  return [words(`--${name}`, value ?? ''), summary];
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function paragraphs(parts: readonly (readonly string[])[]): string {
  const filled = parts.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
