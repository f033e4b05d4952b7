/** The patient banner: name, sex, age, the end of an identifier, and one of four allergy states. */
import { guardianOf, type IdentityPart } from './identityPart.ts';
import { conceptText } from './concept.ts';
import { objectsAt, textAt, type JsonObject } from './json.ts';
import type { AllergyEntry } from './reading.ts';

export type AllergyState = 'known' | 'none-known' | 'not-recorded' | 'unavailable';
export type AdministrativeSex = 'male' | 'female' | 'other' | 'unknown';

export interface PatientBanner {
  readonly name: string | null;
  readonly sex: AdministrativeSex;
  /** YYYY-MM-DD, or shorter as FHIR allows. */
  readonly birthDate: string | null;
  readonly ageYears: number | null;
  readonly identifierTail: string | null;
  /** Who acts for the patient; null where nobody does. */
  readonly guardian: { readonly name: string; readonly relation: string } | null;
  readonly allergyState: AllergyState;
  readonly allergies: string[];
}

export interface BannerSource {
  /** The newest identity part that could be opened, or null. */
  readonly identity: IdentityPart | null;
  /** In the order in which they were recorded. */
  readonly allergies: readonly AllergyEntry[];
  /** True when every record of the history could be opened. */
  readonly complete: boolean;
  /** ISO date of today, for the age. */
  readonly today: string;
}

/** Builds the banner. An incomplete history without a known allergy is `unavailable`, never "none". */
export function patientBanner(source: BannerSource): PatientBanner {
  const patient = source.identity?.patient;
  const birthDate = textAt(patient, 'birthDate');
  const named = source.allergies.filter((entry) => !entry.noneKnown && entry.unavailable !== true);
  const known = [...new Set(named.map((entry) => entry.text))];
  return {
    name: patient === undefined ? null : displayName(patient),
    sex: sexOf(textAt(patient, 'gender')),
    birthDate,
    ageYears: birthDate === null ? null : ageAt(birthDate, source.today),
    identifierTail: identifierTail(patient),
    guardian: patient === undefined ? null : guardianOf(patient),
    allergyState: allergyState(source, known.length),
    allergies: known,
  };
}

/** The name as it is written on the patient's papers. */
export function displayName(patient: JsonObject): string | null {
  const names = objectsAt(patient, 'name');
  const name = names.find((candidate) => textAt(candidate, 'use') === 'official') ?? names[0];
  if (name === undefined) return null;
  const given = name['given'];
  const parts = [
    ...(Array.isArray(given) ? given.filter((part) => typeof part === 'string') : []),
    textAt(name, 'family') ?? '',
  ];
  return textAt(name, 'text') ?? parts.join(' ').trim();
}

/** Whole years between two ISO dates; null when the birth date has no year. */
export function ageAt(birthDate: string, today: string): number | null {
  const birth = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/u.exec(birthDate);
  const now = /^(\d{4})-(\d{2})-(\d{2})/u.exec(today);
  if (birth === null || now === null) return null;
  const years = Number(now[1]) - Number(birth[1]);
  const beforeBirthday = `${now[2] ?? ''}${now[3] ?? ''}` < `${birth[2] ?? '01'}${birth[3] ?? '01'}`;
  return Math.max(0, beforeBirthday ? years - 1 : years);
}

/** Of "none known" and "cannot be had", the later one holds: it was said with the earlier one in hand. */
function allergyState(source: BannerSource, known: number): AllergyState {
  if (known > 0) return 'known';
  if (!source.complete) return 'unavailable';
  const last = source.allergies.at(-1);
  if (last === undefined) return 'not-recorded';
  return last.unavailable === true ? 'unavailable' : 'none-known';
}

function sexOf(gender: string | null): AdministrativeSex {
  return gender === 'male' || gender === 'female' || gender === 'other' ? gender : 'unknown';
}

/** The last four characters of the first national identifier, else of the first identifier. */
function identifierTail(patient: JsonObject | undefined): string | null {
  const identifiers = objectsAt(patient, 'identifier');
  const national = identifiers.find((item) =>
    /national|social security|身份证/iu.test(conceptText(objectsAt(item, 'type')[0])),
  );
  const value = textAt(national ?? identifiers[0], 'value');
  return value === null || value.length < 4 ? null : value.slice(-4);
}
