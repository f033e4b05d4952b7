/** The structured part of a note on its way from the screen's form into the record's. */
import { toHex } from '../../../crypto/bytes.ts';
import type { RandomBytes } from '../../../ports.ts';
import type { Diagnostics } from '../../../records/diagnostics/entries.ts';
import type { OrderLine } from '../../../records/diagnostics/order.ts';
import type { WrittenReport } from '../../../records/diagnostics/report.ts';
import type { PrescriptionLine } from '../../../records/medication/prescription.ts';
import type { Vitals } from '../../../records/note/vitals.ts';
import type { StructuredNote } from '../../../records/visitNote.ts';
import type { Note } from '../../api/notes.ts';

type Seal = (text: string) => string;

/**
 * Vitals, prescriptions, orders, reports and the language of their labels; a line that was overridden says why. `seal`
 * takes names out of what was typed; `random` makes the numbers of orders that have none.
 */
export function structuredOf(note: Note, seal: Seal, random: RandomBytes): StructuredNote {
  const language = note.language ?? 'zh';
  return {
    ...diagnosticsOf(note, seal, random),
    vitals: vitalsOf(note),
    prescriptions: (note.prescriptions ?? []).map((line) => sealedLine(lineOf(line, language), seal)),
    language,
  };
}

/** The vitals that were measured. */
export function vitalsOf({ vitals = {} }: Note): Vitals {
  return Object.fromEntries(Object.entries(vitals).filter(([, value]) => value !== undefined));
}

function diagnosticsOf(note: Note, seal: Seal, random: RandomBytes): Diagnostics {
  const { matches = [], orders = [], reports = [] } = note;
  return {
    orders: orders.filter(({ name }) => name.trim() !== '').map((line) => sealedOrder(line, seal, random)),
    reports: reports.map((report) => sealedReport(report, seal)),
    matches: matches.map((match) => ({ ...match, words: seal(match.words) })),
  };
}

function sealedOrder(line: OrderLine, seal: Seal, random: RandomBytes): OrderLine {
  const number = line.number.trim();
  return {
    ...line,
    number: number === '' ? newOrderNumber(random) : number,
    name: seal(line.name.trim()),
    remark: seal(line.remark.trim()),
  };
}

/** Long enough that no hospital's own number is the same. */
function newOrderNumber(random: RandomBytes): string {
  return `C${toHex(random(6)).toUpperCase()}`;
}

/** `seal` takes names out of what was typed. */
export function sealedReport(report: WrittenReport, seal: Seal): WrittenReport {
  return {
    ...report,
    title: seal(report.title),
    conclusion: seal(report.conclusion.trim()),
    values: report.values
      .filter(({ name, value }) => name.trim() !== '' && value.trim() !== '')
      .map((value) => ({ ...value, name: seal(value.name.trim()), value: seal(value.value.trim()) })),
  };
}

function sealedLine(line: PrescriptionLine, seal: Seal): PrescriptionLine {
  return { ...line, drug: seal(line.drug), remark: seal(line.remark) };
}

function lineOf(line: NonNullable<Note['prescriptions']>[number], language: 'zh' | 'en'): PrescriptionLine {
  const { override = '', ...rest } = line;
  if (override.trim() === '') return rest;
  const reason = language === 'zh' ? `医师理由：${override.trim()}` : `doctor’s reason: ${override.trim()}`;
  const between = language === 'zh' ? '；' : '; ';
  return { ...rest, remark: rest.remark === '' ? reason : `${rest.remark}${between}${reason}` };
}
