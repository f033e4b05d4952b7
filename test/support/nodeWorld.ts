/**
 * The world's institutions as running hospital nodes: A makes the blocks, B follows. Real files, real sockets; the
 * clock is the test's. Everything is closed and removed with the test.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { signLogin } from '../../src/crypto/login.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { CONFIG_FILE, GENESIS_FILE, KEY_FILE, writeConfig } from '../../src/hospital/folder.ts';
import { makeKeyFile } from '../../src/hospital/keyFile.ts';
import { openNode, type HospitalNode, type OpenNodeOptions } from '../../src/hospital/node.ts';
import type { NodeClient, NodeLogin } from '../../src/hospital/nodeClient.ts';
import type { NodePorts } from '../../src/hospital/ports.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { makePrivateDirectory, writeFileAtomic } from '../../src/node/files.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { systemRandom } from '../../src/node/random.ts';
import { systemTimers } from '../../src/node/timers.ts';
import type { Clock, RandomBytes, Timers } from '../../src/ports.ts';
import { manualClock, type ManualClock } from './manualClock.ts';
import { signDraft, staffing, type Draft } from './transactions.ts';
import { bytes32, makeWorld, START, type House, type Party, type Person, type World } from './world.ts';

/** A folder that goes with the test. */
export function nodeFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `consilium-${name}-`));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What tests give a node: real randomness and timers, their own clock, no log. */
export function testPorts(clock: Clock): NodePorts {
  return { clock, random: systemRandom, timers: systemTimers, logger: silentLogger };
}

/** Writes the folder of house A's node (with the world's validator) or of B's, with the keys that the world knows. */
export function makeWorldFolder(
  world: World,
  name: 'A' | 'B',
  peers: Readonly<Record<string, string>> = {},
): string {
  const folder = nodeFolder(`node-${name}`);
  writeWorldFolder(folder, world, { name, peers });
  return folder;
}

/** As {@link makeWorldFolder}, in a folder that the caller made and removes. */
export function writeWorldFolder(
  folder: string,
  world: World,
  node: { readonly name: 'A' | 'B'; readonly peers?: Readonly<Record<string, string>> },
): void {
  const { name, peers = {} } = node;
  makePrivateDirectory(folder);
  const isValidator = name === 'A';
  const seeds = [`database ${name}`, `node key ${name}`, `card key ${name}`, 'validator'].map(bytes32);
  makeKeyFile(join(folder, KEY_FILE), inOrder(seeds), isValidator);
  writeFileAtomic(join(folder, GENESIS_FILE), world.genesisBytes);
  writeConfig(join(folder, CONFIG_FILE), {
    institution: isValidator ? world.a.id : world.b.id,
    validator: isValidator ? null : world.a.id,
    peers,
  });
}

export interface WorldNodes {
  readonly world: World;
  readonly clock: ManualClock;
  readonly folderA: string;
  readonly folderB: string;
  readonly a: HospitalNode;
  readonly b: HospitalNode;
}

/** Node A, listening, with all of the world's staff on its ledger. */
export async function startNodeA(
  options: OpenNodeOptions & {
    readonly clock?: ManualClock;
    readonly folder?: string;
    readonly timers?: Timers;
  } = {},
): Promise<Omit<WorldNodes, 'b' | 'folderB'>> {
  const world = makeWorld();
  const clock = options.clock ?? manualClock(START + 1000);
  const folderA = options.folder ?? makeWorldFolder(world, 'A');
  const { timers = systemTimers } = options;
  const a = await openNode(folderA, { ...testPorts(clock), timers }, options);
  onTestFinished(() => a.close());
  await a.listen();
  await submitAll(a, world, staffing(world, clock.now()));
  return { world, clock, folderA, a };
}

/** Nodes A and B over sockets; B has caught up with the staff. */
export async function startNodes(): Promise<WorldNodes> {
  const started = await startNodeA();
  const { world, clock, folderA } = started;
  const folderB = makeWorldFolder(world, 'B', { [toHex(world.a.id)]: socketAddress(folderA) });
  const b = await openNode(folderB, testPorts(clock));
  onTestFinished(() => b.close());
  await b.listen();
  await atHeight(b, started.a.store.height());
  return { ...started, folderB, b };
}

/** Logs a client in as someone of the world. */
export async function logIn(client: NodeClient, person: Person, version = 1): Promise<void> {
  await client.login(loginOf(person, version));
}

export function loginOf(person: Person, version = 1): NodeLogin {
  const { secretKey } = person.sign(version);
  return {
    role: person.role,
    entity: person.id,
    keyVersion: version,
    sign: (challenge) => signLogin(challenge, secretKey),
  };
}

/** How the node of a house logs in at another. */
export function nodeLoginOf(house: House): NodeLogin {
  const { secretKey }: Party = house.node();
  return {
    role: 'node',
    entity: house.id,
    keyVersion: 1,
    sign: (challenge) => signLogin(challenge, secretKey),
  };
}

/** A client within the node's process, logged in. */
export async function clientFor(node: HospitalNode, person: Person): Promise<NodeClient> {
  const client = node.client();
  onTestFinished(() => client.close());
  await logIn(client, person);
  return client;
}

/** A client over the node's socket, not logged in. */
export function socketClient(folder: string, clock: Clock): NodeClient {
  const client = connectNode(socketAddress(folder), testPorts(clock));
  onTestFinished(() => client.close());
  return client;
}

/** Submits drafts at A as an officer would, in this order, which one block may keep. */
export async function submitAll(node: HospitalNode, world: World, drafts: readonly Draft[]): Promise<void> {
  const client = node.client();
  try {
    const officer = world.a.officers[0];
    if (officer === undefined) throw new Error('no officer');
    await logIn(client, officer);
    await Promise.all(drafts.map(async (draft) => client.submit(signDraft(world.network, draft))));
  } finally {
    client.close();
  }
}

/** Resolves once the node's ledger has reached a height. */
export async function atHeight(node: HospitalNode, height: number): Promise<void> {
  await until(() => node.store.height() >= height);
}

/** Resolves once a condition holds; a test that waits in vain ends by its own time limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((again) => setTimeout(again, 5));
}

function inOrder(values: readonly Uint8Array[]): RandomBytes {
  let at = 0;
  return (length) => {
    const value = values[at];
    at += 1;
    if (value?.length !== length) throw new Error(`no ${String(length)} bytes at ${String(at)}`);
    return value;
  };
}
