/** Who is given which rows: each rule of the gate, and each refusal by its name. */
import { describe, expect, it } from 'vitest';
import { bytesEqual } from '../../src/crypto/bytes.ts';
import {
  toPatientSeed,
  toRootKey,
  toSignature,
  type RootKey,
  type StatementHash,
} from '../../src/crypto/ids.ts';
import { signPatientRequest } from '../../src/crypto/login.ts';
import { rootKeyPair } from '../../src/crypto/patientKeys.ts';
import { formerRootName, successionLink } from '../../src/crypto/succession.ts';
import type {
  FormerRequest,
  HistoryRequest,
  NodeClient,
  PatientRequest,
} from '../../src/hospital/nodeClient.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { clientFor, startNodeA } from '../support/nodeWorld.ts';
import type { ReadyRecord } from '../support/records.ts';
import { signDraft, visitConfirm } from '../support/transactions.ts';
import { bytes32, DAY, HOUR, type Patient, type Person } from '../support/world.ts';
import {
  endVisitAt,
  epochProof,
  epochsTo,
  historyRequest,
  openVisitAt,
  recordAt,
  rootRequest,
  slipRequest,
  type VisitAt,
} from './support/visits.ts';

type NodeA = Awaited<ReturnType<typeof startNodeA>>;

interface GateStory extends NodeA {
  /** Dr Li's client. */
  readonly li: NodeClient;
  /** The visit of an epoch, by Dr Li unless another doctor is given. */
  readonly visit: (epoch: number, by?: { readonly doctor: Person; readonly client: NodeClient }) => VisitAt;
  /** Consented, in visit 1, which is over. */
  readonly record: ReadyRecord;
}

/** Visit 1 with a record is over; card 2 is not used yet. */
async function afterVisitOne(): Promise<GateStory> {
  const node = await startNodeA();
  const { world, clock } = node;
  const li = await clientFor(node.a, world.li);
  const visit: GateStory['visit'] = (epoch, by = { doctor: world.li, client: li }) => ({
    world,
    ...by,
    patient: world.patient,
    epoch,
    time: clock.now(),
  });
  await openVisitAt(visit(1));
  const record = await recordAt(visit(1), { text: 'cough' });
  await endVisitAt(visit(1));
  return { ...node, li, visit, record };
}

function names(envelopes: readonly { readonly statement: StatementHash }[]): readonly StatementHash[] {
  return envelopes.map(({ statement }) => statement);
}

describe('a doctor at the gate (invariant 1)', () => {
  it('gets the records of earlier visits while the patient’s visit is open', async () => {
    const { li, visit, world, record } = await afterVisitOne();
    await openVisitAt(visit(2));
    expect(names(await li.history(historyRequest(world.patient, 2)))).toEqual([record.hash]);
  });

  it('gets nothing for a public card whose visit was never opened', async () => {
    const { li, world } = await afterVisitOne();
    expect(await codeOfAsync(li.history(historyRequest(world.patient, 2)))).toBe('gate-no-visit');
  });

  it('gets nothing once the visit was ended', async () => {
    const { li, world } = await afterVisitOne();
    expect(await codeOfAsync(li.history(historyRequest(world.patient, 1)))).toBe('gate-no-visit');
  });

  it('gets nothing once the visit’s time is over, though no block says so', async () => {
    const { li, visit, world, clock, a } = await afterVisitOne();
    await openVisitAt(visit(2));
    const height = a.store.height();
    clock.advance(13 * HOUR);
    expect(await codeOfAsync(li.history(historyRequest(world.patient, 2)))).toBe('gate-no-visit');
    expect(a.store.height()).toBe(height);
  });

  it('gets nothing in a colleague’s visit before joining it, and the same once joined', async () => {
    const { a, visit, world, record, clock, li } = await afterVisitOne();
    await openVisitAt(visit(2));
    const chen = await clientFor(a, world.chen);
    const request = historyRequest(world.patient, 2);
    expect(await codeOfAsync(chen.history(request))).toBe('gate-no-visit');
    const epoch = world.patient.view(2).signer.entity;
    const action = { kind: 'visit/join', epoch, role: 'colleague' } as const;
    const parties = [world.li.sign(), world.chen.sign()];
    await li.submit(signDraft(world.network, { action, parties, time: clock.now() }));
    expect(names(await chen.history(request))).toEqual([record.hash]);
  });

  it.each<[string, (patient: Patient, other: Patient) => Partial<HistoryRequest>]>([
    ['another patient’s root', (_, other) => ({ root: toRootKey(rootKeyPair(other.seed).publicKey) })],
    [
      'another patient’s binder key',
      (own, other) => ({
        current: { ...epochProof(own, 2), binderKey: epochProof(other, 2).binderKey },
      }),
    ],
    ['another number for the epoch', (own) => ({ current: { ...epochProof(own, 2), epoch: 3 } })],
    ['an epoch beyond the chain', (own) => ({ current: { ...epochProof(own, 2), epoch: 5000 } })],
    ['an epoch after the visit’s own', (own) => ({ epochs: epochsTo(own, 3) })],
    ['another patient’s epoch among those asked for', (_, other) => ({ epochs: [epochProof(other, 1)] })],
  ])('is refused %s as gate-binder', async (_name, change) => {
    const { li, visit, world } = await afterVisitOne();
    const { patient, otherPatient } = world;
    await openVisitAt(visit(2));
    await openVisitAt({ ...visit(1), patient: otherPatient });
    const request = { ...historyRequest(patient, 2), ...change(patient, otherPatient) };
    expect(await codeOfAsync(li.history(request))).toBe('gate-binder');
  });
});

