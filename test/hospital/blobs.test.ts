/** Large blobs at a node: in pieces, resumed, charged, kept at two institutions, fetched from any and verified. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blobId } from '../../src/crypto/blob.ts';
import { toHex } from '../../src/crypto/bytes.ts';
import { connectNode, type PeerClient } from '../../src/hospital/client.ts';
import { fetchBlob } from '../../src/hospital/blobs/fetch.ts';
import type { BlobSource } from '../../src/hospital/blobs/transfers.ts';
import { openNode, type HospitalNode, type OpenNodeOptions } from '../../src/hospital/node.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import {
  atHeight,
  loginOf,
  makeWorldFolder,
  nodeFolder,
  startNodeA,
  testPorts,
  until,
  writeWorldFolder,
} from '../support/nodeWorld.ts';
import { makeRecord, submitRecord } from '../support/records.ts';
import { bytes32, makeWorld, type Person } from '../support/world.ts';
import { secureClient, startSecureNode } from './support/secureNode.ts';
import { openVisitAt } from './support/visits.ts';

const MIB = 1024 * 1024;

/** Bytes that no two blobs of a test share. */
function bytesOf(name: string, size: number): Uint8Array {
  const seed = bytes32(name);
  return new Uint8Array(size).map((_, index) => ((seed[index % 32] ?? 0) + (index >> 5)) & 0xff);
}

/** Compared as bytes: a matcher that could say where they differ takes seconds. */
function same(found: Uint8Array, blob: Uint8Array): boolean {
  return Buffer.from(found).equals(blob);
}

function sourceOf(blob: Uint8Array): BlobSource {
  return {
    id: blobId(blob),
    size: blob.length,
    read: async (from, length) => blob.subarray(from, from + length),
  };
}

/** Reads up to a place, and from there on only when it is let. */
function haltingSource(blob: Uint8Array, at: number): BlobSource {
  const source = sourceOf(blob);
  return {
    ...source,
    read: async (from, length) => (from < at ? source.read(from, length) : new Promise(() => undefined)),
  };
}

/** Bytes of growing files in a node's folder. */
function arrived(folder: string): number {
  const parts = join(folder, 'blobs', 'parts');
  return readdirSync(parts).reduce((sum, name) => sum + statSync(join(parts, name)).size, 0);
}

/** Uploads until some of it is on the node's disk, and stops there. Answers how much that is. */
async function uploadSome(client: PeerClient, folder: string, blob: Uint8Array): Promise<number> {
  const pause = new AbortController();
  const before = arrived(folder);
  const upload = client.transfers.upload(haltingSource(blob, 2 * MIB), { signal: pause.signal });
  const ended = codeOfAsync(upload);
  await until(() => arrived(folder) >= before + MIB);
  pause.abort();
  expect(await ended).toBe('transfer-paused');
  return (await client.transfers.uploaded(blobId(blob))) ?? 0;
}

async function socketDoctor(folder: string, ports: ReturnType<typeof testPorts>, person: Person) {
  const client = connectNode(socketAddress(folder), ports);
  onTestFinished(() => client.close());
  await client.login(loginOf(person));
  return client;
}

/** Where a node keeps a blob. */
function fileOf(folder: string, blob: Uint8Array): string {
  const name = toHex(blobId(blob));
  return join(folder, 'blobs', name.slice(0, 2), name);
}

async function startWith(blobQuota: NonNullable<OpenNodeOptions['blobQuota']>) {
  const at = await startNodeA({ blobQuota });
  const ports = testPorts(at.clock);
  const as = async (person: Person) => socketDoctor(at.folderA, ports, person);
  return { ...at, li: await as(at.world.li), chen: await as(at.world.chen) };
}

