/** The core's process as main sees it: requests go in, outcomes and events come out. */
import { fileURLToPath } from 'node:url';
import { ConsiliumError } from '../src/errors.ts';
import type { Logger } from '../src/ports.ts';
import type { Channel, Outcome, WorkstationEvent } from '../src/workstation/api.ts';
import { Child } from './childProcess.ts';
import { fromCore, type FromCore, type ToCore } from './messages.ts';
import type { NodeProcesses } from './nodeProcesses.ts';
import { refused, type Refusal } from './refusal.ts';
import type { CoreLink } from './requests.ts';

const ENTRY = fileURLToPath(new URL('../core/core.js', import.meta.url));

export interface CoreProcessOptions {
  readonly dataFolder: string;
  readonly machineKey: Uint8Array;
  readonly nodes: NodeProcesses;
  readonly logger: Logger;
  onEvent(event: WorkstationEvent): void;
}

/**
 * Runs the core. When its process is gone, every request that waits and every later one is answered `core-gone`: it
 * is not started again behind the user's back, since it held an unlocked session.
 */
export class CoreProcess implements CoreLink {
  readonly #options: CoreProcessOptions;
  readonly #child: Child;
  readonly #waiting = new Map<number, (outcome: Outcome<unknown>) => void>();
  /** Why every request is refused: the core did not start, or is gone. */
  #refusal: Refusal | null = null;
  #nextId = 1;

  constructor(options: CoreProcessOptions) {
    this.#options = options;
    this.#child = new Child({
      entry: ENTRY,
      name: 'Consilium core',
      onMessage: (message) => this.#receive(message),
      onExit: () => this.#refuseAll(refused(new ConsiliumError('core-gone'))),
    });
    this.#send({ type: 'start', dataFolder: options.dataFolder, machineKey: options.machineKey });
  }

  /** Never rejects. Requests made before the core has started wait for it. */
  async request(channel: Channel, args: unknown): Promise<Outcome<unknown>> {
    if (this.#refusal !== null) return this.#refusal;
    const id = this.#nextId++;
    return await new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ type: 'request', id, channel, args });
    });
  }

  async stop(): Promise<void> {
    await this.#child.stop();
  }

  #send(message: ToCore): void {
    this.#child.send(message);
  }

  #receive(raw: unknown): void {
    const read = fromCore.safeParse(raw);
    if (read.success) this.#handle(read.data);
    else this.#options.logger.error('core-message-unreadable');
  }

  #handle(message: FromCore): void {
    switch (message.type) {
      case 'started':
        this.#options.logger.info('core-started');
        return;
      case 'start-failed':
        this.#options.logger.error('core-start-failed', { code: message.refusal.code });
        this.#refuseAll(message.refusal);
        return;
      case 'reply':
        this.#waiting.get(message.id)?.(message.outcome);
        this.#waiting.delete(message.id);
        return;
      case 'event':
        this.#options.onEvent(message.event);
        return;
      case 'start-node':
        void this.#answerNode(message.id, this.#options.nodes.start(message.folder));
        return;
      case 'confirm-date':
        this.#options.nodes.confirmDate(message.folder);
        void this.#answerNode(message.id, Promise.resolve(''));
        return;
      case 'stop-node':
        void this.#answerNode(
          message.id,
          this.#options.nodes.stop(message.folder).then(() => ''),
        );
    }
  }

  async #answerNode(id: number, work: Promise<string>): Promise<void> {
    const outcome = await work.then((value): Outcome<string> => ({ ok: true, value }), refused);
    this.#send({ type: 'node', id, outcome });
  }

  #refuseAll(refusal: Refusal): void {
    this.#refusal ??= refusal;
    for (const resolve of this.#waiting.values()) resolve(this.#refusal);
    this.#waiting.clear();
  }
}
