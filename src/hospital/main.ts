/**
 * A hospital node as a process: `node src/hospital/main.ts FOLDER [--date-confirmed]`.
 *
 * It reports `listening` or `start-failed` as one JSON line on standard output, and as a message when its parent
 * speaks Node's IPC; it ends on SIGTERM, SIGINT, a message `{type: "stop"}`, or when that parent is gone. Its log is
 * JSON lines on standard error.
 */
import { systemClock } from '../node/clock.ts';
import { stderrLogger } from '../node/logger.ts';
import { systemRandom } from '../node/random.ts';
import { systemTimers } from '../node/timers.ts';
import { runHospitalNode, startFailed, type HospitalHost, type HostReport } from './host.ts';

const USAGE_EXIT = 64;
const FAILED_EXIT = 1;

function report(message: HostReport): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
  process.send?.(message);
}

function stopOnRequest(host: HospitalHost): void {
  const stop = (): void => {
    void host.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  process.on('message', (message) => {
    if (isMessage(message, 'stop')) stop();
    if (isMessage(message, 'confirm-date')) host.node.confirmClock();
  });
}

function isMessage(message: unknown, type: string): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('usage: node src/hospital/main.ts FOLDER [--date-confirmed]\n');
  process.exit(USAGE_EXIT);
}
try {
  const logger = stderrLogger('node', systemClock);
  const ports = { clock: systemClock, random: systemRandom, timers: systemTimers, logger };
  const host = await runHospitalNode({
    folder,
    ports,
    dateConfirmed: process.argv.includes('--date-confirmed'),
  });
  stopOnRequest(host);
  report({ type: 'listening', address: host.address });
} catch (error) {
  report(startFailed(error));
  process.exitCode = FAILED_EXIT;
}
