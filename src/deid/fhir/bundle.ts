/** A FHIR R4 Bundle without what identifies its patient: default-deny over elements, texts scrubbed, dates shifted, ids new. */
import { isJsonObject, objectsAt, textAt, type Json, type JsonObject } from '../../records/json.ts';
import { ConsiliumError } from '../../errors.ts';
import { shiftedDay, shiftedFhirDate } from '../dateShift.ts';
import { dayOf } from '../days.ts';
import { knownMatcher, type KnownIdentifier, type KnownMatcher } from '../known.ts';
import { recognise } from '../recognise.ts';
import { narrative } from '../../records/visitNote.ts';
import { plainText } from '../../records/reading.ts';
import { redacted } from '../redact.ts';
import type { Span } from '../spans.ts';
import { ELEMENTS, KEPT_RESOURCES } from './elements.ts';
import { identifiersOf, resourcesOf } from './known.ts';

export interface DeidBundleOptions {
  /** Of {@link dateShiftOf}; the same for every Bundle, text and image of the case. */
  readonly shiftDays: number;
  /** A fresh random id in place of one; asked once for each. */
  readonly newId: () => string;
  /** Of the registry, and of other parts of the chart. */
  readonly known?: readonly KnownIdentifier[];
  /** Entries that are left out, by their place in the Bundle. */
  readonly dropped?: ReadonlySet<number>;
  /** Decides on each text, in the order of the walk; what was found is removed unless given. */
  readonly review?: TextReview;
}

/** A text that somebody wrote, where it stands, and what was found in it. */
export interface FoundText {
  /** Its entry's place in the Bundle; null outside of entries. */
  readonly entry: number | null;
  /** The how many-th text of its entry it is, from 0. */
  readonly number: number;
  /** `Resource.element`. */
  readonly path: string;
  readonly original: string;
  readonly spans: readonly Span[];
}

/** Answers what is removed; null for all of the text. */
export type TextReview = (text: FoundText) => readonly Span[] | null;

export interface DeidBundle {
  readonly bundle: Json;
  /** How many elements were removed, by `Resource.element`. */
  readonly removed: Readonly<Record<string, number>>;
}

/** From this age on a year of birth is one of a few. */
const OLDEST = 90;
const YEAR_DAYS = 365.25;

/** Errors: `bundle-malformed` {reason} when it is no Bundle. */
export function deidentifiedBundle(bundle: Json, options: DeidBundleOptions): DeidBundle {
  if (textAt(bundle, 'resourceType') !== 'Bundle')
    throw new ConsiliumError('bundle-malformed', { reason: 'resourceType' });
  const walk = new Walk(bundle, options);
  return { bundle: walk.resource(bundle) ?? null, removed: walk.removed() };
}

class Walk {
  readonly #options: DeidBundleOptions;
  readonly #known: KnownMatcher;
  readonly #ids = new Map<string, string>();
  readonly #removed = new Map<string, number>();
  readonly #latestDay: number;
  #entry: number | null = null;
  #texts = 0;

  constructor(bundle: Json, options: DeidBundleOptions) {
    this.#options = options;
    this.#known = knownMatcher([...identifiersOf(bundle), ...(options.known ?? [])]);
    const left = new Set(
      objectsAt(bundle, 'entry').flatMap((entry, place) =>
        options.dropped?.has(place) === true ? resourcesOf(entry) : [],
      ),
    );
    for (const resource of resourcesOf(bundle)) {
      const [kind, id] = [textAt(resource, 'resourceType'), textAt(resource, 'id')];
      if (left.has(resource)) continue;
      if (kind === null || !KEPT_RESOURCES.has(kind) || kind === 'Bundle') continue;
      if (id !== null) this.#ids.set(`${kind}/${id}`, options.newId());
    }
    for (const { fullUrl, resource } of resourcesOf(bundle).flatMap((each) => objectsAt(each, 'entry'))) {
      if (isJsonObject(resource) && left.has(resource)) continue;
      const [kind, id] = [textAt(resource, 'resourceType') ?? '', textAt(resource, 'id') ?? ''];
      const fresh =
        this.#ids.get(`${kind}/${id}`) ?? (KEPT_RESOURCES.has(kind) ? options.newId() : undefined);
      if (typeof fullUrl === 'string' && fresh !== undefined) this.#ids.set(fullUrl, fresh);
    }
    this.#latestDay = Math.max(...datesIn(bundle));
  }

  removed(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#removed);
  }

  resource(value: Json | undefined): JsonObject | null {
    if (!isJsonObject(value)) return null;
    const kind = textAt(value, 'resourceType') ?? '';
    if (!KEPT_RESOURCES.has(kind)) {
      this.#drop(kind === '' ? 'resource' : kind);
      return null;
    }
    const id = this.#ids.get(`${kind}/${textAt(value, 'id') ?? ''}`);
    const kept = kind === 'Patient' ? this.#patient(value) : this.#elements(value, kind);
    return { resourceType: kind, ...(id === undefined ? {} : { id }), ...kept };
  }

