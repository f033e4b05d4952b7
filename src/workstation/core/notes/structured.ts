/** The structured part of a note on its way from the screen's form into the record's. */
import type { PrescriptionLine } from '../../../records/medication/prescription.ts';
import type { Vitals } from '../../../records/note/vitals.ts';
import type { StructuredNote } from '../../../records/visitNote.ts';
import type { Note } from '../../api/notes.ts';

/**
 * Vitals, prescriptions and the language of their labels; a line that was overridden says why. `seal` takes names out
 * of what was typed.
 */
export function structuredOf(note: Note, seal: (text: string) => string): StructuredNote {
  const language = note.language ?? 'zh';
  return {
    vitals: vitalsOf(note),
    prescriptions: (note.prescriptions ?? []).map((line) => sealedLine(lineOf(line, language), seal)),
    language,
  };
}

/** The vitals that were measured. */
export function vitalsOf({ vitals = {} }: Note): Vitals {
  return Object.fromEntries(Object.entries(vitals).filter(([, value]) => value !== undefined));
}

function sealedLine(line: PrescriptionLine, seal: (text: string) => string): PrescriptionLine {
  return { ...line, drug: seal(line.drug), remark: seal(line.remark) };
}

function lineOf(line: NonNullable<Note['prescriptions']>[number], language: 'zh' | 'en'): PrescriptionLine {
  const { override = '', ...rest } = line;
  if (override.trim() === '') return rest;
  const reason = language === 'zh' ? `医师理由：${override.trim()}` : `doctor’s reason: ${override.trim()}`;
  const between = language === 'zh' ? '；' : '; ';
  return { ...rest, remark: rest.remark === '' ? reason : `${rest.remark}${between}${reason}` };
}
