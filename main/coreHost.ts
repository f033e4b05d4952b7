/** Runs a core at one end of a message port: main/core.ts gives it the real port, tests an ordinary channel. */
import { ConsiliumError } from '../src/errors.ts';
import type { Channel, Outcome } from '../src/workstation/api.ts';
import type { Core, CoreHost, CorePorts } from '../src/workstation/core/context.ts';
import type { FromCore, ToCore } from './messages.ts';
import { refused } from './refusal.ts';

export interface CoreHostOptions {
  readonly ports: CorePorts;
  readonly start: (host: CoreHost) => Promise<Core>;
  send(message: FromCore): void;
  /** The core has closed everything: the process may end. */
  exit(): void;
}

/** How long requests under way may hold up the end: those that wait for a node that has gone would wait for ever. */
const FINISH_MS = 2_000;

/** Takes messages of main in the order they come. Requests that come before the core runs wait for it. */
export class CoreServer {
  readonly #options: CoreHostOptions;
  readonly #waitingForNode = new Map<number, (outcome: Outcome<string>) => void>();
  readonly #underWay = new Set<Promise<void>>();
  #core: Promise<Core> = Promise.reject(new ConsiliumError('core-gone'));
  #nextId = 1;

  constructor(options: CoreHostOptions) {
    this.#options = options;
    this.#core.catch(() => undefined);
  }

  receive(message: ToCore): void {
    switch (message.type) {
      case 'start':
        this.#core = this.#options.start(this.#host(message.dataFolder, message.machineKey));
        void this.#core.then(
          () => this.#options.send({ type: 'started' }),
          (error: unknown) => this.#options.send({ type: 'start-failed', refusal: refused(error) }),
        );
        return;
      case 'request':
        this.#track(this.#answer(message.id, message.channel, message.args));
        return;
      case 'node':
        this.#waitingForNode.get(message.id)?.(message.outcome);
        this.#waitingForNode.delete(message.id);
        return;
      case 'stop':
        void this.#stop();
    }
  }

  async #answer(id: number, channel: Channel, args: unknown): Promise<void> {
    const outcome = await this.#core
      .then(async (core) => await core.handle(channel, args))
      .catch((error: unknown) => refused(error));
    this.#options.send({ type: 'reply', id, outcome });
  }

  #track(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.then(() => this.#underWay.delete(work));
  }

  /** A window that is closed saves its draft with its last breath: what was asked before the end is done. */
  async #finish(): Promise<void> {
    const waited = Promise.withResolvers<void>();
    const cancel = this.#options.ports.timers.after(FINISH_MS, waited.resolve);
    await Promise.race([Promise.allSettled(this.#underWay), waited.promise]);
    cancel();
  }

  async #stop(): Promise<void> {
    await this.#finish();
    await this.#core.then(async (core) => await core.close()).catch(() => undefined);
    this.#options.exit();
  }

  #host(dataFolder: string, machineKey: Uint8Array): CoreHost {
    return {
      ...this.#options.ports,
      dataFolder,
      machineKey,
      startNode: async (folder) => await this.#askForNode('start-node', folder),
      stopNode: async (folder) => {
        await this.#askForNode('stop-node', folder);
      },
      confirmDate: async (folder) => {
        await this.#askForNode('confirm-date', folder);
      },
      emit: (event) => this.#options.send({ type: 'event', event }),
    };
  }

  async #askForNode(type: 'start-node' | 'stop-node' | 'confirm-date', folder: string): Promise<string> {
    const id = this.#nextId++;
    const outcome = await new Promise<Outcome<string>>((resolve) => {
      this.#waitingForNode.set(id, resolve);
      this.#options.send({ type, id, folder });
    });
    if (!outcome.ok) throw new ConsiliumError(outcome.code, outcome.detail);
    return outcome.value;
  }
}
