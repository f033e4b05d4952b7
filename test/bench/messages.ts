/**
 * One message between two doctors, from the sender's keystroke to the reader's desk, ratchet and both desks' transactions
 * included: through the mailbox of a node, beside a bare `ws` relay that makes one durable commit a message; and over a
 * direct connection of two pages, beside the round trip of a bare data channel.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { toNetwork, toSigningKey } from '../../src/crypto/ids.ts';
import { dialSecure } from '../../src/hospital/transportTls.ts';
import { systemClock } from '../../src/node/clock.ts';
import { makeWorld } from '../support/world.ts';
import { figure, median, percentile, type Figure } from './figures.ts';
import { bareRoundTrips, connectDirectly, openPages } from './messages/pages.ts';
import { startTalk, type Post, type Talk } from './messages/talk.ts';
import { MESSAGE_BYTES } from './nodeLoad/options.ts';

const BARE = fileURLToPath(new URL('nodeLoad/bareServerChild.ts', import.meta.url));
const MESSAGES = 200;
/** What is told of a message, receipts, has gone by then; ms. */
const PAUSE_MS = 25;
const MAILBOX_LIMIT = 3;
const LIVE_MS = 50;

export async function messages(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-messages-'));
  const bare = await startBare(folder);
  const byMailbox: number[] = [];
  const talk = await startTalk(folder, async (post) => {
    byMailbox.push(...(await posted(post)));
  });
  const pages = await openPages();
  try {
    const floor = await bareLatencies(bare.port);
    const fromDeskToDesk = await latencies(talk);
    const roundTrips = await bareRoundTrips(pages, MESSAGES);
    await connectDirectly(pages, talk);
    const live = await latencies(talk);
    return [
      mailboxFigure(
        'message by mailbox, desk to desk',
        fromDeskToDesk,
        floor,
        `from the sender's keystroke until the reader can see it: ratchet, both desks' transactions, the sender's and the node's waiting for the disk, both workstations in one process`,
      ),
      mailboxFigure(
        'message by mailbox, node call to fetch',
        byMailbox,
        floor,
        `from the sender's call of the node until the reader's connection has it, durable at the node`,
      ),
      liveFigure(live, roundTrips),
    ];
  } finally {
    await pages.close();
    await talk.stop();
    bare.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function mailboxFigure(name: string, of: readonly number[], floor: readonly number[], what: string): Figure {
  return figure({
    name,
    value: median(of),
    floor: median(floor),
    limit: MAILBOX_LIMIT,
    goal: 1000,
    note: `${String(MESSAGES)} one after the other, ${what}; p95 ${percentile(of, 0.95).toFixed(1)} ms; floor: a bare ws relay over TLS with one durable commit`,
  });
}

function liveFigure(of: readonly number[], roundTrips: readonly number[]): Figure {
  const roundTrip = percentile(roundTrips, 0.95);
  return figure({
    name: 'live message, p95',
    value: percentile(of, 0.95),
    floor: roundTrip + LIVE_MS,
    limit: 1,
    goal: null,
    note: `${String(MESSAGES)} over the data channel of two pages; floor: a bare data channel's round trip, p95 ${roundTrip.toFixed(1)} ms, and ${String(LIVE_MS)} ms; median ${median(of).toFixed(1)} ms`,
  });
}

async function latencies(talk: Talk): Promise<readonly number[]> {
  const times: number[] = [];
  for (let number = 0; number < MESSAGES; number += 1) {
    times.push(await talk.say(`${String(number)} ${'药'.repeat(MESSAGE_BYTES / 8)}`));
    await pause();
  }
  return times;
}

async function posted(post: Post): Promise<readonly number[]> {
  const times: number[] = [];
  for (let number = 0; number < MESSAGES; number += 1) {
    times.push(await post(new Uint8Array(MESSAGE_BYTES)));
    await pause();
  }
  return times;
}

/** To the relay, which commits it, and from there to whoever reads: the same process here, as with the doctors. */
async function bareLatencies(port: number): Promise<readonly number[]> {
  const { network, a } = makeWorld();
  const pin = {
    network: toNetwork(network),
    keys: () => [toSigningKey(a.nodeKey.publicKey)],
    clock: systemClock,
  };
  const wire = await dialSecure(`wss://127.0.0.1:${String(port)}`, pin);
  let arrived = (): void => undefined;
  wire.listen({ message: () => arrived(), closed: () => undefined });
  const times: number[] = [];
  for (let number = 0; number < MESSAGES; number += 1) {
    const from = performance.now();
    const answered = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    wire.send(new Uint8Array(MESSAGE_BYTES));
    await answered;
    times.push(performance.now() - from);
    await pause();
  }
  wire.close();
  return times;
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

async function startBare(folder: string): Promise<{ readonly port: number; stop(): void }> {
  const child = spawn(process.execPath, ['--no-warnings', BARE, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { port } = z.object({ port: z.number() }).parse(JSON.parse(String((await lines.next()).value)));
  return { port, stop: () => void child.kill() };
}
