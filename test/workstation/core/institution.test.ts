import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toHex } from '../../../src/crypto/bytes.ts';
import { openKeyStore } from '../../../src/crypto/keyStore.ts';
import { openSealed, sealingKeyPair } from '../../../src/crypto/sealing.ts';
import { staffKeys } from '../../../src/crypto/staffKeys.ts';
import { coreFolder, openCore, testHost, type RunningCore } from '../../support/coreHost.ts';
import { FOUNDED, founders, foundInstitution, PASSPHRASES } from '../../support/founding.ts';
import { until } from '../../support/nodeWorld.ts';
import { item, NOTE, PERSON, PIN } from '../support/story.ts';

const PROCESS = fileURLToPath(new URL('../../support/setupProcess.ts', import.meta.url));

type Ask = RunningCore['ask'];

/** Unlocks the one account of a role. */
async function unlock(ask: Ask, role: keyof typeof PASSPHRASES) {
  const id = (await ask('account/list', {})).find((account) => account.role === role)?.id ?? '';
  return ask('account/unlock', { id, passphrase: PASSPHRASES[role] });
}

describe('an institution that is founded on this machine', () => {
  it('has an officer, a doctor and a registrar, each under their own passphrase, and a whole visit is done', async () => {
    const { ask, codeOf, host } = await openCore(testHost(coreFolder()));
    const { status } = await foundInstitution(ask);
    expect(status).toMatchObject({ state: 'ready', demonstration: false, institutions: [{ name: FOUNDED }] });
    expect(host.nodePids()).toHaveLength(1);
    expect(await codeOf('demonstration/patients', {})).toBe('demonstration-only');
    for (const role of ['officer', 'doctor', 'registrar'] as const) {
      expect(await unlock(ask, role)).toMatchObject({
        status: 'active',
        node: 'connected',
        account: { role, institutionName: FOUNDED },
      });
    }
    const wishes = { pin: PIN, cards: 1, files: [], emergency: false };
    const patient = await ask('registrar/register-patient', { ...PERSON, ...wishes });
    await unlock(ask, 'doctor');
    const card = await ask('card/read', { text: item(patient.cards, 1) });
    const handle = card.state === 'fresh' ? card.handle : '';
    const { id: visit } = await ask('visit/open', { handle, registration: null, purpose: 'treatment' });
    await ask('draft/save', { visit, note: NOTE });
    const { hash } = await ask('sign/preview', { visit });
    await ask('sign/commit', { visit, hash, consent: { slip: item(patient.slips, 1), pin: PIN } });
    await until(async () => (await ask('outbox/list', {})).every(({ state }) => state === 'committed'));
    expect((await ask('visit/end', { visit })).next?.epoch).toBe(2);
    // A real institution follows its records up, so that the name stays with them for a while.
    expect(await ask('ledger/mine', {})).toMatchObject([
      { state: 'consented', verified: true, patientName: PERSON.name },
    ]);
  });

  it('tells how far it is, and hands out its offline keys, which the officer alone opens', async () => {
    const folder = coreFolder();
    const { ask, host } = await openCore(testHost(folder));
    const { offlineKeys, status } = await foundInstitution(ask);
    const progress = host.events.filter((event) => event.type === 'progress');
    expect(progress.map(({ done, total, step }) => [done, total, step])).toEqual([
      [0, 6, 'accounts'],
      [1, 6, 'accounts'],
      [2, 6, 'accounts'],
      [3, 6, 'node'],
      [4, 6, 'staff'],
      [5, 6, 'replica'],
    ]);
    const [institution] = status.institutions;
    expect(Buffer.from(offlineKeys.bytes)).toEqual(
      readFileSync(join(folder, 'offline', `${institution?.id ?? ''}.json`)),
    );
    const file = JSON.parse(Buffer.from(offlineKeys.bytes).toString()) as {
      archive: { publicKey: string; sealed: Record<string, string> };
    };
    const accounts = await ask('account/list', {});
    expect(Object.keys(file.archive.sealed)).toEqual([
      accounts.find(({ role }) => role === 'officer')?.entity,
    ]);
    const opened = accounts.map(({ id, role }) => {
      const keyStore = readFileSync(join(folder, 'accounts', `${id}.keystore.json`));
      const { content } = openKeyStore(keyStore, PASSPHRASES[role]);
      const [sealed = ''] = Object.values(file.archive.sealed);
      const seed = openSealed(fromBase64Url(sealed), staffKeys(content.rootSecret, 1).seal);
      return [role, seed === null ? null : toHex(sealingKeyPair(seed).publicKey)];
    });
    expect(new Map(opened as [string, string | null][])).toEqual(
      new Map([
        ['officer', file.archive.publicKey],
        ['doctor', null],
        ['registrar', null],
      ]),
    );
  });

  it('gives each of them back from their recovery words', async () => {
    const { ask } = await openCore(testHost(coreFolder()));
    const { people, words } = await founders(ask);
    await ask('setup/institution', { name: FOUNDED, people });
    const doctor = (await ask('account/list', {})).find(({ role }) => role === 'doctor');
    const { role, entity, institution } = doctor ?? { role: 'doctor', entity: '', institution: '' };
    const phrase = words['doctor']?.join('') ?? '';
    const passphrase = 'a new passphrase';
    await ask('account/recover', { role, entity, institution, words: phrase, passphrase });
    const session = await ask('account/unlock', { id: doctor?.id ?? '', passphrase });
    expect(session).toMatchObject({ status: 'active', account: { name: { zh: '林岚' } } });
  });

  it('begins with one officer and a doctor, whose words were asked back', async () => {
    const { ask, codeOf } = await openCore(testHost(coreFolder()));
    expect(await codeOf('setup/person', { passphrase: 'short' })).toBe('passphrase-weak');
    const { people } = await founders(ask);
    const [officer, doctor, registrar] = people;
    const found = (members: readonly (typeof officer)[]) =>
      codeOf('setup/institution', { name: FOUNDED, people: members.flatMap((member) => member ?? []) });
    expect(await found([officer, registrar])).toBe('founders-missing');
    expect(await found([doctor, registrar])).toBe('founders-missing');
    const { ticket, ask: positions, words } = await ask('setup/person', { passphrase: PASSPHRASES.doctor });
    const unasked = people.map((person) => (person.role === 'doctor' ? { ...person, ticket } : person));
    expect(await found(unasked)).toBe('ticket-unknown');
    const wrong = positions.map(() => 'zebra');
    expect(await codeOf('setup/person-confirm', { ticket, words: wrong })).toBe('recovery-phrase-wrong');
    await ask('setup/person-confirm', { ticket, words: positions.map((position) => words[position] ?? '') });
    expect(await ask('setup/status', {})).toMatchObject({ state: 'empty', interrupted: false });
    expect(await found(unasked)).toBe('ok');
    expect(await found(people)).toBe('ticket-unknown');
    expect(await codeOf('setup/person', { passphrase: PASSPHRASES.doctor })).toBe('setup-done');
  });

  it('is founded by the same people after its node did not start', async () => {
    const host = testHost(coreFolder());
    const { ask, codeOf } = await openCore(host);
    const { people } = await founders(ask);
    host.nodesAway = true;
    expect(await codeOf('setup/institution', { name: FOUNDED, people })).toBe('node-away');
    expect(await ask('setup/status', {})).toMatchObject({ state: 'empty', interrupted: true });
    expect(await ask('account/list', {})).toEqual([]);
    host.nodesAway = false;
    expect(await codeOf('setup/institution', { name: FOUNDED, people })).toBe('ok');
    expect(await unlock(ask, 'doctor')).toMatchObject({ status: 'active', node: 'connected' });
  });

  it('is founded anew after a set-up that was killed at any step', async () => {
    const folder = coreFolder();
    for (const step of [2, 5]) {
      expect([step, await endOf(folder, step)]).toEqual([step, 'SIGKILL']);
      const { ask, core } = await openCore(testHost(folder));
      expect(await ask('setup/status', {})).toMatchObject({ state: 'empty', interrupted: true });
      expect(await ask('account/list', {})).toEqual([]);
      await core.close();
    }
    const { ask } = await openCore(testHost(folder));
    await foundInstitution(ask);
    expect(await unlock(ask, 'doctor')).toMatchObject({ status: 'active', node: 'connected' });
    expect(readdirSync(join(folder, 'nodes'))).toHaveLength(1);
    expect(readdirSync(join(folder, 'offline'))).toHaveLength(1);
    expect(existsSync(join(folder, 'setup.json'))).toBe(false);
  });
});

/** The signal that ended a set-up; null when none did. */
async function endOf(folder: string, step: number): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROCESS, folder, 'institution', String(step)], (error) => {
      resolve(error?.signal ?? null);
    });
  });
}