describe('a large blob', () => {
  it('is stored over TLS and over a socket of this machine, and lies in a file of its name', async () => {
    const at = await startSecureNode();
    const clients = [
      await secureClient(at, at.world.li),
      await socketDoctor(at.folderA, testPorts(at.clock), at.world.li),
    ];
    for (const [index, client] of clients.entries()) {
      const blob = bytesOf(`over ${String(index)}`, MIB + 70_000);
      const told: number[] = [];
      await client.transfers.upload(sourceOf(blob), { progress: (bytes) => told.push(bytes) });
      expect([told[0], told.at(-1)]).toEqual([0, blob.length]);
      expect(same(readFileSync(fileOf(at.folderA, blob)), blob)).toBe(true);
      expect(same(await fetchBlob({ id: blobId(blob), size: blob.length }, [client]), blob)).toBe(true);
      expect(same(await client.blob(blobId(blob)), blob)).toBe(true);
    }
  });

  it('that waits for room again and again leaves nothing behind of a wait', async () => {
    const at = await startNodeA();
    const client = await socketDoctor(at.folderA, testPorts(at.clock), at.world.li);
    const warnings: string[] = [];
    const note = ({ name }: Error): unknown => warnings.push(name);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    // One piece, read and sent a mebibyte at a time.
    await client.transfers.upload(sourceOf(bytesOf('waits', 16 * MIB)));
    expect(warnings).toEqual([]);
  });

  it('goes on where it broke off, also after the node was ended and started again', async () => {
    const at = await startNodeA();
    const blob = bytesOf('resumed', 5 * MIB);
    const client = await socketDoctor(at.folderA, testPorts(at.clock), at.world.li);
    const before = await uploadSome(client, at.folderA, blob);
    expect(before).toBeGreaterThanOrEqual(MIB);
    await at.a.close();
    const again = await openNode(at.folderA, testPorts(at.clock));
    onTestFinished(() => again.close());
    await again.listen();
    await client.hello();
    expect(await client.transfers.uploaded(blobId(blob))).toBe(before);
    const told: number[] = [];
    await client.transfers.upload(sourceOf(blob), { progress: (bytes) => told.push(bytes) });
    expect(told[0]).toBe(before);
    expect(same(await client.blob(blobId(blob)), blob)).toBe(true);
  });

  it('that is not what its name says is refused when it is whole, and forgotten', async () => {
    const { li, folderA } = await startWith({});
    const blob = bytesOf('announced', 2 * MIB);
    const other = { ...sourceOf(bytesOf('another', 2 * MIB)), id: blobId(blob) };
    expect(await codeOfAsync(li.transfers.upload(other))).toBe('blob-altered');
    expect(await li.transfers.uploaded(blobId(blob))).toBeNull();
    expect(arrived(folderA)).toBe(0);
    expect(await codeOfAsync(li.blob(blobId(blob)))).toBe('blob-unknown');
  });

  it('that nobody goes on with is forgotten after three days, and one that somebody does is not', async () => {
    const hours: (() => void)[] = [];
    const timers = {
      after: (ms: number, run: () => void) => (ms === 3_600_000 && hours.push(run), () => undefined),
    };
    const at = await startNodeA({ timers });
    const client = await socketDoctor(at.folderA, testPorts(at.clock), at.world.li);
    const [left, kept] = [bytesOf('left', 4 * MIB), bytesOf('kept', 4 * MIB)];
    await uploadSome(client, at.folderA, left);
    at.clock.advance(2 * 24 * 3_600_000);
    const partly = await uploadSome(client, at.folderA, kept);
    at.clock.advance(25 * 3_600_000);
    hours.splice(0).forEach((hour) => hour());
    await until(async () => (await client.transfers.uploaded(blobId(left))) === null);
    expect(await client.transfers.uploaded(blobId(kept))).toBe(partly);
  });
});

