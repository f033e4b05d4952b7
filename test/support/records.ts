/** Whole records for nodes: sealed parts, their envelope, the statement, and the body that awaits a receipt. */
import { sealPart, type SealedPart } from '../../src/crypto/blob.ts';
import {
  encodeEnvelope,
  envelopeCommitment,
  type Envelope,
  type RecipientRow,
} from '../../src/crypto/envelope.ts';
import {
  toSealingKey,
  toSignature,
  toStatementHash,
  type SealingKey,
  type Signature,
  type StatementHash,
} from '../../src/crypto/ids.ts';
import { makeRow } from '../../src/crypto/row.ts';
import { dataHash } from '../../src/crypto/statementData.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import {
  encodeStatement,
  signStatementAsDoctor,
  signStatementAsPatient,
  statementHash,
  type Statement,
} from '../../src/contracts/statement.ts';
import { encodeBody, encodeTransaction, signBody } from '../../src/contracts/transaction.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { systemRandom } from '../../src/node/random.ts';
import { bytes32, DAY, type House, type Patient, type Person, type World } from './world.ts';

export interface RecordRequest {
  readonly author: Person;
  readonly house: House;
  readonly patient: Patient;
  readonly epoch: number;
  readonly text: string;
  readonly time: number;
  /** Height of a block that is there; the visit's own or later. */
  readonly anchor: number;
  /** Whether the patient's slip consents; true unless given. */
  readonly consents?: boolean;
  readonly change?: Partial<Statement>;
}

/** A record ready for a node: its blobs first, then the receipt, then the transaction. */
export interface ReadyRecord {
  readonly hash: StatementHash;
  readonly identity: SealedPart;
  readonly clinical: SealedPart;
  readonly envelope: Envelope;
  readonly envelopeBytes: Uint8Array;
  readonly body: Uint8Array;
  /** The author's signature over the body. */
  readonly authorSignature: Uint8Array;
}

export function makeRecord(world: World, request: RecordRequest): ReadyRecord {
  const { author, house, patient, epoch, text } = request;
  const identity = sealPart('identity', utf8(`who: ${text}`), systemRandom);
  const clinical = sealPart('clinical', utf8(`what: ${text}`), systemRandom);
  const statement = statementOf(world, request, { identity, clinical });
  const hash = toStatementHash(statementHash(statement));
  const envelope = envelopeOf({ hash, identity, clinical }, request);
  const body = encodeBody({
    kind: 'visit/record',
    statement,
    keyVersion: 1,
    doctorSignature: signStatementAsDoctor(hash, author.sign().secretKey),
    consentSignature:
      request.consents === false ? null : signStatementAsPatient(hash, patient.consent(epoch).secretKey),
    commitment: envelopeCommitment(envelope),
    time: request.time,
    expires: request.time + DAY,
    signers: [author.sign().signer, house.node().signer],
  });
  const { network } = world;
  const authorSignature = signBody({ network, index: 0 }, body, author.sign().secretKey);
  return {
    hash,
    identity,
    clinical,
    envelope,
    envelopeBytes: encodeEnvelope(envelope),
    body,
    authorSignature,
  };
}

/** Blobs and receipt: all that comes before the transaction. */
export async function storeRecord(client: NodeClient, record: ReadyRecord): Promise<Signature> {
  await client.storeBlob(record.identity.id, record.identity.blob);
  await client.storeBlob(record.clinical.id, record.clinical.blob);
  return toSignature(await client.receipt(record.body, record.envelopeBytes));
}

/** The whole way onto the ledger. */
export async function submitRecord(client: NodeClient, record: ReadyRecord): Promise<void> {
  const receipt = await storeRecord(client, record);
  await client.submit(encodeTransaction(record.body, [record.authorSignature, receipt]));
}

function statementOf(
  world: World,
  request: RecordRequest,
  parts: { readonly identity: SealedPart; readonly clinical: SealedPart },
): Uint8Array {
  const { author, patient, epoch, time, anchor } = request;
  return encodeStatement({
    network: world.network,
    kind: 'record',
    epoch: patient.view(epoch).signer.entity,
    doctor: author.id,
    institution: author.institution,
    data: dataHash(parts.identity.content, parts.clinical.content),
    refers: null,
    time,
    anchor: { height: anchor, headerHash: bytes32('anchor') },
    followUntil: time + 14 * DAY,
    ...request.change,
  });
}

function envelopeOf(
  record: { readonly hash: StatementHash; readonly identity: SealedPart; readonly clinical: SealedPart },
  { author, house, patient, epoch }: RecordRequest,
): Envelope {
  const { hash, identity, clinical } = record;
  const rowTo = (key: SealingKey, part: SealedPart) =>
    makeRow(key, { statement: hash, leaf: 0, part: part.part, key: part.key }, systemRandom);
  const next = patient.card(epoch).certificate.nextSealingKey;
  const rows = [identity, clinical].flatMap((part): readonly RecipientRow[] => [
    {
      to: { kind: 'staff', entity: author.id, version: 1 },
      leaf: 0,
      part: part.part,
      row: rowTo(author.keys(1).seal.publicKey, part),
    },
    {
      to: { kind: 'archive', entity: house.id, version: 1 },
      leaf: 0,
      part: part.part,
      row: rowTo(toSealingKey(house.founded.archiveKey), part),
    },
  ]);
  return {
    statement: hash,
    leaves: [
      {
        identity: { id: identity.id, size: identity.size },
        clinical: { id: clinical.id, size: clinical.size },
      },
    ],
    salt: systemRandom(32),
    patientRows: [rowTo(next, identity), rowTo(next, clinical)],
    rows,
  };
}
