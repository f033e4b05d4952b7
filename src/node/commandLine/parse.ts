/**
 * Arguments to an invocation. A secret among them stands in the shell's history and in every list of processes, so
 * it is refused before anything else is looked at, and never printed back.
 */
import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConsiliumError } from '../../errors.ts';
import type { CliIo, Command, CommandOption, Invocation, Program } from './command.ts';

/** Options of every command of a program. */
export function commonOptions({ dataFolder, options }: Program): readonly CommandOption[] {
  return [
    { name: 'data', value: 'DIR', summary: dataFolder.summary },
    ...options,
    { name: 'text', value: null, summary: 'print for people instead of JSON' },
    { name: 'help', value: null, summary: 'say what the command does' },
  ];
}

/** Names under which one would look for an option that takes a secret. */
const SECRET_OPTION =
  /^--(?:passphrase|password|passwd|pin|card|slip|master|master-card|master-passphrase|machine-key|secret|seed|words|recovery|recovery-words|key)(?:=|$)/u;
/** Texts of cards, slips and master cards, wherever they stand in an argument. */
const SECRET_TEXT = /C[CSEM]1:/u;

/** What was asked for. */
export type Parsed =
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly invocation: Invocation;
      readonly isText: boolean;
    };

/**
 * Reads the arguments.
 * @throws ConsiliumError `secret-in-arguments` {option}, `usage-command` (unknown), `usage-option` {reason},
 *   `usage-operands` {usage}
 */
export function parseArguments(argv: readonly string[], program: Program, io: CliIo): Parsed {
  refuseSecrets(argv);
  const command = commandOf(argv, program.commands);
  if (command === null) return withoutCommand(argv);
  const { values, positionals } = parsed(argv.slice(command.name.split(' ').length), [
    ...command.options,
    ...commonOptions(program),
  ]);
  if (values['help'] === true) return { kind: 'help', command };
  const { least, most, usage } = command.operands;
  if (positionals.length < least || positionals.length > most) {
    throw new ConsiliumError('usage-operands', { usage: `${program.name} ${command.name} ${usage}`.trim() });
  }
  const invocation: Invocation = {
    io,
    dataFolder: dataFolderOf(values['data'], program, io),
    operands: positionals,
    option: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    isOn: (name) => values[name] === true,
  };
  return { kind: 'command', command, invocation, isText: values['text'] === true };
}

/** Throws `secret-in-arguments`; its detail names the option and repeats no value. */
function refuseSecrets(argv: readonly string[]): void {
  for (const argument of argv) {
    const option = SECRET_OPTION.exec(argument)?.[0];
    if (option !== undefined)
      throw new ConsiliumError('secret-in-arguments', { option: option.replace('=', '') });
    if (SECRET_TEXT.test(argument)) throw new ConsiliumError('secret-in-arguments', { option: null });
  }
}

function commandOf(argv: readonly string[], commands: readonly Command[]): Command | null {
  const found = [2, 1]
    .map((words) => argv.slice(0, words).join(' '))
    .map((name) => commands.find((command) => command.name === name));
  return found.find((command) => command !== undefined) ?? null;
}

function withoutCommand(argv: readonly string[]): Parsed {
  const [first] = argv;
  if (first === '--help' || first === '-h' || first === 'help') return { kind: 'help', command: null };
  if (first === '--version') return { kind: 'version' };
  throw new ConsiliumError('usage-command');
}

interface ParsedValues {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

function parsed(args: readonly string[], options: readonly CommandOption[]): ParsedValues {
  const config: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    options.map(({ name, value }) => [name, { type: value === null ? 'boolean' : 'string' }]),
  );
  try {
    return parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true });
  } catch (cause) {
    // Node's own words may repeat a value: only its code is handed on.
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new ConsiliumError('usage-option', { reason, option: unknownOption(args, config) }, { cause });
  }
}

/** The first option that the command does not have, without its value. */
function unknownOption(args: readonly string[], known: Readonly<Record<string, unknown>>): string | null {
  const names = args.filter((argument) => argument.startsWith('-')).map((argument) => argument.split('=')[0]);
  return names.find((name) => !Object.hasOwn(known, (name ?? '').replace(/^--/u, ''))) ?? null;
}

function dataFolderOf(given: unknown, { dataFolder }: Program, { environment }: CliIo): string {
  const named = typeof given === 'string' ? given : environment[dataFolder.variable];
  return named === undefined || named === '' ? dataFolder.fallback(environment) : resolve(named);
}
