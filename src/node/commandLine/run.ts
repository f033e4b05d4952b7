/** Runs one call of the command line: arguments in, exit code out; result and error as the help promises them. */
import { ConsiliumError, isConsiliumError } from '../../errors.ts';
import type { CliIo, CommandResult, Program } from './command.ts';
import { exitCodeOf, IntegrityFailure, type ExitCode } from './exitCodes.ts';
import { explain } from './explain.ts';
import { commandHelp, generalHelp } from './help.ts';
import { parseArguments } from './parse.ts';
import { plainText } from './plainText.ts';
import { VERSION } from './version.ts';

/** Never rejects. */
export async function runCli(argv: readonly string[], io: CliIo, program: Program): Promise<ExitCode> {
  try {
    return await runParsed(argv, io, program);
  } catch (error) {
    io.err(`${JSON.stringify(errorObject(error, io, program))}\n`);
    return exitCodeOf(error);
  }
}

async function runParsed(argv: readonly string[], io: CliIo, program: Program): Promise<ExitCode> {
  const parsed = parseArguments(argv, program, io);
  switch (parsed.kind) {
    case 'help':
      io.out(parsed.command === null ? generalHelp(program) : commandHelp(program, parsed.command));
      return 0;
    case 'version':
      io.out(`${JSON.stringify({ version: VERSION, node: process.versions.node })}\n`);
      return 0;
    case 'command': {
      const run = await parsed.command.load();
      const result = await run(parsed.invocation);
      if (result.value !== null) {
        io.out(parsed.isText ? textOf(result, result.value) : `${JSON.stringify(result.value, null, 2)}\n`);
      }
      return result.exit ?? 0;
    }
  }
}

function textOf({ text }: CommandResult, value: object): string {
  return text ?? plainText(value);
}

/** What standard error says: the code, values that may be logged, and a sentence in the user's language. */
function errorObject(error: unknown, io: CliIo, { texts }: Program): object {
  const source = error instanceof IntegrityFailure ? error.cause : error;
  const known = isConsiliumError(source) ? source : internal(source);
  return { code: known.code, detail: known.detail, text: explain(known, io.environment, texts) };
}

/** A bug, or a failure of the system that nobody named: its message may hold anything but is shown to its owner only. */
function internal(error: unknown): ConsiliumError {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new ConsiliumError('internal', { reason }, { cause: error });
}
