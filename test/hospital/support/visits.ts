/** Steps of a visit at a running node, and what a patient or doctor shows at its gate. */
import {
  toRootKey,
  type ItemId,
  type PinTag,
  type Pepper,
  toItemId,
  toPepper,
  toPinTag,
} from '../../../src/crypto/ids.ts';
import { signPatientRequest } from '../../../src/crypto/login.ts';
import { consentKeyPair, epochKeys, rootKeyPair, viewKey } from '../../../src/crypto/patientKeys.ts';
import type {
  EpochProof,
  HistoryRequest,
  NodeClient,
  PatientRequest,
} from '../../../src/hospital/nodeClient.ts';
import { makeRecord, submitRecord, type ReadyRecord, type RecordRequest } from '../../support/records.ts';
import { signDraft, visitOpen, type Draft } from '../../support/transactions.ts';
import { bytes16, bytes32, type Party, type Patient, type Person, type World } from '../../support/world.ts';

export interface VisitAt {
  readonly world: World;
  readonly client: NodeClient;
  readonly doctor: Person;
  readonly patient: Patient;
  readonly epoch: number;
  readonly time: number;
}

/** Opens visit `epoch` with its card. */
export async function openVisitAt(at: VisitAt): Promise<void> {
  const { world, client, doctor, patient, epoch, time } = at;
  const by = { opener: doctor.sign(), view: patient.view(epoch), card: patient.card(epoch) };
  await client.submit(signDraft(world.network, visitOpen(by, time)));
}

export async function endVisitAt(at: VisitAt): Promise<void> {
  const { world, client, doctor, patient, epoch, time } = at;
  const action = { kind: 'visit/end', epoch: patient.view(epoch).signer.entity } as const;
  await client.submit(signDraft(world.network, { action, parties: [doctor.sign()], time }));
}

/** What a record of a visit says beside the visit. */
export type RecordWords = Pick<RecordRequest, 'text'> & Partial<Pick<RecordRequest, 'consents' | 'change'>>;

/** A record that the doctor of the visit can send, anchored in the validator's last block. */
export async function recordOf(at: VisitAt, words: RecordWords): Promise<ReadyRecord> {
  const { world, client, doctor, patient, epoch, time } = at;
  const house = doctor.institution === world.b.id ? world.b : world.a;
  const anchor = (await client.status(bytes32('nonce'))).height;
  return makeRecord(world, { author: doctor, house, patient, epoch, time, anchor, ...words });
}

/** Brings a record of the visit onto the ledger. */
export async function recordAt(at: VisitAt, words: RecordWords): Promise<ReadyRecord> {
  const record = await recordOf(at, words);
  await submitRecord(at.client, record);
  return record;
}

/** Someone's suspension, by the board of their house. */
export function suspension(person: Person, parties: readonly Party[], time: number): Draft {
  return {
    action: { kind: 'registry/staff-suspend', id: person.id, role: person.role, reason: 'leave' },
    parties,
    time,
  };
}

export function epochProof(patient: Patient, epoch: number): EpochProof {
  const keys = epochKeys(viewKey(patient.seed, epoch), epoch);
  return { epoch, epochKey: keys.signing.publicKey, binderKey: keys.binderKey };
}

/** Everything a card of `current` shows: all epochs up to it. */
export function historyRequest(patient: Patient, current: number): HistoryRequest {
  return {
    root: toRootKey(rootKeyPair(patient.seed).publicKey),
    current: epochProof(patient, current),
    epochs: epochsTo(patient, current),
  };
}

export function epochsTo(patient: Patient, last: number): readonly EpochProof[] {
  return Array.from({ length: last + 1 }, (_, epoch) => epochProof(patient, epoch));
}

/** The patient with the master card. */
export function rootRequest(patient: Patient, last: number): PatientRequest {
  const root = rootKeyPair(patient.seed);
  return {
    root: root.publicKey,
    epochs: epochsTo(patient, last),
    proof: { kind: 'root', sign: (challenge) => signPatientRequest(challenge, root.secretKey) },
  };
}

/** How a patient proves to hold a slip. */
export type SlipProof = Extract<PatientRequest['proof'], { kind: 'consent' }>;

/** The patient with slip `epoch`. */
export function slipRequest(
  patient: Patient,
  epoch: number,
  change: Partial<SlipProof> = {},
): PatientRequest {
  const card = patient.card(epoch);
  const consent = consentKeyPair(patient.seed, epoch);
  return {
    root: card.root,
    epochs: epochsTo(patient, epoch),
    proof: {
      kind: 'consent',
      key: consent.publicKey,
      certificate: card.certificateBytes,
      issuerSignature: card.issuerSignature,
      binderKey: epochProof(patient, epoch).binderKey,
      epoch,
      sign: (challenge) => signPatientRequest(challenge, consent.secretKey),
      ...change,
    },
  };
}

export interface Slip {
  readonly item: ItemId;
  readonly tag: PinTag;
  readonly pepper: Pepper;
}

export function slipNamed(name: string): Slip {
  return {
    item: toItemId(bytes16(`item ${name}`)),
    tag: toPinTag(bytes32(`tag ${name}`)),
    pepper: toPepper(bytes32(`pepper ${name}`)),
  };
}

export const WRONG_TAG = toPinTag(bytes32('a wrong tag'));
