/**
 * A core in a process of its own that plays one flow of a visit: `node coreProcess.ts TASK`. Everything that it asks
 * of its ports, and every row that it writes or fetches, is an event; at the event that the task names the victim is
 * killed with SIGKILL, before the event happens. It prints what was acknowledged, and at the end how many events there
 * were, each on a line of its own that is written before anything else is done.
 */
import { writeSync } from 'node:fs';
import SqliteDriver from 'better-sqlite3-multiple-ciphers';
import { utf8 } from '../../../../src/crypto/bytes.ts';
import { ConsiliumError, isConsiliumError } from '../../../../src/errors.ts';
import { systemClock } from '../../../../src/node/clock.ts';
import { silentLogger } from '../../../../src/node/logger.ts';
import { systemRandom } from '../../../../src/node/random.ts';
import { systemTimers } from '../../../../src/node/timers.ts';
import { workstationApi, type ArgsOf, type Channel, type ResultOf } from '../../../../src/workstation/api.ts';
import type { CoreHost } from '../../../../src/workstation/core/context.ts';
import { startCore } from '../../../../src/workstation/core/core.ts';
import { CHEAPEST } from '../../../support/childProcessHost.ts';
import { DRAFTS, draftText, faultTask, nodeRuns, type Flow } from './faultTask.ts';

const task = faultTask.parse(JSON.parse(process.argv[2] ?? ''));
const nodePids = new Map<string, number>();
let events = 0;
let hasBegun = false;

function event(): void {
  if (!hasBegun) return;
  events += 1;
  if (events !== task.at) return;
  if (task.victim !== 'core') for (const pid of nodePids.values()) process.kill(pid, 'SIGKILL');
  if (task.victim !== 'node') process.kill(process.pid, 'SIGKILL');
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Every query of the driver, of whatever database, is an event when it runs. */
function countQueries(): void {
  const prepare: unknown = Reflect.get(SqliteDriver.prototype, 'prepare');
  if (typeof prepare !== 'function') throw new TypeError('the driver has changed');
  Reflect.set(SqliteDriver.prototype, 'prepare', function (this: SqliteDriver, sql: string) {
    const query = Reflect.apply(prepare, this, [sql]) as SqliteDriver.Query;
    const [run, get] = [query.run.bind(query), query.get.bind(query)];
    query.run = (...parameters) => {
      event();
      return run(...parameters);
    };
    query.get = (...parameters) => {
      event();
      return get(...parameters);
    };
    return query;
  });
}

/** The nodes belong to the host, as they belong to the main process beside a core: they outlive this one. */
const host: CoreHost = {
  dataFolder: task.folder,
  machineKey: new Uint8Array(32).fill(7),
  logger: silentLogger,
  clock: {
    now: () => {
      event();
      return systemClock.now();
    },
  },
  random: (length) => {
    event();
    return systemRandom(length);
  },
  timers: {
    after: (ms, run) => {
      event();
      return systemTimers.after(ms, run);
    },
  },
  startNode: async (folder) => {
    const answer = new Promise<string>((resolve, reject) => {
      const listener = (message: unknown): void => {
        const runs = nodeRuns.parse(message);
        if (runs.folder !== folder) return;
        process.off('message', listener);
        nodePids.set(folder, runs.pid);
        if (runs.address === null) reject(new ConsiliumError('node-gone'));
        else resolve(runs.address);
      };
      process.on('message', listener);
    });
    process.send?.({ folder });
    return answer;
  },
  stopNode: () => Promise.resolve(),
  confirmDate: () => Promise.resolve(),
  emit: event,
};

// As a core does whose main process is gone.
process.once('disconnect', () => process.exit());
countQueries();
const core = await startCore(host, CHEAPEST);
const { visit, slip, pin } = task;
const consent = { slip, pin };

async function ask<C extends Channel>(channel: C, args: ArgsOf<C>): Promise<ResultOf<C>> {
  const outcome = await core.handle(channel, args);
  if (!outcome.ok) throw new ConsiliumError(outcome.code, outcome.detail);
  return workstationApi[channel].result.parse(outcome.value) as ResultOf<C>;
}

const PLAY: Readonly<Record<Flow, () => Promise<void>>> = {
  import: async () => {
    const files = [{ name: 'history.json', bytes: new Uint8Array(utf8(task.history)) }];
    await ask('visit/import', { visit, files, consent });
  },
  note: async () => {
    for (let number = 1; number <= DRAFTS; number += 1) {
      await ask('draft/save', { visit, note: { ...task.note, plan: draftText(number) } });
      say(`saved ${String(number)}`);
    }
  },
  sign: async () => {
    const { hash } = await ask('sign/preview', { visit });
    await ask('sign/commit', { visit, hash, consent });
  },
  end: async () => {
    await ask('visit/end', { visit });
  },
};

await ask('account/unlock', { id: task.account, passphrase: task.passphrase });
hasBegun = true;
try {
  await PLAY[task.flow]();
  say('done');
} catch (error) {
  if (!isConsiliumError(error)) throw error;
  say(`refused ${error.code}`);
}
say(`events ${String(events)}`);
hasBegun = false;
await core.close();
process.disconnect();
