/** The help texts, made of the table of commands. */
import type { Command, CommandOption } from './command.ts';
import { EXIT_CODES } from './exitCodes.ts';
import { COMMON_OPTIONS } from './parse.ts';

const SECRETS = [
  'Secrets never stand in the arguments. They come from the environment (CONSILIUM_PASSPHRASE, CONSILIUM_PIN,',
  'CONSILIUM_MASTER_PASSPHRASE), from files (--card-file, --slip-file, --master-file, --passphrase-file,',
  '--pin-file, --master-passphrase-file), or from standard input, as the file named "-".',
];

const OUTPUT = [
  'Standard output is one JSON object (for people with --text). An error is one JSON object {code, detail, text}',
  'on standard error; its code is stable. Reading commands work while the workstation is running.',
];

/** What `consilium --help` prints. */
export function generalHelp(commands: readonly Command[]): string {
  return paragraphs([
    ['usage: consilium COMMAND [OPTIONS]', '       consilium COMMAND --help', '       consilium --version'],
    [
      'Commands',
      ...aligned(commands.map(({ name, operands, summary }) => [words(name, operands.usage), summary])),
    ],
    ['Options of every command', ...aligned(COMMON_OPTIONS.map(optionRow))],
    SECRETS,
    OUTPUT,
    exitCodes(),
  ]);
}

/** What `consilium COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const { codes, detail, name, operands, options, prints, summary } = command;
  const usesSecrets = options.some((option) => option.name.endsWith('-file'));
  return paragraphs([
    [`usage: consilium ${words(name, operands.usage)} [OPTIONS]`],
    [summary, ...detail],
    ['Options', ...aligned([...options, ...COMMON_OPTIONS].map(optionRow))],
    ['Prints', `  ${prints}`],
    codes.length === 0 ? [] : ['Codes to expect', ...codes.map((code) => `  ${code}`)],
    usesSecrets ? SECRETS : [],
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
