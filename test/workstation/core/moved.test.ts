import { renameSync, rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openCore, testHost } from '../../support/coreHost.ts';
import { Machine, PASSPHRASE } from './support.ts';

it('a data folder that was moved works where it is now: its nodes find each other', async () => {
  const machine = await Machine.demonstration();
  const registrar = await machine.account('吴娟');
  await machine.core.close();
  const moved = `${machine.folder}-moved`;
  renameSync(machine.folder, moved);
  onTestFinished(() => rmSync(moved, { recursive: true, force: true }));

  const { ask } = await openCore(testHost(moved));
  expect((await ask('setup/status', {})).dataDirectory).toBe(moved);
  // At B, whose node has to reach that of A with every transaction.
  const session = await ask('account/unlock', { id: registrar, passphrase: PASSPHRASE });
  expect(session).toMatchObject({ status: 'active', node: 'connected' });
  const { number } = await ask('registrar/register-visit', { department: '骨科' });
  expect(await ask('today/list', {})).toMatchObject([{ number, state: 'waiting' }]);
  expect((await ask('ledger/status', {})).nodeStatusVerified).toBe(true);
});
