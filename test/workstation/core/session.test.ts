import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openDatabase } from '../../../src/replica/database.ts';
import { startCore } from '../../../src/workstation/core/core.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { until } from '../../support/nodeWorld.ts';
import { CHEAP } from '../../support/coreHost.ts';
import { Machine } from './support.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.demonstration();
});
afterAll(() => machine.close());

describe('locking', () => {
  it('ends the session: nothing of it answers any more, and the patient still may ask', async () => {
    await machine.unlock('李明');
    expect(await machine.codeOf('visit/list', {})).toBe('ok');
    await machine.ask('account/lock', {});
    expect(await machine.ask('session/current', {})).toBeNull();
    for (const channel of ['visit/list', 'outbox/list', 'ledger/mine', 'today/list', 'staff/list'] as const) {
      expect([channel, await machine.codeOf(channel, {})]).toEqual([channel, 'session-locked']);
    }
    expect(await machine.codeOf('patient/close', { handle: 'none' })).toBe('ok');
    expect(machine.host.events.at(-1)).not.toEqual({ type: 'session', state: 'unlocked' });
  });

  it('lets what is under way come to its end first, and closes the desk', async () => {
    await machine.unlock('孙丽');
    const underWay = machine.core.handle('registrar/register-visit', { department: '内科' });
    await machine.ask('account/lock', {});
    const outcome = await underWay;
    expect(outcome.ok || outcome.code === 'session-locked').toBe(true);
    // Whatever came of it is in the outbox, and is on the ledger once the account is unlocked again.
    await machine.unlock('孙丽');
    await until(async () => (await machine.ask('registrar/registrations', {})).length === 1);
  });

  it('of one account comes with unlocking another, and each opens a desk of its own', async () => {
    await machine.unlock('李明');
    await machine.unlock('王芳');
    const { account } = (await machine.ask('session/current', {})) ?? {};
    expect(account?.name.en).toBe('Wang Fang');
    const desks = readdirSync(machine.file('desks')).filter((name) => name.endsWith('.db'));
    expect(desks).toContain(`${await machine.account('李明')}.db`);
    expect(desks).toContain(`${await machine.account('王芳')}.db`);
  });
});

describe('files on a machine', () => {
  it('are encrypted: no key of the host opens a desk, and no plain text stands in them', async () => {
    const li = machine.file('desks', `${await machine.account('李明')}.db`);
    await machine.restart();
    expect(() => openDatabase({ path: li, key: machine.host.machineKey })).toThrow('database-key-wrong');
    for (const path of [li, machine.file('replica.db')]) {
      const content = readFileSync(path);
      expect(content.subarray(0, 6).toString('latin1')).not.toBe('SQLite');
      expect(content.includes(Buffer.from('李明'))).toBe(false);
    }
  });

  it('are written by one process', async () => {
    // A process that is alive: the parent of this one.
    const bootId = existsSync('/proc/sys/kernel/random/boot_id')
      ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
      : '';
    await machine.core.close();
    writeFileSync(machine.file('core.lock'), `${String(process.ppid)} ${bootId}`);
    expect(await codeOfAsync(startCore(machine.host, CHEAP))).toBe('data-folder-in-use');
    // One that wrote its lock before the system was started last is gone, whoever has its number now.
    writeFileSync(machine.file('core.lock'), `${String(process.ppid)} an-earlier-boot`);
    await machine.start();
    expect((await machine.ask('setup/status', {})).state).toBe('ready');
  });
});

describe('a node that is away', () => {
  it('is no hindrance to unlocking; what is signed waits, and goes when it is back', async () => {
    await machine.core.close();
    machine.host.nodesAway = true;
    await machine.start();
    const session = await machine.unlock('孙丽');
    expect(session).toMatchObject({ status: 'active', node: 'away' });
    expect((await machine.ask('ledger/status', {})).node).toBe('away');
    const before = (await machine.ask('registrar/registrations', {})).length;
    expect(await machine.codeOf('registrar/register-visit', { department: '外科' })).toBe('node-away');
    expect(await machine.ask('outbox/list', {})).toMatchObject([{ state: 'signed-queued' }, {}]);

    machine.host.nodesAway = false;
    await until(async () => (await machine.ask('registrar/registrations', {})).length === before + 1);
    expect(await machine.ask('session/current', {})).toMatchObject({ node: 'connected' });
    await until(async () => (await machine.ask('outbox/list', {}))[0]?.state === 'committed');
  });

  it('comes back by itself when its process was killed', async () => {
    await machine.unlock('李明');
    const pids = machine.host.nodePids();
    await machine.host.killAllNodes();
    await until(async () => (await machine.ask('ledger/status', {})).nodeStatusVerified === true);
    expect(machine.host.nodePids()).toHaveLength(2);
    expect(machine.host.nodePids().some((pid) => pids.includes(pid))).toBe(false);
    expect(machine.host.events).toContainEqual({ type: 'node', state: 'away' });
    expect(machine.host.events.at(-1)).not.toEqual({ type: 'node', state: 'away' });
  });
});

describe('a request', () => {
  it('of another form than the table says is refused by the argument, and an unknown one by name', async () => {
    const handle = (channel: string, args: unknown) => machine.core.handle(channel as 'visit/list', args);
    expect(await handle('account/unlock', { id: 1, passphrase: 'a' })).toEqual({
      ok: false,
      code: 'request-invalid',
      detail: { channel: 'account/unlock', at: 'id' },
    });
    expect(await handle('visit/list', { more: 1 })).toMatchObject({ code: 'request-invalid' });
    expect(await handle('toString', {})).toMatchObject({ code: 'channel-unknown' });
  });

  it('to a core that was closed is refused', async () => {
    await machine.core.close();
    expect(await machine.codeOf('setup/status', {})).toBe('core-gone');
    await machine.start();
  });
});
