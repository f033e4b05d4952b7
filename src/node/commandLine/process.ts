/** A command line as the one task of a process. */
import { buffer } from 'node:stream/consumers';
import type { Program } from './command.ts';
import { runCli } from './run.ts';

const LONG_MS = 60_000;

/** Runs the arguments of this process, and leaves the exit code with it. */
export async function runProcess(program: Program): Promise<void> {
  // The program's own timers keep no process alive; a command that waits for one does.
  const alive = setInterval(() => undefined, LONG_MS);
  const io = {
    environment: process.env,
    stdin: async () => new Uint8Array(await buffer(process.stdin)),
    stdinChunks: () => chunks(process.stdin),
    out: write(process.stdout),
    err: write(process.stderr),
  };
  process.exitCode = await runCli(process.argv.slice(2), io, program);
  clearInterval(alive);
}

async function* chunks(stream: NodeJS.ReadStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream)
    yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : toBytes(chunk);
}

function toBytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : new Uint8Array(0);
}

function write(stream: NodeJS.WriteStream): (text: string) => void {
  // Whoever reads only the beginning closes the pipe: no failure of the command.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return (text) => void stream.write(text);
}
