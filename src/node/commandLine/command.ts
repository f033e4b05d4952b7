/** What a command of the command line is: its words, its options, and what it does with them. */
import type { ExitCode } from './exitCodes.ts';

/** The outside as the command line sees it; a test gives another one. */
export interface CliIo {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Everything that stands on standard input, read once. */
  readonly stdin: () => Promise<Uint8Array>;
  /** Standard input as it comes in, for a command that answers each line of it; whole where there is none. */
  readonly stdinChunks?: () => AsyncIterable<Uint8Array>;
  /** Standard output: the result, and nothing else. */
  out(text: string): void;
  /** Standard error: an error as one JSON object, or progress for a person. */
  err(text: string): void;
}

/** `--name VALUE`, or a switch when `value` is null. No option takes a secret: see inputs.ts. */
export interface CommandOption {
  readonly name: string;
  /** What stands for the value in the help, or null for a switch. */
  readonly value: string | null;
  readonly summary: string;
}

/** What stands after the words of a command: how it is written in the help, and how many there may be. */
export interface Operands {
  readonly usage: string;
  readonly least: number;
  readonly most: number;
}

/** One call of a command, its arguments read but not yet believed. */
export interface Invocation {
  readonly io: CliIo;
  /** Absolute. */
  readonly dataFolder: string;
  readonly operands: readonly string[];
  /** The value of an option, or undefined when it was not given. */
  option(name: string): string | undefined;
  /** Whether a switch was given. */
  isOn(name: string): boolean;
}

export interface CommandResult {
  /** Printed as one JSON object; null when the command has printed lines of its own. */
  readonly value: object | null;
  /** What `--text` prints; made of `value` when there is none. */
  readonly text?: string;
  /** 0 unless given. */
  readonly exit?: ExitCode;
}

export type RunCommand = (invocation: Invocation) => Promise<CommandResult>;

export interface Command {
  /** One or two words. */
  readonly name: string;
  readonly summary: string;
  /** Further lines of its help. */
  readonly detail: readonly string[];
  readonly operands: Operands;
  readonly options: readonly CommandOption[];
  /** What the printed object holds. */
  readonly prints: string;
  /** Codes that a script may want to tell apart, beside those of every command. */
  readonly codes: readonly string[];
  /** Loads what the command needs and no other does: `check` must run where a native module does not. */
  readonly load: () => Promise<RunCommand>;
}

/** A sentence in the two languages; values of an error's detail take the places named `{name}`. */
export interface Sentence {
  readonly en: string;
  readonly zh: string;
}

/** A program with a command line: everything that parsing, help and the words of errors need. */
export interface Program {
  /** As it is typed. */
  readonly name: string;
  readonly commands: readonly Command[];
  /** Where its data lies unless `--data` says so. */
  readonly dataFolder: {
    readonly summary: string;
    readonly variable: string;
    readonly fallback: (environment: CliIo['environment']) => string;
  };
  /** Options of every command beside `--data`, `--text` and `--help`. */
  readonly options: readonly CommandOption[];
  /** Where secrets come from, and what a call prints, as `--help` says them. */
  readonly secrets: readonly string[];
  readonly output: readonly string[];
  /** Sentences of codes. */
  readonly texts: Readonly<Record<string, Sentence>>;
}

export const NO_OPERANDS: Operands = { usage: '', least: 0, most: 0 };
