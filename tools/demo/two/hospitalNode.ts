/** A hospital's node as on a server of its own: `consilium-node` in its own process and folder, over TLS. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Bilingual } from '../../../src/workstation/api/common.ts';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { CONSILIUM_NODE } from '../../../src/hospital/service/program.ts';
import { runCli } from '../../../src/node/commandLine/run.ts';
import { programPath } from '../commandLine.ts';

/** Names of an institution and of its first officer. */
export interface Founding {
  readonly institution: Bilingual;
  readonly officer: Bilingual;
}

const made = z.object({ officer: z.object({ keyStore: z.string() }), application: z.string().optional() });
const logLine = z.object({ event: z.string() });

/** How often a node is asked how far it is. */
const ASK_AGAIN_MS = 100;

export class HospitalNode {
  /** Of the command that made it: for whoever lets it into a ledger; null for the one that founded it. */
  readonly application: string | null;
  readonly #folder: string;
  readonly #passphrase: string;
  readonly #keyStore: string;
  readonly #process: ChildProcess;
  readonly #lines: readonly string[];
  /** Port of its Prometheus metrics. */
  readonly #metrics: number;

  private constructor(parts: {
    readonly at: NodePlace;
    readonly made: z.infer<typeof made>;
    readonly running: Running;
    readonly metrics: number;
  }) {
    this.application = parts.made.application ?? null;
    this.#folder = parts.at.folder;
    this.#passphrase = parts.at.passphrase;
    this.#keyStore = parts.made.officer.keyStore;
    this.#process = parts.running.child;
    this.#lines = parts.running.lines;
    this.#metrics = parts.metrics;
  }

  /** Founds a ledger, and runs the node that makes its blocks. */
  static async found(at: NodePlace, founding: Founding): Promise<HospitalNode> {
    return HospitalNode.#make(at, founding, ['init']);
  }

  /** Joins the ledger of a join code, and runs the node that follows it once it is let in. */
  static async join(at: NodePlace, founding: Founding, code: string): Promise<HospitalNode> {
    mkdirSync(at.folder, { recursive: true });
    const file = `${at.folder}.code`;
    writeFileSync(file, code);
    return HospitalNode.#make(at, founding, ['join', '--code-file', file]);
  }

  static async #make(
    at: NodePlace,
    { institution, officer }: Founding,
    command: readonly string[],
  ): Promise<HospitalNode> {
    const port = await freePort();
    const names = ['--name-zh', institution.zh, '--name-en', institution.en];
    const officers = ['--officer-zh', officer.zh, '--officer-en', officer.en];
    const place = ['--out', `${at.folder}-officer`, '--address', `wss://127.0.0.1:${String(port)}`];
    const answer = made.parse(await ran(at, [...command, ...names, ...officers, ...place]));
    const metrics = await freePort();
    const config = { listen: { host: '127.0.0.1', port }, metrics: { host: '127.0.0.1', port: metrics } };
    writeFileSync(join(at.folder, 'consilium-node.json'), JSON.stringify(config));
    return new HospitalNode({ at, made: answer, running: await started(at), metrics });
  }

  /** A join code of the officer, good once. */
  async invite(): Promise<string> {
    return z.object({ code: z.string() }).parse(await this.#act(['enrol'])).code;
  }

  /** The officer enters whoever answered the invitation and has this fingerprint. */
  async enterOffered(fingerprint: string): Promise<void> {
    const offers = z.object({
      offers: z.array(z.object({ fingerprint: z.string(), enrolment: z.string() })),
    });
    const found = offers.parse(await this.#act(['enrol', 'list'])).offers;
    const offer = found.find((one) => digits(one.fingerprint) === digits(fingerprint));
    if (offer === undefined) throw new Error(`nobody with the fingerprint ${fingerprint} answered`);
    await this.enter(offer.enrolment, fingerprint);
  }

  /** The officer enters a person by their enrolment text, the fingerprint compared. */
  async enter(enrolment: string, fingerprint: string): Promise<void> {
    await this.#act(['staff', 'add', '-', '--fingerprint', digits(fingerprint)], enrolment);
  }

  /** The officer lets a further institution in. */
  async letIn(node: HospitalNode): Promise<void> {
    if (node.application === null) throw new Error('it founded a ledger of its own');
    await this.#act(['institution', 'add', node.application]);
  }

  /** What it has written to its log, as lines of JSON. */
  log(): string {
    return this.#lines.join('\n');
  }

  /** How often a method was asked since it started. */
  async asked(method: string): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${String(this.#metrics)}/metrics`);
    const lines = (await answer.text())
      .split('\n')
      .filter((line) => line.startsWith('consilium_requests_total'));
    const counts = lines
      .filter((line) => line.includes(`method="${method}"`))
      .map((line) => line.split(' ')[1]);
    return counts.reduce((sum, count) => sum + Number(count), 0);
  }

  async height(): Promise<number> {
    const at = { folder: this.#folder, passphrase: this.#passphrase };
    return z.object({ height: z.number() }).parse(await ran(at, ['status'])).height;
  }

  /** Resolves when it has followed as far as this. */
  async reaches(height: number): Promise<void> {
    while ((await this.height()) < height) await new Promise((again) => setTimeout(again, ASK_AGAIN_MS));
  }

  async stop(): Promise<void> {
    await ended(this.#process);
  }

  async #act(command: readonly string[], stdin = ''): Promise<unknown> {
    const at = { folder: this.#folder, passphrase: this.#passphrase };
    return ran(at, [...command, '--keystore-file', this.#keyStore], stdin);
  }
}

/** A folder for a node, and the passphrase of its officer. */
export interface NodePlace {
  readonly folder: string;
  readonly passphrase: string;
}

/** A command of `consilium-node`, as its program runs it. */
async function ran({ folder, passphrase }: NodePlace, args: readonly string[], stdin = ''): Promise<unknown> {
  let output = '';
  let errors = '';
  const io = {
    environment: { CONSILIUM_NODE_PASSPHRASE: passphrase },
    stdin: async () => utf8(stdin),
    out: (text: string) => void (output += text),
    err: (text: string) => void (errors += text),
  };
  const exit = await runCli([...args, '--data', folder], io, CONSILIUM_NODE);
  if (exit !== 0) throw new Error(`consilium-node ${args.join(' ')}: ${errors}`);
  return JSON.parse(output);
}

/** Ends a node's process as a service manager does. */
export async function ended(node: ChildProcess): Promise<void> {
  if (node.exitCode !== null || node.signalCode !== null) return;
  const gone = once(node, 'exit');
  node.kill('SIGTERM');
  await gone;
}

/** The process of a node, and the lines of its log so far. */
export interface Running {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
}

/** Runs the node in a folder as `consilium-node start` does; resolves when it serves. */
export async function started({ folder }: Pick<NodePlace, 'folder'>): Promise<Running> {
  const child = spawn(process.execPath, [programPath('consilium-node'), 'start', '--data', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (logLine.safeParse(JSON.parse(line)).data?.event === 'started') resolve({ child, lines });
    });
    child.once('exit', () => reject(new Error(`the node did not start: ${lines.join('\n')}`)));
  });
}

/** The address stands on the ledger before the node listens, so the port is chosen here. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A fingerprint without the spaces between its groups. */
function digits(fingerprint: string): string {
  return fingerprint.replaceAll(/\s/gu, '');
}
