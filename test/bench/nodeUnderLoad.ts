/**
 * The hospital node as a service, with 2,000 workstations: how long a message takes and what a connection costs in
 * memory, beside a bare `ws` echo that makes one durable SQLite commit a message, under the same load; and a storm of
 * logins, beside the same TLS connections with two bare round trips and one signature to verify. Servers and clients are
 * processes of their own.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { toHex } from '../../src/crypto/bytes.ts';
import { toSealingKey } from '../../src/crypto/ids.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { initSoloNode } from '../../src/hospital/node.ts';
import { SERVICE_CONFIG_FILE } from '../../src/hospital/service/config.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { systemClock } from '../../src/node/clock.ts';
import { logIn, testPorts } from '../support/nodeWorld.ts';
import { signDraft, staffAdd } from '../support/transactions.ts';
import { makeWorld } from '../support/world.ts';
import { startProcess } from '../hospital/service/support.ts';
import { figure, median, percentile, type Figure } from './figures.ts';
import type { ClientsOptions } from './nodeLoad/options.ts';

const CLIENTS = fileURLToPath(new URL('nodeLoad/clientsChild.ts', import.meta.url));
const BARE = fileURLToPath(new URL('nodeLoad/bareServerChild.ts', import.meta.url));
const CONNECTIONS = 2000;
const PER_SECOND = 200;
const SECONDS = 15;
const STORM = 500;
/** The first storm warms servers and caches; of the others the median counts. */
const STORMS = 4;

const LIMITS = { latency: 3, memory: 2, storm: 2 } as const;

type Kind = ClientsOptions['kind'];

interface Server extends Pick<ClientsOptions, 'port' | 'network' | 'nodeKey'> {
  readonly pid: number;
  stop(): void;
}

interface Loaded {
  /** ms, of each message. */
  readonly latencies: readonly number[];
  /** KiB that the server has grown by for each connection. */
  readonly memory: number;
}

