/** What is put into a note by the screen: a template where nothing stands, a diagnosis as a line of its own. */
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { NoteFindings } from '../../../../src/workstation/api/notes.ts';
import type { Note } from '../../../../src/workstation/api/visits.ts';
import { NOTE_FIELDS } from '../noteFields.ts';
import { filledIn } from './phrases.ts';

export type Template = ResultOf<'note/templates'>['templates'][number];

/** The fields of a template that are still empty in the note: what the doctor wrote is never touched. */
export function templateFields(
  note: Note,
  fields: Template['fields']['zh'],
  values: Readonly<Record<string, string>>,
): Partial<Note> {
  const empty = NOTE_FIELDS.map(({ name }) => name).filter(
    (name) => note[name].trim() === '' && (fields[name] ?? '') !== '',
  );
  return Object.fromEntries(empty.map((name) => [name, filledIn(fields[name] ?? '', values)]));
}

/** The diagnoses with one more, a line each, "I20.8 …"; the same one is not written twice. */
export function withDiagnosis(text: string, line: string): string {
  const lines = text.split('\n').filter((each) => each.trim() !== '');
  return lines.includes(line) ? text : [...lines, line].join('\n');
}

/** A number as it is typed, or undefined while it is none. */
export function numberTyped(text: string): number | undefined {
  const value = Number(text.replace('，', '.').trim());
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

/** Whether something must be changed before signing: a vital sign that cannot be, or a line that is stopped. */
export function isStopped(note: Note, findings: Pick<NoteFindings, 'prescriptions' | 'vitals'>): boolean {
  const stops = findings.prescriptions.filter(({ severity }) => severity === 'stop');
  return (
    findings.vitals.some(({ severity }) => severity === 'impossible') ||
    stops.some(({ kind, line }) => kind !== 'allergy' || !hasReason(note, line))
  );
}

function hasReason(note: Note, line: number): boolean {
  return (note.prescriptions?.[line]?.override ?? '').trim() !== '';
}
