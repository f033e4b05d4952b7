/** A film of 500 MB: taken as fast as libsodium's stream cipher allows, and taken, sent and read in little memory. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { figure, type Figure } from './figures.ts';

const NODE = fileURLToPath(new URL('blobServerChild.ts', import.meta.url));
const CORE = fileURLToPath(new URL('filmChild.ts', import.meta.url));
const MEGABYTE = 1_000_000;
/** 200 MB. */
const MOST_GROWTH = 200;

const node = z.object({ port: z.number(), nodeKey: z.string(), network: z.string() });
const measured = z.object({ taken: z.number(), stream: z.number(), grown: z.number(), size: z.number() });

export async function films(): Promise<readonly Figure[]> {
  const server = spawn(process.execPath, ['--no-warnings', NODE], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const at = node.parse(await lineOf(server));
    const args = [String(at.port), at.nodeKey, at.network];
    const core = spawn(process.execPath, ['--no-warnings', CORE, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return figuresOf(measured.parse(await lineOf(core)));
  } finally {
    server.stdin.end();
  }
}

async function lineOf({ stdout }: ChildProcess): Promise<unknown> {
  if (stdout === null) throw new Error('nothing to read from');
  const [line] = (await once(createInterface({ input: stdout }), 'line')) as [string];
  return JSON.parse(line);
}

function figuresOf({ grown, size, stream, taken }: z.infer<typeof measured>): readonly Figure[] {
  const of = `${(size / MEGABYTE).toFixed(0)} MB`;
  return [
    figure({
      name: 'film taken',
      value: taken,
      floor: stream,
      limit: 1.67,
      goal: null,
      note: `${of} in pieces of 4 MiB: cleaned, sealed, hashed three times and durable in a file, once; floor: libsodium's secretstream over the same bytes`,
    }),
    figure({
      name: 'film in memory',
      value: grown / MEGABYTE,
      floor: MOST_GROWTH,
      limit: 1,
      goal: null,
      note: `MB by which a process grew at most that took ${of}, sent it to a node over TLS and read it back in ranges; floor: what it may`,
    }),
  ];
}