export async function nodeUnderLoad(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-node-'));
  const servers: Server[] = [];
  try {
    const bare = await startBare(folder);
    servers.push(bare);
    const node = await startNode(join(folder, 'node'));
    servers.push(node);
    const storms = await stormBoth({ bare, node });
    const loaded = { bare: await loadOne('bare', bare), node: await loadOne('node', node) };
    return figures(storms, loaded);
  } finally {
    for (const server of servers) server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(
  storms: Readonly<Record<Kind, number>>,
  { node, bare }: Readonly<Record<Kind, Loaded>>,
): readonly Figure[] {
  const under = `${String(CONNECTIONS)} connections, ${String(PER_SECOND)} messages/s for ${String(SECONDS)} s`;
  const p95 = (of: Loaded): number => percentile(of.latencies, 0.95);
  return [
    figure({
      name: 'node: message, p95',
      value: p95(node),
      floor: p95(bare),
      limit: LIMITS.latency,
      goal: null,
      note: `${under}; medians ${median(node.latencies).toFixed(2)} and ${median(bare.latencies).toFixed(2)} ms`,
    }),
    figure({
      name: 'node: memory of a connection',
      value: node.memory,
      floor: bare.memory,
      unit: 'KiB',
      limit: LIMITS.memory,
      goal: null,
      note: `growth of the process from none to ${String(CONNECTIONS)} connections under that load, for each`,
    }),
    figure({
      name: 'node: storm of logins',
      value: storms.node,
      floor: storms.bare,
      limit: LIMITS.storm,
      goal: null,
      note: `${String(STORM)} at once, until the last is logged in; ${rate(storms.node)} and ${rate(storms.bare)} a second`,
    }),
  ];
}

function rate(ms: number): string {
  return ((STORM / ms) * 1000).toFixed(0);
}

/** Both by turns, so that what disturbs the machine disturbs both. */
async function stormBoth(servers: Readonly<Record<Kind, Server>>): Promise<Readonly<Record<Kind, number>>> {
  const taken: Record<Kind, number[]> = { bare: [], node: [] };
  for (let round = 0; round < STORMS; round += 1) {
    for (const kind of ['bare', 'node'] as const) {
      const clients = await Clients.connect({
        ...clientsOf(kind, servers[kind]),
        connections: STORM,
        isStorm: true,
      });
      await clients.end();
      if (round > 0) taken[kind].push(clients.connectedMs);
    }
  }
  return { bare: median(taken.bare), node: median(taken.node) };
}

async function loadOne(kind: Kind, server: Server): Promise<Loaded> {
  const before = residentKib(server.pid);
  const clients = await Clients.connect({ ...clientsOf(kind, server), messages: PER_SECOND * SECONDS });
  const latencies = await clients.load();
  const memory = (residentKib(server.pid) - before) / CONNECTIONS;
  await clients.end();
  return { latencies, memory };
}

function clientsOf(kind: Kind, { port, network, nodeKey }: Server): ClientsOptions {
  const load = { connections: CONNECTIONS, isStorm: false, messages: 0, perSecond: PER_SECOND };
  return { kind, port, network, nodeKey, name: kind, ...load };
}

/** Resident memory of a process. */
function residentKib(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s*(\d+) kB$/mu.exec(status)?.[1]);
}

const line = z.object({ connected: z.number().optional(), latencies: z.array(z.number()).optional() });

/** A process of clients. */
class Clients {
  readonly connectedMs: number;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, connectedMs: number) {
    this.#child = child;
    this.#lines = lines;
    this.connectedMs = connectedMs;
  }

  static async connect(options: ClientsOptions): Promise<Clients> {
    const child = spawn(process.execPath, ['--no-warnings', CLIENTS, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { connected } = line.parse(JSON.parse(await nextLine(lines)));
    return new Clients(child, lines, connected ?? Number.NaN);
  }

  async load(): Promise<readonly number[]> {
    this.#child.stdin?.write('go\n');
    return line.parse(JSON.parse(await nextLine(this.#lines))).latencies ?? [];
  }

  async end(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.#child.exitCode !== null) return;
    this.#child.kill();
    await gone;
  }
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const next = await lines.next();
  if (next.done === true) throw new Error('the process ended');
  return next.value;
}

async function startBare(folder: string): Promise<Server> {
  const child = spawn(process.execPath, ['--no-warnings', BARE, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { port } = z.object({ port: z.number() }).parse(JSON.parse(await nextLine(lines)));
  const { network, a } = makeWorld();
  const known = { network: toHex(network), nodeKey: toHex(a.nodeKey.publicKey) };
  return { port, ...known, pid: child.pid ?? 0, stop: () => void child.kill() };
}

/** The service as in production; only one account stands for all doctors, so it may have as many connections. */
async function startNode(folder: string): Promise<Server> {
  const { a, li, chen } = makeWorld();
  const sealing = {
    archiveKey: toSealingKey(a.founded.archiveKey),
    emergencyKey: toSealingKey(a.founded.emergencyKey),
  };
  const institution = { ...a.founded, id: a.id, ...sealing };
  const { network, nodeKey } = initSoloNode({ folder, ports: testPorts(systemClock), institution });
  const config = { limits: { perAccount: CONNECTIONS } };
  writeFileSync(join(folder, SERVICE_CONFIG_FILE), JSON.stringify(config));
  const service = await startProcess(folder);
  const client = connectNode(socketAddress(folder), testPorts(systemClock));
  try {
    const [officer] = a.officers;
    if (officer === undefined) throw new Error('no officer');
    await logIn(client, officer);
    const drafts = [li, chen].map((doctor) => staffAdd(doctor, a, systemClock.now()));
    await Promise.all(drafts.map(async (draft) => client.submit(signDraft(network, draft))));
  } finally {
    client.close();
  }
  const { port, child } = service;
  const known = { network: toHex(network), nodeKey: toHex(nodeKey) };
  return { port, ...known, pid: child.pid ?? 0, stop: () => void child.kill() };
}
