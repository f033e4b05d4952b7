import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openNode } from '../../src/hospital/node.ts';
import { openReplica } from '../../src/replica/replica.ts';
import { nodeVersion } from '../../src/workstation/cli/check/machine.ts';
import { FINDINGS } from '../../src/workstation/cli/check/texts.ts';
import { encodeMachine } from '../../src/workstation/core/machine.ts';
import { manualClock, type ManualClock } from '../support/manualClock.ts';
import { testPorts } from '../support/nodeWorld.ts';
import { DAY } from '../support/world.ts';
import { answered, cli } from './support/cli.ts';
import { ledgerFolder, MACHINE_KEY, privateFile, privateFolder, writeMachineKey } from './support/folders.ts';
import { occupy } from './support/otherProcess.ts';
import {
  accountOf,
  copyOf,
  makeInstallation,
  nodeFolderOf,
  SECRETS,
  type Installation,
} from './support/installation.ts';

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly means: string;
  readonly action: string;
}

interface Checked {
  readonly exit: number;
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
}

async function check(folder: string, ...options: readonly string[]): Promise<Checked> {
  const { exit, out } = await cli(['check', '--data', folder, ...options]);
  const { findings, ok } = JSON.parse(out) as { findings: readonly Finding[]; ok: boolean };
  expect(ok).toBe(exit === 0);
  return { exit, findings, codes: findings.map(({ code }) => code) };
}

/** Codes of what is wrong. */
async function faults(folder: string, ...options: readonly string[]): Promise<readonly string[]> {
  const { findings } = await check(folder, ...options);
  return findings.filter(({ severity }) => severity !== 'ok').map(({ code }) => code);
}

describe('every finding', () => {
  it('says what it means in both languages, and what to do in both or in neither', () => {
    for (const [code, { en, zh }] of Object.entries(FINDINGS)) {
      expect([code, en[0] !== '', zh[0] !== '', (en[1] === '') === (zh[1] === '')]).toEqual([
        code,
        true,
        true,
        true,
      ]);
    }
  });

  it('that is a fault says what to do', async () => {
    const { findings } = await check(privateFolder());
    for (const { action, severity } of findings) expect(severity === 'ok' || action !== '').toBe(true);
  });
});

describe('check, of the machine', () => {
  it('finds the native module at work, and Node new enough', async () => {
    const { codes } = await check(privateFolder());
    expect(codes).toEqual(expect.arrayContaining(['node-version-ok', 'native-module-ok']));
    expect(nodeVersion('20.19.0')).toMatchObject({ severity: 'error', code: 'node-version-old' });
  });
});

describe('check, of the data folder', () => {
  it('says when there is none, and when nothing was set up in it', async () => {
    const nowhere = await check('/nowhere');
    expect([nowhere.exit, nowhere.codes.at(-1)]).toEqual([3, 'data-folder-missing']);
    const folder = privateFolder();
    expect(await faults(folder)).toEqual(['setup-missing']);
    privateFile(folder, 'setup.json', '{}');
    expect(await faults(folder)).toEqual(['setup-interrupted']);
    privateFile(folder, 'machine.json', '{');
    expect(await faults(folder)).toEqual(['machine-malformed']);
  });

  it.skipIf(process.platform === 'win32')('says when others of this machine may read it', async () => {
    const { folder } = ledgerFolder();
    chmodSync(join(folder, 'replica.db'), 0o644);
    expect(await faults(folder)).toContain('files-open');
    chmodSync(folder, 0o755);
    expect(await faults(folder)).toContain('data-folder-open');
  });

  it('tells a lock that is held from one that was left behind', async () => {
    const folder = privateFolder();
    expect((await check(folder)).codes).toContain('lock-free');
    privateFile(folder, 'core.lock', '999999999');
    expect((await check(folder)).codes).toContain('lock-stale');
    rmSync(join(folder, 'core.lock'));
    const pid = await occupy(folder);
    const { findings } = await check(folder);
    expect(findings.find(({ code }) => code === 'lock-held')).toMatchObject({ detail: { pid } });
  });
});

describe('check, of keys', () => {
  it('names what is wrong with the machine key', async () => {
    const { folder } = ledgerFolder();
    writeMachineKey(folder, 'kwallet5');
    const inKeyRing = await check(folder);
    expect(inKeyRing).toMatchObject({ exit: 0 });
    expect(inKeyRing.codes).toContain('machine-key-in-key-ring');
    privateFile(folder, 'machine-key.json', '{');
    expect(await faults(folder)).toContain('machine-key-malformed');
    rmSync(join(folder, 'machine-key.json'));
    expect(await faults(folder)).toContain('machine-key-missing');
  });

  it('names a key store that cannot be read, without any passphrase', async () => {
    const { folder } = ledgerFolder();
    expect(await faults(folder)).toContain('accounts-none');
    mkdirSync(join(folder, 'accounts'), { mode: 0o700 });
    privateFile(join(folder, 'accounts'), 'doctor-00.keystore.json', '{}');
    const { findings } = await check(folder);
    expect(findings.find(({ code }) => code === 'account-unreadable')).toMatchObject({
      severity: 'error',
      detail: { account: 'doctor-00', code: 'keystore-malformed' },
    });
  });
});

