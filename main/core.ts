/** Entry of the core's process: everything that holds keys, records and the replica runs here, behind one port. */
import { systemClock } from '../src/node/clock.ts';
import { stderrLogger } from '../src/node/logger.ts';
import { systemRandom } from '../src/node/random.ts';
import { systemTimers } from '../src/node/timers.ts';
import { startCore } from '../src/workstation/core/core.ts';
import { CoreServer } from './coreHost.ts';
import type { ToCore } from './messages.ts';
import { whenFree } from './patience.ts';
import { listenToMain, tellMain } from './utilityPort.ts';

const server = new CoreServer({
  ports: {
    clock: systemClock,
    random: systemRandom,
    timers: systemTimers,
    logger: stderrLogger('core', systemClock),
  },
  start: async (host) => await whenFree(async () => await startCore(host), systemTimers),
  send: tellMain,
  exit: () => process.exit(0),
});

listenToMain<ToCore>((message) => server.receive(message));
