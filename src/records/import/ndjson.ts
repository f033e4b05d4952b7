/**
 * FHIR NDJSON (bulk data: one resource a line, many patients together) cut into one collection Bundle a patient. What
 * belongs to no patient, as organizations and practitioners do, goes to every patient whose resources refer to it.
 */
import { utf8 } from '../../crypto/bytes.ts';
import { ConsiliumError } from '../../errors.ts';
import { isJsonObject, textAt, type Json, type JsonObject } from '../json.ts';
import { parseStrictText } from '../strictJson.ts';

export interface NdjsonHistory {
  readonly bundle: JsonObject;
  /** The lines it came from, as they were. */
  readonly original: Uint8Array;
}

interface Line {
  readonly text: string;
  readonly resource: JsonObject;
  readonly references: ReadonlySet<string>;
}

/**
 * Errors: those of {@link parseStrictText} and `ndjson-malformed` {line, reason}, each with its line;
 * `bundle-patients` {count: 0}.
 */
export function ndjsonHistories(text: string): readonly NdjsonHistory[] {
  const lines = text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [lineOf(line, index + 1)]));
  const whole = lines.filter(({ resource }) => textAt(resource, 'resourceType') === 'Bundle');
  const rest = lines.filter((line) => !whole.includes(line));
  const bundles = whole.map((line) => ({ bundle: line.resource, original: utf8(line.text) }));
  return rest.length === 0 ? bundles : [...bundles, ...byPatient(rest)];
}

function lineOf(text: string, line: number): Line {
  const resource = parseLine(text, line);
  if (!isJsonObject(resource) || textAt(resource, 'resourceType') === null)
    throw new ConsiliumError('ndjson-malformed', { line, reason: 'resourceType' });
  return { text, resource, references: new Set(referencesIn(resource)) };
}

function parseLine(text: string, line: number): Json {
  try {
    return parseStrictText(text);
  } catch (error) {
    if (!(error instanceof ConsiliumError)) throw error;
    throw new ConsiliumError(error.code, { ...error.detail, line }, { cause: error });
  }
}

function byPatient(lines: readonly Line[]): readonly NdjsonHistory[] {
  const patients = lines.filter(({ resource }) => textAt(resource, 'resourceType') === 'Patient');
  if (patients.length === 0) throw new ConsiliumError('bundle-patients', { count: 0 });
  const others = lines.filter((line) => !patients.includes(line));
  const only = patients.length === 1 ? patients[0] : undefined;
  if (only !== undefined) return [historyOf([only, ...others])];
  const owned = (line: Line): boolean => patients.some((patient) => refersTo(line, patient));
  const shared = others.filter((line) => !owned(line));
  return patients.map((patient) => {
    const own = others.filter((line) => refersTo(line, patient));
    return historyOf([patient, ...own, ...shared.filter((line) => own.some((one) => refersTo(one, line)))]);
  });
}

function historyOf(lines: readonly Line[]): NdjsonHistory {
  const entry = lines.map(({ resource }) => ({ resource }));
  return {
    bundle: { resourceType: 'Bundle', type: 'collection', entry },
    original: utf8(`${lines.map(({ text }) => text).join('\n')}\n`),
  };
}

function refersTo(from: Line, to: Line): boolean {
  const id = textAt(to.resource, 'id');
  const type = textAt(to.resource, 'resourceType') ?? '';
  return id !== null && (from.references.has(`${type}/${id}`) || from.references.has(`urn:uuid:${id}`));
}

/** Every `reference` inside, absolute URLs cut down to "Type/id", versions away. */
function referencesIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => referencesIn(item));
  if (!isJsonObject(value)) return [];
  const own = textAt(value, 'reference');
  const inside = Object.values(value).flatMap((item) => (item === undefined ? [] : referencesIn(item)));
  if (own === null) return inside;
  const [reference = own] = /[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+(?=$|\/_history)/u.exec(own) ?? [];
  return [reference, ...inside];
}

/**
 * True for NDJSON rather than one Bundle: a first line that is a whole object with another after it, or a single
 * object of another type. Told from the outside, since the whole may be large.
 */
export function isNdjson(text: string): boolean {
  const [first = '', second] = text
    .split('\n', 50)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (!first.startsWith('{') || !first.endsWith('}')) return false;
  if (second !== undefined) return second.startsWith('{');
  return /^\{\s*"resourceType"\s*:\s*"(?!Bundle")/u.test(first);
}
