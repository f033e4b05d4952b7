import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/node/clock.ts';
import { openReplica } from '../../../src/replica/replica.ts';
import { Machine } from './support.ts';

it('a copy of the ledger that stopped believing its node says where and why, and what is signed waits', async () => {
  const machine = await Machine.demonstration();
  onTestFinished(() => machine.close());
  await machine.core.close();
  const replica = openReplica({
    path: machine.file('replica.db'),
    key: machine.host.machineKey,
    genesis: null,
    clock: systemClock,
  });
  const height = replica.height();
  replica.apply([{ block: new Uint8Array(10), commit: new Uint8Array(10) }]);
  replica.close();

  await machine.start();
  await machine.unlock('孙丽');
  const { halted, height: head } = await machine.ask('ledger/status', {});
  expect(head).toBe(height);
  expect(halted).toEqual({ code: 'block-version', height: height + 1 });
  const outcome = await machine.core.handle('registrar/register-visit', { department: '内科' });
  expect(outcome).toEqual({ ok: false, code: 'replica-halted', detail: { height: height + 1 } });
  expect(await machine.ask('outbox/list', {})).toMatchObject([{ state: 'signed-queued' }]);
});
