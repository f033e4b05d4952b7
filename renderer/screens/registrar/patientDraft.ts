/** A patient being registered: what was entered so far, and what still keeps it from being sent. */
import type { ArgsOf } from '../../../src/workstation/api.ts';

/** Recovery shares that are offered: how many are needed, of how many. */
export const SHARE_CHOICES = ['none', '2-3', '3-5'] as const;
export type ShareChoice = (typeof SHARE_CHOICES)[number];

export function shareTerms(choice: ShareChoice): { readonly needed: number; readonly of: number } | null {
  if (choice === 'none') return null;
  return choice === '2-3' ? { needed: 2, of: 3 } : { needed: 3, of: 5 };
}

type Guardian = NonNullable<ArgsOf<'registrar/register-patient'>['guardian']>;
/** As it is typed: a guardian may still be half there. */
export type NewPatient = Omit<ArgsOf<'registrar/register-patient'>, 'guardian' | 'shares'> & {
  readonly shares: ShareChoice;
  readonly guardian: Guardian;
};

export const EMPTY_PATIENT: NewPatient = {
  name: '',
  sex: 'unknown',
  birthDate: '',
  identifier: '',
  phone: '',
  address: '',
  pin: '',
  cards: 4,
  files: [],
  emergency: false,
  guardian: { name: '', relation: '' },
  shares: 'none',
};

export const MOST_CARDS = 40;

/** Whether `text` is a day that was: `2026-02-30` is none. */
export function isBirthDate(text: string, now: number): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (match === null) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isFinite(date.getTime()) && date.toISOString().startsWith(text) && date.getTime() <= now;
}

/** As many cards as can be printed: 1 to 40. */
export function cardCount(typed: string): number {
  return Math.min(MOST_CARDS, Math.max(1, Math.trunc(Number(typed)) || 1));
}

export function isComplete(patient: NewPatient, pinAgain: string, now: number): boolean {
  return (
    patient.name.trim() !== '' &&
    hasWholeGuardian(patient) &&
    isBirthDate(patient.birthDate, now) &&
    patient.pin !== '' &&
    patient.pin === pinAgain
  );
}

/** Null where nobody is named. */
export function guardianOf({ guardian }: NewPatient): Guardian | null {
  const [name, relation] = [guardian.name.trim(), guardian.relation.trim()];
  return name === '' ? null : { name, relation };
}

/** Both or none: a name without its relation tells the doctor nothing. */
function hasWholeGuardian({ guardian }: NewPatient): boolean {
  return (guardian.name.trim() === '') === (guardian.relation.trim() === '');
}

export function sexOf(value: string): NewPatient['sex'] {
  return value === 'female' || value === 'male' || value === 'other' ? value : 'unknown';
}
