/** A hospital node as the process that it is in production, over the machine's own clock, to be killed by tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { PublicCard } from '../../../src/crypto/card.ts';
import { toSealingKey } from '../../../src/crypto/ids.ts';
import { connectNode, type PeerClient } from '../../../src/hospital/client.ts';
import { KEY_FILE } from '../../../src/hospital/folder.ts';
import { readKeyFile } from '../../../src/hospital/keyFile.ts';
import { initSoloNode } from '../../../src/hospital/node.ts';
import { socketAddress } from '../../../src/hospital/transport.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { logIn, nodeFolder, testPorts } from '../../support/nodeWorld.ts';
import { signDraft, staffAdd, visitOpen } from '../../support/transactions.ts';
import { DAY, makeWorld, type Person, type World } from '../../support/world.ts';

export const ENTRY = fileURLToPath(new URL('../../../src/hospital/main.ts', import.meta.url));
const report = z.object({ type: z.string(), address: z.string().optional() });

/** A ledger founded now, by institution A of the world alone. */
export interface FoundedNode {
  readonly folder: string;
  /** The world with the network of this ledger. */
  readonly world: World;
  readonly genesis: Uint8Array;
  /** Card 1 of the patient, certified by this node's card key. */
  readonly card: PublicCard;
}

export function foundNode(): FoundedNode {
  const folder = nodeFolder('process');
  const founding = makeWorld();
  const { founded, id } = founding.a;
  const archiveKey = toSealingKey(founded.archiveKey);
  const emergencyKey = toSealingKey(founded.emergencyKey);
  const institution = { ...founded, id, archiveKey, emergencyKey };
  const { genesis, network } = initSoloNode({ folder, ports: testPorts(systemClock), institution });
  const world = { ...founding, network };
  const signedBy = readKeyFile(join(folder, KEY_FILE)).card;
  const card = world.patient.card(1, { network, signedBy, notAfter: systemClock.now() + 30 * DAY });
  return { folder, world, genesis, card };
}

/** Registers Dr Li and the registrar, and opens visit 1 with Dr Li. */
export async function beginVisit({ folder, world, card }: FoundedNode): Promise<void> {
  const [officer] = world.a.officers;
  if (officer === undefined) throw new Error('no officer');
  const client = await processClient(folder, officer);
  const { li, a, patient, network } = world;
  const now = systemClock.now();
  for (const person of [a.registrar, li]) {
    await client.submit(signDraft(network, staffAdd(person, a, now)));
  }
  const by = { opener: li.sign(), view: patient.view(1), card };
  await client.submit(signDraft(network, visitOpen(by, now)));
  client.close();
}

/** A client over the socket of a node's process, logged in. */
export async function processClient(folder: string, person: Person): Promise<PeerClient> {
  const client = connectNode(socketAddress(folder), testPorts(systemClock));
  onTestFinished(() => client.close());
  await logIn(client, person);
  return client;
}

export interface NodeProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly gone: Promise<void>;
  /** As `kill -9` does; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Starts a node's process; resolves when it listens. */
export async function startProcess(folder: string): Promise<NodeProcess> {
  const child = spawn(process.execPath, ['--no-warnings', ENTRY, folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  for await (const line of createInterface({ input: child.stdout })) {
    const { type } = report.parse(JSON.parse(line));
    if (type !== 'listening') throw new Error(line);
    break;
  }
  if (child.pid === undefined) throw new Error('no process');
  return { child, pid: child.pid, gone, kill };
}
