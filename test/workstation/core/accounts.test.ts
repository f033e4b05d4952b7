import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/crypto/bytes.ts';
import { toStaffId, toStaffRootSecret, type StaffRootSecret } from '../../../src/crypto/ids.ts';
import { createKeyStore, readKeyStoreIdentity, type KeyStoreIdentity } from '../../../src/crypto/keyStore.ts';
import { MINIMUM_LIMITS } from '../../../src/crypto/passwordHash.ts';
import { deskKey, staffKeys } from '../../../src/crypto/staffKeys.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { until } from '../../support/nodeWorld.ts';
import { bytes16, bytes32 } from '../../support/world.ts';
import { changeFromElsewhere, Machine, PASSPHRASE } from './support.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.demonstration();
});
afterAll(() => machine.close());

const WRONG = 'wrong horse battery';

describe('unlocking', () => {
  it('with a wrong passphrase is refused as such, and then throttled, restarts and clocks notwithstanding', async () => {
    const id = await machine.account('李明');
    const attempt = (passphrase: string) => machine.codeOf('account/unlock', { id, passphrase });
    for (let time = 1; time <= 4; time += 1) expect(await attempt(WRONG)).toBe('passphrase-wrong');
    expect(await attempt(PASSPHRASE)).toBe('passphrase-throttled');
    await machine.restart();
    machine.clock.shift = -60_000;
    expect(await attempt(PASSPHRASE)).toBe('passphrase-throttled');
    machine.clock.shift = 0;
    const listed = (await machine.ask('account/list', {})).find((account) => account.id === id);
    expect(listed?.retryAt).toBeGreaterThan(machine.clock.now() - 60_000);
    machine.clock.shift = 60_000;
    expect(await attempt(PASSPHRASE)).toBe('ok');
    machine.clock.shift = 0;
    expect(await attempt(WRONG)).toBe('passphrase-wrong');
    expect(await attempt(PASSPHRASE)).toBe('ok');
  });

  it('takes a throttle file that was tampered with for a reason to wait', async () => {
    const id = await machine.account('李明');
    writeFileSync(machine.file('accounts', `${id}.throttle`), 'x');
    expect(await machine.codeOf('account/unlock', { id, passphrase: PASSPHRASE })).toBe(
      'passphrase-throttled',
    );
    machine.clock.shift = 60_000;
    expect(await machine.codeOf('account/unlock', { id, passphrase: PASSPHRASE })).toBe('ok');
    machine.clock.shift = 0;
  });

  it('refuses an account that is not on this machine, whatever its name', async () => {
    for (const id of ['doctor-00', '../machine', '']) {
      expect(await machine.codeOf('account/unlock', { id, passphrase: PASSPHRASE })).toBe('account-missing');
    }
  });

  it('refuses a key store that was altered, by name', async () => {
    const id = await machine.account('吴娟');
    const path = machine.file('accounts', `${id}.keystore.json`);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace('"zh": "吴娟"', '"zh": "吴绢"'));
    expect(await machine.codeOf('account/unlock', { id, passphrase: PASSPHRASE })).toBe('keystore-altered');
    writeFileSync(path, whole);
    machine.clock.shift = 0;
  });

  it('refuses a suspended account by name, and takes it again once it is reinstated', async () => {
    const id = await machine.account('李明');
    const entity = fromHex(id.replace('doctor-', ''));
    const officer = await machine.account('赵敏');
    const change = { id: entity, role: 'doctor', reason: 'leave of absence' } as const;
    const session = await machine.unlock('李明');
    expect(session.status).toBe('active');

    await changeFromElsewhere(machine, officer, { kind: 'registry/staff-suspend', ...change });
    // The session is told that it stands no longer, and a new one is refused.
    await until(async () => (await machine.ask('session/current', {}))?.status === 'suspended');
    const attempt = await machine.core.handle('account/unlock', { id, passphrase: PASSPHRASE });
    expect(attempt).toEqual({ ok: false, code: 'account-suspended', detail: { step: 'account' } });
    expect(await machine.ask('session/current', {})).toBeNull();

    await changeFromElsewhere(machine, officer, { kind: 'registry/staff-reinstate', ...change });
    expect((await machine.unlock('李明')).status).toBe('active');
  });
});

