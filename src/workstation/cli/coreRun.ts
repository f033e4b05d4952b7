/** A core of the workstation for the time of one command, over the same request table as the screens. */
import { ConsiliumError } from '../../errors.ts';
import { systemClock } from '../../node/clock.ts';
import { jsonLogger, silentLogger } from '../../node/logger.ts';
import { systemRandom } from '../../node/random.ts';
import { systemTimers } from '../../node/timers.ts';
import { workstationApi, type ArgsOf, type Channel, type ResultOf } from '../api.ts';
import { startCore } from '../core/core.ts';
import type { Core } from '../core/context.ts';
import type { CliIo, Invocation } from '../../node/commandLine/command.ts';
import type { Inputs } from './inputs.ts';
import { machineKey } from './machineKey.ts';
import { NodeProcesses } from './nodeProcesses.ts';
import { requiredOption } from '../../node/commandLine/values.ts';

/** What a command may ask of a core. */
export interface CoreRun {
  /** Errors: the refusal by its code. */
  ask<C extends Channel>(channel: C, args: ArgsOf<C>): Promise<ResultOf<C>>;
}

/**
 * Gives `work` a running core, and ends it and its nodes afterwards. The data folder is locked meanwhile.
 * @throws ConsiliumError `data-folder-in-use` {pid}, those of machineKey and of startCore
 */
export async function withCore<Result>(
  invocation: Invocation,
  work: (core: CoreRun) => Promise<Result>,
): Promise<Result> {
  const key = await machineKey(invocation);
  const nodes = new NodeProcesses();
  try {
    const core = await startCore({
      clock: systemClock,
      random: systemRandom,
      timers: systemTimers,
      logger: invocation.isOn('verbose') ? logTo(invocation.io) : silentLogger,
      dataFolder: invocation.dataFolder,
      machineKey: key,
      startNode: (folder) => nodes.start(folder),
      stopNode: (folder) => nodes.stop(folder),
      confirmDate: async (folder) => nodes.confirmDate(folder),
      emit: () => undefined,
    });
    try {
      return await work(asking(core));
    } finally {
      await core.close();
    }
  } finally {
    await nodes.stopAll();
  }
}

/** As {@link withCore}, with the account of `--account` unlocked. Errors: also `account-*`, `passphrase-*`. */
export async function withAccount<Result>(
  invocation: Invocation,
  inputs: Inputs,
  work: (core: CoreRun) => Promise<Result>,
): Promise<Result> {
  const wanted = requiredOption(invocation, 'account');
  const passphrase = await inputs.secret('passphrase');
  return withCore(invocation, async (core) => {
    const id = accountId(await core.ask('account/list', {}), wanted);
    await core.ask('account/unlock', { id, passphrase });
    return work(core);
  });
}

/** Errors: `account-missing`, `account-ambiguous` {count}. */
function accountId(accounts: readonly { readonly id: string }[], wanted: string): string {
  const exact = accounts.find(({ id }) => id === wanted);
  const [first, ...others] =
    exact === undefined ? accounts.filter(({ id }) => id.startsWith(wanted)) : [exact];
  if (first === undefined) throw new ConsiliumError('account-missing');
  if (others.length > 0) throw new ConsiliumError('account-ambiguous', { count: others.length + 1 });
  return first.id;
}

function asking(core: Core): CoreRun {
  return {
    ask: async (channel, args) => {
      const outcome = await core.handle(channel, args);
      if (!outcome.ok) throw new ConsiliumError(outcome.code, outcome.detail);
      // The table says what the channel answers; parsed here, since the core's seam is untyped.
      return resultOf(channel, outcome.value);
    },
  };
}

function resultOf<C extends Channel>(channel: C, value: unknown): ResultOf<C> {
  return workstationApi[channel].result.parse(value) as ResultOf<C>;
}

function logTo(io: CliIo) {
  return jsonLogger('consilium', systemClock, (line) => io.err(line));
}
