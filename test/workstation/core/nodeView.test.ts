/** What an officer sees of their node: how it is, and an audit log that is checked before it is shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inStore } from '../../hospital/support/storedRecords.ts';
import { Machine, PASSPHRASE } from './support.ts';

/** Unlocks the first account of a role. */
async function unlockAs(machine: Machine, role: 'officer' | 'doctor'): Promise<void> {
  const found = (await machine.ask('account/list', {})).find((account) => account.role === role);
  if (found === undefined) throw new Error(`no ${role}`);
  await machine.ask('account/unlock', { id: found.id, passphrase: PASSPHRASE });
}

describe('the officer’s view of the node', () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await Machine.demonstration();
  });

  afterAll(() => machine.close());

  it('says how the node is, in numbers', async () => {
    await unlockAs(machine, 'officer');
    const report = await machine.ask('node/report', {});
    expect(report).toMatchObject({ trouble: null, mail: 0, mailBytes: 0, copiesMissing: 0 });
    expect(report.height).toBeGreaterThan(0);
    expect(report.loggedIn).toBeGreaterThan(0);
  });

  it('shows who did what, newest first, page by page', async () => {
    await unlockAs(machine, 'officer');
    const log = await machine.ask('audit/list', { before: null });
    expect(log.total).toBe(log.entries[0]?.number);
    expect(log.entries.map(({ number }) => number)).toEqual(
      Array.from({ length: log.entries.length }, (_, index) => log.total - index),
    );
    const added = log.entries.find(({ kind }) => kind === 'registry/staff-add');
    expect(added).toMatchObject({ method: 'submit', code: 'ok', who: { role: 'officer' } });
    const older = await machine.ask('audit/list', { before: log.total });
    expect(older.entries).toEqual(log.entries.slice(1));
    expect((await machine.ask('audit/list', { before: 1 })).entries).toEqual([]);
  });

  it('is saved whole, with the node’s signature at its end', async () => {
    await unlockAs(machine, 'officer');
    const { text, total } = await machine.ask('audit/export', {});
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toHaveLength(total + 1);
    expect(lines.at(-1)).toMatchObject({ end: { number: total } });
  });

  it('is refused by the number of the entry that was changed in the node’s file', async () => {
    await unlockAs(machine, 'officer');
    const institution = (await machine.ask('session/current', {}))?.account.institution ?? '';
    inStore(machine.file('nodes', institution), (database) => {
      database.execute("DROP TRIGGER audit_is_final; UPDATE audit SET code = 'ok!' WHERE number = 1");
    });
    expect(await machine.codeOf('audit/list', { before: null })).toBe('audit-altered');
    expect(await machine.codeOf('audit/export', {})).toBe('audit-altered');
  });

  it('is for officers', async () => {
    await unlockAs(machine, 'doctor');
    expect(await machine.codeOf('node/report', {})).toBe('role-officer-required');
    expect(await machine.codeOf('audit/list', { before: null })).toBe('role-officer-required');
    expect(await machine.codeOf('audit/export', {})).toBe('role-officer-required');
  });
});
