/** Own entries and grants for nodes, as a patient's machine brings them: real keys, sealed parts, signed bodies. */
import { sealPart, type SealedPart } from '../../src/crypto/blob.ts';
import { encodeEnvelope, envelopeCommitment, type Envelope } from '../../src/crypto/envelope.ts';
import {
  toSignature,
  toStatementHash,
  type Signature,
  type StatementHash,
  type SealingKey,
} from '../../src/crypto/ids.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { makeRow } from '../../src/crypto/row.ts';
import { dataHash } from '../../src/crypto/statementData.ts';
import { grantRecordsHash } from '../../src/contracts/access/records.ts';
import {
  encodeStatement,
  NO_AUTHOR,
  signStatementAsPatient,
  statementHash,
} from '../../src/contracts/statement.ts';
import { encodeBody, encodeTransaction, signBody } from '../../src/contracts/transaction.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import {
  encodeEntryParcel,
  encodeGrantParcel,
  type GrantParcel,
} from '../../src/hospital/patient/parcels.ts';
import { systemRandom } from '../../src/node/random.ts';
import type { ReadyRecord } from './records.ts';
import { bytes32, DAY, type House, type Party, type Patient, type Person, type World } from './world.ts';

interface EntryTerms {
  readonly house: House;
  readonly time: number;
  /** Height of a block that is there; the visit's own or later. */
  readonly anchor: number;
}

export interface EntryRequest extends EntryTerms {
  readonly patient: Patient;
  readonly epoch: number;
  readonly text: string;
}

/** What is needed to write one: the consent key of a slip, and whatever somebody puts into it. */
export interface EntryContent extends EntryTerms {
  /** CPK_e. */
  readonly consent: Party;
  readonly epochKey: Uint8Array;
  readonly nextSealingKey: SealingKey;
  readonly parts: { readonly identity: Uint8Array; readonly clinical: Uint8Array };
}

/** An own entry ready for its node. */
export interface ReadyEntry {
  readonly hash: StatementHash;
  readonly envelope: Envelope;
  readonly identity: SealedPart;
  readonly clinical: SealedPart;
  readonly body: Uint8Array;
  /** CPK_e over the body. */
  readonly consent: Signature;
  readonly parcel: Uint8Array;
}

export function makeEntry(world: World, { patient, epoch, text, ...terms }: EntryRequest): ReadyEntry {
  return entryOf(world, {
    ...terms,
    consent: patient.consent(epoch),
    epochKey: patient.view(epoch).signer.entity,
    nextSealingKey: patient.card(epoch).certificate.nextSealingKey,
    parts: { identity: utf8(`who: ${text}`), clinical: utf8(`what: ${text}`) },
  });
}

/** Any content under a consent key. */
export function entryOf(world: World, content: EntryContent): ReadyEntry {
  const { house, consent, epochKey, nextSealingKey, parts, time, anchor } = content;
  const identity = sealPart('identity', parts.identity, systemRandom);
  const clinical = sealPart('clinical', parts.clinical, systemRandom);
  const statement = encodeStatement({
    network: world.network,
    kind: 'own-entry',
    epoch: epochKey,
    doctor: NO_AUTHOR,
    institution: house.id,
    data: dataHash(identity.content, clinical.content),
    refers: null,
    time,
    anchor: { height: anchor, headerHash: bytes32('anchor') },
    followUntil: time,
  });
  const hash = toStatementHash(statementHash(statement));
  const rowOf = ({ part, key }: SealedPart) =>
    makeRow(nextSealingKey, { statement: hash, leaf: 0, part, key }, systemRandom);
  const envelope: Envelope = {
    statement: hash,
    leaves: [
      {
        identity: { id: identity.id, size: identity.size },
        clinical: { id: clinical.id, size: clinical.size },
      },
    ],
    salt: systemRandom(32),
    patientRows: [rowOf(identity), rowOf(clinical)],
    rows: [],
  };
  const body = encodeBody({
    kind: 'visit/own-entry',
    statement,
    consentSignature: signStatementAsPatient(hash, consent.secretKey),
    commitment: envelopeCommitment(envelope),
    time,
    expires: time + DAY,
    signers: [consent.signer, house.node().signer],
  });
  return {
    hash,
    envelope,
    identity,
    clinical,
    body,
    consent: toSignature(signBody({ network: world.network, index: 0 }, body, consent.secretKey)),
    parcel: parcelOf(envelope, { identity, clinical }),
  };
}

export function parcelOf(
  envelope: Envelope,
  { identity, clinical }: { readonly identity: SealedPart; readonly clinical: SealedPart },
): Uint8Array {
  return encodeEntryParcel({
    envelope: encodeEnvelope(envelope),
    identity: identity.blob,
    clinical: clinical.blob,
  });
}

/** Receipt, then the ledger. */
export async function bringEntry(client: NodeClient, { body, consent, parcel }: ReadyEntry): Promise<void> {
  const receipt = await client.rights.receipt(body, consent, parcel);
  await client.rights.submit(encodeTransaction(body, [consent, receipt]));
}

export interface GrantRequest {
  readonly patient: Patient;
  readonly epoch: number;
  readonly grantee: Person;
  readonly records: readonly ReadyRecord[];
  readonly time: number;
  readonly until?: number;
}

export interface ReadyGrant {
  readonly parcel: GrantParcel;
  readonly transaction: Uint8Array;
}

/** Both parts of each record, sealed to the grantee's first key. */
export function makeGrant(world: World, request: GrantRequest): ReadyGrant {
  const { patient, epoch, grantee, records, time, until = time + 30 * DAY } = request;
  const card = patient.card(epoch);
  const salt = systemRandom(32);
  const statements = records.map(({ hash }) => hash);
  const consent = patient.consent(epoch);
  const body = encodeBody({
    kind: 'access/grant',
    certificate: card.certificateBytes,
    issuerSignature: card.issuerSignature,
    grantee: grantee.id,
    purpose: 'second-opinion',
    until,
    records: grantRecordsHash(salt, statements),
    time,
    expires: time + DAY,
    signers: [consent.signer],
  });
  const signature = toSignature(signBody({ network: world.network, index: 0 }, body, consent.secretKey));
  const seal = grantee.keys(1).seal.publicKey;
  const rows = records.flatMap(({ hash, identity, clinical }, index) =>
    [identity, clinical].map(({ part, key }) => ({
      index,
      leaf: 0,
      part,
      row: makeRow(seal, { statement: hash, leaf: 0, part, key }, systemRandom),
    })),
  );
  return {
    parcel: { body, signature, salt, version: 1, statements, rows },
    transaction: encodeTransaction(body, [signature]),
  };
}

/** The rows first, then the ledger. */
export async function bringGrant(client: NodeClient, { parcel, transaction }: ReadyGrant): Promise<void> {
  await client.rights.deliver(encodeGrantParcel(parcel));
  await client.rights.submit(transaction);
}
