/**
 * A draft without what identifies anybody: the walk of src/deid over each record and what the author wrote, under the
 * author's decisions. It follows from records, key and decisions alone, so what was shown is what is published.
 *
 * Invariants:
 *   1. What the recogniser is sure of, and whatever the chart or the registry knows, is taken out; nobody can keep it.
 *   2. A doubt is taken out until its author has said that it identifies nobody.
 *   3. An author can take out more: parts of texts, texts, entries.
 */
import { toHex, u32be } from '../../../../crypto/bytes.ts';
import { blake2b256, domainTag } from '../../../../crypto/hash.ts';
import { ConsiliumError } from '../../../../errors.ts';
import { CASE_TEXTS, type CaseDocument, type CaseText } from '../../../../cases/publish/caseDocument.ts';
import { dateShiftOf, shiftedDay } from '../../../../deid/dateShift.ts';
import { deidentifiedBundle } from '../../../../deid/fhir/bundle.ts';
import { KEPT_RESOURCES } from '../../../../deid/fhir/elements.ts';
import { knownMatcher, type KnownMatcher } from '../../../../deid/known.ts';
import { recognise } from '../../../../deid/recognise.ts';
import { redacted } from '../../../../deid/redact.ts';
import { merged, type Span, type SpanType } from '../../../../deid/spans.ts';
import { bilingualTitle } from '../../../../records/bilingual.ts';
import { conceptText } from '../../../../records/concept.ts';
import {
  isJsonObject,
  objectAt,
  objectsAt,
  textAt,
  type Json,
  type JsonObject,
} from '../../../../records/json.ts';
import type { CaseDraftContent, CaseReview, ReviewedText } from '../../../api/caseDrafts.ts';
import type { CaseSource, CaseSources } from './sources.ts';
import type { StoredDraft } from './stored.ts';

/** From this confidence on a finding is no doubt. */
const SURE = 0.8;
/** What may turn out to identify nobody: words, which numbers and dates of these classes are not. */
const DOUBTFUL: ReadonlySet<SpanType> = new Set([
  'name',
  'institution',
  'address',
  'postcode',
  'age',
  'bed',
  'occupation',
  'ethnicity',
  'number',
]);
const PATIENT = 'patient';
const ID_TAG = domainTag('consilium/case/id/v1');

export interface CleanedRecord {
  readonly bundle: JsonObject;
  readonly shown: CaseReview['records'][number];
}

export interface CleanedCase {
  readonly records: readonly CleanedRecord[];
  readonly texts: readonly ReviewedText[];
  readonly written: CaseDocument['texts'];
}

type Part = CaseDraftContent['marks'][number];

export function cleanedCase(draft: StoredDraft, sources: CaseSources): CleanedCase {
  const { records } = sources;
  const decided = new Decisions(draft.content);
  const known = [...sources.known, ...namedIn(draft, sources)];
  const matcher = knownMatcher(known);
  const shiftDays = shiftOf(draft.caseKey);
  const texts = CASE_TEXTS.map((field) => writtenText(field, { decided, matcher, draft, shiftDays }));
  return {
    records: records.map((source, record) => cleanedRecord(source, { record, draft, decided, known })),
    texts,
    written: Object.fromEntries(texts.map(({ path, result }) => [path, result])) as CaseDocument['texts'],
  };
}

/** Whoever is named in one text is known in all others, where no title or label stands beside the name. */
function namedIn(draft: StoredDraft, { known, records }: CaseSources): CaseSources['known'] {
  const found = new Set<string>();
  const collect = (original: string, spans: readonly Span[]): void => {
    for (const { confidence, end, start, type } of spans)
      if (type === 'name' && confidence >= SURE && end - start > 1) found.add(original.slice(start, end));
  };
  for (const { bundle } of records)
    deidentifiedBundle(bundle, {
      shiftDays: 1,
      newId: () => '',
      known,
      review: ({ original, spans }) => {
        collect(original, spans);
        return spans;
      },
    });
  const { language, texts } = draft.content.form;
  for (const text of Object.values(texts)) collect(text, recognise(text, { language }));
  return [...found].map((value) => ({ type: 'name', value }));
}

/** Of a draft: the same in its records, texts and images. */
export function shiftOf(caseKey: Uint8Array): number {
  return dateShiftOf(caseKey, PATIENT);
}

function cleanedRecord(
  source: CaseSource,
  {
    decided,
    draft,
    known,
    record,
  }: {
    readonly record: number;
    readonly draft: StoredDraft;
    readonly decided: Decisions;
    readonly known: CaseSources['known'];
  },
): CleanedRecord {
  const texts: ReviewedText[] = [];
  const shiftDays = shiftOf(draft.caseKey);
  let ids = 0;
  let heading: ReviewedText['heading'] = null;
  const { bundle, removed } = deidentifiedBundle(source.bundle, {
    shiftDays,
    newId: () => idOf(draft.caseKey, record, (ids += 1)),
    known,
    dropped: decided.entriesOf(record),
    review: ({ entry, number, original, path, spans }) => {
      const text = `${String(record)}.${String(entry ?? 0)}.${String(number)}`;
      const reviewed = decided.review(text, { original, path, spans });
      if (path === 'Composition.section.title') heading = bilingualTitle(original);
      const under = path === 'Composition.section.text' ? heading : null;
      texts.push({
        ...reviewed.shown,
        heading: under,
        result: resultOf(original, reviewed.spans, shiftDays),
      });
      return reviewed.spans;
    },
  });
  if (!isJsonObject(bundle)) throw new ConsiliumError('document-unavailable', { reason: 'bundle' });
  const { date, title } = source.reading;
  return {
    bundle,
    shown: {
      statement: toHex(source.statement),
      title,
      date,
      entries: entriesOf(source.bundle, record, decided),
      texts: texts.filter(({ original }) => original.trim() !== ''),
      removed: Object.entries(removed).map(([path, count]) => ({ path, count })),
    },
  };
}

