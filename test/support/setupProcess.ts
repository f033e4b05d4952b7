/**
 * A process that sets up the demonstration in a folder, and is killed as by `kill -9` when a step begins:
 * `node setupProcess.ts FOLDER PASSPHRASE STEP`, the steps being counted from 1.
 */
import { ChildProcessHost, CHEAP } from './childProcessHost.ts';
import { startCore } from '../../src/workstation/core/core.ts';

const [folder = '', passphrase = '', step = ''] = process.argv.slice(2);
let begun = 0;
const host = new ChildProcessHost(folder, {
  onEvent: (event) => {
    if (event.type !== 'progress') return;
    begun += 1;
    if (begun === Number(step)) process.kill(process.pid, 'SIGKILL');
  },
});
const core = await startCore(host, CHEAP);
await core.handle('setup/demonstration', { passphrase });
await core.close();
