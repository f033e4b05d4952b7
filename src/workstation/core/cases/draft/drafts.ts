/** Making a case ready: begun from own records, decided on, and published as it was shown. */
import { bytesEqual, fromHex, toHex } from '../../../../crypto/bytes.ts';
import { toEpochKey, toStatementHash, type StatementHash } from '../../../../crypto/ids.ts';
import { ConsiliumError } from '../../../../errors.ts';
import { checkAnonymity, type QuasiIdentifiers } from '../../../../cases/anonymity/anonymity.ts';
import { careItems, type CaseDocument } from '../../../../cases/publish/caseDocument.ts';
import { knownMatcher, type KnownIdentifier } from '../../../../deid/known.ts';
import type { RandomBytes } from '../../../../ports.ts';
import type { ArgsOf, ResultOf } from '../../../api.ts';
import type { CaseDraftContent, CaseReview } from '../../../api/caseDrafts.ts';
import { isErased } from '../../../../contracts/visit/erased.ts';
import { statementsOf } from '../../visits/ledgerReads.ts';
import type { VisitWork } from '../../visits/work.ts';
import { consentTo } from '../consent.ts';
import { populationOf } from '../population.ts';
import { demandOwn, publishDocument } from '../publish.ts';
import { cleanedCase, shiftOf, type CleanedCase } from './clean.ts';
import { attachmentOfImage, draftImage, keepImage, keptImages, reviewedImages } from './images.ts';
import { proposedContent } from './proposal.ts';
import { readSources, visitsOf, type CaseSources } from './sources.ts';
import { demandDraft, keepDraft, listDrafts, type StoredDraft } from './stored.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_TRIES = 64;

/** See api/caseDrafts.ts. */
export async function beginDraft(
  work: VisitWork,
  { language, statements: named }: ArgsOf<'case/draft'>,
): Promise<CaseReview> {
  const statements = named.map((statement) => toStatementHash(fromHex(statement)));
  demandOwn(work, statements);
  const going = listDrafts(work.session).find((draft) => isOf(draft, statements));
  if (going !== undefined) return reviewOf(work, going);
  const { random } = work.context.ports;
  const draft = random(16);
  const sources = await readSources(work, statements);
  const time = work.context.ports.clock.now();
  const caseKey = keyFor(sources, { random, time });
  const proposed = proposedContent(sources.records, { language, shiftDays: shiftOf(caseKey), time });
  const purposes = allowedBy(work, sources);
  const content = { ...proposed, form: { ...proposed.form, purposes } };
  keepDraft(work.session, { draft, statements, caseKey, content });
  return reviewOf(work, demandDraft(work.session, toHex(draft)), sources);
}

/** A fresh key under which nothing lies in the future: there the shift would show. */
function keyFor(
  { records }: CaseSources,
  { random, time }: { readonly random: RandomBytes; readonly time: number },
): Uint8Array {
  const newest = Math.max(
    ...records.map(({ reading }) => Date.parse(reading.date ?? '')).filter(Number.isFinite),
  );
  const isPast = (key: Uint8Array): boolean => newest + shiftOf(key) * DAY_MS <= time;
  let key = random(32);
  // Every second one is.
  for (let tries = 0; tries < MOST_TRIES && !isPast(key); tries++) key = random(32);
  return key;
}

/** See api/caseDrafts.ts. */
export function ownRecordsOf(work: VisitWork, visit: string): ResultOf<'case/own-records'> {
  const { store } = work.ledger.replica;
  const own = statementsOf(store, { epoch: 0, epochKey: toEpochKey(fromHex(visit)) }).filter(
    ({ entity, hash }) =>
      SHARED_KINDS.has(entity.kind) &&
      bytesEqual(entity.author, work.session.identity.entity) &&
      !isErased(store, hash),
  );
  return { statements: own.map(({ hash }) => toHex(hash)) };
}

/** What a doctor wrote of a patient; a co-signature says nothing that another record does not. */
const SHARED_KINDS: ReadonlySet<string> = new Set(['record', 'addendum', 'correction', 'result']);

