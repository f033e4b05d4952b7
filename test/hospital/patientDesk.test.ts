/** What patients bring to a node without a doctor, and what grantees are given: each rule, each refusal by its name. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesEqual, toHex } from '../../src/crypto/bytes.ts';
import { envelopeCommitment } from '../../src/crypto/envelope.ts';
import { toSignature, toStatementHash } from '../../src/crypto/ids.ts';
import { openRow } from '../../src/crypto/row.ts';
import { openNode } from '../../src/hospital/node.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { encodeGrantParcel, LARGEST_PARCEL } from '../../src/hospital/patient/parcels.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import { manualClock } from '../support/manualClock.ts';
import {
  atHeight,
  clientFor,
  nodeFolder,
  startNodeA,
  testPorts,
  writeWorldFolder,
} from '../support/nodeWorld.ts';
import { bringEntry, bringGrant, makeEntry, makeGrant, parcelOf } from '../support/ownEntries.ts';
import type { ReadyRecord } from '../support/records.ts';
import { signDraft } from '../support/transactions.ts';
import { bytes32, DAY, makeWorld, START, type Person } from '../support/world.ts';
import {
  endVisitAt,
  historyRequest,
  openVisitAt,
  recordAt,
  rootRequest,
  suspension,
  type VisitAt,
} from './support/visits.ts';

type NodeA = Awaited<ReturnType<typeof startNodeA>>;

interface AfterVisit extends NodeA {
  readonly li: NodeClient;
  /** A client of A's node that is not logged in. */
  readonly kiosk: NodeClient;
  readonly visit: (epoch: number) => VisitAt;
  readonly record: ReadyRecord;
}

/** Visit 1 by Dr Li with a record is over. */
async function afterVisit(options: Parameters<typeof startNodeA>[0] = {}): Promise<AfterVisit> {
  const node = await startNodeA(options);
  const { a, world, clock } = node;
  const li = await clientFor(a, world.li);
  const visit = (epoch: number): VisitAt => ({
    world,
    client: li,
    doctor: world.li,
    patient: world.patient,
    epoch,
    time: clock.now(),
  });
  await openVisitAt(visit(1));
  const record = await recordAt(visit(1), { text: 'cough' });
  await endVisitAt(visit(1));
  const kiosk = a.client();
  onTestFinished(() => kiosk.close());
  return { ...node, li, kiosk, visit, record };
}

function entryOf({ world, clock, a }: NodeA, text = 'own words') {
  const { patient } = world;
  const at = { house: world.a, time: clock.now(), anchor: a.store.height() };
  return makeEntry(world, { ...at, patient, epoch: 1, text });
}

