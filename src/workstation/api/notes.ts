/** A visit note and what helps to write it: terms, prescriptions, checks, templates, phrases. */
import { z } from 'zod';
import { bilingual, epochId, longText, nothing, shortText, statementId } from './common.ts';

/** As in records/note/vitals.ts: ℃, per minute, mmHg, percent, kg, cm. */
export const vitals = z.object({
  temperature: z.number().optional(),
  pulse: z.number().optional(),
  breaths: z.number().optional(),
  systolic: z.number().optional(),
  diastolic: z.number().optional(),
  saturation: z.number().optional(),
  weight: z.number().optional(),
  height: z.number().optional(),
});
export type Vitals = z.infer<typeof vitals>;

const unit = z.enum(['mg', 'g', 'ug', 'mL', 'unit', 'puff', 'mmol']);

export const prescriptionLine = z.object({
  drug: shortText,
  /** A single dose, in `unit`. */
  dose: z.number(),
  unit,
  route: z.enum(['oral', 'sublingual', 'inhaled', 'subcutaneous', 'intravenous', 'intramuscular', 'topical']),
  frequency: z.enum(['qd', 'qn', 'bid', 'tid', 'qid', 'q4h', 'q6h', 'q8h', 'q12h', 'qod', 'qw', 'st', 'prn']),
  days: z.number(),
  remark: shortText,
  /** Why the doctor prescribes it although an allergy speaks against it; stands in the record with the line. */
  override: shortText.optional(),
});
export type PrescriptionLine = z.infer<typeof prescriptionLine>;

const prescriptions = z.array(prescriptionLine).max(60);

const category = z.enum(['laboratory', 'imaging']);

/** An order to laboratory or imaging. */
export const orderLine = z.object({
  /** Placer number as the hospital's system gave it; left empty, one is made when the note is signed. */
  number: z.string().max(64),
  category,
  name: shortText,
  remark: shortText,
});
export type OrderLine = z.infer<typeof orderLine>;

const reportValue = z.object({
  name: shortText,
  value: shortText,
  unit: z.string().max(40),
  range: z.string().max(80),
  flag: z.enum(['', 'A', 'H', 'HH', 'L', 'LL', 'N']),
});

/** A laboratory or imaging report that the doctor writes, or copies from paper. */
export const writtenReport = z.object({
  category,
  /** Left empty, it is called by its category. */
  title: shortText,
  /** YYYY-MM-DD; empty for the day it is signed. */
  date: z.string().regex(/^(?:\d{4}-\d{2}-\d{2})?$/u),
  conclusion: longText,
  critical: z.boolean(),
  /** Placer number of the order that it answers. */
  order: z.string().max(64).nullable(),
  values: z.array(reportValue).max(100),
  /** Study Instance UIDs of its images. */
  studies: z.array(z.string().regex(/^[0-9.]{1,64}$/u)).max(20),
});
export type WrittenReport = z.infer<typeof writtenReport>;

/** A result of the chart that the doctor found to be that of an order (`key`s of chart/orders and chart/reports). */
const orderMatch = z.object({
  order: z.string().max(90),
  report: z.string().max(90),
  words: z.string().max(400),
});

/** The fields of a visit note (门诊病历): plain text, and what of it is structured. A diagnosis a line, "I20.8 …". */
export const note = z.object({
  visitType: z.enum(['first', 'follow-up']),
  chiefComplaint: longText,
  presentIllness: longText,
  pastHistory: longText,
  allergyHistory: longText,
  physicalExamination: longText,
  auxiliaryExamination: longText,
  diagnosis: longText,
  plan: longText,
  vitals: vitals.optional(),
  prescriptions: prescriptions.optional(),
  orders: z.array(orderLine).max(60).optional(),
  reports: z.array(writtenReport).max(20).optional(),
  matches: z.array(orderMatch).max(200).optional(),
  /** In which the labels of vitals and prescriptions are written; Chinese unless given. */
  language: z.enum(['zh', 'en']).optional(),
});
export type Note = z.infer<typeof note>;

export const noteField = z.enum([
  'chiefComplaint',
  'presentIllness',
  'pastHistory',
  'allergyHistory',
  'physicalExamination',
  'auxiliaryExamination',
  'diagnosis',
  'plan',
]);
export type NoteField = z.infer<typeof noteField>;

const vitalFinding = z.object({
  vital: z.enum([
    'temperature',
    'pulse',
    'breaths',
    'systolic',
    'diastolic',
    'saturation',
    'weight',
    'height',
  ]),
  severity: z.enum(['impossible', 'unusual']),
  reason: z.enum(['range', 'order']),
  value: z.number(),
  range: z.tuple([z.number(), z.number()]).readonly(),
});