describe('a new account', () => {
  const form = {
    role: 'doctor',
    name: { zh: '陈静', en: 'Chen Jing' },
    licence: '110120000099999',
    specialty: '儿科',
    passphrase: PASSPHRASE,
  } as const;

  it('is made only when the recovery words asked back are right, and enters the ledger by its officer', async () => {
    const [a] = (await machine.ask('setup/status', {})).institutions;
    const before = (await machine.ask('account/list', {})).length;
    const made = await machine.ask('account/create', { ...form, institution: a?.id ?? '' });
    expect(made.words).toHaveLength(24);
    expect(made.ask).toHaveLength(3);
    const asked = made.ask.map((position) => made.words[position] ?? '');
    const { ticket } = made;
    const wrong = [...asked.slice(1), 'zebra'];
    expect(await machine.codeOf('account/confirm', { ticket, words: wrong })).toBe('recovery-phrase-wrong');
    expect(await machine.ask('account/list', {})).toHaveLength(before);

    const { account, enrolment } = await machine.ask('account/confirm', { ticket, words: asked });
    expect(account).toMatchObject({ role: 'doctor', name: form.name });
    expect(await machine.codeOf('account/confirm', { ticket, words: asked })).toBe('ticket-unknown');
    const unlock = () => machine.codeOf('account/unlock', { id: account.id, passphrase: PASSPHRASE });
    expect(await unlock()).toBe('account-unknown');

    await machine.unlock('赵敏');
    await machine.ask('staff/add', { enrolment: enrolment.text });
    expect(await machine.codeOf('staff/add', { enrolment: enrolment.text })).toBe('staff-exists');
    const staff = await machine.ask('staff/list', {});
    expect(staff.map(({ name, status }) => [name.zh, status])).toEqual([
      ['李明', 'active'],
      ['陈静', 'active'],
      ['孙丽', 'active'],
      ['赵敏', 'active'],
    ]);
    expect(await unlock()).toBe('ok');
  });

  it('comes back from its words alone, with its desk, under a new passphrase', async () => {
    const [a] = (await machine.ask('setup/status', {})).institutions;
    const made = await machine.ask('account/create', { ...form, institution: a?.id ?? '', language: 'zh' });
    const asked = made.ask.map((position) => made.words[position] ?? '');
    const { account, enrolment } = await machine.ask('account/confirm', {
      ticket: made.ticket,
      words: asked,
    });
    await machine.unlock('赵敏');
    await machine.ask('staff/add', { enrolment: enrolment.text });
    await machine.ask('account/unlock', { id: account.id, passphrase: PASSPHRASE });
    const { role, entity, institution } = account;
    const recover = (words: string) =>
      machine.codeOf('account/recover', {
        role,
        entity,
        institution,
        words,
        passphrase: 'another passphrase',
      });
    expect(await recover(made.words.slice(1).join(''))).toBe('recovery-phrase-wrong');
    const other = await machine.ask('account/create', { ...form, institution });
    expect(await recover(other.words.join(' '))).toBe('account-keys-differ');
    expect(await recover(made.words.join(''))).toBe('ok');
    expect(await machine.codeOf('account/unlock', { id: account.id, passphrase: PASSPHRASE })).toBe(
      'passphrase-wrong',
    );
    const session = await machine.ask('account/unlock', { id: account.id, passphrase: 'another passphrase' });
    expect(session).toMatchObject({ status: 'active', account: { name: form.name } });
  });

  it('is refused with a weak passphrase before any word is shown', async () => {
    const [a] = (await machine.ask('setup/status', {})).institutions;
    const args = { ...form, institution: a?.id ?? '', passphrase: 'short' };
    expect(await machine.codeOf('account/create', args)).toBe('passphrase-weak');
    const unknown = { ...form, institution: '00'.repeat(16) };
    expect(await machine.codeOf('account/create', unknown)).toBe('institution-unknown');
  });
});

