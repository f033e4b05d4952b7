/** A FHIR R4 Bundle without what identifies its patient: default-deny over elements, texts scrubbed, dates shifted, ids new. */
import { isJsonObject, objectsAt, textAt, type Json, type JsonObject } from '../../records/json.ts';
import { ConsiliumError } from '../../errors.ts';
import { shiftedDay, shiftedFhirDate } from '../dateShift.ts';
import { dayOf } from '../days.ts';
import { knownMatcher, type KnownIdentifier } from '../known.ts';
import { recognise } from '../recognise.ts';
import { redacted } from '../redact.ts';
import { ELEMENTS, KEPT_RESOURCES } from './elements.ts';
import { identifiersOf, resourcesOf } from './known.ts';

export interface DeidBundleOptions {
  /** Of {@link dateShiftOf}; the same for every Bundle, text and image of the case. */
  readonly shiftDays: number;
  /** A fresh random id in place of one; asked once for each. */
  readonly newId: () => string;
  /** Of the registry, and of other parts of the chart. */
  readonly known?: readonly KnownIdentifier[];
}

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
  readonly #scrub: (text: string) => string;
  readonly #ids = new Map<string, string>();
  readonly #removed = new Map<string, number>();
  readonly #latestDay: number;

  constructor(bundle: Json, options: DeidBundleOptions) {
    this.#options = options;
    const known = knownMatcher([...identifiersOf(bundle), ...(options.known ?? [])]);
    this.#scrub = (text) => scrubbed(text, options.shiftDays, known);
    for (const resource of resourcesOf(bundle)) {
      const [kind, id] = [textAt(resource, 'resourceType'), textAt(resource, 'id')];
      if (kind === null || !KEPT_RESOURCES.has(kind) || kind === 'Bundle') continue;
      if (id !== null) this.#ids.set(`${kind}/${id}`, options.newId());
    }
    for (const { fullUrl, resource } of resourcesOf(bundle).flatMap((each) => objectsAt(each, 'entry'))) {
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
    if (Array.isArray(item)) {
      const kept = item.map((each: Json) => this.#element(key, each, path)).filter((each) => each !== null);
      return kept.length === 0 ? null : kept;
    }
    if (isJsonObject(item)) return this.#object(key, item, path);
    return this.#primitive(key, item);
  }

  #object(key: string, item: JsonObject, path: string): Json {
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

  #primitive(key: string, item: Json): Json {
    if (key === 'fullUrl') return this.#fullUrl(item);
    const kind = ELEMENTS.get(key);
    if (typeof item === 'number' || typeof item === 'boolean')
      return kind === undefined || key === 'id' ? null : item;
    if (typeof item !== 'string') return null;
    switch (kind) {
      case 'date':
        return shiftedFhirDate(item, this.#options.shiftDays);
      case 'text':
        return this.#scrub(item);
      case 'plain':
      case 'concept':
        // Codes and systems; what is long or has blanks was written by somebody.
        return /^[^\s]{1,120}$/u.test(item) ? (isCode(key) ? item : this.#scrub(item)) : this.#scrub(item);
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

/** A text without its identifiers; whole dates in it are shifted as all others of the case are. */
function scrubbed(text: string, days: number, known: ReturnType<typeof knownMatcher>): string {
  const language = /[\u3400-\u9fff]/u.test(text) ? 'zh' : 'en';
  const spans = recognise(text, { language, known });
  return redacted(text, spans, language, (written) => shiftedDay(written, days));
}