export function draftList(work: VisitWork): ResultOf<'case/drafts'> {
  return listDrafts(work.session).map(({ changed, content, draft, statements }) => ({
    draft: toHex(draft),
    changed,
    title: content.form.texts.title,
    statements: statements.map((statement) => toHex(statement)),
  }));
}

export async function decideDraft(
  work: VisitWork,
  { content, draft: hex }: ArgsOf<'case/decide'>,
): Promise<CaseReview> {
  keepDraft(work.session, { ...demandDraft(work.session, hex), content });
  return reviewOf(work, demandDraft(work.session, hex));
}

export async function readDraft(work: VisitWork, hex: string): Promise<CaseReview> {
  return reviewOf(work, demandDraft(work.session, hex));
}

export async function lookAtImage(
  work: VisitWork,
  { draft: hex, image }: ArgsOf<'case/draft-image'>,
): Promise<ResultOf<'case/draft-image'>> {
  const sources = await readSources(work, demandDraft(work.session, hex).statements);
  return draftImage(work, { attachment: attachmentOfImage(sources, image) });
}

export async function takeImage(work: VisitWork, asked: ArgsOf<'case/keep-image'>): Promise<CaseReview> {
  const draft = demandDraft(work.session, asked.draft);
  const sources = await readSources(work, draft.statements);
  const attachment = attachmentOfImage(sources, asked.image);
  await keepImage(work, asked, { draft, attachment, known: sources.known });
  return reviewOf(work, draft, sources);
}

export async function leaveImage(
  work: VisitWork,
  { draft: hex, image }: ArgsOf<'case/leave-image'>,
): Promise<CaseReview> {
  work.session.desk.caseDrafts.removeImage(fromHex(hex), image);
  return reviewOf(work, demandDraft(work.session, hex));
}

/** See api/caseDrafts.ts. What was decided is looked through once more, and refused rather than mended. */
export async function publishDraft(
  work: VisitWork,
  { confirmed, draft: hex }: ArgsOf<'case/publish-draft'>,
): Promise<ResultOf<'case/publish-draft'>> {
  const draft = demandDraft(work.session, hex);
  const sources = await readSources(work, draft.statements);
  const cleaned = cleanedCase(draft, sources);
  const open = openDoubts(cleaned).length;
  if (open > 0) throw new ConsiliumError('case-doubts', { open });
  const facets = facetsOf(work, draft);
  if (cleaned.written.title.trim() === '') throw new ConsiliumError('case-title');
  const document = documentOf(work, draft, cleaned);
  demandNoIdentifier(document, sources.known);
  const { language, purposes } = draft.content.form;
  const statements = draft.statements;
  const published = await publishDocument(work, {
    statements,
    purposes,
    language,
    document,
    facets,
    confirmed,
  });
  work.session.desk.caseDrafts.remove(draft.draft);
  return published;
}

async function reviewOf(work: VisitWork, draft: StoredDraft, read?: CaseSources): Promise<CaseReview> {
  const sources = read ?? (await readSources(work, draft.statements));
  const cleaned = cleanedCase(draft, sources);
  const { content } = draft;
  const visits = visitsOf(sources.records).map((visit) => ({
    visit: toHex(visit),
    purposes: [...(consentTo(work, visit)?.purposes ?? [])],
  }));
  return {
    draft: toHex(draft.draft),
    changed: draft.changed,
    content,
    records: cleaned.records.map(({ shown }) => shown),
    texts: [...cleaned.texts],
    images: reviewedImages(work, draft, sources),
    open: openDoubts(cleaned),
    missing: missingIn(content, visits),
    complete: [...careItems(documentOf(work, draft, cleaned))],
    anonymity: anonymityOf(work, content.form),
    visits,
  };
}

function documentOf(work: VisitWork, draft: StoredDraft, { records, written }: CleanedCase): CaseDocument {
  return {
    language: draft.content.form.language,
    texts: written,
    records: records.map(({ bundle }) => bundle),
    images: keptImages(work, draft),
  };
}

