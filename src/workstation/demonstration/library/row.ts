/**
 * A case of the demonstration library, as it is written in chinese.ts and english.ts: one line, fields apart by "|":
 * hospital (1 to 4), specialty, ICD-10 code, age in years, sex (f, m), outcome, picture, title, keywords, patient, findings,
 * diagnosis, treatment, follow-up, discussion. The cases are made up for this project; no patient stands behind any.
 */
import { CASE_OUTCOMES, type CaseOutcome } from '../../../contracts/sharing/caseFacets.ts';
import { SPECIALTIES, type Specialty } from '../../../cases/specialties.ts';
import { PICTURES, type PictureKind } from './pictures.ts';

export interface LibraryCase {
  readonly language: 'zh' | 'en';
  /** Which hospital of the demonstration has it, from 0. */
  readonly hospital: number;
  readonly specialty: Specialty;
  /** ICD-10. */
  readonly code: string;
  readonly age: number;
  readonly sex: 'female' | 'male';
  readonly outcome: CaseOutcome;
  /** Null for a case without one. */
  readonly picture: PictureKind | null;
  readonly title: string;
  readonly keywords: string;
  readonly patient: string;
  readonly findings: string;
  readonly assessment: string;
  readonly intervention: string;
  readonly followUp: string;
  readonly discussion: string;
}

/** Throws RangeError for a line that is none: the data files are the project's own. */
export function libraryCases(language: LibraryCase['language'], rows: string): readonly LibraryCase[] {
  return rows
    .trim()
    .split('\n')
    .map((row) => {
      const fields = row.split('|').map((field) => field.trim());
      const [hospital = '', specialty = '', code = '', age = '', sex = '', outcome = '', picture = ''] =
        fields;
      const [title, keywords, patient, findings, assessment, intervention, followUp, discussion] =
        fields.slice(7);
      if (discussion === undefined || fields.length !== 15)
        throw new RangeError(`no case: ${row.slice(0, 60)}`);
      return {
        language,
        hospital: Number(hospital) - 1,
        specialty: oneOf(SPECIALTIES, specialty),
        code,
        age: Number(age),
        sex: sex === 'f' ? 'female' : 'male',
        outcome: oneOf(CASE_OUTCOMES, outcome),
        picture: picture === '' ? null : oneOf(PICTURES, picture),
        title: title ?? '',
        keywords: keywords ?? '',
        patient: patient ?? '',
        findings: findings ?? '',
        assessment: assessment ?? '',
        intervention: intervention ?? '',
        followUp: followUp ?? '',
        discussion,
      };
    });
}

function oneOf<T extends string>(words: readonly T[], word: string): T {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new RangeError(`unknown word: ${word}`);
  return found;
}
