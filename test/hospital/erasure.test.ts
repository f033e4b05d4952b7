/** Erasure at the nodes: everything of the record goes, nothing brings it back, and each institution signs for it. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { asArray, asBytes, asMap, decodeCanonical } from '../../src/crypto/cbor.ts';
import { toSignature } from '../../src/crypto/ids.ts';
import { openRow, toSealedRow } from '../../src/crypto/row.ts';
import { sealingKeyPair } from '../../src/crypto/sealing.ts';
import { erasureCodec } from '../../src/contracts/erasureEntities.ts';
import { dueReceipts } from '../../src/contracts/governance/eraseReceipt.ts';
import { read } from '../../src/contracts/state.ts';
import { encodeEraseRequest, signEraseRequest } from '../../src/contracts/visit/eraseRequest.ts';
import { KEY_FILE, LEDGER_FILE, LOCK_FILE } from '../../src/hospital/folder.ts';
import { readKeyFile } from '../../src/hospital/keyFile.ts';
import { connectNode, type PeerClient } from '../../src/hospital/client.ts';
import { openNode, type HospitalNode } from '../../src/hospital/node.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { makeBackup, restoreBackup } from '../../src/hospital/service/backup.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { systemRandom } from '../../src/node/random.ts';
import type { LedgerStore } from '../../src/replica/ledgerStore.ts';
import { openReplica } from '../../src/replica/replica.ts';
import { bytes } from '../../src/replica/rows.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import {
  atHeight,
  clientFor,
  logIn,
  nodeFolder,
  nodeLoginOf,
  startNodeA,
  submitAll,
  testPorts,
  until,
  writeWorldFolder,
  type WorldNodes,
} from '../support/nodeWorld.ts';
import { bringGrant, makeGrant } from '../support/ownEntries.ts';
import { storeRecord, type ReadyRecord } from '../support/records.ts';
import { staffAdd } from '../support/transactions.ts';
import { bytes32, DAY, makePerson, makeWorld, type House } from '../support/world.ts';
import { laidBare } from './support/laidBare.ts';
import { found, keyForms, type Forms } from './support/secretForms.ts';
import { held, inStore } from './support/storedRecords.ts';
import { historyRequest, openVisitAt, recordAt, rootRequest, type VisitAt } from './support/visits.ts';

const BACKUP_PASSPHRASE = 'seven herons by the quiet river';
/** Too large for a row: its parts are files. */
const LONG = 'long '.repeat(20_000);

interface Recorded extends WorldNodes {
  readonly visit: VisitAt;
  readonly record: ReadyRecord;
}

async function start(folder: string, { clock }: Pick<WorldNodes, 'clock'>): Promise<HospitalNode> {
  const node = await openNode(folder, testPorts(clock));
  onTestFinished(() => node.close());
  await node.listen();
  return node;
}

/** A and B, each knowing where the other is, and a record of Dr Li's that both hold. */
async function recorded(text = 'cough'): Promise<Recorded> {
  const world = makeWorld();
  const [folderA, folderB] = [nodeFolder('node-A'), nodeFolder('node-B')];
  const peersOf = (house: House, folder: string) => ({ [toHex(house.id)]: socketAddress(folder) });
  writeWorldFolder(folderA, world, { name: 'A', peers: peersOf(world.b, folderB) });
  writeWorldFolder(folderB, world, { name: 'B', peers: peersOf(world.a, folderA) });
  const started = await startNodeA({ folder: folderA });
  const b = await start(folderB, started);
  const { a, clock } = started;
  const client = await clientFor(a, world.li);
  const visit = { world, client, doctor: world.li, patient: world.patient, epoch: 1, time: clock.now() };
  await openVisitAt(visit);
  const record = await recordAt(visit, { text });
  await until(() => b.copies().seen === 1 && b.copies().missing === 0);
  return { ...started, folderB, b, visit, record };
}

/** The node of the other house at the node of this one. */
async function peerOf({ folderA, folderB, clock, world }: Recorded, name: 'A' | 'B'): Promise<PeerClient> {
  const peer = connectNode(socketAddress(name === 'A' ? folderA : folderB), testPorts(clock));
  onTestFinished(() => peer.close());
  await peer.login(nodeLoginOf(name === 'A' ? world.b : world.a));
  return peer;
}

