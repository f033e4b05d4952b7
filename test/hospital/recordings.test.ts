/** Recordings of the ledger at two nodes: the receipt, the copy, who is given what, and nothing after a withdrawal. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { blobId } from '../../src/crypto/blob.ts';
import { toSealingKey } from '../../src/crypto/ids.ts';
import {
  decodeRecordingEnvelope,
  encodeRecordingEnvelope,
  openRecordingKey,
  openRecordingManifest,
  recordingCommitment,
  sealRecordingKey,
  sealRecordingManifest,
  type RecordingEnvelope,
} from '../../src/crypto/recordingEnvelope.ts';
import { anchorName } from '../../src/contracts/consult/anchorName.ts';
import { erasureCodec } from '../../src/contracts/erasureEntities.ts';
import { dueReceipts } from '../../src/contracts/governance/eraseReceipt.ts';
import { read } from '../../src/contracts/state.ts';
import { encodeBody, encodeTransaction, signBody } from '../../src/contracts/transaction.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { systemRandom } from '../../src/node/random.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import { atHeight, clientFor, submitAll, until } from '../support/nodeWorld.ts';
import { signDraft, staffAdd } from '../support/transactions.ts';
import { bytes16, bytes32, HOUR, makePerson, makeWorld, type Person } from '../support/world.ts';
import { startBoth } from './support/bothNodes.ts';
import { laidBare } from './support/laidBare.ts';
import { found } from './support/secretForms.ts';
import { inStore } from './support/storedRecords.ts';

const KEY = bytes32('key of the recording');
const SEGMENTS = ['own 0', 'other 0'].map((text) => new TextEncoder().encode(`sealed segment ${text}`));
const SIGNED = new TextEncoder().encode('the signed manifest');
const SALT = bytes32('salt of the anchor');
const ANCHOR = anchorName(SALT, bytes32('root'));

/** Dr Li of A recorded a consult with Dr Wang of B. */
async function recorded() {
  const at = await startBoth();
  const { a, b, clock, world } = at;
  const { li, network, wang } = world;
  const zhao = makePerson('zhao', 'doctor', world.b.id, ['赵', 'Zhao']);
  await submitAll(a, world, [staffAdd(zhao, world.b, clock.now())]);
  await atHeight(b, a.store.height());
  const ofLi = await clientFor(a, li);
  const manifest = sealRecordingManifest(
    { salt: SALT, signed: SIGNED },
    { anchor: ANCHOR, key: KEY },
    systemRandom,
  );
  const name = (blob: Uint8Array) => ({ id: blobId(blob), size: blob.length });
  const rowOf = (doctor: Person) => ({
    doctor: doctor.id,
    version: 1,
    row: sealRecordingKey(
      toSealingKey(doctor.keys(1).seal.publicKey),
      { anchor: ANCHOR, key: KEY },
      systemRandom,
    ),
  });
  const envelope: RecordingEnvelope = {
    anchor: ANCHOR,
    salt: bytes32('salt of the envelope'),
    manifest: name(manifest),
    segments: SEGMENTS.map(name),
    rows: [rowOf(li), rowOf(wang)],
  };
  const blobs = [manifest, ...SEGMENTS];
  const body = (of: RecordingEnvelope, change: object = {}): Uint8Array =>
    encodeBody({
      kind: 'consult/anchor',
      time: clock.now(),
      expires: clock.now() + HOUR,
      signers: [li.sign().signer, world.a.node().signer],
      anchor: ANCHOR,
      call: bytes16('call'),
      other: wang.id,
      consents: [bytes32('proposed'), bytes32('agreed')],
      commitment: recordingCommitment(encodeRecordingEnvelope(of)),
      ...change,
    });
  const ask = async (of = envelope, change: object = {}, client: NodeClient = ofLi) =>
    client.receipt(body(of, change), encodeRecordingEnvelope(of));
  const store = async (): Promise<void> => {
    for (const blob of blobs) await ofLi.storeBlob(blobId(blob), blob);
  };
  const level = async (): Promise<void> => atHeight(b, a.store.height());
  const anchor = async (): Promise<void> => {
    await store();
    const bytes = body(envelope);
    const receipt = await ofLi.receipt(bytes, encodeRecordingEnvelope(envelope));
    const own = signBody({ network, index: 0 }, bytes, li.sign().secretKey);
    await ofLi.submit(encodeTransaction(bytes, [own, receipt]));
    await level();
  };
  const withdraw = async (by: Person, client: NodeClient): Promise<void> => {
    const action = { kind: 'consult/withdraw', anchor: ANCHOR } as const;
    await client.submit(signDraft(network, { action, parties: [by.sign()], time: clock.now() }));
    await until(() => read(b.store, erasureCodec, ANCHOR) !== null);
  };
  return { ...at, zhao, ofLi, envelope, blobs, manifest, rowOf, ask, store, anchor, withdraw };
}

type Recorded = Awaited<ReturnType<typeof recorded>>;

/** Envelopes and blobs of the recording in a node's own file. */
function lies(folder: string, { blobs }: Pick<Recorded, 'blobs'>): number {
  return inStore(folder, (database) => {
    const envelopes = database.prepare('SELECT 1 FROM envelopes WHERE statement = ?').all(ANCHOR);
    const find = database.prepare('SELECT 1 FROM blobs WHERE blob = ?');
    return envelopes.length + blobs.filter((blob) => find.get(blobId(blob)) !== undefined).length;
  });
}

