import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toHex } from '../../../src/crypto/bytes.ts';
import { openKeyStore } from '../../../src/crypto/keyStore.ts';
import { openSealed, sealingKeyPair } from '../../../src/crypto/sealing.ts';
import { staffKeys } from '../../../src/crypto/staffKeys.ts';
import { institutionCodec } from '../../../src/contracts/entities.ts';
import { read } from '../../../src/contracts/state.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { openReplica } from '../../../src/replica/replica.ts';
import { coreFolder, openCore, testHost } from '../../support/coreHost.ts';

const PASSPHRASE = 'correct horse battery';
const PROCESS = fileURLToPath(new URL('../../support/setupProcess.ts', import.meta.url));
const PEOPLE = [
  ['Haihe Hospital', 'doctor', '李明'],
  ['Haihe Hospital', 'registrar', '孙丽'],
  ['Haihe Hospital', 'officer', '赵敏'],
  ['Jinnan Hospital', 'doctor', '王芳'],
  ['Jinnan Hospital', 'registrar', '吴娟'],
  ['Jinnan Hospital', 'officer', '周涛'],
];

describe('the demonstration', () => {
  it('is two institutions with an officer, a registrar and a doctor each, on a ledger', async () => {
    const folder = coreFolder();
    const { ask, codeOf, host } = await openCore(testHost(folder));
    expect(await ask('setup/status', {})).toMatchObject({ state: 'empty', institutions: [] });
    expect(await codeOf('setup/demonstration', { passphrase: 'short' })).toBe('passphrase-weak');
    const status = await ask('setup/demonstration', { passphrase: PASSPHRASE });
    expect(status).toMatchObject({ state: 'ready', demonstration: true, dataDirectory: folder });
    expect(status.institutions.map(({ name }) => name.en)).toEqual(['Haihe Hospital', 'Jinnan Hospital']);
    const accounts = await ask('account/list', {});
    expect(accounts.map(({ name, role, institutionName }) => [institutionName.en, role, name.zh])).toEqual(
      PEOPLE,
    );
    for (const { id } of accounts) {
      const session = await ask('account/unlock', { id, passphrase: PASSPHRASE });
      expect(session).toMatchObject({ account: { id }, status: 'active', node: 'connected' });
    }
    expect(host.nodePids()).toHaveLength(2);
    expect(await codeOf('setup/demonstration', { passphrase: PASSPHRASE })).toBe('setup-done');
  });

  it('tells how far it is, step by step', async () => {
    const { ask, host } = await openCore(testHost(coreFolder()));
    await ask('setup/demonstration', { passphrase: PASSPHRASE });
    const progress = host.events.filter((event) => event.type === 'progress');
    expect(progress.map(({ done }) => done)).toEqual(progress.map((_, index) => index));
    expect(progress.at(-1)).toMatchObject({
      task: 'setup',
      done: progress.length - 1,
      total: progress.length,
    });
    expect(new Set(progress.map(({ step }) => step)).size).toBe(7);
  });

  it('leaves the secret halves of the offline keys to the officers alone', async () => {
    const folder = coreFolder();
    const { ask, core, host } = await openCore(testHost(folder));
    await ask('setup/demonstration', { passphrase: PASSPHRASE });
    const officers = (await ask('account/list', {})).filter(({ role }) => role === 'officer');
    await core.close();
    const replica = openReplica({
      path: join(folder, 'replica.db'),
      key: host.machineKey,
      genesis: null,
      clock: systemClock,
    });
    for (const { id, entity, institution } of officers) {
      const keyStore = readFileSync(join(folder, 'accounts', `${id}.keystore.json`));
      const { content } = openKeyStore(keyStore, PASSPHRASE);
      const file: unknown = JSON.parse(readFileSync(join(folder, 'offline', `${institution}.json`), 'utf8'));
      const registered = read(replica.store, institutionCodec, Buffer.from(institution, 'hex'));
      expect(file).toMatchObject({
        archive: { publicKey: toHex(registered?.archiveKey ?? new Uint8Array(0)) },
        emergency: { publicKey: toHex(registered?.emergencyKey ?? new Uint8Array(0)) },
      });
      const { archive } = file as { archive: { publicKey: string; sealed: Record<string, string> } };
      const seed = openSealed(
        fromBase64Url(archive.sealed[entity] ?? ''),
        staffKeys(content.rootSecret, 1).seal,
      );
      expect(toHex(sealingKeyPair(seed ?? new Uint8Array(32)).publicKey)).toBe(archive.publicKey);
    }
    replica.close();
  });
});

