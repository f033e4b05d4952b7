/**
 * Large blobs to and from a node over TLS, against a bare fastify over TLS that streams the same bytes into a file,
 * synced, and back. The node also hashes what it is brought before it says that it has it.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { fromHex } from '../../src/crypto/bytes.ts';
import { toBlobId, toNetwork, toSigningKey } from '../../src/crypto/ids.ts';
import { connectNode, type PeerClient } from '../../src/hospital/client.ts';
import type { BlobSource } from '../../src/hospital/blobs/transfers.ts';
import { manualClock } from '../support/manualClock.ts';
import { loginOf, testPorts } from '../support/nodeWorld.ts';
import { makeWorld, START } from '../support/world.ts';
import { figure, median, timed, type Figure } from './figures.ts';

const CHILD = fileURLToPath(new URL('blobServerChild.ts', import.meta.url));
const MIB = 1024 * 1024;
const SIZE = 128 * MIB;
const ROUNDS = 7;
/** 70 % of the bare stream's speed. */
const LIMIT = 1.43;

const told = z.object({ port: z.number(), bare: z.number(), nodeKey: z.string(), network: z.string() });

export async function blobTransfers(): Promise<readonly Figure[]> {
  const child = spawn(process.execPath, ['--no-warnings', CHILD], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return await measure(told.parse(JSON.parse(line)));
  } finally {
    child.stdin.end();
  }
}

async function measure(at: z.infer<typeof told>): Promise<readonly Figure[]> {
  const ports = testPorts(manualClock(START + 1000));
  const network = toNetwork(fromHex(at.network));
  const pin = { network, keys: () => [toSigningKey(fromHex(at.nodeKey))], clock: ports.clock };
  const client = connectNode(`wss://127.0.0.1:${String(at.port)}`, { ...ports, network, pin });
  const { li } = makeWorld();
  await client.login(loginOf(li));
  const bytes = new Uint8Array(randomBytes(SIZE));
  const times = {
    up: [] as number[],
    down: [] as number[],
    bareUp: [] as number[],
    bareDown: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    bytes[0] = round;
    const source = sourceOf(bytes);
    const uploaded = await timed(async () => client.transfers.upload(source));
    const bareUp = await timed(async () => putBare(at.bare, bytes));
    const down = await timed(async () => drain(client, source));
    const bareDown = await timed(async () => getBare(at.bare));
    // The first round warms both.
    if (round === 0) continue;
    times.up.push(uploaded);
    times.bareUp.push(bareUp);
    times.down.push(down);
    times.bareDown.push(bareDown);
  }
  client.close();
  return [
    transferFigure('blob upload', times.up, times.bareUp),
    transferFigure('blob download', times.down, times.bareDown),
  ];
}

function transferFigure(name: string, values: readonly number[], floors: readonly number[]): Figure {
  const [value, floor] = [median(values), median(floors)];
  const speed = (ms: number): string => `${((SIZE / MIB / ms) * 1000).toFixed(0)} MiB/s`;
  const note = `${speed(value)} of 128 MiB over TLS; floor: a bare fastify stream to and from a file, ${speed(floor)}`;
  return figure({ name, value, floor, limit: LIMIT, goal: null, note });
}

function sourceOf(bytes: Uint8Array): BlobSource {
  const id = toBlobId(new Uint8Array(createHash('sha256').update(bytes).digest()));
  return { id, size: bytes.length, read: async (from, length) => bytes.subarray(from, from + length) };
}

async function drain(client: PeerClient, { id, size }: BlobSource): Promise<void> {
  const arriving = await client.transfers.open(id, 0);
  let length = 0;
  for await (const piece of arriving.body) length += piece.length;
  arriving.close();
  if (length !== size) throw new Error(`${String(length)} bytes of ${String(size)}`);
}

async function putBare(port: number, bytes: Uint8Array): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) };
  const sent = request({
    host: '127.0.0.1',
    port,
    method: 'PUT',
    path: '/bare',
    headers,
    rejectUnauthorized: false,
  });
  const answered = once(sent, 'response');
  for (let at = 0; at < bytes.length; at += MIB) {
    if (!sent.write(bytes.subarray(at, at + MIB))) await once(sent, 'drain');
  }
  sent.end();
  const [response] = (await answered) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
}

async function getBare(port: number): Promise<void> {
  const sent = request({ host: '127.0.0.1', port, path: '/bare', rejectUnauthorized: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let length = 0;
  for await (const piece of response) length += (piece as Uint8Array).length;
  if (length !== SIZE) throw new Error(`${String(length)} bytes`);
}
