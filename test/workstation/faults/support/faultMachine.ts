/** A machine whose core is killed again and again: nodes beside it, a patient with cards, and a doctor. */
import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { Core } from '../../../../src/workstation/core/context.ts';
import { startCore } from '../../../../src/workstation/core/core.ts';
import { CHEAPEST, ChildProcessHost } from '../../../support/childProcessHost.ts';
import { asker, type RunningCore } from '../../../support/coreHost.ts';
import { OAKES } from '../../../support/syntheticBundle.ts';
import { PASSPHRASE } from '../../core/support.ts';
import { NOTE, PERSON, PIN } from '../../support/story.ts';
import { nodeWanted, type FaultTask, type NodeRuns } from './faultTask.ts';

const CORE_PROCESS = fileURLToPath(new URL('coreProcess.ts', import.meta.url));
/** Its nodes outlive each core, as beside the desktop program. */
class StandingHost extends ChildProcessHost {
  override stopNode(): Promise<void> {
    return Promise.resolve();
  }
}

/** What a core process said before it ended. */
export interface Ending {
  readonly lines: readonly string[];
  readonly signal: NodeJS.Signals | null;
}

export class FaultMachine {
  readonly #host: StandingHost;
  #doctor = '';
  #registrar = '';

  private constructor(folder: string) {
    this.#host = new StandingHost(folder);
  }

  /** The demonstration in a folder that the caller removes. */
  static async setUp(folder: string): Promise<FaultMachine> {
    const machine = new FaultMachine(folder);
    await machine.withCore(async (core) => {
      await core.ask('setup/demonstration', { passphrase: PASSPHRASE });
      machine.#doctor = await accountOf(core, '李明');
      machine.#registrar = await accountOf(core, '孙丽');
    });
    return machine;
  }

  /** A core of this process, started over what lies in the folder, for the time of `work`. */
  async withCore<Result>(work: (core: Pick<RunningCore, 'ask'>) => Promise<Result>): Promise<Result> {
    const core: Core = await startCore(this.#host, CHEAPEST);
    try {
      return await work(asker(core));
    } finally {
      await core.close();
    }
  }

  /** As {@link withCore}, with Dr Li logged in. */
  async withDoctor<Result>(work: (core: Pick<RunningCore, 'ask'>) => Promise<Result>): Promise<Result> {
    return this.withCore(async (core) => {
      await core.ask('account/unlock', { id: this.#doctor, passphrase: PASSPHRASE });
      return work(core);
    });
  }

  /** What a new patient is handed: a card and a slip for each of so many visits. */
  async register(cards: number): Promise<ResultOf<'registrar/register-patient'>> {
    return this.withCore(async (core) => {
      await core.ask('account/unlock', { id: this.#registrar, passphrase: PASSPHRASE });
      const of = { ...PERSON, ...OAKES, pin: PIN, files: [], emergency: false };
      return core.ask('registrar/register-patient', { ...of, cards });
    });
  }

  /** Plays one flow in a process of its own until it ends, or is killed. */
  async play(
    task: Pick<FaultTask, 'at' | 'flow' | 'history' | 'slip' | 'victim' | 'visit'>,
  ): Promise<Ending> {
    const { dataFolder } = this.#host;
    const whole: FaultTask = {
      ...task,
      folder: dataFolder,
      account: this.#doctor,
      passphrase: PASSPHRASE,
      pin: PIN,
      note: NOTE,
    };
    const child = fork(CORE_PROCESS, [JSON.stringify(whole)], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: ['--no-warnings'],
    });
    // Killed while it waits for the answer, it needs none.
    const tell = (answer: NodeRuns): void => void child.send(answer, () => undefined);
    child.on('message', (message) => {
      const { folder } = nodeWanted.parse(message);
      this.#host.startNode(folder).then(
        (address) => tell({ folder, address, pid: this.#host.nodePid(folder) }),
        () => tell({ folder, address: null, pid: 0 }),
      );
    });
    const gone = new Promise<NodeJS.Signals | null>((resolve) => {
      child.once('close', (_code, signal) => resolve(signal));
    });
    const lines: string[] = [];
    if (child.stdout === null) throw new Error('no output');
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    return { lines, signal: await gone };
  }

  async close(): Promise<void> {
    await this.#host.killAllNodes();
  }
}

/** Opens the visit of a card, which may be sealed with the PIN, or goes on with it. */
export async function openVisitOf({ ask }: Pick<RunningCore, 'ask'>, card: string): Promise<string> {
  const read = await ask('card/read', { text: card });
  const open = read.state === 'sealed' ? await ask('card/unseal', { handle: read.handle, pin: PIN }) : read;
  if (open.state === 'spent' && open.visit !== null) return open.visit;
  if (open.state !== 'fresh') throw new Error(`the card is ${open.state}`);
  const { handle } = open;
  return (await ask('visit/open', { handle, registration: null, purpose: 'treatment' })).id;
}

async function accountOf({ ask }: Pick<RunningCore, 'ask'>, nameZh: string): Promise<string> {
  const found = (await ask('account/list', {})).find(({ name }) => name.zh === nameZh);
  if (found === undefined) throw new Error(`no account of ${nameZh}`);
  return found.id;
}