describe('a patient at the gate (invariant 2)', () => {
  it('gets the same with the master card and with an unspent slip', async () => {
    const { a, world, record } = await afterVisitOne();
    expect(names(await a.client().patient(rootRequest(world.patient, 4)))).toEqual([record.hash]);
    expect(names(await a.client().patient(slipRequest(world.patient, 2)))).toEqual([record.hash]);
  });

  it('gets nothing with a slip that is spent', async () => {
    const { a, world } = await afterVisitOne();
    expect(await codeOfAsync(a.client().patient(slipRequest(world.patient, 1)))).toBe('gate-slip-spent');
  });

  it('gets nothing with what a bare public card can sign', async () => {
    const { a, world } = await afterVisitOne();
    const { patient } = world;
    const sign = (challenge: Parameters<typeof signPatientRequest>[0]) =>
      signPatientRequest(challenge, patient.view(2).secretKey);
    const asRoot: PatientRequest = { ...rootRequest(patient, 2), proof: { kind: 'root', sign } };
    expect(await codeOfAsync(a.client().patient(asRoot))).toBe('gate-signature');
    expect(await codeOfAsync(a.client().patient(slipRequest(patient, 2, { sign })))).toBe('gate-signature');
  });

  it.each<[string, string, (own: Patient, other: Patient) => PatientRequest]>([
    [
      'a slip whose certificate no institution signed',
      'gate-signature',
      (own) => slipRequest(own, 2, { issuerSignature: toSignature(new Uint8Array(64)) }),
    ],
    [
      'a slip with the certificate of another epoch',
      'gate-signature',
      (own) => {
        const { certificateBytes: certificate, issuerSignature } = own.card(3);
        return slipRequest(own, 2, { certificate, issuerSignature });
      },
    ],
    [
      'a slip with bytes in the place of a certificate',
      'gate-signature',
      (own) => slipRequest(own, 2, { certificate: new Uint8Array(190) }),
    ],
    [
      'a slip under another patient’s root',
      'gate-binder',
      (own, other) => ({ ...slipRequest(own, 2), root: rootKeyPair(other.seed).publicKey }),
    ],
    [
      'epochs of another patient',
      'gate-binder',
      (own, other) => ({ ...rootRequest(own, 2), epochs: [epochProof(other, 1)] }),
    ],
  ])('is refused %s as %s', async (_name, code, request) => {
    const { a, visit, world } = await afterVisitOne();
    const { patient, otherPatient } = world;
    await openVisitAt({ ...visit(1), patient: otherPatient });
    expect(await codeOfAsync(a.client().patient(request(patient, otherPatient)))).toBe(code);
  });

  it('lets the patient who proved it fetch blobs and blocks on that connection, and nothing more', async () => {
    const { a, world, record } = await afterVisitOne();
    const client = a.client();
    expect(await codeOfAsync(client.blob(record.clinical.id))).toBe('login-required');
    await client.patient(rootRequest(world.patient, 1));
    expect(await client.blob(record.clinical.id)).toEqual(record.clinical.blob);
    expect(await client.blocks(1, 1)).toHaveLength(1);
    expect(await codeOfAsync(client.mine([record.hash]))).toBe('login-required');
    expect(await codeOfAsync(client.submit(new Uint8Array(1)))).toBe('login-required');
    expect(await codeOfAsync(a.client().blob(record.clinical.id))).toBe('login-required');
  });

  it('is not let in with a key that somebody made, however well it signs', async () => {
    const { a, world, record } = await afterVisitOne();
    const nobody = { ...world.patient, seed: toPatientSeed(bytes32('a seed of nobody')) };
    const client = a.client();
    expect(await client.patient(rootRequest(nobody, 4))).toEqual([]);
    expect(await codeOfAsync(client.blob(record.clinical.id))).toBe('login-required');
    expect(await codeOfAsync(client.blocks(1, 1))).toBe('login-required');
    // Nor is the patient without naming a visit: P alone says nothing to the ledger.
    expect(await client.patient({ ...rootRequest(world.patient, 4), epochs: [] })).toEqual([]);
    expect(await codeOfAsync(client.blocks(1, 1))).toBe('login-required');
  });
});

