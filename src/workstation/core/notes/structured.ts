/** The structured part of a note on its way from the screen's form into the record's. */
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
    reports: reports
      .filter((report) => !isEmpty(report))
      .map((report) => sealedReport(report, note.language ?? 'zh', seal)),
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

/** Twelve digits, as laboratories type and scan them; by chance no hospital's own number is the same. */
function newOrderNumber(random: RandomBytes): string {
  const number = random(6).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 1e12).padStart(12, '0');
}

/** A form that was opened and nothing was written into. */
function isEmpty({ conclusion, studies, title, values }: WrittenReport): boolean {
  const texts = [title, conclusion, ...values.map(({ name }) => name)];
  return studies.length === 0 && texts.every((text) => text.trim() === '');
}

const UNNAMED = {
  laboratory: { zh: '检验报告', en: 'Laboratory report' },
  imaging: { zh: '检查报告', en: 'Imaging report' },
} as const;

/** `seal` takes names out of what was typed. */
function sealedReport(report: WrittenReport, language: 'en' | 'zh', seal: Seal): WrittenReport {
  const title = report.title.trim();
  return {
    ...report,
    title: title === '' ? UNNAMED[report.category][language] : seal(title),
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