describe('a passphrase', () => {
  it('is changed by whoever knows it, and the old one opens nothing any more', async () => {
    const id = await machine.account('周涛');
    const next = 'a new passphrase';
    const change = (passphrase: string, to: string) =>
      machine.codeOf('account/change-passphrase', { id, passphrase, next: to });
    expect(await change(WRONG, next)).toBe('passphrase-wrong');
    expect(await change(PASSPHRASE, 'short')).toBe('passphrase-weak');
    expect(await change(PASSPHRASE, next)).toBe('ok');
    expect(await machine.codeOf('account/unlock', { id, passphrase: PASSPHRASE })).toBe('passphrase-wrong');
    expect(await machine.codeOf('account/unlock', { id, passphrase: next })).toBe('ok');
    expect(await change(next, PASSPHRASE)).toBe('ok');
  });
});

describe('the keys of another', () => {
  it('open no session under the name of an account, though file and passphrase are right', async () => {
    const [li, wang] = [await machine.account('李明'), await machine.account('王芳')];
    const path = machine.file('accounts', `${li}.keystore.json`);
    const own = readFileSync(path);
    copyFileSync(machine.file('accounts', `${wang}.keystore.json`), path);
    expect(await machine.codeOf('account/unlock', { id: li, passphrase: PASSPHRASE })).toBe(
      'keystore-altered',
    );
    expect((await machine.ask('account/list', {})).map(({ id }) => id)).not.toContain(li);
    writeFileSync(path, own);
  });

  it('are told from those that the ledger has for the account', async () => {
    const li = await machine.account('李明');
    const path = machine.file('accounts', `${li}.keystore.json`);
    const own = readFileSync(path);
    writeFileSync(path, keyStoreOf(readKeyStoreIdentity(own), forged));
    expect(await machine.codeOf('account/unlock', { id: li, passphrase: PASSPHRASE })).toBe(
      'account-keys-differ',
    );
    writeFileSync(path, own);
  });

  it('do not sign the challenge of a node, where the copy of the ledger does not know the account yet', async () => {
    await machine.ask('account/lock', {});
    const officer = await machine.account('赵敏');
    const path = machine.file('accounts', `${officer}.keystore.json`);
    const { institution } = readKeyStoreIdentity(readFileSync(path));
    const entity = toStaffId(bytes16('a doctor entered elsewhere'));
    const { sign, seal } = staffKeys(toStaffRootSecret(bytes32('the right root')), 1);
    await changeFromElsewhere(machine, officer, {
      kind: 'registry/staff-add',
      institution,
      role: 'doctor',
      id: entity,
      nameZh: '钱伟',
      nameEn: 'Qian Wei',
      licence: '',
      specialty: '',
      sign: sign.publicKey,
      seal: seal.publicKey,
    });
    const id = `doctor-${toHex(entity)}`;
    const identity = { accountId: id, role: 'doctor', entity, institution, names: null } as const;
    writeFileSync(machine.file('accounts', `${id}.keystore.json`), keyStoreOf(identity, forged));
    const attempt = await machine.core.handle('account/unlock', { id, passphrase: PASSPHRASE });
    expect(attempt).toEqual({ ok: false, code: 'login-signature', detail: { step: 'signature' } });
    expect(existsSync(machine.file('desks', `${id}.db`))).toBe(false);
  });
});

const forged = toStaffRootSecret(bytes32('another root'));

function keyStoreOf(identity: KeyStoreIdentity, rootSecret: StaffRootSecret): Uint8Array {
  const content = { rootSecret, secrets: { databaseKey: deskKey(rootSecret) } };
  const seal = { passphrase: PASSPHRASE, limits: MINIMUM_LIMITS };
  return createKeyStore({ identity, content }, seal, systemRandom);
}
