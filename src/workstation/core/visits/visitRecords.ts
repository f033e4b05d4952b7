/**
 * What was written under one visit: by its doctor and by who joined it. The card of the visit does not open it, the
 * next one will; whoever takes part reads it from the row of their own.
 */
import { toHex } from '../../../crypto/bytes.ts';
import type { EpochKey, StatementHash } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { patientBanner } from '../../../records/banner.ts';
import { decodeIdentityPart, encodeIdentityPart, type IdentityPart } from '../../../records/identityPart.ts';
import type { OwnRecord } from '../../../replica/desk/ownRecords.ts';
import { isErased } from '../../../contracts/visit/erased.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { Banner, DocumentView } from '../../api/visits.ts';
import { makeVisitProof, type Proved, type ProofFile } from '../../proof/makeProof.ts';
import { proofHash, writeProofCode } from '../../proof/proofCode.ts';
import { qrPng } from '../../qr.ts';
import { isoDate } from './documents.ts';
import { readVisit, staffName, statementsOf, type ListedStatement } from './ledgerReads.ts';
import { fetchMissing, ownView } from './myLedger.ts';
import { identityOf } from './prepare.ts';
import { provedSoon } from './proofExport.ts';
import { roleIn } from './followers.ts';
import { epochKeyOf } from './visitContext.ts';
import type { VisitWork } from './work.ts';

interface Written {
  readonly listed: ListedStatement;
  /** Null when its row or blob could not be had. */
  readonly record: OwnRecord | null;
}

/** Errors: `visit-unknown`. */
export async function visitRecords(
  work: VisitWork,
  { visit: visitHex }: ArgsOf<'visit/records'>,
): Promise<ResultOf<'visit/records'>> {
  const visit = epochKeyOf(visitHex);
  const written = await writtenUnder(work, visit);
  const { store } = work.ledger.replica;
  const lacking = written.filter(({ record, listed }) => record === null && listed.entity.kind !== 'import');
  return {
    documents: viewsOf(work, written).map(({ summary }) => summary),
    unreadable: lacking.filter(({ listed }) => !isErased(store, listed.hash)).length,
    erased: lacking.filter(({ listed }) => isErased(store, listed.hash)).length,
    waiting: waitingFor(work, visit, written),
    isNamed: patientOf(work, written).name !== null,
    participants: participantsOf(work, visit),
  };
}

/**
 * The visit for the patient to take away: its documents, the proof file of all that stands under it, and the code of
 * that file for the paper.
 * @throws ConsiliumError `visit-unknown`, `handout-empty` when nothing of it stands on the ledger yet, `handout-nameless`
 *   once nobody here knows whose visit it was, `proof-not-yet`
 */
export async function visitHandout(
  work: VisitWork,
  { visit: visitHex }: ArgsOf<'visit/handout'>,
): Promise<ResultOf<'visit/handout'>> {
  await work.ledger.catchUp();
  const visit = epochKeyOf(visitHex);
  const written = await writtenUnder(work, visit);
  const [first, ...others] = written.map(provedOf);
  const documents = viewsOf(work, written);
  if (first === undefined || documents.length === 0) throw new ConsiliumError('handout-empty');
  const patient = patientOf(work, written);
  if (patient.name === null) throw new ConsiliumError('handout-nameless');
  const { store } = work.ledger.replica;
  const proof = await provedSoon(work, () => makeVisitProof(store, [first, ...others]));
  const code = codeOf(proof, { height: store.height(), statement: first.hash });
  return {
    patient,
    documents,
    proof,
    code,
    codeQr: await qrPng(code),
    waiting: waitingFor(work, visit, written),
  };
}

function codeOf(
  { bytes }: ProofFile,
  at: { readonly height: number; readonly statement: StatementHash },
): string {
  return writeProofCode({ sha256: proofHash(bytes), ...at });
}

async function writtenUnder(work: VisitWork, visit: EpochKey): Promise<readonly Written[]> {
  const { desk } = work.session;
  const known = desk.visits.visit(visit);
  if (known === null) throw new ConsiliumError('visit-unknown');
  const listed = statementsOf(work.ledger.replica.store, { epoch: known.epoch, epochKey: visit });
  await fetchMissing(
    work,
    listed.filter(({ entity }) => entity.kind !== 'import'),
  );
  // While the visit is open its chart knows the names, whatever the follow-up: the same from which they were sealed.
  const identity = known.endedAt === null ? encodeIdentityPart(await identityOf(work, visit)) : null;
  return listed.map((item) => {
    const record = desk.ownRecords.record(item.hash);
    return { listed: item, record: record && { ...record, identity: record.identity ?? identity } };
  });
}

function viewsOf(work: VisitWork, written: readonly Written[]): DocumentView[] {
  return written.flatMap(({ listed, record }) =>
    // What was added to a record stands here by itself.
    record === null ? [] : [{ ...ownView(work, listed, record), amendments: [] }],
  );
}

/** Without the text where it is not here, or h_id never was: then the proof says who signed, and not what. */
function provedOf({ listed: { hash }, record }: Written): Proved {
  if (record === null || record.identityHash.every((byte) => byte === 0)) return { hash, content: null };
  const { identityHash, clinical } = record;
  return { hash, content: { identityHash, clinicalSalt: clinical.salt, clinical: clinical.bytes } };
}

/** Who the patient is, as the newest of these records says; nobody's name once the follow-up is over. */
function patientOf(work: VisitWork, written: readonly Written[]): Banner {
  const identities = written.flatMap(({ record }): IdentityPart[] => {
    const identity = record?.identity ?? null;
    return identity === null ? [] : [decodeIdentityPart(identity)];
  });
  return patientBanner({
    identity: identities.at(-1) ?? null,
    allergies: [],
    complete: false,
    today: isoDate(work.context.ports.clock),
  });
}

/** Signed here and not on the ledger yet. */
function waitingFor(work: VisitWork, visit: EpochKey, written: readonly Written[]): number {
  const there = new Set(written.map(({ listed }) => toHex(listed.hash)));
  return work.session.desk.outbox
    .byVisit(visit)
    .filter(
      ({ kind, state, statement }) =>
        kind === 'visit/record' && state !== 'rejected' && statement !== null && !there.has(toHex(statement)),
    ).length;
}

function participantsOf(work: VisitWork, visit: EpochKey): ResultOf<'visit/records'>['participants'] {
  const { store } = work.ledger.replica;
  const entity = readVisit(store, visit);
  if (entity === null) return [];
  return [entity.doctor, ...entity.participants.map(({ id }) => id)].map((id) => ({
    id: toHex(id),
    name: staffName(store, id),
    role: roleIn(entity, id) ?? '',
  }));
}