  /** Sex, year of birth below 90, and the province. */
  #patient(patient: JsonObject): JsonObject {
    for (const key of Object.keys(patient))
      if (key !== 'resourceType' && key !== 'gender') this.#drop(`Patient.${key}`);
    const birth = textAt(patient, 'birthDate') ?? '';
    const year = /^\d{4}/u.exec(birth)?.[0];
    const born = dayOf(birth) ?? (year === undefined ? null : dayOf(`${year}-01-01`));
    const age =
      born === null || !Number.isFinite(this.#latestDay) ? null : (this.#latestDay - born) / YEAR_DAYS;
    const gender = textAt(patient, 'gender');
    const states = Array.isArray(patient['address'])
      ? patient['address'].flatMap((each: Json) => textAt(each, 'state') ?? [])
      : [];
    return {
      ...(gender === null ? {} : { gender }),
      ...(year !== undefined && age !== null && age < OLDEST ? { birthDate: year } : {}),
      ...(states[0] === undefined ? {} : { address: [{ state: states[0] }] }),
    };
  }

  #elements(value: JsonObject, path: string): JsonObject {
    const result: Record<string, Json> = {};
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined || key === 'resourceType') continue;
      const kept = this.#element(key, item, path);
      if (kept === null) this.#drop(`${path}.${key}`);
      else result[key] = kept;
    }
    return result;
  }

  #element(key: string, item: Json, path: string): Json {
    if (key === 'resource') return this.resource(item);
    if (key === 'entry' && path === 'Bundle' && this.#entry === null && Array.isArray(item))
      return this.#entries(item);
    if (Array.isArray(item)) {
      const kept = item.map((each: Json) => this.#element(key, each, path)).filter((each) => each !== null);
      return kept.length === 0 ? null : kept;
    }
    if (isJsonObject(item)) return this.#object(key, item, path);
    return this.#primitive(key, item, `${path}.${key}`);
  }

  #entries(items: readonly Json[]): Json {
    const kept = items.flatMap((each, place) => {
      if (this.#options.dropped?.has(place) === true) return [];
      this.#entry = place;
      this.#texts = 0;
      return this.#element('entry', each, 'Bundle') ?? [];
    });
    this.#entry = null;
    return kept.length === 0 ? null : kept;
  }

  /** What a narrative says, without its markup, which could hide something. */
  #narrative(div: string, path: string): Json {
    const written = plainText(div);
    const kept = written === '' ? '' : this.#text(written, path);
    return kept === null || kept === '' ? null : narrative(kept);
  }

  #text(original: string, path: string): string | null {
    const language = /[\u3400-\u9fff]/u.test(original) ? 'zh' : 'en';
    const found = recognise(original, { language, known: this.#known });
    const at = { entry: this.#entry, number: this.#texts, path, original, spans: found };
    this.#texts += 1;
    const spans = this.#options.review === undefined ? found : this.#options.review(at);
    // Whole dates are shifted as all others of the case are.
    return spans && redacted(original, spans, language, (date) => shiftedDay(date, this.#options.shiftDays));
  }

  #object(key: string, item: JsonObject, path: string): Json {
    const div = key === 'text' ? textAt(item, 'div') : null;
    if (div !== null) return this.#narrative(div, `${path}.text`);
    // A reference with what it points to: only to what is kept, and by its new id.
    if (textAt(item, 'reference') !== null)
      return ELEMENTS.get(key) === 'reference' ? this.#reference(item) : null;
    const kind = ELEMENTS.get(key);
    if (kind !== 'group' && kind !== 'concept' && kind !== 'plain') return null;
    const kept = this.#elements(item, `${path}.${key}`);
    return Object.keys(kept).length === 0 ? null : kept;
  }

  #reference(item: JsonObject): Json {
    const written = textAt(item, 'reference') ?? '';
    const id = this.#ids.get(written);
    if (id === undefined) return null;
    return {
      reference: written.startsWith('urn:') ? `urn:uuid:${id}` : `${written.split('/')[0] ?? ''}/${id}`,
    };
  }

  #primitive(key: string, item: Json, path: string): Json {
    if (key === 'fullUrl') return this.#fullUrl(item);
    const kind = ELEMENTS.get(key);
    if (typeof item === 'number' || typeof item === 'boolean')
      return kind === undefined || key === 'id' ? null : item;
    if (typeof item !== 'string') return null;
    switch (kind) {
      case 'date':
        return shiftedFhirDate(item, this.#options.shiftDays);
      case 'text':
        return this.#text(item, path);
      case 'plain':
      case 'concept':
        // Codes and systems; what is long or has blanks was written by somebody.
        return /^[^\s]{1,120}$/u.test(item) && isCode(key) ? item : this.#text(item, path);
      case 'group':
      case 'reference':
      case undefined:
        return null;
    }
  }

  #fullUrl(item: Json): Json {
    const id = typeof item === 'string' ? this.#ids.get(item) : undefined;
    return id === undefined ? null : `urn:uuid:${id}`;
  }

  #drop(path: string): void {
    this.#removed.set(path, (this.#removed.get(path) ?? 0) + 1);
  }
}

function isCode(key: string): boolean {
  return [
    'status',
    'intent',
    'priority',
    'gender',
    'criticality',
    'system',
    'code',
    'unit',
    'comparator',
    'type',
    'category',
    'mode',
    'version',
    'class',
  ].includes(key);
}

function datesIn(value: Json | undefined): readonly number[] {
  if (typeof value === 'string') {
    const day = /^\d{4}-\d{2}-\d{2}/u.test(value) ? dayOf(value.slice(0, 10)) : null;
    return day === null ? [] : [day];
  }
  if (Array.isArray(value)) return value.flatMap(datesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === 'birthDate' ? [] : datesIn(item)));
}
