/**
 * Entry of a node's process: runs the hospital node of one folder until main says stop. Like every utility process it
 * ends with main, however main ended; what the node had not yet written down it never claimed to have.
 */
import { systemClock } from '../src/node/clock.ts';
import { stderrLogger } from '../src/node/logger.ts';
import { systemRandom } from '../src/node/random.ts';
import { systemTimers } from '../src/node/timers.ts';
import { runHospitalNode, startFailed, type HospitalHost } from '../src/hospital/host.ts';
import type { FromNode, ToNode } from './messages.ts';
import { whenFree } from './patience.ts';
import { listenToMain, tellMain } from './utilityPort.ts';

const ports = {
  clock: systemClock,
  random: systemRandom,
  timers: systemTimers,
  logger: stderrLogger('node', systemClock),
};
let running: Promise<HospitalHost> | null = null;

listenToMain<ToNode>((message) => {
  switch (message.type) {
    case 'start':
      start(message.folder);
      return;
    case 'confirm-date':
      void running?.then(({ node }) => node.confirmClock()).catch(() => undefined);
      return;
    case 'stop':
      void stop();
  }
});

function start(folder: string): void {
  running = whenFree(async () => await runHospitalNode({ folder, ports }), systemTimers);
  running.then(
    ({ address }) => tellMain({ type: 'listening', address } satisfies FromNode),
    // Main ends the process then: one that ended itself might not have said why.
    (error: unknown) => tellMain(startFailed(error) satisfies FromNode),
  );
}

async function stop(): Promise<void> {
  await running?.then(async (host) => await host.stop()).catch(() => undefined);
  process.exit(0);
}
