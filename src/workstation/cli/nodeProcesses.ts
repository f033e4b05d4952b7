/**
 * Hospital nodes for the time of one command: one that listens already is used and left alone, otherwise a process is
 * started, and ended with the command. A node ends by itself when the process above it is gone.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConsiliumError } from '../../errors.ts';
import { socketAddress } from '../../hospital/transport.ts';

const ENTRY = fileURLToPath(new URL('../../hospital/main.ts', import.meta.url));

const detail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const report = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), address: z.string() }),
  z.object({ type: z.literal('start-failed'), refusal: z.object({ code: z.string(), detail }) }),
]);

interface StartedNode {
  readonly child: ChildProcess;
  readonly address: Promise<string>;
}

export class NodeProcesses {
  readonly #started = new Map<string, StartedNode>();

  /** The address of the node in `folder`. Errors: `node-gone`, or what the node refused to start for. */
  async start(folder: string): Promise<string> {
    const started = this.#started.get(folder);
    if (started !== undefined && started.child.exitCode === null) return started.address;
    const address = socketAddress(folder);
    if (await listens(address)) return address;
    const node = spawnNode(folder);
    this.#started.set(folder, node);
    return node.address;
  }

  /** Ends the node in `folder` if this command started it. */
  async stop(folder: string): Promise<void> {
    const started = this.#started.get(folder);
    this.#started.delete(folder);
    if (started === undefined || started.child.exitCode !== null) return;
    const ended = once(started.child, 'exit');
    started.child.kill('SIGTERM');
    await ended;
  }

  /** Only a node that this command started hears it. */
  confirmDate(folder: string): void {
    this.#started.get(folder)?.child.send({ type: 'confirm-date' });
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#started.keys()].map(async (folder) => this.stop(folder)));
  }
}

/** Whether somebody takes connections there. */
export async function listens(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function spawnNode(folder: string): StartedNode {
  const child = spawn(process.execPath, [ENTRY, folder], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const address = firstReport(child);
  // Whoever asked may have gone away by the time a node ends.
  address.catch(() => undefined);
  return { child, address };
}

async function firstReport(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new ConsiliumError('node-gone')));
    child.once('message', (message) => {
      const read = report.safeParse(message);
      if (!read.success) reject(new ConsiliumError('node-gone'));
      else if (read.data.type === 'listening') resolve(read.data.address);
      else reject(new ConsiliumError(read.data.refusal.code, read.data.refusal.detail));
    });
  });
}