describe("a patient's own entry at a node", () => {
  it('is taken without a login, and goes to the patient and to the doctor with the next card', async () => {
    const at = await afterVisit();
    const { world, record, li } = at;
    const entry = entryOf(at);
    await bringEntry(at.kiosk, entry);
    const patients = await at.a.client().patient(rootRequest(world.patient, 3));
    expect(patients.map(({ statement }) => statement)).toEqual([record.hash, entry.hash]);
    await openVisitAt(at.visit(2));
    const doctors = await li.history(historyRequest(world.patient, 2));
    expect(doctors.map(({ statement }) => statement)).toEqual([record.hash, entry.hash]);
    expect(await li.blob(entry.clinical.id)).toEqual(entry.clinical.blob);
    expect(await li.mine([entry.hash])).toEqual([]);
  });

  it('may be brought again, and stands there once', async () => {
    const at = await afterVisit();
    const entry = entryOf(at);
    await bringEntry(at.kiosk, entry);
    expect(await codeOfAsync(bringEntry(at.kiosk, entry))).toBe('tx-duplicate');
    const found = await at.kiosk.patient(rootRequest(at.world.patient, 3));
    expect(found.filter(({ statement }) => bytesEqual(statement, entry.hash))).toHaveLength(1);
  });

  it('is stored only when the ledger would take it', async () => {
    const at = await afterVisit();
    const { world, kiosk } = at;
    const { body, parcel } = entryOf(at);
    const forged = toSignature(new Uint8Array(64));
    expect(await codeOfAsync(kiosk.rights.receipt(body, forged, parcel))).toBe('signature-invalid');
    const unspent = makeEntry(world, {
      house: world.a,
      patient: world.patient,
      epoch: 2,
      text: 'x',
      time: at.clock.now(),
      anchor: at.a.store.height(),
    });
    expect(await codeOfAsync(bringEntry(kiosk, unspent))).toBe('visit-unknown');
    const other = makeEntry(world, {
      house: world.b,
      patient: world.patient,
      epoch: 1,
      text: 'x',
      time: at.clock.now(),
      anchor: at.a.store.height(),
    });
    expect(await detailOf(bringEntry(kiosk, other))).toEqual(['receipt-refused', { check: 'signers' }]);
  });

  it('brings exactly the envelope and the blobs that it commits to', async () => {
    const at = await afterVisit();
    const { kiosk } = at;
    const entry = entryOf(at);
    const { body, consent, envelope } = entry;
    const ask = (parcel: Uint8Array) => detailOf(kiosk.rights.receipt(body, consent, parcel));
    const another = entryOf(at, 'another');
    expect(await ask(another.parcel)).toEqual(['envelope-mismatch', { check: 'statement' }]);
    const resalted = parcelOf({ ...envelope, salt: bytes32('salt') }, entry);
    expect(await ask(resalted)).toEqual(['envelope-mismatch', { check: 'commitment' }]);
    const [row] = envelope.patientRows;
    if (row === undefined) throw new Error('no row');
    const to = { kind: 'staff', entity: at.world.li.id, version: 1 } as const;
    const shared = { ...envelope, rows: [{ to, leaf: 0, part: 'clinical', row } as const] };
    expect(envelopeCommitment(shared)).toEqual(envelopeCommitment(envelope));
    expect(await ask(parcelOf(shared, entry))).toEqual(['envelope-mismatch', { check: 'rows' }]);
    const swapped = { identity: entry.clinical, clinical: entry.identity };
    expect(await ask(parcelOf(envelope, swapped))).toEqual(['envelope-mismatch', { check: 'blob' }]);
    expect(await ask(new Uint8Array(3))).toEqual(['receipt-refused', { check: 'body' }]);
  });

  it('is all that somebody without a login may submit, beside grants and revocations', async () => {
    const at = await afterVisit();
    const action = { kind: 'visit/end', epoch: at.world.patient.view(1).signer.entity } as const;
    const transaction = signDraft(at.world.network, {
      action,
      parties: [at.world.li.sign()],
      time: at.clock.now(),
    });
    expect(await detailOf(at.kiosk.rights.submit(transaction))).toEqual([
      'receipt-refused',
      { check: 'kind' },
    ]);
  });
});

async function granted(
  at: AfterVisit,
  change: { readonly grantee?: Person; readonly until?: number; readonly epoch?: number } = {},
) {
  const { world, clock, record } = at;
  const grant = makeGrant(world, {
    patient: world.patient,
    epoch: change.epoch ?? 2,
    grantee: change.grantee ?? world.chen,
    records: [record],
    time: clock.now(),
    ...(change.until === undefined ? {} : { until: change.until }),
  });
  await bringGrant(at.kiosk, grant);
  return grant;
}

