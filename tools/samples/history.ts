/** The form in which the sample histories are written by hand; build.ts makes FHIR Bundles of them. */
import type { Bilingual } from '../../src/records/bilingual.ts';
import type { Vitals } from '../../src/records/note/vitals.ts';
import type { AnalyteKey } from './analytes.ts';

export interface SampleHistory {
  /** Name of its file, and the root of all ids in it. */
  readonly slug: string;
  readonly language: keyof Bilingual;
  readonly person: SamplePerson;
  readonly allergies: SampleAllergies;
  readonly encounters: readonly SampleEncounter[];
}

export interface SamplePerson {
  readonly family: string;
  readonly given: string;
  readonly sex: 'male' | 'female';
  readonly birthDate: string;
  /** Belongs to nobody: its check digit is wrong, or its range was never issued. */
  readonly identifier: string;
  readonly phone: string;
  readonly address: string;
}

/** Which of the four states of the banner the history leads to; `encounter` is the index where it was asked. */
export type SampleAllergies =
  | { readonly state: 'known'; readonly entries: readonly SampleAllergy[] }
  | { readonly state: 'none-known'; readonly encounter: number; readonly text: string }
  | { readonly state: 'not-recorded' }
  | { readonly state: 'unavailable'; readonly encounter: number; readonly text: string };

export interface SampleAllergy {
  readonly encounter: number;
  readonly substance: string;
  readonly reaction: string;
  readonly severity: 'mild' | 'moderate' | 'severe';
  readonly kind: 'allergy' | 'intolerance';
}

export interface SampleEncounter {
  /** ISO 8601 with offset. */
  readonly at: string;
  /** When an inpatient was discharged. */
  readonly until?: string;
  readonly class: 'AMB' | 'EMER' | 'IMP';
  readonly site: string;
  readonly department: string;
  readonly doctor: string;
  readonly reason: string;
  /** "I20.8 稳定型心绞痛": an ICD-10 code, then the diagnosis as it was written. */
  readonly diagnoses: readonly string[];
  readonly vitals?: Vitals;
  readonly labs?: readonly LabSet[];
  /** "aspirin 100 qd 30": key in the table of medicines, dose, frequency, days; then a remark, if any. */
  readonly prescriptions?: readonly string[];
  readonly note: SampleText;
  readonly reports?: readonly (SampleText & { readonly kind: 'RAD' | 'PAT' | 'CUS' })[];
}

export interface LabSet {
  /** When it was drawn; the encounter's start where left out. */
  readonly at?: string;
  readonly values: Readonly<Partial<Record<AnalyteKey, number>>>;
}

export interface SampleText {
  readonly title: string;
  readonly text: string;
  /** The document as it was corrected later. The earlier one stays, marked as replaced. */
  readonly amended?: { readonly at: string; readonly text: string };
}
