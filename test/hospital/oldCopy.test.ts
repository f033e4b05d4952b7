/** A node that is put back whole from an old copy of its folder, which cannot know it: others tell it, and give back. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { LOCK_FILE } from '../../src/hospital/folder.ts';
import { openNode, type HospitalNode } from '../../src/hospital/node.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { openReplica } from '../../src/replica/replica.ts';
import { askStatus } from '../../src/replica/status.ts';
import { syncOnce } from '../../src/replica/sync.ts';
import { systemRandom } from '../../src/node/random.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import {
  atHeight,
  clientFor,
  nodeFolder,
  startNodeA,
  submitAll,
  testPorts,
  until,
  writeWorldFolder,
} from '../support/nodeWorld.ts';
import { makeRecord, submitRecord } from '../support/records.ts';
import { staffAdd } from '../support/transactions.ts';
import { bytes32, makePerson, makeWorld, type World } from '../support/world.ts';
import { held } from './support/storedRecords.ts';
import { openVisitAt } from './support/visits.ts';

type Ports = ReturnType<typeof testPorts>;

async function open(folder: string, ports: Ports): Promise<HospitalNode> {
  const node = await openNode(folder, ports);
  onTestFinished(() => node.close());
  await node.listen();
  return node;
}

/** A folder as it is now, of a node that rests. */
function copyOf(folder: string): string {
  const copy = nodeFolder('copy');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function putBack(copy: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(copy, folder, { recursive: true });
  rmSync(join(folder, LOCK_FILE), { force: true });
}

function newcomer(world: World, name: string) {
  return makePerson(name, 'doctor', world.a.id, ['新', 'New']);
}

/** A and B with a copy of each, and after the copies a record of Dr Li’s that both hold. */
async function startBothWithCopies() {
  const world = makeWorld();
  const [folderA, folderB] = [nodeFolder('node-A'), nodeFolder('node-B')];
  writeWorldFolder(folderA, world, { name: 'A', peers: { [toHex(world.b.id)]: socketAddress(folderB) } });
  writeWorldFolder(folderB, world, { name: 'B', peers: { [toHex(world.a.id)]: socketAddress(folderA) } });
  const { a: first, clock } = await startNodeA({ folder: folderA });
  const ports = testPorts(clock);
  const firstB = await open(folderB, ports);
  await atHeight(firstB, first.store.height());
  await firstB.close();
  await first.close();
  const copies = { a: copyOf(folderA), b: copyOf(folderB) };
  const a = await open(folderA, ports);
  const b = await open(folderB, ports);
  const client = await clientFor(a, world.li);
  const time = clock.now();
  const about = { patient: world.patient, epoch: 1, time };
  await openVisitAt({ ...about, world, client, doctor: world.li });
  const record = makeRecord(world, {
    ...about,
    author: world.li,
    house: world.a,
    text: 'later',
    anchor: a.store.height(),
  });
  await submitRecord(client, record);
  await until(() => held(folderB, record) === 3);
  const head = a.store.head();
  await atHeight(b, head?.height ?? 0);
  return { world, folderA, folderB, copies, a, b, clock, ports, record, head };
}

describe('a validator put back whole from an old copy', () => {
  it('has its blocks back from the other node before it makes another, and the envelopes too', async () => {
    const at = await startBothWithCopies();
    await at.a.close();
    putBack(at.copies.a, at.folderA);
    expect(held(at.folderA, at.record)).toBe(0);
    const again = await open(at.folderA, at.ports);
    await submitAll(again, at.world, [staffAdd(newcomer(at.world, 'next'), at.world.a, at.clock.now())]);
    await atHeight(at.b, again.store.height());
    expect(at.b.store.head()).toEqual(again.store.head());
    expect(again.store.lookups.block(at.head?.height ?? 0)?.headerHash).toEqual(at.head?.headerHash);
    expect(at.b.trouble()).toBeNull();
    await until(() => held(at.folderA, at.record) === 3);
  });

  it('is noticed by a workstation, and has its blocks back from it before the workstation asks anything', async () => {
    const at = await startBothWithCopies();
    const genesis = at.a.store.genesisBytes;
    const path = join(nodeFolder('replica'), 'replica');
    const replica = openReplica({ path, key: bytes32('key'), genesis, clock: at.clock });
    onTestFinished(() => replica.close());
    await syncOnce(replica, await clientFor(at.a, at.world.li));
    await at.b.close();
    await at.a.close();
    putBack(at.copies.a, at.folderA);
    const again = await open(at.folderA, at.ports);
    expect(again.store.height()).toBeLessThan(replica.height());
    const stranger = again.client();
    onTestFinished(() => stranger.close());
    const random = { clock: at.clock, random: systemRandom };
    expect((await askStatus(stranger, replica.store, random)).standing).toBe('ahead');
    const workstation = connectNode(socketAddress(at.folderA), { ...at.ports, verified: replica.store });
    onTestFinished(() => workstation.close());
    await workstation.hello();
    expect(again.store.head()).toEqual(at.head);
    expect((await askStatus(stranger, replica.store, random)).standing).toBe('current');
    await submitAll(again, at.world, [staffAdd(newcomer(at.world, 'next'), at.world.a, at.clock.now())]);
    expect(await syncOnce(replica, await clientFor(again, at.world.li))).toMatchObject({ halted: null });
    expect(replica.height()).toBe(again.store.height());
  });

  it('takes nothing back that it did not sign, and nothing in the place of what it has', async () => {
    const at = await startBothWithCopies();
    await at.b.close();
    const blocks = [...at.a.store.lookups.rawBlocks(1, 100)];
    await at.a.close();
    putBack(at.copies.a, at.folderA);
    const again = await open(at.folderA, at.ports);
    const height = again.store.height();
    const stranger = connectNode(socketAddress(at.folderA), at.ports);
    onTestFinished(() => stranger.close());
    const next = blocks[height];
    const other = blocks[height + 1];
    if (next === undefined || other === undefined) throw new Error('no blocks');
    const forged = {
      block: next.block,
      commit: next.commit.map((byte, index) => (index > 150 ? byte ^ 1 : byte)),
    };
    expect(await codeOfAsync(stranger.returnBlocks([forged]))).not.toBe('taken');
    expect(await codeOfAsync(stranger.returnBlocks([other]))).not.toBe('taken');
    expect(again.store.height()).toBe(height);
    expect(await stranger.returnBlocks([next])).toBe(height + 1);
  });
});

describe('a follower put back whole from an old copy', () => {
  it('fetches on, and has the envelopes that it should keep', async () => {
    const at = await startBothWithCopies();
    await at.b.close();
    putBack(at.copies.b, at.folderB);
    expect(held(at.folderB, at.record)).toBe(0);
    const again = await open(at.folderB, at.ports);
    await atHeight(again, at.head?.height ?? 0);
    expect(again.store.head()).toEqual(at.head);
    await until(() => held(at.folderB, at.record) === 3);
  });
});