/** Asked for with the patient's slip, signed by A's officer. */
async function erase({ a, world, clock }: Recorded, { hash }: ReadyRecord): Promise<void> {
  const time = clock.now();
  const asked = { network: world.network, statement: hash, reason: 'consent-withdrawn', time } as const;
  const request = encodeEraseRequest(asked);
  const consentSignature = signEraseRequest(request, world.patient.consent(1).secretKey);
  const action = { kind: 'visit/erase', request, consentSignature } as const;
  await submitAll(a, world, [{ action, parties: world.a.board().slice(0, 1), time }]);
}

function missingReceipts(store: LedgerStore, { hash }: ReadyRecord): readonly string[] {
  const erasure = read(store, erasureCodec, hash);
  if (erasure === null) throw new Error('not erased');
  const due = dueReceipts(store, hash, erasure);
  return due.filter(({ receipt }) => receipt === null).map(({ institution }) => toHex(institution));
}

async function acknowledged({ a, b }: Pick<Recorded, 'a' | 'b'>, record: ReadyRecord): Promise<void> {
  await until(() => missingReceipts(a.store, record).length === 0);
  await atHeight(b, a.store.height());
}

/** What of a record must not be found any more, by where it stood. */
function remains(
  { envelope, identity, clinical }: ReadyRecord,
  archive: 'and the archive' | 'but the archive',
): Forms {
  const isArchived = archive === 'but the archive';
  const rows = envelope.rows.filter(({ to }) => !isArchived || to.kind !== 'archive');
  const parts = isArchived
    ? []
    : [identity, clinical].map(({ part, blob }) => [`blob ${part}`, blob] as const);
  const secrets = [
    ['salt', envelope.salt] as const,
    ...envelope.patientRows.map((row, n) => [`patient's row ${String(n)}`, row] as const),
    ...rows.map(({ row, to }, n) => [`${to.kind} row ${String(n)}`, row] as const),
    // Some bytes from the middle: a large value lies over several pages.
    ...parts.map(([name, blob]) => [name, blob.subarray(blob.length / 2, blob.length / 2 + 64)] as const),
  ];
  return new Map(secrets.flatMap(([name, secret]) => [...keyForms(name, secret)]));
}

describe('from the block on that erases a record', () => {
  it('no node gives an envelope, a row or a blob of it, and says that it is erased', async () => {
    const at = await recorded();
    const { a, b, record, visit, world, clock } = at;
    await erase(at, record);
    await atHeight(b, a.store.height());
    for (const node of [a, b]) {
      const peer = await peerOf(at, node === a ? 'A' : 'B');
      expect(await codeOfAsync(peer.envelope(record.hash))).toBe('erased');
      expect(await codeOfAsync(peer.blob(record.clinical.id))).toBe('erased');
      expect(await peer.patient(rootRequest(world.patient, 3))).toEqual([]);
    }
    expect(await codeOfAsync(visit.client.blob(record.identity.id))).toBe('erased');
    expect(await visit.client.mine([record.hash])).toEqual([]);
    const wang = await clientFor(b, world.wang);
    await openVisitAt({ ...visit, client: wang, doctor: world.wang, epoch: 2, time: clock.now() });
    await atHeight(b, a.store.height());
    expect(await wang.history(historyRequest(world.patient, 2))).toEqual([]);
  });

  it('the other records of the visit are given as before', async () => {
    const at = await recorded();
    const other = await recordAt(at.visit, { text: 'fever' });
    await erase(at, at.record);
    await acknowledged(at, at.record);
    const rows = await at.visit.client.mine([at.record.hash, other.hash]);
    expect(new Set(rows.map(({ statement }) => toHex(statement)))).toEqual(new Set([toHex(other.hash)]));
    expect(await at.visit.client.blob(other.clinical.id)).toEqual(other.clinical.blob);
  });

  it('granted rows of it go from the node of the grantee, those of other records stay', async () => {
    const at = await recorded();
    const { a, b, record, world, clock } = at;
    const other = await recordAt(at.visit, { text: 'fever' });
    const kiosk = a.client();
    onTestFinished(() => kiosk.close());
    const grant = makeGrant(world, {
      patient: world.patient,
      epoch: 2,
      grantee: world.wang,
      records: [record, other],
      time: clock.now(),
    });
    await bringGrant(kiosk, grant);
    await atHeight(b, a.store.height());
    const wang = await clientFor(b, world.wang);
    expect((await wang.rights.grants())[0]?.rows).toHaveLength(4);
    await erase(at, record);
    await acknowledged(at, record);
    const [granted] = await wang.rights.grants();
    expect(granted?.rows.map(({ index }) => index)).toEqual([1, 1]);
    expect(inStore(at.folderB, (store) => store.prepare('SELECT parcel FROM grants').all())).toHaveLength(1);
  });
});

