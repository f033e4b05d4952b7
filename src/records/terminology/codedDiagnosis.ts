/** A diagnosis as a doctor wrote it, with its ICD-10 code where the words name one without doubt. */
import type { JsonObject } from '../json.ts';
import { DIAGNOSES } from './diagnoses.ts';
import { normalizeQuery } from './termIndex.ts';

const WITH_CODE = /^([A-Z]\d{2}(?:\.\d{1,2})?)[\s:：]+(\S.*)$/u;

const byName = uniqueNames();

/**
 * A CodeableConcept: the code that stands before the words ("I20.8 稳定型心绞痛"), else that of a diagnosis of exactly
 * this name. Other words keep no code: a guess would be taken for the doctor's own.
 */
export function codedDiagnosis(line: string): JsonObject {
  const written = WITH_CODE.exec(line.trim());
  const text = written?.[2] ?? line;
  const code = written?.[1] ?? byName.get(normalizeQuery(text.replaceAll(/[?？]/gu, '')));
  return {
    ...(code === undefined ? {} : { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code }] }),
    text,
  };
}

/**
 * Each diagnosis by its own names, and by other Chinese names that only one of them bears; "MS" or "PE" mean something
 * else to each department.
 */
function uniqueNames(): ReadonlyMap<string, string> {
  const others = DIAGNOSES.flatMap(({ code, synonyms }) =>
    synonyms.filter((name) => /^\p{Script=Han}+$/u.test(name)).map((name) => [name, code] as const),
  );
  const unique = others.filter(([name]) => others.filter(([other]) => other === name).length === 1);
  const own = DIAGNOSES.flatMap(({ code, zh, en }) => [zh, en].map((name) => [name, code] as const));
  // A later entry takes the place of an earlier one: its own name is the better claim.
  return new Map([...unique, ...own].map(([name, code]) => [normalizeQuery(name), code]));
}