describe('what anybody may store', () => {
  it('is limited for one blob, one account and one institution, each by its name, from the announcement on', async () => {
    const { li, chen } = await startWith({ largest: 4 * MIB, account: 6 * MIB, institution: 8 * MIB });
    const store = async (client: PeerClient, name: string, size: number) =>
      codeOfAsync(client.transfers.upload(sourceOf(bytesOf(name, size))));
    expect(await store(li, 'too large', 5 * MIB)).toBe('blob-too-large');
    expect(await store(li, 'first', 4 * MIB)).toBe('taken');
    expect(await store(li, 'over the account', 3 * MIB)).toBe('blob-quota');
    expect(await store(li, 'first', 4 * MIB)).toBe('taken');
    expect(await store(chen, 'of another account', 4 * MIB)).toBe('taken');
    expect(await store(chen, 'over the institution', MIB)).toBe('blob-quota');
    expect(await codeOfAsync(li.storeBlob(blobId(bytes32('small')), bytes32('small')))).toBe('blob-quota');
  });

  it('is limited in uploads that are begun and not finished', async () => {
    const { li, folderA } = await startWith({ uploads: 1 });
    const first = bytesOf('begun', 4 * MIB);
    await uploadSome(li, folderA, first);
    expect(await codeOfAsync(li.transfers.upload(sourceOf(bytesOf('second', MIB))))).toBe('uploads-full');
    await li.transfers.upload(sourceOf(first));
    expect(await codeOfAsync(li.transfers.upload(sourceOf(bytesOf('second', MIB))))).toBe('taken');
  });
});

/** A and B, each knowing where the other is, and a record of Dr Li's with a large part. */
async function startBothWithRecord() {
  const world = makeWorld();
  const [folderA, folderB] = [nodeFolder('node-A'), nodeFolder('node-B')];
  writeWorldFolder(folderA, world, { name: 'A', peers: { [toHex(world.b.id)]: socketAddress(folderB) } });
  writeWorldFolder(folderB, world, { name: 'B', peers: { [toHex(world.a.id)]: socketAddress(folderA) } });
  const started = await startNodeA({ folder: folderA });
  const { a, clock } = started;
  const ports = testPorts(clock);
  const b = await restart(folderB, ports);
  await atHeight(b, a.store.height());
  const client = await socketDoctor(folderA, ports, world.li);
  const time = clock.now();
  await openVisitAt({ world, client, doctor: world.li, patient: world.patient, epoch: 1, time });
  const about = { author: world.li, house: world.a, patient: world.patient, epoch: 1 };
  const text = 'picture '.repeat(MIB / 4);
  const record = makeRecord(world, { ...about, text, time, anchor: a.store.height() });
  await client.transfers.upload(sourceOf(record.clinical.blob));
  await submitRecord(client, record);
  await until(() => b.copies().seen === 1 && b.copies().missing === 0);
  return { world, folderA, folderB, a, b, ports, clock, client, blob: record.clinical.blob };
}

async function restart(folder: string, ports: ReturnType<typeof testPorts>): Promise<HospitalNode> {
  const node = await openNode(folder, ports);
  onTestFinished(() => node.close());
  await node.listen();
  return node;
}

describe('what somebody takes back', () => {
  it('is gone when it was theirs alone, and stays for whoever stored it too', async () => {
    const at = await startWith({});
    const [large, small, both] = [bytesOf('large', MIB), bytesOf('small', 90), bytesOf('both', MIB)];
    for (const blob of [large, both]) await at.li.transfers.upload(sourceOf(blob));
    await at.li.storeBlob(blobId(small), small);
    await at.chen.transfers.upload(sourceOf(both));
    const all = [large, small, both].map(blobId);
    const gone = async (): Promise<readonly string[]> =>
      Promise.all(all.map(async (id) => codeOfAsync(at.li.blob(id))));
    await at.chen.forgetBlobs([blobId(large), blobId(small), blobId(bytesOf('never here', 9))]);
    expect(await gone()).toEqual(['taken', 'taken', 'taken']);
    await at.li.forgetBlobs(all);
    await at.li.forgetBlobs(all);
    expect(await gone()).toEqual(['blob-unknown', 'blob-unknown', 'taken']);
    expect(existsSync(fileOf(at.folderA, large))).toBe(false);
    await at.chen.forgetBlobs([blobId(both)]);
    expect(await gone()).toEqual(['blob-unknown', 'blob-unknown', 'blob-unknown']);
    // Nobody is charged for it any more, and it can be stored again.
    await at.li.transfers.upload(sourceOf(large));
    expect(await gone()).toEqual(['taken', 'blob-unknown', 'blob-unknown']);
  });

  it('is charged to nobody any more', async () => {
    const { li } = await startWith({ account: MIB });
    const [first, second] = [bytesOf('first', MIB), bytesOf('second', MIB)];
    await li.transfers.upload(sourceOf(first));
    expect(await codeOfAsync(li.transfers.upload(sourceOf(second)))).toBe('blob-quota');
    await li.forgetBlobs([blobId(first)]);
    await li.transfers.upload(sourceOf(second));
  });

  it('stays when it is a record’s', async () => {
    const at = await startBothWithRecord();
    await at.client.forgetBlobs([blobId(at.blob)]);
    expect(same(readFileSync(fileOf(at.folderA, at.blob)), at.blob)).toBe(true);
    expect(same(await at.client.blob(blobId(at.blob)), at.blob)).toBe(true);
  });
});

