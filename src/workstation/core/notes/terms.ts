/** Finds diagnoses and medicines while someone types. */
import { DRUGS } from '../../../records/medication/drugs.ts';
import { usualLine } from '../../../records/medication/prescription.ts';
import { diagnosisIndex } from '../../../records/terminology/diagnoses.ts';
import { indexTerms, searchTerms, type TermIndex } from '../../../records/terminology/termIndex.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';

const SHOWN = 20;

let drugs: TermIndex | null = null;

export function findDiagnoses({
  query,
  limit = SHOWN,
}: ArgsOf<'terminology/diagnoses'>): ResultOf<'terminology/diagnoses'> {
  return searchTerms(diagnosisIndex(), query, limit).map(({ code, zh, en }) => ({ code, zh, en }));
}

/** `code` is the ATC code; the line has the drug's name in each language. */
export function findDrugs({
  query,
  limit = SHOWN,
}: ArgsOf<'terminology/drugs'>): ResultOf<'terminology/drugs'> {
  drugs ??= indexTerms(DRUGS.map(({ atc, zh, en }) => ({ code: atc, zh, en, synonyms: [] })));
  return searchTerms(drugs, query, limit).map(({ code, zh, en }) => ({
    code,
    zh,
    en,
    usual: { zh: usualLine(zh), en: usualLine(en) },
  }));
}
