/** A node, and a workstation, whose disk is full: a small tmpfs. Needs the right to mount one. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blobId } from '../../src/crypto/blob.ts';
import { toHex } from '../../src/crypto/bytes.ts';
import { toEpochKey, toItemId, toMailStream, toPepper, toPinTag } from '../../src/crypto/ids.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { sendBlob } from '../../src/hospital/blobs/send.ts';
import { openNode } from '../../src/hospital/node.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { systemRandom } from '../../src/node/random.ts';
import { millis } from '../../src/ports.ts';
import { writeFileAtomic } from '../../src/node/files.ts';
import { openDesk } from '../../src/replica/desk/desk.ts';
import { codeOf, codeOfAsync } from '../support/codeOf.ts';
import { manualClock } from '../support/manualClock.ts';
import { loginOf, nodeFolder, startNodeA, testPorts, writeWorldFolder } from '../support/nodeWorld.ts';
import { makeRecord, storeRecord, submitRecord } from '../support/records.ts';
import { signDraft, staffAdd } from '../support/transactions.ts';
import {
  bytes16,
  bytes32,
  DAY,
  makePerson,
  makeWorld,
  START,
  type Person,
  type World,
} from '../support/world.ts';
import { openVisitAt } from './support/visits.ts';

const MIB = 1024 * 1024;
const isRoot = process.getuid?.() === 0;

/** A file system of 8 MiB that goes with the test. */
function smallDisk(): string {
  const folder = nodeFolder('disk');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

/** Leaves no byte free; what is removed again is room. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filler'), new Uint8Array(bavail * bsize));
}

interface Parties {
  readonly world: World;
  readonly doctor: NodeClient;
  readonly registrar: NodeClient;
  readonly officer: NodeClient;
  readonly time: number;
  readonly anchor: number;
}

/** Each kind of write, under names of its own; by its code. */
async function codesOfWrites(name: string, parties: Parties): Promise<Record<string, string>> {
  const { world, doctor, registrar, officer, time, anchor } = parties;
  const [small, large] = [systemRandom(60_000), systemRandom(2 * MIB)];
  const about = { author: world.li, house: world.a, patient: world.patient, epoch: 1, time, anchor };
  const mail = {
    to: world.li.id,
    stream: toMailStream(bytes16(name)),
    base: 1,
    sequence: 1,
    expires: millis(time + DAY),
    sealed: systemRandom(60_000),
  };
  const pepper = {
    item: toItemId(bytes16(name)),
    tag: toPinTag(bytes32(name)),
    pepper: toPepper(bytes32(name)),
  };
  const newcomer = makePerson(name, 'doctor', world.a.id, ['新', 'New']);
  const works = {
    blob: sendBlob(doctor, { id: blobId(small), blob: small }),
    upload: sendBlob(doctor, { id: blobId(large), blob: large }),
    receipt: storeRecord(doctor, makeRecord(world, { ...about, text: name.repeat(5000) })),
    transaction: officer.submit(signDraft(world.network, staffAdd(newcomer, world.a, time))),
    mail: doctor.mailbox.send(mail),
    pepper: registrar.depositPeppers([pepper]),
  };
  const entries = Object.entries<Promise<unknown>>(works);
  return Object.fromEntries(
    await Promise.all(entries.map(async ([work, done]) => [work, await codeOfAsync(done)] as const)),
  );
}

describe.skipIf(!isRoot)('a node whose disk is full', () => {
  it('refuses every write by one code, loses nothing, is read on, and goes on when there is room', async () => {
    const folder = smallDisk();
    writeWorldFolder(folder, makeWorld(), { name: 'A' });
    const at = await startNodeA({ folder });
    const { world, clock, a } = at;
    const ports = testPorts(clock);
    const as = async (person: Person) => {
      const client = connectNode(socketAddress(folder), ports);
      onTestFinished(() => client.close());
      await client.login(loginOf(person));
      return client;
    };
    const [official] = world.a.officers;
    if (official === undefined) throw new Error('no officer');
    const [doctor, registrar, officer] = [
      await as(world.li),
      await as(world.a.registrar),
      await as(official),
    ];
    const time = clock.now();
    await openVisitAt({ world, client: doctor, doctor: world.li, patient: world.patient, epoch: 1, time });
    const about = { author: world.li, house: world.a, patient: world.patient, epoch: 1, time };
    const anchor = a.store.height();
    const record = makeRecord(world, { ...about, text: 'before', anchor });
    await submitRecord(doctor, record);
    const parties = { world, doctor, registrar, officer, time, anchor };
    const height = a.store.height();
    fill(folder);

    const full = await codesOfWrites('full', parties);
    expect(Object.keys(full)).toHaveLength(6);
    expect(new Set(Object.values(full))).toEqual(new Set(['storage-full']));
    expect(a.store.height()).toBe(height);
    expect((await doctor.status(bytes32('nonce'))).height).toBe(height);
    expect(await doctor.blocks(1, 200)).toHaveLength(height);
    expect(await doctor.mine([record.hash])).toHaveLength(2);
    expect(toHex(blobId(await doctor.blob(record.clinical.id)))).toBe(toHex(record.clinical.id));

    rmSync(join(folder, 'filler'));
    const room = await codesOfWrites('room', parties);
    expect(new Set(Object.values(room))).toEqual(new Set(['taken']));
    await a.close();
    const again = await openNode(folder, ports);
    onTestFinished(() => again.close());
    await again.listen();
    expect(again.store.height()).toBeGreaterThan(height);
    expect(await (await as(world.li)).mine([record.hash])).toHaveLength(2);
  });
});

describe.skipIf(!isRoot)('a workstation whose disk is full', () => {
  it('keeps the last draft that was saved, says so by one code, and saves again when there is room', () => {
    const folder = smallDisk();
    const clock = manualClock(START);
    const key = bytes32('desk');
    const desk = openDesk({ path: join(folder, 'desk.db'), key, clock, random: systemRandom });
    onTestFinished(() => desk.close());
    const name = { doctor: makeWorld().li.id, visit: toEpochKey(bytes32('visit')) };
    desk.drafts.save(name, new Uint8Array(1000).fill(1));
    fill(folder);
    const longer = systemRandom(2_000_000);
    expect(codeOf(() => desk.drafts.save(name, longer))).toBe('storage-full');
    expect(desk.drafts.load(name)?.content).toEqual(new Uint8Array(1000).fill(1));
    rmSync(join(folder, 'filler'));
    expect(desk.drafts.save(name, longer).revision).toBe(2);
  });

  it('has the former file whole where a new one did not fit', () => {
    const folder = smallDisk();
    const path = join(folder, 'machine.json');
    writeFileAtomic(path, bytes32('former'));
    fill(folder);
    rmSync(join(folder, 'filler'));
    const { bavail, bsize } = statfsSync(folder);
    // A part of the new one fits: a write that is not repeated would take that part for the whole.
    writeFileSync(join(folder, 'filler'), new Uint8Array((bavail - 1) * bsize));
    expect(codeOf(() => writeFileAtomic(path, new Uint8Array(3 * bsize)))).toBe('storage-full');
    expect(new Uint8Array(readFileSync(path))).toEqual(bytes32('former'));
    expect(readdirSync(folder).toSorted()).toEqual(['filler', 'machine.json']);
  });
});
