/** A login lasts as long as the registry bears it, and no longer than its connection. */
import { describe, expect, it } from 'vitest';
import { openNode } from '../../src/hospital/node.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import {
  atHeight,
  clientFor,
  loginOf,
  socketClient,
  startNodeA,
  startNodes,
  submitAll,
  testPorts,
  until,
} from '../support/nodeWorld.ts';
import { staffAdd } from '../support/transactions.ts';
import { makePerson } from '../support/world.ts';
import { openVisitAt, suspension } from './support/visits.ts';

describe('a login', () => {
  it('is lost by a suspended doctor with the block that says so, and comes back by a new one only', async () => {
    const { world, clock, a } = await startNodeA();
    const client = await clientFor(a, world.li);
    const visit = { world, client, doctor: world.li, patient: world.patient, epoch: 1, time: clock.now() };
    await openVisitAt(visit);
    await submitAll(a, world, [suspension(world.li, world.a.board(), clock.now())]);
    const asked = client.mine([]);
    expect(await detailOf(asked)).toEqual(['login-required', { reason: 'signer-suspended' }]);
    expect(await codeOfAsync(client.login(loginOf(world.li)))).toBe('signer-suspended');
    const { id, role } = world.li;
    const action = { kind: 'registry/staff-reinstate', id, role, reason: 'back' } as const;
    await submitAll(a, world, [{ action, parties: world.a.board(), time: clock.now() }]);
    expect(await codeOfAsync(client.mine([]))).toBe('login-required');
    expect(await codeOfAsync(client.login(loginOf(world.li)))).toBe('taken');
  });

  it('is lost at every node by that block: also at one that only follows', async () => {
    const { world, clock, a, b, folderB } = await startNodes();
    const client = socketClient(folderB, clock);
    await client.login(loginOf(world.wang));
    expect(await codeOfAsync(client.mine([]))).toBe('taken');
    await submitAll(a, world, [suspension(world.wang, world.b.board(), clock.now())]);
    await atHeight(b, a.store.height());
    expect(await detailOf(client.mine([]))).toEqual(['login-required', { reason: 'signer-suspended' }]);
    expect(await codeOfAsync(client.login(loginOf(world.wang)))).toBe('signer-suspended');
  });

  it('is lost with its key', async () => {
    const { world, clock, a } = await startNodeA();
    const client = await clientFor(a, world.li);
    const { id, role } = world.li;
    const { sign, seal } = world.li.keys(2);
    const action = {
      kind: 'registry/key-rotate',
      id,
      role,
      sign: sign.publicKey,
      seal: seal.publicKey,
    } as const;
    await submitAll(a, world, [{ action, parties: [world.li.sign()], time: clock.now() }]);
    expect(await detailOf(client.mine([]))).toEqual(['login-required', { reason: 'signer-key-revoked' }]);
    expect(await codeOfAsync(client.login(loginOf(world.li)))).toBe('signer-key-revoked');
    expect(await codeOfAsync(client.login(loginOf(world.li, 2)))).toBe('taken');
  });

  it('is told of the block that ended it, and of none after', async () => {
    const { world, clock, a } = await startNodeA();
    const suspended = await clientFor(a, world.li);
    const other = await clientFor(a, world.chen);
    const told = { suspended: 0, other: 0 };
    await suspended.subscribe(() => void (told.suspended += 1));
    await other.subscribe(() => void (told.other += 1));
    await submitAll(a, world, [suspension(world.li, world.a.board(), clock.now())]);
    await until(() => told.other === 1 && told.suspended === 1);
    const newcomer = makePerson('newcomer', 'doctor', world.a.id, ['新', 'New']);
    await submitAll(a, world, [staffAdd(newcomer, world.a, clock.now())]);
    await until(() => told.other === 2);
    expect(told.suspended).toBe(1);
  });

  it('is made again by itself on a new connection, with a new nonce', async () => {
    const { world, clock, a, folderA } = await startNodeA();
    const client = socketClient(folderA, clock);
    const nonces = new Set<string>();
    const login = loginOf(world.li);
    await client.login({
      ...login,
      sign: (challenge) => {
        nonces.add(String(challenge.nonce));
        return login.sign(challenge);
      },
    });
    let told = 0;
    await client.subscribe(() => void (told += 1));
    const signed = nonces.size;
    await a.close();
    await until(() => !client.connected());
    const again = await openNode(folderA, testPorts(clock));
    await again.listen();
    expect(await client.mine([])).toEqual([]);
    expect(nonces.size).toBe(signed + 1);
    const newcomer = makePerson('newcomer', 'doctor', world.a.id, ['新', 'New']);
    const before = told;
    await submitAll(again, world, [staffAdd(newcomer, world.a, clock.now())]);
    await until(() => told > before);
    await again.close();
  });

  it('is not made again by a client that logged out', async () => {
    const { world, clock, a, folderA } = await startNodeA();
    const client = socketClient(folderA, clock);
    await client.login(loginOf(world.li));
    client.logout();
    await a.close();
    await until(() => !client.connected());
    const again = await openNode(folderA, testPorts(clock));
    await again.listen();
    expect(await codeOfAsync(client.mine([]))).toBe('login-required');
    await again.close();
  });
});
