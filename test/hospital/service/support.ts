/** The service's command line within the test's process, and `start` as the process that it is in production. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runCli } from '../../../src/node/commandLine/run.ts';
import { CONSILIUM_NODE } from '../../../src/hospital/service/program.ts';

export const PASSPHRASE = 'correct horse battery staple river';
const ENTRY = fileURLToPath(new URL('../../../src/hospital/service/main.ts', import.meta.url));

export interface Called {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

interface Input {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export async function call(argv: readonly string[], { env = {}, stdin = '' }: Input = {}): Promise<Called> {
  let out = '';
  let err = '';
  const io = {
    environment: { LANG: 'C.UTF-8', CONSILIUM_NODE_PASSPHRASE: PASSPHRASE, ...env },
    stdin: async () => new TextEncoder().encode(stdin),
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
  };
  const exit = await runCli(argv, io, CONSILIUM_NODE);
  return { exit, out, err };
}

/** What a call printed; fails with what it said when it failed. */
export async function answered<T>(shape: z.ZodType<T>, argv: readonly string[], input?: Input): Promise<T> {
  const { exit, out, err } = await call(argv, input);
  if (exit !== 0) throw new Error(`exit ${String(exit)}: ${err}`);
  return shape.parse(JSON.parse(out));
}

const refusal = z.object({ code: z.string(), detail: z.record(z.string(), z.unknown()), text: z.string() });

/** Exit code, code and detail of a call that fails. */
export async function refused(argv: readonly string[], input?: Input) {
  const { exit, out, err } = await call(argv, input);
  if (exit === 0) throw new Error(`not refused: ${out}`);
  const { code, detail, text } = refusal.parse(JSON.parse(err));
  if (text.startsWith('This was refused')) throw new Error(`no text for ${code}`);
  return { exit, code, detail };
}

const logLine = z
  .object({ time: z.string(), level: z.string(), name: z.string(), event: z.string() })
  .loose();
export type LogLine = z.infer<typeof logLine>;

export interface RunningService {
  readonly child: ChildProcess;
  readonly log: readonly LogLine[];
  readonly port: number;
  readonly metricsPort: number;
  /** Ends it as a service manager does; answers what it printed. */
  stop(): Promise<unknown>;
}

const started = z.object({ port: z.number(), metricsPort: z.number() });

/** Starts the service; resolves when it serves. */
export async function startProcess(folder: string): Promise<RunningService> {
  const env = {
    ...process.env,
    CONSILIUM_NODE_LISTEN: '{"host":"127.0.0.1","port":0}',
    CONSILIUM_NODE_METRICS_PORT: '0',
  };
  const argv = ['--no-warnings', ENTRY, 'start', '--data', folder];
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()));
  const log: LogLine[] = [];
  const ports = await new Promise<z.infer<typeof started>>((resolve, reject) => {
    const lines = createInterface({ input: child.stderr });
    lines.on('line', (line) => {
      const read = logLine.safeParse(JSON.parse(line));
      if (!read.success) reject(new Error(line));
      else {
        log.push(read.data);
        if (read.data.event === 'started') resolve(started.parse(read.data));
      }
    });
    void gone.then(() => reject(new Error('the service ended')));
  });
  const stop = async (): Promise<unknown> => {
    child.kill('SIGTERM');
    await gone;
    return out === '' ? null : JSON.parse(out);
  };
  return { child, log, ...ports, stop };
}