describe('a pending statement (invariant 3)', () => {
  it('yields no patient’s row until the slip confirms it', async () => {
    const { a, li, visit, world, record, clock } = await afterVisitOne();
    await openVisitAt(visit(2));
    const pending = await recordAt(visit(2), { text: 'pending', consents: false });
    await endVisitAt(visit(2));
    await openVisitAt(visit(3));
    const doctors = async () => names(await li.history(historyRequest(world.patient, 3)));
    const patients = async () => names(await a.client().patient(rootRequest(world.patient, 3)));
    expect(await doctors()).toEqual([record.hash]);
    expect(await patients()).toEqual([record.hash]);
    const by = { sender: world.li.sign(), consent: world.patient.consent(2) };
    await li.submit(signDraft(world.network, visitConfirm(pending.hash, by, clock.now())));
    expect(await doctors()).toEqual([record.hash, pending.hash]);
    expect(await patients()).toEqual([record.hash, pending.hash]);
  });
});

describe('rows of one’s own (invariant 4)', () => {
  it('hold the identity part until followUntil and the clinical part for ever, on a silent ledger too', async () => {
    const { a, li, clock, record } = await afterVisitOne();
    const parts = async () => (await li.mine([record.hash])).map(({ part }) => part);
    expect(await parts()).toEqual(['identity', 'clinical']);
    const height = a.store.height();
    clock.advance(14 * DAY + 1);
    expect(await parts()).toEqual(['clinical']);
    expect(a.store.height()).toBe(height);
  });

  it('are given to their owner alone', async () => {
    const { a, li, world, record } = await afterVisitOne();
    const rows = await li.mine([record.hash]);
    const own = record.envelope.rows.filter(({ to }) => bytesEqual(to.entity, world.li.id));
    expect(rows.map(({ row }) => row)).toEqual(own.map(({ row }) => row));
    for (const other of [world.chen, world.a.registrar]) {
      expect(await (await clientFor(a, other)).mine([record.hash])).toEqual([]);
    }
  });
});