describe('a large blob of a record', () => {
  it('lies at two institutions, and is there again at one that lost it', async () => {
    const at = await startBothWithRecord();
    for (const folder of [at.folderA, at.folderB]) {
      expect(same(readFileSync(fileOf(folder, at.blob)), at.blob)).toBe(true);
    }
    await at.a.close();
    truncateSync(fileOf(at.folderA, at.blob), 100);
    const again = await restart(at.folderA, at.ports);
    await until(() => again.copies().due === 1 && again.copies().missing === 0);
    expect(same(readFileSync(fileOf(at.folderA, at.blob)), at.blob)).toBe(true);
  });

  it('that was changed on a node’s disk is noticed by whoever fetches it, and mended from the other', async () => {
    const at = await startBothWithRecord();
    const changed = at.blob.slice();
    changed[1000] = (changed[1000] ?? 0) ^ 1;
    writeFileSync(fileOf(at.folderA, at.blob), changed);
    const name = { id: blobId(at.blob), size: at.blob.length };
    expect(same(await fetchBlob(name, [at.client]), at.blob)).toBe(true);
    expect(same(readFileSync(fileOf(at.folderA, at.blob)), at.blob)).toBe(true);
  });

  it('is fetched from the other institution’s node, from where it broke off, when one’s own is away', async () => {
    const at = await startBothWithRecord();
    const guest = await socketDoctor(at.folderB, at.ports, at.world.li);
    const name = { id: blobId(at.blob), size: at.blob.length };
    expect(await codeOfAsync(guest.blob(name.id))).toBe('login-institution');
    await at.a.close();
    const told: number[] = [];
    const options = { progress: (bytes: number) => told.push(bytes) };
    expect(same(await fetchBlob(name, [at.client, guest], options), at.blob)).toBe(true);
    expect(told.at(-1)).toBe(at.blob.length);
  });

  it('of which no node has what its name says is refused', async () => {
    const at = await startBothWithRecord();
    await at.b.close();
    writeFileSync(
      fileOf(at.folderA, at.blob),
      at.blob.map((byte) => byte ^ 1),
    );
    const name = { id: blobId(at.blob), size: at.blob.length };
    expect(['node-away', 'blob-unknown']).toContain(await codeOfAsync(fetchBlob(name, [at.client])));
  });
});

describe('a node’s folder', () => {
  it('has nothing half-done in it after a sudden end between a file and its name', async () => {
    const folder = makeWorldFolder(makeWorld(), 'A');
    const at = await startNodeA({ folder });
    const client = await socketDoctor(folder, testPorts(at.clock), at.world.li);
    const blob = bytesOf('half', 3 * MIB);
    await uploadSome(client, folder, blob);
    await at.a.close();
    const parts = join(folder, 'blobs', 'parts');
    writeFileSync(join(parts, '999'), 'nobody’s');
    const again = await restart(folder, testPorts(at.clock));
    expect(readdirSync(parts)).not.toContain('999');
    await again.close();
    // As if it had ended after the file was put in its place.
    const [part = ''] = readdirSync(parts);
    writeFileSync(join(parts, part), blob);
    mkdirSync(join(fileOf(folder, blob), '..'), { recursive: true });
    renameSync(join(parts, part), fileOf(folder, blob));
    await restart(folder, testPorts(at.clock));
    const later = await socketDoctor(folder, testPorts(at.clock), at.world.li);
    expect(same(await later.blob(blobId(blob)), blob)).toBe(true);
  });
});
