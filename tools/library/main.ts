/**
 * `npm run library`: sets up a demonstration of four hospitals in a folder of its own and fills its library of shared cases,
 * each made as a hospital makes one (src/workstation/demonstration/library). `--folder` says where (library-output/data),
 * `--cases N` takes the first N of each language, `--passphrase` under which everybody logs in. Open it afterwards with
 * `npm start -- --data=FOLDER`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import { systemClock } from '../../src/node/clock.ts';
import { writeFileAtomic } from '../../src/node/files.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { systemRandom } from '../../src/node/random.ts';
import { systemTimers } from '../../src/node/timers.ts';
import type { Outcome } from '../../src/workstation/api.ts';
import { MACHINE_KEY_FILE } from '../../src/workstation/cli/machineKey.ts';
import { NodeProcesses } from '../../src/workstation/cli/nodeProcesses.ts';
import { startCore } from '../../src/workstation/core/core.ts';
import { CHINESE_CASES } from '../../src/workstation/demonstration/library/chinese.ts';
import { ENGLISH_CASES } from '../../src/workstation/demonstration/library/english.ts';
import {
  registerCasePatient,
  shareCase,
  type Ask,
} from '../../src/workstation/demonstration/library/share.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: join(root, 'library-output', 'data') },
    cases: { type: 'string', default: '1000' },
    passphrase: { type: 'string', default: '海河边的第一次会诊' },
  },
});
const most = Number(values.cases);
const cases = [...CHINESE_CASES.slice(0, most), ...ENGLISH_CASES.slice(0, most)];

rmSync(values.folder, { recursive: true, force: true });
mkdirSync(values.folder, { recursive: true, mode: 0o700 });
const machineKey = systemRandom(32);
const stored = { version: 1, backend: 'file', key: Buffer.from(machineKey).toString('base64') };
writeFileAtomic(join(values.folder, MACHINE_KEY_FILE), Buffer.from(JSON.stringify(stored)));
const nodes = new NodeProcesses();
const core = await startCore(
  {
    clock: systemClock,
    random: systemRandom,
    timers: systemTimers,
    logger: silentLogger,
    dataFolder: values.folder,
    machineKey,
    startNode: (folder) => nodes.start(folder),
    stopNode: (folder) => nodes.stop(folder),
    confirmDate: async (folder) => nodes.confirmDate(folder),
    emit: () => undefined,
  },
  // Made-up people, under a passphrase that is printed: opening their key stores need cost nobody a second each.
  { keyStoreLimits: MINIMUM_LIMITS },
);
const ask = (async (channel, args) => {
  const outcome: Outcome<unknown> = await core.handle(channel, args);
  if (!outcome.ok) throw new Error(`${channel}: ${outcome.code} ${JSON.stringify(outcome.detail)}`);
  return outcome.value;
}) as Ask;
try {
  await fill();
  console.log(`\n${String(cases.length)} cases. Open them: npm start -- --data=${values.folder}`);
} finally {
  await core.close();
  await nodes.stopAll();
}

/** Hospital by hospital: its registrar registers all patients, then its doctor sees and shares them. */
async function fill(): Promise<void> {
  const { passphrase } = values;
  const { institutions } = await ask('setup/demonstration', { passphrase, hospitals: 4 });
  const accounts = await ask('account/list', {});
  for (const [hospital, { id, name }] of institutions.entries()) {
    const own = cases.map((one, number) => ({ one, number })).filter(({ one }) => one.hospital === hospital);
    const logIn = async (role: 'registrar' | 'doctor'): Promise<void> => {
      const account = accounts.find((each) => each.role === role && each.institution === id);
      await ask('account/unlock', { id: account?.id ?? '', passphrase });
    };
    await logIn('registrar');
    const patients = [];
    for (const { one, number } of own) patients.push(await registerCasePatient(ask, one, number));
    await logIn('doctor');
    for (const [index, { one, number }] of own.entries()) {
      const items = patients[index];
      if (items === undefined) continue;
      const shared = await shareCase(ask, one, { items, number });
      console.log(`${name.en}  ${shared.slice(0, 12)}  ${one.title}`);
    }
  }
}
