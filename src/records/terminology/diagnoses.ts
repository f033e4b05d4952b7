/**
 * Common diagnoses by ICD-10 code (WHO, 10th revision) in two languages, written for this project. A hospital's own
 * list, of any size, goes through the same index (termIndex.ts).
 */
import { INFECTION_TO_ENDOCRINE } from './icd10/infectionToEndocrine.ts';
import { KIDNEYS_TO_CONTACTS } from './icd10/kidneysToContacts.ts';
import { MIND_TO_CIRCULATION } from './icd10/mindToCirculation.ts';
import { RESPIRATION_TO_MUSCLES } from './icd10/respirationToMuscles.ts';
import { indexTerms, type Term, type TermIndex } from './termIndex.ts';

export const DIAGNOSES: readonly Term[] = [
  INFECTION_TO_ENDOCRINE,
  MIND_TO_CIRCULATION,
  RESPIRATION_TO_MUSCLES,
  KIDNEYS_TO_CONTACTS,
].flatMap(termRows);

let built: TermIndex | null = null;

/** The index over {@link DIAGNOSES}, built at its first use (some 20 ms). */
export function diagnosisIndex(): TermIndex {
  built ??= indexTerms(DIAGNOSES);
  return built;
}

/** The diagnosis of that code, or null. */
export function diagnosisByCode(code: string): Term | null {
  return diagnosisIndex().byCode.get(code.toUpperCase()) ?? null;
}

/** Rows of the form "code|Chinese|English|other names": the last are single words, apart by spaces. */
function termRows(table: string): readonly Term[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [code = '', zh = '', en = '', synonyms = ''] = row.split('|');
      return { code, zh, en, synonyms: synonyms.split(' ').filter((word) => word !== '') };
    });
}
