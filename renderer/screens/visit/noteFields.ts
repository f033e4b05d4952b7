/** The note's fields in their fixed order (门诊病历), and what a screen asks about a note. */
import type { NoteField as TextField } from '../../../src/workstation/api/notes.ts';
import type { Note } from '../../../src/workstation/api/visits.ts';

export type { TextField };

interface NoteField {
  readonly name: TextField;
  /** Lines that are there before anything is written. */
  readonly rows: number;
  /** Signing asks for it (src/records/visitNote.ts). */
  readonly required: boolean;
}

export const NOTE_FIELDS: readonly NoteField[] = [
  { name: 'chiefComplaint', rows: 1, required: true },
  { name: 'presentIllness', rows: 3, required: true },
  { name: 'pastHistory', rows: 1, required: false },
  { name: 'allergyHistory', rows: 1, required: true },
  { name: 'physicalExamination', rows: 2, required: true },
  { name: 'auxiliaryExamination', rows: 1, required: false },
  { name: 'diagnosis', rows: 1, required: true },
  { name: 'plan', rows: 2, required: true },
];

export const EMPTY_NOTE: Note = {
  visitType: 'first',
  chiefComplaint: '',
  presentIllness: '',
  pastHistory: '',
  allergyHistory: '',
  physicalExamination: '',
  auxiliaryExamination: '',
  diagnosis: '',
  plan: '',
};

/** Whether anything was written: an empty note is nothing that could be lost. */
export function hasText(note: Note): boolean {
  const { vitals = {}, prescriptions = [], orders = [], reports = [], matches = [] } = note;
  return (
    NOTE_FIELDS.some(({ name }) => note[name].trim() !== '') ||
    [prescriptions, orders, reports, matches].some(({ length }) => length > 0) ||
    Object.keys(vitals).length > 0
  );
}

/** The element of a field, to jump to. */
export function fieldId(field: TextField): string {
  return `note-${field}`;
}