describe('on the disks', () => {
  it.each([
    ['of rows', 'cough'],
    ['of files', LONG],
  ])('nothing of the record is left but the archive at the author’s institution, out %s', async (_, text) => {
    const at = await recorded(text);
    const { folderA, folderB, record } = at;
    const all = remains(record, 'and the archive');
    for (const folder of [folderA, folderB])
      expect(new Set(found(laidBare(folder), all).map((place) => place.split(',')[0]))).toEqual(
        new Set([...all.keys()].filter((name) => name.endsWith(', raw')).map((name) => name.split(',')[0])),
      );
    await erase(at, record);
    await acknowledged(at, record);
    expect(found(laidBare(folderB), all)).toEqual([]);
    expect(found(laidBare(folderA), remains(record, 'but the archive'))).toEqual([]);
    expect([held(folderA, record), held(folderB, record)]).toEqual([0, 0]);
  });

  it('the archive key opens what the law has kept, until its term, and not longer', async () => {
    const at = await recorded();
    const { a, clock, folderA, record, world } = at;
    await erase(at, record);
    await acknowledged(at, record);
    const kept = inStore(folderA, (store) => ({
      archive: store
        .prepare('SELECT archive FROM erasures')
        .all()
        .map((row) => bytes(row, 'archive')),
      parts: store
        .prepare('SELECT content FROM erased_blobs')
        .all()
        .map((row) => bytes(row, 'content')),
    }));
    const archived = asMap(
      decodeCanonical(kept.archive[0] ?? new Uint8Array()),
      ['suite', 'statement', 'leaves', 'rows'],
      'archived',
    );
    expect(kept.parts).toEqual([record.identity.blob, record.clinical.blob]);
    const archiveKey = sealingKeyPair(bytes32('archive A'));
    const opened = asArray(archived.rows, 'rows').map((row, n) => {
      const { row: sealed } = asMap(row, ['to', 'leaf', 'part', 'row'], 'row');
      const part = n === 0 ? 'identity' : 'clinical';
      const about = { statement: record.hash, leaf: 0, part } as const;
      return openRow(toSealedRow(asBytes(sealed, null, 'row')), archiveKey, about);
    });
    expect(opened).toEqual([record.identity.key, record.clinical.key]);
    const until16Years = clock.now() + 16 * 366 * DAY;
    // A clock that jumped ends nothing: the ledger has no block of that time.
    clock.set(until16Years);
    await a.close();
    const again = await start(folderA, at);
    const archives = () => inStore(folderA, (store) => store.prepare('SELECT archive FROM erasures').all());
    expect(archives().every((row) => row['archive'] !== null)).toBe(true);
    again.confirmClock();
    const newcomer = makePerson('newcomer', 'doctor', world.a.id, ['新', 'New']);
    await submitAll(again, world, [staffAdd(newcomer, world.a, clock.now())]);
    await until(() => archives().every((row) => row['archive'] === null));
    await until(() => found(laidBare(folderA), remains(record, 'and the archive')).length === 0);
  });
});

describe('what was erased', () => {
  it('is not taken in again, whoever brings it', async () => {
    const at = await recorded();
    const { record, visit } = at;
    await erase(at, record);
    await acknowledged(at, record);
    expect(await codeOfAsync(visit.client.storeBlob(record.clinical.id, record.clinical.blob))).toBe(
      'erased',
    );
    expect(await codeOfAsync(storeRecord(visit.client, record))).toBe('erased');
    expect(await codeOfAsync(visit.client.receipt(record.body, record.envelopeBytes))).not.toBeNull();
    expect([held(at.folderA, record), held(at.folderB, record)]).toEqual([0, 0]);
  });

  it('is not got back by a node that lost its copies from one that has not heard of it yet', async () => {
    const at = await recorded();
    const { a, b, record, folderB } = at;
    await b.close();
    await erase(at, record);
    await until(() => missingReceipts(a.store, record).length === 1);
    // B's disk still has it when it starts; A, which knows, neither asks for it nor gives it.
    expect(held(folderB, record)).toBe(3);
    const again = await start(folderB, at);
    await acknowledged({ a, b: again }, record);
    expect(held(folderB, record)).toBe(0);
    expect([a.copies().missing, again.copies().missing]).toEqual([0, 0]);
  });
});