describe('a root that was succeeded (invariant 5)', () => {
  const rootOf = (patient: Patient): RootKey => toRootKey(rootKeyPair(patient.seed).publicKey);

  interface Succeeded extends NodeA {
    readonly li: NodeClient;
    /** What stands under the former root's visit 1. */
    readonly record: ReadyRecord;
    readonly former: Patient;
    readonly next: Patient;
    /** Dr Li, in visit 1 of the new root, asks for what stands under the former one. */
    readonly asked: FormerRequest;
    readonly open: (patient: Patient, epoch: number) => Promise<void>;
    readonly succeed: () => Promise<void>;
  }

  /** The other patient's root has a record; this patient's is to take its place. */
  async function twoRoots(): Promise<Succeeded> {
    const node = await startNodeA();
    const { world, clock, a } = node;
    const { patient: next, otherPatient: former } = world;
    const li = await clientFor(a, world.li);
    const at = (patient: Patient, epoch: number): VisitAt => ({
      world,
      client: li,
      doctor: world.li,
      patient,
      epoch,
      time: clock.now(),
    });
    const open = async (patient: Patient, epoch: number): Promise<void> => openVisitAt(at(patient, epoch));
    await open(former, 1);
    const record = await recordAt(at(former, 1), { text: 'cough' });
    await endVisitAt(at(former, 1));
    const { registrar } = world.a;
    const client = await clientFor(a, registrar);
    const registration = { ...at(next, 0), client, doctor: registrar };
    await openVisitAt(registration);
    const change = { kind: 'succession', followUntil: clock.now() } as const;
    const { hash } = await recordAt(registration, { text: 'keys', change });
    const succeed = async (): Promise<void> => {
      const action = {
        kind: 'visit/succession',
        statement: hash,
        former: formerRootName(rootOf(former)),
        link: successionLink(rootOf(former), rootOf(next)),
      } as const;
      await client.submit(
        signDraft(world.network, { action, parties: [registrar.sign()], time: clock.now() }),
      );
    };
    const asked = {
      roots: [rootOf(next), rootOf(former)],
      current: epochProof(next, 1),
      epochs: epochsTo(former, 2),
    };
    return { ...node, li, record, former, next, asked, open, succeed };
  }

  it('has its rows handed to a doctor in a visit of the root that took its place', async () => {
    const { li, next, asked, record, open, succeed } = await twoRoots();
    await succeed();
    expect(await codeOfAsync(li.former(asked))).toBe('gate-no-visit');
    await open(next, 1);
    expect(names(await li.former(asked))).toEqual([record.hash]);
  });

  it('has none handed out before the ledger says so, nor to a root that is not the one', async () => {
    const { li, next, former, asked, open, succeed } = await twoRoots();
    await open(next, 1);
    expect(await codeOfAsync(li.former(asked))).toBe('gate-succession');
    await succeed();
    const reversed = { ...asked, roots: [rootOf(next), rootOf(next), rootOf(former)] };
    expect(await codeOfAsync(li.former(reversed))).toBe('gate-succession');
    expect(await codeOfAsync(li.former({ ...asked, roots: [rootOf(next)] }))).toBe('gate-succession');
    expect(await codeOfAsync(li.former({ ...asked, epochs: epochsTo(next, 1) }))).toBe('gate-binder');
  });

  it('gets nothing itself any more: not with its master card, a slip, or a visit that was open', async () => {
    const { a, li, former, open, succeed } = await twoRoots();
    await open(former, 2);
    expect(await li.history(historyRequest(former, 2))).toHaveLength(1);
    await succeed();
    expect(await codeOfAsync(li.history(historyRequest(former, 2)))).toBe('gate-root-succeeded');
    expect(await codeOfAsync(a.client().patient(rootRequest(former, 4)))).toBe('gate-root-succeeded');
    expect(await codeOfAsync(a.client().patient(slipRequest(former, 3)))).toBe('gate-root-succeeded');
  });

  it('has its rows handed to the patient who proves the new root on the same connection', async () => {
    const { a, next, asked, record, succeed } = await twoRoots();
    await succeed();
    const client = a.client();
    const found = await client.formerOfPatient(rootRequest(next, 1), asked);
    expect(names(found)).toEqual([record.hash]);
    expect(await codeOfAsync(a.client().former({ ...asked, current: null }))).toBe('login-required');
  });
});