describe('the storage receipt of a recording', () => {
  it('is given to its holder for what lies here whole, with a row for each of the two doctors', async () => {
    const at = await recorded();
    const { ask, envelope, rowOf, world } = at;
    expect(await detailOf(ask())).toEqual(['blob-missing', { attachment: 0 }]);
    await at.store();
    const other = { ...envelope, rows: [rowOf(world.li), rowOf(at.zhao)] } as const;
    expect(await detailOf(ask(other))).toEqual(['envelope-mismatch', { check: 'rows' }]);
    expect(await detailOf(ask(envelope, { commitment: bytes32('x') }))).toEqual([
      'envelope-mismatch',
      { check: 'commitment' },
    ]);
    expect(await detailOf(ask(envelope, { anchor: bytes32('x') }))).toEqual([
      'envelope-mismatch',
      { check: 'anchor' },
    ]);
    const ofChen = await clientFor(at.a, world.chen);
    expect(await detailOf(ask(envelope, {}, ofChen))).toEqual(['receipt-refused', { check: 'author' }]);
    const ofWang = await clientFor(at.b, world.wang);
    expect(await detailOf(ask(envelope, {}, ofWang))).toEqual(['receipt-refused', { check: 'author' }]);
    expect(await codeOfAsync(ask())).toBe('taken');
  });
});

describe('a recording on the ledger', () => {
  it('lies whole at two institutions; the other doctor opens it with the holder’s node gone', async () => {
    const at = await recorded();
    await at.anchor();
    await until(() => lies(at.folderB, at) === 4);
    await at.a.close();
    const ofWang = await clientFor(at.b, at.world.wang);
    const encoded = await ofWang.recordings.envelope(ANCHOR);
    const { manifest, rows, segments } = decodeRecordingEnvelope(encoded);
    const key = openRecordingKey(rows[1].row, at.world.wang.keys(1).seal, ANCHOR);
    expect(key).toEqual(KEY);
    const opened = openRecordingManifest(await ofWang.blob(manifest.id), { anchor: ANCHOR, key });
    expect(opened).toEqual({ salt: SALT, signed: SIGNED });
    for (const [index, { id }] of segments.entries()) expect(await ofWang.blob(id)).toEqual(SEGMENTS[index]);
  });

  it('is given to a further doctor when the holder names them, at their own node, and to nobody else', async () => {
    const at = await recorded();
    await at.anchor();
    const ofZhao = await clientFor(at.b, at.zhao);
    const ofWang = await clientFor(at.b, at.world.wang);
    expect(await codeOfAsync(ofZhao.recordings.envelope(ANCHOR))).toBe('anchor-unknown');
    const named = { anchor: ANCHOR, ...at.rowOf(at.zhao), doctor: at.zhao.id };
    expect(await codeOfAsync(ofWang.recordings.name(named))).toBe('anchor-doctors');
    expect(await codeOfAsync(at.ofLi.recordings.name({ ...named, version: 7 }))).toBe('recipient-key');
    await at.ofLi.recordings.name(named);
    expect(await ofWang.recordings.named()).toEqual([]);
    const [given] = await ofZhao.recordings.named();
    expect(given).toEqual(named);
    expect(openRecordingKey(named.row, at.zhao.keys(1).seal, ANCHOR)).toEqual(KEY);
    expect(await codeOfAsync(ofZhao.recordings.envelope(ANCHOR))).toBe('taken');
    await at.ofLi.recordings.unname(ANCHOR, at.zhao.id);
    expect(await ofZhao.recordings.named()).toEqual([]);
    expect(await codeOfAsync(ofZhao.recordings.envelope(ANCHOR))).toBe('anchor-unknown');
  });

  it('that either doctor takes back is gone from every node, keys too, and each signs that it is', async () => {
    const at = await recorded();
    await at.anchor();
    await at.ofLi.recordings.name({ anchor: ANCHOR, ...at.rowOf(at.zhao), doctor: at.zhao.id });
    await until(() => lies(at.folderB, at) === 4);
    const ofWang = await clientFor(at.b, at.world.wang);
    await at.withdraw(at.world.wang, ofWang);
    const erasure = read(at.a.store, erasureCodec, ANCHOR);
    if (erasure === null) throw new Error('no erasure');
    await until(() => dueReceipts(at.a.store, ANCHOR, erasure).every(({ receipt }) => receipt !== null));
    expect([lies(at.folderA, at), lies(at.folderB, at)]).toEqual([0, 0]);
    expect(await codeOfAsync(ofWang.recordings.envelope(ANCHOR))).toBe('anchor-withdrawn');
    const named = { anchor: ANCHOR, ...at.rowOf(at.zhao), doctor: at.zhao.id };
    expect(await codeOfAsync(at.ofLi.recordings.name(named))).toBe('anchor-withdrawn');
    for (const { id } of at.envelope.segments) expect(await codeOfAsync(at.ofLi.blob(id))).toBe('erased');
    const rows = new Map([...at.envelope.rows, named].map(({ row }, index) => [`row ${String(index)}`, row]));
    for (const folder of [at.folderA, at.folderB]) expect(found(laidBare(folder), rows)).toEqual([]);
  });
});

describe('the key of a recording', () => {
  it('opens for its doctor and its recording alone', () => {
    const { li, wang } = makeWorld();
    const pair = li.keys(1).seal;
    const row = sealRecordingKey(toSealingKey(pair.publicKey), { anchor: ANCHOR, key: KEY }, systemRandom);
    expect(toHex(openRecordingKey(row, pair, ANCHOR))).toBe(toHex(KEY));
    expect(() => openRecordingKey(row, wang.keys(1).seal, ANCHOR)).toThrow('row-unreadable');
    expect(() => openRecordingKey(row, pair, bytes32('another'))).toThrow('row-mismatch');
  });
});
