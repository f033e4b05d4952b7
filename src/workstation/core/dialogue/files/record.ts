/**
 * Records that are given in a dialogue. Who gives one gives its clinical part: what the ledger's hash is made of, without
 * the part that names the patient. Who is given one looks on their own copy of the ledger who signed it, and whether what
 * was given is what was signed; a node or a colleague is believed neither.
 */
import { bytesEqual, fromHex } from '../../../../crypto/bytes.ts';
import { asBytes, asMap, asUint, decodeCanonical } from '../../../../crypto/cbor.ts';
import { toDataHash, toEpochKey, toInstitutionId, toStatementHash } from '../../../../crypto/ids.ts';
import type { InstitutionId, StatementHash } from '../../../../crypto/ids.ts';
import { assertDataHash, dataHashOfParts, partHash } from '../../../../crypto/statementData.ts';
import { ConsiliumError } from '../../../../errors.ts';
import { statementCodec } from '../../../../contracts/entities.ts';
import { read } from '../../../../contracts/state.ts';
import { demandNotErased } from '../../../../contracts/visit/erased.ts';
import { readRecord, type RecordReading } from '../../../../records/reading.ts';
import type { LedgerStore } from '../../../../replica/ledgerStore.ts';
import type { ArgsOf } from '../../../api.ts';
import type { DocumentView } from '../../../api/visits.ts';
import { recordForm } from '../../imports/recordForm.ts';
import { statementOf } from '../../visits/chart.ts';
import { attestedBy, readingTime, statementKind, viewOf } from '../../visits/documents.ts';
import { coSignatureOf, correctionOf } from '../../visits/followers.ts';
import { institutionName, readVisit, staffName, type ListedStatement } from '../../visits/ledgerReads.ts';
import { sharedRecordOf } from '../../visits/myLedger.ts';
import { consentOf, failureOf, proofOf } from '../../visits/statementCheck.ts';
import type { VisitWork } from '../../visits/work.ts';
import type { RecordParts } from './give.ts';
import { readGiven } from './read.ts';

/** What this doctor may give of a record that they may read. */
interface Giveable {
  readonly statement: StatementHash;
  /** Without names. */
  readonly title: string;
  readonly parts: RecordParts;
}

/** Errors: `document-unknown`, `document-unavailable` {reason}, `statement-erased`, and those of opening the record. */
export async function giveable(work: VisitWork, of: ArgsOf<'dialogue/give-record'>['of']): Promise<Giveable> {
  const statement = toStatementHash(fromHex(of.statement));
  const parts = of.kind === 'own' ? await ownParts(work, statement) : await chartParts(work, of);
  const { title } = readRecord(parts.clinical.bytes, null);
  return { statement, title: title.zh === '' ? title.en : title.zh, parts };
}

async function ownParts(work: VisitWork, statement: StatementHash): Promise<RecordParts> {
  const { clinical, identityHash } = (await sharedRecordOf(work, statement)).record;
  // Read first after its identity row had gone: nobody could compare it with the ledger.
  if (identityHash.every((byte) => byte === 0))
    throw new ConsiliumError('document-unavailable', { reason: 'identity' });
  return { clinical, identityHash };
}

/** Of an import the ledger has one hash over all documents: a single one of them cannot be compared with it. */
async function chartParts(
  work: VisitWork,
  of: ArgsOf<'dialogue/give-record'>['of'] & { readonly kind: 'record' },
): Promise<RecordParts> {
  const { documents, listed } = await statementOf(work, of);
  const parts = documents[of.leaf]?.parts;
  if (parts === undefined || listed.entity.kind === 'import') throw new ConsiliumError('document-unknown');
  return { clinical: parts.clinical, identityHash: partHash('identity', parts.identity) };
}

/** The record that a message brings, with its proof. Errors: see `dialogue/record`. */
export async function givenDocument(
  work: VisitWork,
  { message, statement }: ArgsOf<'dialogue/record'>,
): Promise<DocumentView> {
  const { listed, parts, reading } = await openGiven(work, message);
  if (!bytesEqual(listed.hash, fromHex(statement))) throw new ConsiliumError('dialogue-message-unknown');
  const { store } = work.ledger.replica;
  const { entity } = listed;
  const proof = proofOf(
    store,
    listed,
    failureOf(() => assertSigned(listed, parts)),
  );
  const summary = {
    statement,
    leaf: 0,
    epoch: 0,
    kind: statementKind(entity),
    refers: null,
    corrected: correctionOf(store, listed),
    coSignature: coSignatureOf(store, listed),
    attestedBy: attestedBy(store, entity),
    consent: consentOf(entity.state),
    title: reading.title,
    date: readingTime(reading),
    institution: institutionName(store, entity.institution),
    author: staffName(store, entity.author),
    summary: reading.summary,
    form: recordForm(parts.clinical.bytes),
    verified: proof.verified,
  };
  return viewOf(reading, { summary, proof, amendments: [] });
}

/** For the images of the record, and the institution whose node has them. Errors: as {@link givenDocument}; `data-mismatch`. */
export async function givenReading(
  work: VisitWork,
  message: number,
): Promise<{ readonly reading: RecordReading; readonly institution: InstitutionId }> {
  const { listed, parts, reading } = await openGiven(work, message);
  assertSigned(listed, parts);
  return { reading, institution: toInstitutionId(listed.entity.institution) };
}

async function openGiven(work: VisitWork, message: number) {
  const { store } = work.ledger.replica;
  const statement = work.session.desk.given.of(message)?.statement ?? null;
  if (statement === null) throw new ConsiliumError('dialogue-message-unknown');
  const listed = listedIn(store, statement);
  demandNotErased(store, statement);
  const [file] = work.session.desk.given.files(message);
  if (file?.state !== 'here') throw new ConsiliumError('document-unavailable', { reason: 'not-given' });
  const parts = decodeParts(await readGiven(work.session, message, 0));
  return { listed, parts, reading: readRecord(parts.clinical.bytes, null) };
}

function listedIn(store: LedgerStore, hash: StatementHash): ListedStatement {
  const entity = read(store, statementCodec, hash);
  const visit = entity === null ? null : readVisit(store, toEpochKey(entity.epoch));
  if (entity === null || visit === null) throw new ConsiliumError('document-unknown');
  return { epoch: 0, hash, entity, visit };
}

function assertSigned({ entity }: ListedStatement, { clinical, identityHash }: RecordParts): void {
  const actual = dataHashOfParts(identityHash, partHash('clinical', clinical));
  assertDataHash(toDataHash(entity.data), actual);
}

/** Errors: `field-malformed`. */
function decodeParts(bytes: Uint8Array): RecordParts {
  const map = asMap(decodeCanonical(bytes), ['version', 'salt', 'clinical', 'identityHash'], 'parts');
  if (asUint(map.version, 'parts.version') !== 1)
    throw new ConsiliumError('field-malformed', { what: 'parts.version' });
  return {
    clinical: {
      salt: asBytes(map.salt, 32, 'parts.salt'),
      bytes: asBytes(map.clinical, null, 'parts.clinical'),
    },
    identityHash: asBytes(map.identityHash, 32, 'parts.identityHash'),
  };
}
