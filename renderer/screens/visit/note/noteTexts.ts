/** What is put into a note by the screen: a template where nothing stands, a diagnosis as a line of its own. */
import type { ResultOf } from '../../../../src/workstation/api.ts';
import type { ChartProblem } from '../../../../src/workstation/api/chart.ts';
import type {
  NoteFindings,
  PrescriptionFinding,
  PrescriptionLine,
} from '../../../../src/workstation/api/notes.ts';
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

const CODE = /^[A-Z]\d{2}(?:\.\w+)?/u;

/** Diagnoses that say again what is there: twice in this note, or among the problems of the chart that go on. */
export function repeatedDiagnoses(
  text: string,
  problems: readonly ChartProblem[],
): { readonly twice: readonly string[]; readonly known: readonly ChartProblem[] } {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const names = lines.map(nameOfDiagnosis);
  return {
    twice: lines.filter((_, index) => names.indexOf(names[index] ?? '') < index),
    known: problems.filter(
      ({ code, state, text: words }) =>
        (state === 'active' || state === 'provisional') && names.includes(code ?? nameOfDiagnosis(words)),
    ),
  };
}

/** By its code, whatever words stand behind it; without one by its words. */
function nameOfDiagnosis(line: string): string {
  return CODE.exec(line)?.[0] ?? line.normalize('NFKC').trim().toLowerCase();
}

/** What was found of a line on screen, which may have moved or gone since the lines were checked. */
export function findingsOfLine(
  lines: readonly PrescriptionLine[],
  at: number,
  checked: { readonly lines: readonly PrescriptionLine[]; readonly findings: readonly PrescriptionFinding[] },
): readonly PrescriptionFinding[] {
  const drug = lines[at]?.drug;
  const stayed = checked.lines[at]?.drug === drug;
  return checked.findings.filter(({ line }) => (stayed ? line === at : checked.lines[line]?.drug === drug));
}

/** A name for each line that stays its own when another is removed: the drug, and which of its lines it is. */
export function lineKeys(lines: readonly PrescriptionLine[]): readonly string[] {
  return lines.map(({ drug }, at) => {
    const before = lines.slice(0, at).filter((line) => line.drug === drug).length;
    return `${drug} ${String(before)}`;
  });
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