describe('a grantee at the gate', () => {
  it('is given the rows of what was granted, which open with their key, and nothing of other records', async () => {
    const at = await afterVisit();
    const { world, record } = at;
    await openVisitAt(at.visit(2));
    await recordAt(at.visit(2), { text: 'not granted' });
    await endVisitAt(at.visit(2));
    await granted(at, { epoch: 3 });
    const chen = await clientFor(at.a, world.chen);
    const [grant, ...others] = await chen.rights.grants();
    expect(others).toEqual([]);
    expect(grant?.grant).toEqual(world.patient.view(3).signer.entity);
    expect(grant?.records).toEqual([{ statement: record.hash, leaves: record.envelope.leaves }]);
    const keys = (grant?.rows ?? []).map(({ row, part, leaf }) =>
      openRow(row, world.chen.keys(1).seal, { statement: record.hash, leaf, part }),
    );
    expect(keys).toEqual([record.identity.key, record.clinical.key]);
    expect(await at.li.rights.grants()).toEqual([]);
  });

  it('gets nothing after the revocation, and the rows are gone from the node', async () => {
    const at = await afterVisit();
    const { world } = at;
    await granted(at);
    const chen = await clientFor(at.a, world.chen);
    expect(await chen.rights.grants()).toHaveLength(1);
    const action = { kind: 'access/revoke', epoch: world.patient.view(2).signer.entity } as const;
    const parties = [world.patient.consent(2)];
    await at.kiosk.rights.submit(signDraft(world.network, { action, parties, time: at.clock.now() }));
    expect(await chen.rights.grants()).toEqual([]);
  });

  it('gets nothing once the term is over, though no block says so', async () => {
    const at = await afterVisit();
    await granted(at, { until: at.clock.now() + DAY });
    const chen = await clientFor(at.a, at.world.chen);
    const height = at.a.store.height();
    at.clock.advance(DAY);
    expect(await chen.rights.grants()).toHaveLength(1);
    at.clock.advance(1);
    expect(await chen.rights.grants()).toEqual([]);
    expect(at.a.store.height()).toBe(height);
  });

  it('gets nothing once suspended', async () => {
    const at = await afterVisit();
    const { world } = at;
    await granted(at);
    const chen = await clientFor(at.a, world.chen);
    await at.li.submit(signDraft(world.network, suspension(world.chen, world.a.board(), at.clock.now())));
    expect(await codeOfAsync(chen.rights.grants())).toBe('login-required');
  });

  it('gets nothing while the grant is not on the ledger', async () => {
    const at = await afterVisit();
    const { world, record, clock } = at;
    const grantee = world.chen;
    const grant = makeGrant(world, {
      patient: world.patient,
      epoch: 2,
      grantee,
      records: [record],
      time: clock.now(),
    });
    await at.kiosk.rights.deliver(encodeGrantParcel(grant.parcel));
    const chen = await clientFor(at.a, grantee);
    expect(await chen.rights.grants()).toEqual([]);
    await at.kiosk.rights.submit(grant.transaction);
    expect(await chen.rights.grants()).toHaveLength(1);
  });

  it('is given only what the patient signed: another list, or a row beyond it, is refused when it comes', async () => {
    const at = await afterVisit();
    const { world, record, clock } = at;
    const request = {
      patient: world.patient,
      epoch: 2,
      grantee: world.chen,
      records: [record],
      time: clock.now(),
    };
    const { parcel } = makeGrant(world, request);
    const bring = (change: Partial<typeof parcel>) =>
      detailOf(at.kiosk.rights.deliver(encodeGrantParcel({ ...parcel, ...change })));
    const statements = [record.hash, toStatementHash(bytes32('another record'))];
    expect(await bring({ statements })).toEqual(['receipt-refused', { check: 'records' }]);
    expect(await bring({ salt: bytes32('salt') })).toEqual(['receipt-refused', { check: 'records' }]);
    const rows = parcel.rows.map((row) => ({ ...row, index: 1 }));
    expect(await bring({ rows })).toEqual(['receipt-refused', { check: 'rows' }]);
    const signature = toSignature(new Uint8Array(64));
    expect(await detailOf(at.kiosk.rights.deliver(encodeGrantParcel({ ...parcel, signature })))).toEqual([
      'signature-invalid',
      {},
    ]);
  });

  it('is brought by a parcel that a node takes, or by none at all', async () => {
    const at = await afterVisit();
    const tooLarge = new Uint8Array(LARGEST_PARCEL + 1);
    expect(await codeOfAsync(at.kiosk.rights.deliver(tooLarge))).toBe('parcel-too-large');
    const { body, consent } = entryOf(at);
    expect(await codeOfAsync(at.kiosk.rights.receipt(body, consent, tooLarge))).toBe('parcel-too-large');
    expect(await detailOf(at.kiosk.rights.deliver(new Uint8Array(3)))).toEqual([
      'receipt-refused',
      { check: 'body' },
    ]);
  });

  it('gets them at their own institution, wherever the patient gave them', async () => {
    const world = makeWorld();
    const [folderA, folderB] = [nodeFolder('node-A'), nodeFolder('node-B')];
    writeWorldFolder(folderA, world, { name: 'A', peers: { [toHex(world.b.id)]: socketAddress(folderB) } });
    writeWorldFolder(folderB, world, { name: 'B', peers: { [toHex(world.a.id)]: socketAddress(folderA) } });
    const clock = manualClock(START + 1000);
    const at = await afterVisit({ folder: folderA, clock });
    expect(await codeOfAsync(granted(at, { grantee: at.world.wang }))).toBe('node-away');
    const b = await openNode(folderB, testPorts(clock));
    onTestFinished(() => b.close());
    await b.listen();
    await atHeight(b, at.a.store.height());
    await granted(at, { grantee: at.world.wang });
    await atHeight(b, at.a.store.height());
    const wang = await clientFor(b, at.world.wang);
    const [grant] = await wang.rights.grants();
    expect(grant?.records).toEqual([{ statement: at.record.hash, leaves: at.record.envelope.leaves }]);
    expect(await wang.blob(at.record.clinical.id)).toEqual(at.record.clinical.blob);
  });
});
