/** Templates of visit notes, and taking over what an earlier note of the same patient said. */
import { ConsiliumError } from '../../errors.ts';
import type { Bilingual } from '../bilingual.ts';
import { SECTION_RULES, type NoteField, type VisitNote } from '../visitNote.ts';
import { BLANK, fillIn, type PhraseValues } from './phrases.ts';

export interface NoteTemplate {
  readonly id: string;
  readonly title: Bilingual;
  /** By language; a field that is left out stays as it is. */
  readonly fields: Readonly<Record<keyof Bilingual, Readonly<Partial<Record<NoteField, string>>>>>;
}

export interface FilledNote {
  readonly note: VisitNote;
  /** Fields that were written into, in reading order; none of them held a word before. */
  readonly filled: readonly NoteField[];
}

/** Writes a template into the fields that are still empty: what the doctor wrote already is never touched. */
export function applyTemplate(
  note: VisitNote,
  fields: Readonly<Partial<Record<NoteField, string>>>,
  values: PhraseValues,
): FilledNote {
  return fillEmpty(
    note,
    mapFields(fields, (text) => fillIn(text, values)),
  );
}

/** A note and the patient it is about, by whatever id the caller knows patients by. */
export interface NoteOfPatient {
  readonly patient: string;
  readonly note: VisitNote;
}

/** What a doctor may take over; findings and the complaint of another day are not among it. */
export const CARRIED_FORWARD: readonly NoteField[] = ['pastHistory', 'allergyHistory', 'diagnosis', 'plan'];

/**
 * Takes the lasting fields of an earlier note of the same patient into the empty fields of this one.
 * Errors: `copy-other-patient`: a note is never copied between patients (电子病历基本规范).
 */
export function copyForward(from: NoteOfPatient, to: NoteOfPatient): FilledNote {
  if (from.patient !== to.patient || from.patient === '') throw new ConsiliumError('copy-other-patient');
  const carried = CARRIED_FORWARD.map((field) => [field, from.note[field]] as const);
  return fillEmpty(to.note, Object.fromEntries(carried));
}

/** What a note should be looked at for before it is signed; none of it stands in the way. */
export interface NoteRemark {
  readonly field: NoteField;
  readonly reason: 'blank-left' | 'complaint-long' | 'complaint-is-diagnosis';
}

const NOTE_FIELDS = SECTION_RULES.map((rule) => rule.field);

/** A chief complaint is a symptom and a time in some twenty characters (门诊病历书写要求). */
const LONGEST_COMPLAINT = { han: 20, all: 80 } as const;

export function noteRemarks(note: VisitNote): readonly NoteRemark[] {
  const blanks = NOTE_FIELDS.filter((field) => note[field].includes(BLANK)).map((field): NoteRemark => ({
    field,
    reason: 'blank-left',
  }));
  const complaint = note.chiefComplaint.trim();
  const han = complaint.match(/\p{Script=Han}/gu)?.length ?? 0;
  const isLong = han > LONGEST_COMPLAINT.han || complaint.length > LONGEST_COMPLAINT.all;
  const isDiagnosis = complaint !== '' && complaint === note.diagnosis.trim();
  return [
    ...blanks,
    ...(isLong ? [{ field: 'chiefComplaint', reason: 'complaint-long' } as const] : []),
    ...(isDiagnosis ? [{ field: 'chiefComplaint', reason: 'complaint-is-diagnosis' } as const] : []),
  ];
}

function fillEmpty(note: VisitNote, fields: Readonly<Partial<Record<NoteField, string>>>): FilledNote {
  const filled = NOTE_FIELDS.filter(
    (field) => note[field].trim() === '' && (fields[field] ?? '').trim() !== '',
  );
  const changes = Object.fromEntries(filled.map((field) => [field, fields[field] ?? '']));
  return { note: { ...note, ...changes }, filled };
}

function mapFields(
  fields: Readonly<Partial<Record<NoteField, string>>>,
  change: (text: string) => string,
): Readonly<Partial<Record<NoteField, string>>> {
  return Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, change(text)]));
}
