/** Opened statements as screens list and show them. */
import { toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { StatementEntity } from '../../../contracts/entities.ts';
import { STATEMENT_KINDS, type StatementKind } from '../../../contracts/statement.ts';
import type { Clock } from '../../../ports.ts';
import { displayName, patientBanner } from '../../../records/banner.ts';
import type { RecordReading } from '../../../records/reading.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { Bilingual } from '../../api/common.ts';
import type { Banner, Chart, DocumentSummary, DocumentView } from '../../api/visits.ts';
import { isOriginal } from '../imports/originals.ts';
import { recordForm } from '../imports/recordForm.ts';
import { viewOf as attachmentView } from '../attachments/draft.ts';
import type { OpenedDocument, OpenedHistory, OpenedStatement, UnavailableStatement } from './history.ts';
import { demandStanding, erasedAt } from './erased.ts';
import { coSignatureOf } from './followers.ts';
import { authorName, institutionName, staffName, type ListedStatement } from './ledgerReads.ts';
import { consentOf, proofOf } from './statementCheck.ts';

/** The documents of a history, in the order of the ledger; files that were imported are listed apart. */
export function documentSummaries(store: LedgerStore, history: OpenedHistory): DocumentSummary[] {
  const corrections = correctionsOf(store, history.statements);
  return history.statements.flatMap((statement) => {
    const corrected = corrections.get(toHex(statement.listed.hash)) ?? null;
    return statement.documents.flatMap((document, leaf) =>
      isOriginal(document) ? [] : [{ ...summaryOf(store, statement, { document, leaf }), corrected }],
    );
  });
}

/** By the statement they stand in for; of several the last. One that cannot be verified takes nothing's place. */
function correctionsOf(
  store: LedgerStore,
  statements: readonly OpenedStatement[],
): ReadonlyMap<string, DocumentSummary['corrected']> {
  return new Map(
    statements.flatMap(({ listed: { entity, hash }, failure }) =>
      entity.kind === 'correction' && entity.refers !== null && failure === null
        ? [
            [
              toHex(entity.refers),
              { statement: toHex(hash), by: staffName(store, entity.author), time: entity.time },
            ] as const,
          ]
        : [],
    ),
  );
}

/**
 * One document whole, with its proof. `known` is what is open of the history, by statement in hex.
 * @throws ConsiliumError `document-unknown`, `statement-erased`
 */
export function documentView(
  store: LedgerStore,
  known: ReadonlyMap<string, OpenedStatement>,
  of: { readonly statement: string; readonly leaf: number },
): DocumentView {
  demandStanding(store, of.statement);
  const statement = known.get(of.statement);
  const document = statement?.documents[of.leaf];
  if (statement === undefined || document === undefined) throw new ConsiliumError('document-unknown');
  const corrected = correctionsOf(store, [...known.values()]).get(of.statement) ?? null;
  return viewOf(document.reading, {
    summary: { ...summaryOf(store, statement, { document, leaf: of.leaf }), corrected },
    amendments: amendmentsOf(store, [...known.values()], of.statement),
    proof: proofOf(store, statement.listed, null),
  });
}

/** The addenda and late results that refer to a statement. */
function amendmentsOf(
  store: LedgerStore,
  statements: readonly OpenedStatement[],
  to: string,
): DocumentView['amendments'] {
  return statements.flatMap(({ documents: [first], failure, listed }) =>
    first === undefined || listed.entity.refers === null || toHex(listed.entity.refers) !== to
      ? []
      : amendmentOf(store, listed, { reading: first.reading, verified: failure === null }),
  );
}

/** Empty for what follows a record and adds no text of its own. */
export function amendmentOf(
  store: LedgerStore,
  { entity, hash }: ListedStatement,
  { reading, verified }: { readonly reading: RecordReading; readonly verified: boolean },
): DocumentView['amendments'] {
  const { kind } = entity;
  if (kind !== 'addendum' && kind !== 'result') return [];
  const by = staffName(store, entity.author);
  return [{ kind, statement: toHex(hash), by, time: entity.time, verified, sections: sectionsOf(reading) }];
}

/** A statement that stands on the ledger and could not be opened here, with why. */
export function unavailableView(
  store: LedgerStore,
  { hash, epoch, code }: UnavailableStatement,
): Chart['unavailable'][number] {
  return { statement: toHex(hash), epoch, code, erasedAt: erasedAt(store, hash) };
}

/** Sections and entries of a reading, beside what is known of its statement. */
export function viewOf(
  reading: RecordReading,
  of: Pick<DocumentView, 'amendments' | 'proof' | 'summary'>,
): DocumentView {
  return {
    ...of,
    sections: sectionsOf(reading),
    entries: reading.entries.map((entry) => ({ ...entry })),
    attachments: reading.attachments.map(attachmentView),
  };
}

export function sectionsOf(reading: RecordReading): DocumentView['sections'] {
  return reading.sections.map((section) => ({ ...section }));
}

/** The banner of a history: an incomplete one says `unavailable` where it knows of no allergy. */
export function bannerOf(
  history: OpenedHistory,
  clock: Clock,
  complete = history.unavailable.length === 0,
): Banner {
  return patientBanner({
    identity: newestDocument(history)?.identity ?? null,
    allergies: history.statements.flatMap(({ documents }) =>
      documents.flatMap(({ reading }) => reading.allergies),
    ),
    complete,
    today: isoDate(clock),
  });
}

/**
 * The document that says who the patient is: the first one of the newest statement that names them. In an import
 * the first document is the registration itself. What patients write of themselves changes nothing in it.
 */
export function newestDocument(history: OpenedHistory): OpenedDocument | null {
  const first = history.statements
    .filter(({ listed }) => listed.entity.kind !== 'own-entry')
    .flatMap(({ documents }) => documents.slice(0, 1));
  return first.findLast(({ identity }) => displayName(identity.patient) !== null) ?? first.at(-1) ?? null;
}

/** A statement's kind as the contracts know it. */
export function statementKind(entity: Pick<StatementEntity, 'kind'>): StatementKind {
  return STATEMENT_KINDS.find((kind) => kind === entity.kind) ?? 'record';
}

/** Time of a record in ms: as it says, else null. */
export function readingTime(reading: RecordReading): number | null {
  const time = reading.date === null ? Number.NaN : Date.parse(reading.date);
  return Number.isFinite(time) && time >= 0 ? time : null;
}

function summaryOf(
  store: LedgerStore,
  { listed, failure }: OpenedStatement,
  { document, leaf }: { readonly document: OpenedDocument; readonly leaf: number },
): DocumentSummary {
  const { entity } = listed;
  const { reading } = document;
  return {
    statement: toHex(listed.hash),
    leaf,
    epoch: listed.epoch,
    kind: statementKind(entity),
    refers: entity.refers === null ? null : toHex(entity.refers),
    corrected: null,
    coSignature: coSignatureOf(store, listed),
    attestedBy: attestedBy(store, entity),
    consent: consentOf(entity.state),
    title: reading.title,
    date: readingTime(reading),
    institution: sourceOf(reading, entity) ?? institutionName(store, entity.institution),
    author: authorName(store, entity),
    summary: reading.summary,
    form: recordForm(document.parts.clinical.bytes),
    verified: failure === null,
  };
}

/** The officer who stood in for the author; null where nobody did. */
export function attestedBy(
  store: LedgerStore,
  { attestedBy: officer }: Pick<StatementEntity, 'attestedBy'>,
): DocumentSummary['attestedBy'] {
  return officer === null ? null : staffName(store, officer);
}

/** An import comes from where its source says; who imported it stands in the proof. */
function sourceOf(reading: RecordReading, entity: StatementEntity): Bilingual | null {
  if (entity.kind !== 'import' || reading.custodian === '') return null;
  return { zh: reading.custodian, en: reading.custodian };
}

/** Today where the machine stands: ages change at local midnight. */
export function isoDate(clock: Clock): string {
  const now = new Date(clock.now());
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