function writtenText(
  field: CaseText,
  {
    decided,
    draft,
    matcher,
    shiftDays,
  }: {
    readonly decided: Decisions;
    readonly draft: StoredDraft;
    readonly matcher: KnownMatcher;
    readonly shiftDays: number;
  },
): ReviewedText {
  const { language, texts } = draft.content.form;
  const original = texts[field];
  const spans = recognise(original, { language, known: matcher });
  const reviewed = decided.review(`form.${field}`, { original, path: field, spans });
  return { ...reviewed.shown, heading: null, result: resultOf(original, reviewed.spans, shiftDays) };
}

function resultOf(original: string, spans: readonly Span[] | null, days: number): string {
  if (spans === null) return '';
  const language = /[\u3400-\u9fff]/u.test(original) ? 'zh' : 'en';
  return redacted(original, spans, language, (date) => shiftedDay(date, days));
}

interface Reviewed {
  readonly spans: readonly Span[] | null;
  readonly shown: Omit<ReviewedText, 'heading' | 'result'>;
}

/** What the author decided, by text. */
class Decisions {
  readonly #marks: ReadonlyMap<string, readonly Part[]>;
  readonly #kept: ReadonlySet<string>;
  readonly #agreed: ReadonlySet<string>;
  readonly #dropped: ReadonlySet<string>;

  constructor({ agreed, dropped, kept, marks }: CaseDraftContent) {
    this.#marks = Map.groupBy(marks, ({ text }) => text);
    this.#kept = new Set(kept.map(nameOf));
    this.#agreed = new Set(agreed.map(nameOf));
    this.#dropped = new Set(dropped);
  }

  entriesOf(record: number): ReadonlySet<number> {
    const places = [...this.#dropped].map((name) => name.split('.'));
    return new Set(
      places
        .filter(([of, , text]) => of === String(record) && text === undefined)
        .map(([, entry]) => Number(entry)),
    );
  }

  isDropped(name: string): boolean {
    return this.#dropped.has(name);
  }

  /** Invariants 1 to 3. */
  review(
    text: string,
    {
      original,
      path,
      spans,
    }: { readonly original: string; readonly path: string; readonly spans: readonly Span[] },
  ): Reviewed {
    const found = spans.map((span) => ({ ...span, state: this.#stateOf(text, span) }));
    const marks = (this.#marks.get(text) ?? [])
      .map(
        ({ end, start }) =>
          ({ start, end: Math.min(end, original.length), type: 'other', confidence: 1 }) as const,
      )
      .filter(({ end, start }) => end > start)
      .map((span) => ({ ...span, state: 'marked' }) as const);
    const dropped = this.#dropped.has(text);
    return {
      spans: dropped ? null : merged([...found.filter(({ state }) => state !== 'kept'), ...marks]),
      shown: { text, path, original, dropped, spans: [...found, ...marks] },
    };
  }

  #stateOf(text: string, { confidence, end, start, type }: Span): ReviewedText['spans'][number]['state'] {
    if (confidence >= SURE || !DOUBTFUL.has(type)) return 'removed';
    const name = nameOf({ text, start, end });
    if (this.#kept.has(name)) return 'kept';
    return this.#agreed.has(name) ? 'agreed' : 'open';
  }
}

function nameOf({ end, start, text }: Part): string {
  return `${text} ${String(start)} ${String(end)}`;
}

/** Whatever is coded; the document's frame and the patient stay. */
function entriesOf(
  bundle: JsonObject,
  record: number,
  decided: Decisions,
): CaseReview['records'][number]['entries'] {
  return objectsAt(bundle, 'entry').flatMap(({ resource }, place) => {
    const kind = textAt(resource, 'resourceType') ?? '';
    if (!KEPT_RESOURCES.has(kind) || FRAME.has(kind)) return [];
    const entry = `${String(record)}.${String(place)}`;
    return [{ entry, kind, label: labelOf(resource), dropped: decided.isDropped(entry) }];
  });
}

const FRAME: ReadonlySet<string> = new Set(['Composition', 'Patient', 'Encounter', 'Bundle']);

function labelOf(resource: Json | undefined): string {
  if (!isJsonObject(resource)) return '';
  const concept = ['code', 'medicationCodeableConcept', 'vaccineCode', 'type'].map((key) =>
    objectAt(resource, key),
  );
  return conceptText(concept.find((one) => one !== null) ?? null);
}

/** A UUID (RFC 9562, version 8) that only the draft's key could tell from a random one. */
function idOf(caseKey: Uint8Array, record: number, count: number): string {
  const bytes = blake2b256(caseKey, ID_TAG, u32be(record), u32be(count)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