describe('a setup that was killed', () => {
  it('never looks ready, and is begun anew from any step', async () => {
    const folder = coreFolder();
    for (const step of [3, 8, 12]) {
      expect([step, await endOf(folder, step)]).toEqual([step, 'SIGKILL']);
      const { ask, core, codeOf } = await openCore(testHost(folder));
      expect(await ask('setup/status', {})).toMatchObject({ state: 'empty', institutions: [] });
      expect(await ask('account/list', {})).toEqual([]);
      expect(await codeOf('account/unlock', { id: 'any', passphrase: PASSPHRASE })).toBe('setup-missing');
      await core.close();
    }
    const { ask } = await openCore(testHost(folder));
    await ask('setup/demonstration', { passphrase: PASSPHRASE });
    const accounts = await ask('account/list', {});
    expect(accounts.map(({ name }) => name.zh)).toEqual(PEOPLE.map(([, , name]) => name));
    const session = await ask('account/unlock', { id: accounts[3]?.id ?? '', passphrase: PASSPHRASE });
    expect(session).toMatchObject({ status: 'active', node: 'connected' });
    expect(readdirSync(join(folder, 'nodes'))).toHaveLength(2);
    expect(existsSync(join(folder, 'setup.json'))).toBe(false);
  });

  it('ends the nodes that it had started when one of them does not start', async () => {
    const host = testHost(coreFolder());
    const { ask, codeOf } = await openCore(host);
    host.nodesAway = true;
    expect(await codeOf('setup/demonstration', { passphrase: PASSPHRASE })).toBe('node-away');
    expect((await ask('setup/status', {})).state).toBe('empty');
    host.nodesAway = false;
    expect((await ask('setup/demonstration', { passphrase: PASSPHRASE })).state).toBe('ready');
  });
});

describe('a data folder', () => {
  it('with accounts that no setup left is not cleared away for one', async () => {
    const folder = coreFolder();
    mkdirSync(join(folder, 'desks'));
    writeFileSync(join(folder, 'desks', 'doctor-1.db'), 'drafts');
    const { codeOf } = await openCore(testHost(folder));
    expect(await codeOf('setup/demonstration', { passphrase: PASSPHRASE })).toBe('data-folder-not-empty');
    expect(readFileSync(join(folder, 'desks', 'doctor-1.db'), 'utf8')).toBe('drafts');
  });

  it('whose machine file or genesis was altered is refused by name', async () => {
    const folder = coreFolder();
    const host = testHost(folder);
    const { ask, core } = await openCore(host);
    await ask('setup/demonstration', { passphrase: PASSPHRASE });
    await core.close();
    const genesis = readFileSync(join(folder, 'genesis.json'));
    writeFileSync(join(folder, 'genesis.json'), genesis.toString().replace('Haihe', 'Haihi') + ' ');
    await expect(openCore(host)).rejects.toMatchObject({ code: 'genesis-mismatch' });
    writeFileSync(join(folder, 'genesis.json'), genesis);
    writeFileSync(join(folder, 'machine.json'), '{}');
    await expect(openCore(host)).rejects.toMatchObject({ code: 'machine-malformed' });
  });
});

/** The signal that ended a setup; null when none did. */
async function endOf(folder: string, step: number): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROCESS, folder, 'demonstration', String(step)], (error) => {
      resolve(error?.signal ?? null);
    });
  });
}
