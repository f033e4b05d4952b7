/**
 * A process that sets up the demonstration in a folder, or founds an institution there, and is killed as by `kill -9`
 * when a step begins: `node setupProcess.ts FOLDER demonstration|institution STEP`, the steps being counted from 1.
 */
import { asker } from './asker.ts';
import { ChildProcessHost, CHEAP } from './childProcessHost.ts';
import { foundInstitution } from './founding.ts';
import { startCore } from '../../src/workstation/core/core.ts';

const [folder = '', kind = '', step = ''] = process.argv.slice(2);
let begun = 0;
const host = new ChildProcessHost(folder, {
  onEvent: (event) => {
    if (event.type !== 'progress') return;
    begun += 1;
    if (begun === Number(step)) process.kill(process.pid, 'SIGKILL');
  },
});
const core = await startCore(host, CHEAP);
if (kind === 'institution') await foundInstitution(asker(core).ask);
else await core.handle('setup/demonstration', { passphrase: 'correct horse battery' });
await core.close();
