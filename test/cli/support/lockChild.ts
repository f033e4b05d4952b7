/** A process that has a data folder, as a running workstation has: `node lockChild.ts LOCK`, until its input ends. */
import { takeLock } from '../../../src/node/files.ts';

takeLock(process.argv[2] ?? '');
process.stdout.write('locked\n');
process.stdin.resume();
