import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTE, PERSON } from '../support/story.ts';
import { Machine, PASSPHRASE } from './support.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.demonstration();
});
afterAll(() => machine.close());

/** As on a machine that follows the same ledger and has never seen the account. */
async function forget(account: string): Promise<void> {
  await machine.core.close();
  for (const name of [`${account}.keystore.json`, `${account}.throttle`])
    rmSync(machine.file('accounts', name), { force: true });
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(machine.file('desks', `${account}.db${suffix}`), { force: true });
  await machine.start();
}

async function openVisit(): Promise<string> {
  await machine.unlock('孙丽');
  const wishes = { pin: '246810', cards: 1, files: [], emergency: false };
  const { cards } = await machine.ask('registrar/register-patient', { ...PERSON, ...wishes });
  await machine.unlock('李明');
  const read = await machine.ask('card/read', { text: cards[0]?.text ?? '' });
  const handle = read.state === 'fresh' ? read.handle : '';
  const visit = await machine.ask('visit/open', { handle, registration: null, purpose: 'treatment' });
  return visit.id;
}

describe('a backup', () => {
  it('is one file under the passphrase, restored on another machine in one step, without open visits', async () => {
    const visit = await openVisit();
    const own = [{ key: 'ros', body: '无发热' }];
    await machine.ask('note/save-phrases', { own });
    await machine.ask('draft/save', { visit, note: NOTE });
    expect(await machine.codeOf('account/backup', { passphrase: 'wrong horse battery' })).toBe(
      'passphrase-wrong',
    );
    const { bytes, name, visits } = await machine.ask('account/backup', { passphrase: PASSPHRASE });
    expect([name.endsWith('.backup'), visits]).toEqual([true, 1]);
    const text = new TextDecoder('iso-8859-1').decode(bytes);
    for (const secret of ['ros', '李明说', 'SQLite format']) expect(text).not.toContain(secret);
    // The desk that it was made of goes on.
    expect(await machine.ask('draft/load', { visit })).toMatchObject({ note: NOTE });
    expect(await machine.codeOf('account/restore', { bytes, passphrase: PASSPHRASE })).toBe('account-exists');

    const id = await machine.account('李明');
    await forget(id);
    expect((await machine.ask('account/list', {})).map((account) => account.id)).not.toContain(id);
    const restore = async (file: Uint8Array<ArrayBuffer>, passphrase = PASSPHRASE) =>
      machine.codeOf('account/restore', { bytes: file, passphrase });
    expect(await restore(bytes, 'wrong horse battery')).toBe('passphrase-wrong');
    const altered = bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte));
    expect(await restore(altered)).toBe('backup-altered');
    expect(await restore(bytes.slice(0, 5_000))).toBe('backup-malformed');
    expect((await machine.ask('account/list', {})).map((account) => account.id)).not.toContain(id);

    expect(await machine.ask('account/restore', { bytes, passphrase: PASSPHRASE })).toMatchObject({ id });
    await machine.unlock('李明');
    expect((await machine.ask('note/templates', {})).own).toEqual(own);
    // What the card opened was never in the file; what the doctor wrote was.
    expect(await machine.ask('visit/list', {})).toEqual([]);
    expect(await machine.codeOf('visit/chart', { visit })).toBe('visit-unknown');
    expect(await machine.ask('draft/load', { visit })).toMatchObject({ note: NOTE });
  });

  it('of another ledger is not taken', async () => {
    await machine.unlock('王芳');
    const { bytes } = await machine.ask('account/backup', { passphrase: PASSPHRASE });
    const other = await Machine.demonstration();
    try {
      expect(await other.codeOf('account/restore', { bytes, passphrase: PASSPHRASE })).toBe('backup-foreign');
    } finally {
      await other.close();
    }
  });

  it('is made of an unlocked account alone', async () => {
    await machine.ask('account/lock', {});
    expect(await machine.codeOf('account/backup', { passphrase: PASSPHRASE })).toBe('session-locked');
  });
});
