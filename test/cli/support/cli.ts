/** Runs the command line within the test's process, as its entry does, over inputs that the test gives. */
import { expect } from 'vitest';
import type { Command } from '../../../src/node/commandLine/command.ts';
import { runCli } from '../../../src/node/commandLine/run.ts';
import { CONSILIUM } from '../../../src/workstation/cli/program.ts';

export interface CliInput {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly commands?: readonly Command[];
}

export interface CliRun {
  readonly exit: number;
  /** What stands on standard output and standard error. */
  readonly out: string;
  readonly err: string;
}

export async function cli(argv: readonly string[], input: CliInput = {}): Promise<CliRun> {
  let out = '';
  let err = '';
  const io = {
    environment: { LANG: 'C.UTF-8', ...input.env },
    stdin: async () => new TextEncoder().encode(input.stdin ?? ''),
    stdinChunks: () => pieces(new TextEncoder().encode(input.stdin ?? '')),
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
  };
  const { commands = CONSILIUM.commands } = input;
  const exit = await runCli(argv, io, { ...CONSILIUM, commands });
  return { exit, out, err };
}

/** In pieces that end inside of lines and of characters. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

/** The one JSON object that a call printed; fails with what it said when the call failed. */
export async function answered(argv: readonly string[], input: CliInput = {}): Promise<unknown> {
  const run = await cli(argv, input);
  if (run.exit !== 0) throw new Error(`exit ${String(run.exit)}: ${run.err}${run.out}`);
  return JSON.parse(run.out);
}

/** Exit code and error code of a call that fails. */
export async function refused(
  argv: readonly string[],
  input: CliInput = {},
): Promise<{ readonly exit: number; readonly code: string; readonly detail: Record<string, unknown> }> {
  const { err, exit, out } = await cli(argv, input);
  if (exit === 0) throw new Error(`not refused: ${out}`);
  const error = JSON.parse(err) as { code: string; detail: Record<string, unknown>; text: string };
  if (error.text === '') throw new Error(`no text for ${error.code}`);
  return { exit, code: error.code, detail: error.detail };
}

/** A text of this form, where a whole answer is expected. */
export function textLike(form: RegExp): unknown {
  return expect.stringMatching(form);
}
