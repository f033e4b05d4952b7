/**
 * Searches the records of a patient in whichever language they were written: 胸痛, XT, chest pain and a code find the
 * same visit. What the query names in the list of diagnoses is looked for under all of its names.
 */
import { conceptText } from '../concept.ts';
import { objectAt, objectsAt, parseJson, textAt, type JsonObject } from '../json.ts';
import type { RecordReading } from '../reading.ts';
import { pinyinForms } from './pinyin.ts';
import { namedTerms, normalizeQuery, type Term, type TermIndex } from './termIndex.ts';

/** What of a record is searched; made once when the record is opened. */
export interface RecordText {
  /** Title, complaint, diagnoses and other labels: short enough for initials to mean something. */
  readonly labels: readonly string[];
  readonly initials: readonly string[];
  readonly text: string;
  /** Codes in lower case. */
  readonly codes: readonly string[];
}

const CHIEF_COMPLAINT = '10154-3';

/**
 * Errors: those of parseJson.
 * @param clinical the clinical part that `reading` was read from; its codes are searched too
 */
export function recordText(reading: RecordReading, clinical: Uint8Array): RecordText {
  const complaints = reading.sections
    .filter((section) => section.code === CHIEF_COMPLAINT)
    .map((section) => section.text);
  const labels = [
    reading.title.zh,
    reading.title.en,
    ...complaints,
    ...reading.entries.map((entry) => entry.label),
  ].map(normalizeQuery);
  const sections = reading.sections.map((section) => section.text);
  return {
    labels,
    initials: labels.filter((label) => label !== '').map((label) => pinyinForms(label).initials),
    text: normalizeQuery([...labels, reading.custodian, ...sections].join(' ')),
    codes: codesOf(clinical),
  };
}

/** A test for `query`; an empty query finds everything. */
export function recordMatcher(index: TermIndex, query: string): (record: RecordText) => boolean {
  const text = normalizeQuery(query);
  if (text === '') return () => true;
  const names = namesOf(index, text);
  return (record) => matchesWords(record, text) || names.some((name) => matchesName(record, name));
}

/** A code finds the codes below it; letters find initials within a label; all else is looked for in the words. */
function matchesWords(record: RecordText, text: string): boolean {
  if (/^[a-z]\d/u.test(text) && record.codes.some((code) => code.startsWith(text))) return true;
  if (/^[a-z0-9]{2,}$/u.test(text) && record.initials.some((initials) => initials.includes(text)))
    return true;
  return wordsIn(record.text, text);
}

function matchesName(record: RecordText, name: string): boolean {
  return /^[a-z]\d{2}/u.test(name)
    ? record.codes.some((code) => code === name)
    : /\p{Script=Han}/u.test(name)
      ? record.text.includes(name)
      : wordsIn(record.text, name);
}

/** Latin words are found from their beginning on ("MI" is not in "family"); Chinese anywhere. */
function wordsIn(text: string, words: string): boolean {
  if (!/^[a-z0-9]/u.test(words)) return text.includes(words);
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (at === 0 || !/[a-z0-9]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** What a query names in the list of diagnoses, under all of its names. */
export function namesOf(index: TermIndex, query: string): readonly string[] {
  return namedTerms(index, normalizeQuery(query)).flatMap(namesOfTerm);
}

function namesOfTerm(term: Term): readonly string[] {
  return [term.code, term.zh, term.en, ...term.synonyms.filter((name) => name.length > 1)].map(
    normalizeQuery,
  );
}

function codesOf(clinical: Uint8Array): readonly string[] {
  const resources = objectsAt(parseJson(clinical), 'entry').map((entry) => objectAt(entry, 'resource'));
  const conditions = resources.filter(
    (resource) => textAt(resource ?? undefined, 'resourceType') === 'Condition',
  );
  return conditions.flatMap((condition) => conditionCodes(condition));
}

/** The codings of a Condition, and a code written at the head of its text ("I20.8 稳定型心绞痛"). */
function conditionCodes(condition: JsonObject | null): readonly string[] {
  const concept = condition === null ? null : objectAt(condition, 'code');
  const written = /^([A-Z]\d{2}(?:\.\d{1,2})?)\b/u.exec(conceptText(concept))?.[1];
  return [
    ...objectsAt(concept ?? undefined, 'coding').map((coding) => textAt(coding, 'code') ?? ''),
    ...(written === undefined ? [] : [written]),
  ]
    .filter((code) => code !== '')
    .map((code) => code.toLowerCase());
}
