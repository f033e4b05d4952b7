/** The command line: `consilium COMMAND [OPTIONS]`; see `consilium --help`. */
import { buffer } from 'node:stream/consumers';
import { runCli } from './run.ts';

const LONG_MS = 60_000;

function write(stream: NodeJS.WriteStream): (text: string) => void {
  // Whoever reads only the beginning closes the pipe: no failure of the command.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return (text) => void stream.write(text);
}

// The program's own timers keep no process alive; a command that waits for one does.
const alive = setInterval(() => undefined, LONG_MS);
process.exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  stdin: async () => new Uint8Array(await buffer(process.stdin)),
  out: write(process.stdout),
  err: write(process.stderr),
});
clearInterval(alive);