describe('receipts', () => {
  it('come from each institution, and only the author’s names the term of its archive row', async () => {
    const at = await recorded();
    const { a, record, world } = at;
    await erase(at, record);
    await acknowledged(at, record);
    const erasure = read(a.store, erasureCodec, record.hash);
    if (erasure === null) throw new Error('not erased');
    const terms = dueReceipts(a.store, record.hash, erasure).map(({ institution, receipt }) => [
      toHex(institution),
      receipt?.archiveUntil,
    ]);
    expect(terms).toEqual([
      [toHex(world.a.id), erasure.archiveUntil],
      [toHex(world.b.id), null],
    ]);
  });

  it('of a node that died between deletion and receipt are sent at its next start, once', async () => {
    const at = await recorded();
    const { a, b, folderA, folderB, record, world } = at;
    await b.close();
    await erase(at, record);
    await until(() => missingReceipts(a.store, record).length === 1);
    // The block reaches B, and the validator is gone before B's receipt could reach it.
    await bringBlocks(a, at);
    await a.close();
    const deleting = await start(folderB, at);
    expect(held(folderB, record)).toBe(0);
    const died = nodeFolder('died');
    cpSync(folderB, died, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    rmSync(join(died, LOCK_FILE), { force: true });
    await deleting.close();
    const againA = await start(folderA, at);
    expect(missingReceipts(againA.store, record)).toEqual([toHex(world.b.id)]);
    const againB = await start(died, at);
    await acknowledged({ a: againA, b: againB }, record);
    const height = againA.store.height();
    await againB.close();
    const onceMore = await start(died, at);
    await atHeight(onceMore, height);
    expect(againA.store.height()).toBe(height);
  });

  /** B's own copy of the ledger gets A's blocks while no process of B's runs. */
  async function bringBlocks(a: HospitalNode, { folderB, clock, world }: Recorded): Promise<void> {
    const { database: key } = readKeyFile(join(folderB, KEY_FILE));
    const path = join(folderB, LEDGER_FILE);
    const replica = openReplica({ path, key, genesis: world.genesisBytes, clock });
    const blocks = a.store.lookups.rawBlocks(replica.height() + 1, 100);
    const { halted } = replica.apply(blocks);
    replica.close();
    expect(halted).toBeNull();
  }
});

describe('a wish to erase', () => {
  function wish({ world, clock }: Recorded, { hash }: ReadyRecord, epoch = 1) {
    const time = clock.now();
    const asked = { network: world.network, statement: hash, reason: 'consent-withdrawn', time } as const;
    const request = encodeEraseRequest(asked);
    return {
      request,
      signature: toSignature(signEraseRequest(request, world.patient.consent(epoch).secretKey)),
    };
  }

  async function kioskAt(node: HospitalNode): Promise<NodeClient> {
    const kiosk = node.client();
    onTestFinished(() => kiosk.close());
    return kiosk;
  }

  async function officerOfA({ a, world }: Recorded): Promise<NodeClient> {
    const [officer] = world.a.officers;
    if (officer === undefined) throw new Error('no officer');
    return clientFor(a, officer);
  }

  it('reaches the officers of the author’s institution, at whichever node the patient asks', async () => {
    const at = await recorded();
    const { a, b, record, world, clock } = at;
    await atHeight(b, a.store.height());
    const kiosk = await kioskAt(b);
    const { request, signature } = wish(at, record);
    await kiosk.erasing.ask(request, signature);
    const officer = await officerOfA(at);
    expect(await officer.erasing.wishes()).toEqual([{ request, signature, received: clock.now() }]);
    const wang = await clientFor(b, world.wang);
    expect(await codeOfAsync(wang.erasing.wishes())).toBe('not-allowed');
    // What stands there is told to whoever proved to be a patient, or works there, and to nobody else.
    expect(await codeOfAsync(kiosk.erasing.standings(world.a.id, [record.hash]))).toBe('login-required');
    await kiosk.patient(rootRequest(world.patient, 3));
    const standing = { statement: record.hash, state: 'waiting', received: clock.now(), reason: '' };
    expect(await kiosk.erasing.standings(world.a.id, [record.hash])).toEqual([standing]);
  });

  it('is declined with a reason that the patient is told, and may be asked again', async () => {
    const at = await recorded();
    const { a, record, world } = at;
    const kiosk = await kioskAt(a);
    await kiosk.patient(rootRequest(world.patient, 3));
    const { request, signature } = wish(at, record);
    await kiosk.erasing.ask(request, signature);
    const officer = await officerOfA(at);
    await officer.erasing.decline(record.hash, '诉讼期间须保存');
    expect(await officer.erasing.wishes()).toEqual([]);
    expect(await kiosk.erasing.standings(world.a.id, [record.hash])).toMatchObject([
      { state: 'declined', reason: '诉讼期间须保存' },
    ]);
    await kiosk.erasing.ask(request, signature);
    expect(await officer.erasing.wishes()).toHaveLength(1);
    await erase(at, record);
    await acknowledged(at, record);
    expect(await officer.erasing.wishes()).toEqual([]);
    expect(await kiosk.erasing.standings(world.a.id, [record.hash])).toEqual([]);
    expect(await codeOfAsync(officer.erasing.decline(record.hash, 'x'))).toBe('erase-request-unknown');
  });

  it('is kept only when the patient of the record signed it, and the record stands', async () => {
    const at = await recorded();
    const { a, record } = at;
    const kiosk = await kioskAt(a);
    const forged = wish(at, record, 2);
    expect(await codeOfAsync(kiosk.erasing.ask(forged.request, forged.signature))).toBe('consent-invalid');
    const peer = await peerOf(at, 'B');
    const { request, signature } = wish(at, record);
    expect(await codeOfAsync(peer.erasing.ask(request, signature))).toBe('erase-other-institution');
    await erase(at, record);
    expect(await codeOfAsync(kiosk.erasing.ask(request, signature))).toBe('statement-erased');
    expect(await (await officerOfA(at)).erasing.wishes()).toEqual([]);
  });
});

describe('a node that is put back from a backup', () => {
  async function backedUp(at: Recorded, folder: string): Promise<string> {
    const to = join(nodeFolder('backup'), 'copy');
    const { clock } = at;
    await makeBackup({ folder, to, passphrase: BACKUP_PASSPHRASE, clock, random: systemRandom });
    return to;
  }

  async function putBack(from: string, folder: string): Promise<void> {
    rmSync(folder, { recursive: true, force: true });
    await restoreBackup({ from, folder, passphrase: BACKUP_PASSPHRASE, knownHeight: null });
  }

  it('as a follower answers nothing of records before it knows what was erased since', async () => {
    const at = await recorded();
    const { a, b, folderA, folderB, record } = at;
    const copy = await backedUp(at, folderB);
    await erase(at, record);
    await acknowledged(at, record);
    await b.close();
    await a.close();
    await putBack(copy, folderB);
    expect(held(folderB, record)).toBe(3);
    const restored = await start(folderB, at);
    const peer = await peerOf(at, 'B');
    expect(await codeOfAsync(peer.envelope(record.hash))).toBe('node-syncing');
    expect(await codeOfAsync(peer.blob(record.clinical.id))).toBe('node-syncing');
    expect(restored.trouble()).toBe('node-syncing');
    await start(folderA, at);
    await until(async () => (await codeOfAsync(peer.envelope(record.hash))) !== 'node-syncing');
    expect(await codeOfAsync(peer.envelope(record.hash))).toBe('erased');
    expect([held(folderB, record), restored.trouble()]).toEqual([0, null]);
    // From now on it is a node as any other, also while the validator is away.
    await restored.close();
    expect(
      inStore(folderB, (store) => store.prepare("SELECT 1 FROM host WHERE name = 'restored'").all()),
    ).toEqual([]);
  });

  it('as the validator has erased what was erased since when it answers for the first time', async () => {
    const at = await recorded();
    const { a, folderA, record, world } = at;
    // What `restore` puts there, without its passphrase: the files of then, and the note of it.
    const copy = nodeFolder('copy');
    cpSync(folderA, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
    inStore(copy, (store) => store.execute("INSERT INTO host (name, value) VALUES ('restored', 1)"));
    await erase(at, record);
    await acknowledged(at, record);
    await a.close();
    rmSync(folderA, { recursive: true });
    cpSync(copy, folderA, { recursive: true });
    rmSync(join(folderA, LOCK_FILE), { force: true });
    expect(held(folderA, record)).toBe(3);
    const restored = await start(folderA, at);
    expect(held(folderA, record)).toBe(0);
    const li = restored.client();
    onTestFinished(() => li.close());
    await logIn(li, world.li);
    expect(await codeOfAsync(li.blob(record.clinical.id))).toBe('erased');
  });
});