/** `line` is the index of the prescription line; only a `stop` stands in the way of signing. */
const ofLine = { severity: z.enum(['stop', 'warning', 'note']), line: z.number().int() };
export const prescriptionFinding = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('allergy'),
    ...ofLine,
    allergy: z.string(),
    relation: z.enum(['same-drug', 'same-class', 'related-class', 'same-words']),
  }),
  z.object({
    kind: z.literal('allergies-unknown'),
    ...ofLine,
    state: z.enum(['not-recorded', 'unavailable']),
  }),
  z.object({
    kind: z.literal('duplicate'),
    ...ofLine,
    other: z.string(),
    relation: z.enum(['same-drug', 'same-class']),
    where: z.enum(['prescription', 'current']),
  }),
  z.object({
    kind: z.literal('dose'),
    ...ofLine,
    reason: z.enum(['not-positive', 'impossible', 'above-single', 'above-daily', 'unit', 'days']),
    given: z.number(),
    limit: z.number().nullable(),
    unit: z.union([unit, z.literal('d')]),
  }),
  z.object({ kind: z.literal('unknown-drug'), ...ofLine }),
]);
export type PrescriptionFinding = z.infer<typeof prescriptionFinding>;

/** What should be looked at before a note is signed. */
export const noteFindings = z.object({
  vitals: z.array(vitalFinding),
  prescriptions: z.array(prescriptionFinding),
  remarks: z.array(
    z.object({
      field: noteField,
      reason: z.enum(['blank-left', 'complaint-long', 'complaint-is-diagnosis']),
    }),
  ),
});
export type NoteFindings = z.infer<typeof noteFindings>;

const term = z.object({ code: z.string(), zh: z.string(), en: z.string() });
const fields = z.partialRecord(noteField, longText);
/** Typed as ".key" or "/key". */
const phrase = z.object({ key: z.string().regex(/^[\p{L}\p{N}]{1,20}$/u), body: longText.min(1) });

/** A template of the doctor's own: a title, and what it writes into empty fields. */
const ownTemplate = z.object({
  id: z.string().min(1).max(50),
  title: shortText.min(1),
  fields,
});
export type OwnTemplate = z.infer<typeof ownTemplate>;

export const notesApi = {
  /** Diagnoses (ICD-10) by code, Chinese, pinyin initials or syllables, English; best first. */
  'terminology/diagnoses': {
    args: z.object({ query: shortText, limit: z.number().int().min(1).max(100).optional() }),
    result: z.array(term),
  },
  /** Medicines, found the same way, with the line that adults are usually given. */
  'terminology/drugs': {
    args: z.object({ query: shortText, limit: z.number().int().min(1).max(100).optional() }),
    result: z.array(term.extend({ usual: z.object({ zh: prescriptionLine, en: prescriptionLine }) })),
  },
  /** What speaks against a prescription: allergies of the chart and of `allergyHistory`, duplicates, doses. */
  'prescription/check': {
    args: z.object({ visit: epochId, lines: prescriptions, allergyHistory: longText.optional() }),
    result: z.array(prescriptionFinding),
  },
  /** Everything that is found in a note before it is signed; nothing is saved. */
  'note/check': {
    args: z.object({ visit: epochId, note }),
    result: noteFindings.extend({ missing: z.array(noteField) }),
  },
  /** Templates and phrases: those of the program, and the doctor's own, which come first. */
  'note/templates': {
    args: nothing,
    result: z.object({
      templates: z.array(
        z.object({ id: z.string(), title: bilingual, fields: z.object({ zh: fields, en: fields }) }),
      ),
      phrases: z.object({ zh: z.array(phrase), en: z.array(phrase) }),
      own: z.array(phrase),
      ownTemplates: z.array(ownTemplate),
    }),
  },
  /** Keeps the doctor's own phrases, all of them at once; `phrase-taken` {key} when two have the same key. */
  'note/save-phrases': { args: z.object({ own: z.array(phrase).max(500) }), result: nothing },
  /**
   * Keeps the doctor's own templates, all of them at once; `template-taken` {number} when two have the same title,
   * `template-empty` {number} for one that writes nothing.
   */
  'note/save-templates': { args: z.object({ own: z.array(ownTemplate).max(100) }), result: nothing },
  /**
   * Takes the lasting fields of an earlier document of this patient into those fields of `note` that are empty.
   * A document of anyone else is refused as `copy-other-patient`.
   */
  'note/copy-forward': {
    args: z.object({ visit: epochId, note, statement: statementId, leaf: z.number().int() }),
    result: z.object({ note, filled: z.array(noteField) }),
  },
} as const;