function openDoubts({ records, texts }: CleanedCase): CaseReview['open'] {
  return [...records.flatMap(({ shown }) => shown.texts), ...texts]
    .filter(({ dropped }) => !dropped)
    .flatMap(({ spans, text }) =>
      spans.filter(({ state }) => state === 'open').map(({ end, start }) => ({ text, start, end })),
    );
}

function missingIn({ form }: CaseDraftContent, visits: CaseReview['visits']): CaseReview['missing'] {
  const isAllowed = visits.every(({ purposes }) =>
    form.purposes.every((purpose) => purposes.includes(purpose)),
  );
  return [
    ...(form.texts.title.trim() === '' ? (['title'] as const) : []),
    ...(form.outcome === null ? (['outcome'] as const) : []),
    ...(form.specialty === null ? (['specialty'] as const) : []),
    ...(form.disease === null ? (['disease'] as const) : []),
    ...(form.age === null ? (['age'] as const) : []),
    ...(form.purposes.length === 0 ? (['purposes'] as const) : []),
    ...(isAllowed && visits.every(({ purposes }) => purposes.length > 0) ? [] : (['consent'] as const)),
  ];
}

function anonymityOf(work: VisitWork, form: CaseDraftContent['form']): CaseReview['anonymity'] {
  const { age, disease, province, sex, year } = form;
  if (disease === null || age === null) return null;
  const facts: QuasiIdentifiers = { age, sex, province, disease, year };
  const { facets, k, level, verdict } = checkAnonymity(facts, populationOf(work.ledger.replica.store));
  return { verdict, level, k, facets: { ...facets, age: { ...facets.age } } };
}

/** Errors: `case-outcome`, `field-missing`. */
function facetsOf(work: VisitWork, draft: StoredDraft): ArgsOf<'case/publish'>['facets'] {
  const { age, disease, outcome, province, sex, specialty, year } = draft.content.form;
  if (outcome === null) throw new ConsiliumError('case-outcome');
  if (disease === null) throw new ConsiliumError('field-missing', { what: 'facets.disease' });
  if (age === null) throw new ConsiliumError('field-missing', { what: 'facets.age' });
  if (specialty === null) throw new ConsiliumError('field-missing', { what: 'facets.specialty' });
  const modalities = [...new Set(keptImages(work, draft).map(({ modality }) => modality))].filter((code) =>
    /^[A-Z]{2,5}$/u.test(code),
  );
  return { specialty, disease, age, sex, province, year, modalities, outcome };
}

/** What the patients of all these visits allow. */
function allowedBy(work: VisitWork, { records }: CaseSources): CaseDraftContent['form']['purposes'] {
  const [first, ...others] = visitsOf(records).map((visit) => consentTo(work, visit)?.purposes ?? []);
  return (first ?? []).filter((purpose) => others.every((purposes) => purposes.includes(purpose)));
}

/** Fails closed: no identifier of the chart or the registry stands in what would be published. */
function demandNoIdentifier(document: CaseDocument, known: readonly KnownIdentifier[]): void {
  const matcher = knownMatcher(known);
  const look = (value: unknown, field: string): void => {
    if (typeof value === 'string') {
      const found = matcher.find(value).find(({ confidence }) => confidence >= 1);
      if (found !== undefined) throw new ConsiliumError('case-identifies', { type: found.type, field });
    } else if (Array.isArray(value)) value.forEach((item) => look(item, field));
    else if (typeof value === 'object' && value !== null)
      Object.entries(value).forEach(([key, item]) => look(item, key));
  };
  look(document.texts, 'texts');
  look(document.records, 'records');
}

function isOf(draft: StoredDraft, statements: readonly StatementHash[]): boolean {
  return (
    draft.statements.length === statements.length &&
    draft.statements.every((one) => statements.some((other) => bytesEqual(one, other)))
  );
}