describe('check, of the copy of the ledger', () => {
  it('finds a good one good', async () => {
    const { folder } = ledgerFolder();
    const { findings } = await check(folder);
    expect(findings.find(({ code }) => code === 'replica-ok')).toMatchObject({ detail: { height: 4 } });
  });

  it('says when it is missing, damaged, under another key, or of another ledger', async () => {
    const { chain, folder } = ledgerFolder();
    const { world } = chain;
    const other = privateFile(privateFolder(), 'key', new Uint8Array(32));
    expect(await faults(folder, '--machine-key-file', other)).toContain('replica-key-wrong');
    const machine = {
      demonstration: false,
      genesisHash: new Uint8Array(32),
      home: world.a.id,
      nodes: [world.a.id],
      remote: [],
    };
    const before = readFileSync(join(folder, 'machine.json'));
    privateFile(folder, 'machine.json', encodeMachine(machine));
    expect(await faults(folder)).toContain('genesis-mismatch');
    privateFile(folder, 'machine.json', before);
    writeFileSync(join(folder, 'replica.db'), new Uint8Array(8192).fill(1));
    expect(await faults(folder)).toContain('replica-key-wrong');
    rmSync(join(folder, 'replica.db'));
    expect(await faults(folder)).toContain('replica-missing');
  });

  it('says when it halted, at which height and for which check', async () => {
    const { chain, folder } = ledgerFolder();
    const file = { path: join(folder, 'replica.db'), key: MACHINE_KEY, genesis: null, clock: chain.clock };
    const replica = openReplica(file);
    replica.apply([chain.forgedNext({ appHash: new Uint8Array(32) })]);
    replica.close();
    const { exit, findings } = await check(folder);
    expect(exit).toBe(3);
    expect(findings.find(({ code }) => code === 'replica-halted')).toMatchObject({
      detail: { code: 'block-app-hash', height: 5 },
    });
  });
});

describe('check, of nodes and clock', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await makeInstallation();
  });
  afterAll(() => installation.remove());

  /** Node A of a copy, listening in this process under a clock of the test. */
  async function runningCopy(clock: ManualClock): Promise<string> {
    const folder = copyOf(installation);
    const [institution = ''] = installation.institutions;
    const node = await openNode(nodeFolderOf(folder, institution), testPorts(clock));
    onTestFinished(() => node.close());
    await node.listen();
    return folder;
  }

  it('finds a fresh installation in order, its nodes at rest', async () => {
    const { exit, findings } = await check(installation.folder);
    expect([exit, findings.filter(({ severity }) => severity === 'error')]).toEqual([0, []]);
    expect(findings.find(({ code }) => code === 'accounts-ok')).toMatchObject({ detail: { count: 6 } });
    expect(findings.filter(({ code }) => code === 'node-resting')).toHaveLength(2);
  });

  it('finds node, copy and clock in order while the workstation runs', async () => {
    const folder = await runningCopy(manualClock(Date.now()));
    const { codes } = await check(folder);
    expect(codes).toEqual(expect.arrayContaining(['node-reachable', 'copy-current', 'clock-ok']));
  });

  it('says when the clock is off by the validator’s signed word', async () => {
    const folder = await runningCopy(manualClock(Date.now() + DAY));
    const { exit, findings } = await check(folder);
    expect(exit).toBe(3);
    const off = findings.find(({ code }) => code === 'clock-off');
    expect(Number(off?.detail['offsetMs'])).toBeGreaterThan(DAY / 2);
  });

  it('says when the copy is behind its node', async () => {
    const folder = copyOf(installation);
    const registrar = accountOf(installation, 'Sun Li').id;
    const argv = ['visit', 'register', '--account', registrar, '--department', '内科', '--data', folder];
    await answered(argv, { env: SECRETS });
    cpSync(join(installation.folder, 'replica.db'), join(folder, 'replica.db'));
    rmSync(join(folder, 'replica.db-wal'), { force: true });
    rmSync(join(folder, 'replica.db-shm'), { force: true });
    const [institution = ''] = installation.institutions;
    const node = await openNode(nodeFolderOf(folder, institution), testPorts(manualClock(Date.now())));
    onTestFinished(() => node.close());
    await node.listen();
    expect(await faults(folder)).toContain('copy-behind');
  });

  it('says that a node is away when the workstation runs without it', async () => {
    const folder = copyOf(installation);
    await occupy(folder);
    const { codes, exit } = await check(folder);
    expect([exit, codes]).toEqual([3, expect.arrayContaining(['lock-held', 'node-away'])]);
  });

  it('says when a node’s folder is not whole', async () => {
    const folder = copyOf(installation);
    const [institution = ''] = installation.institutions;
    rmSync(join(nodeFolderOf(folder, institution), 'node.keys'));
    const { findings } = await check(folder);
    expect(findings.find(({ code }) => code === 'node-folder-broken')).toMatchObject({
      detail: { institution, code: 'node-missing' },
    });
  });
});
