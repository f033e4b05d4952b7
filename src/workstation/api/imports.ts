/** Files that a patient, another hospital or a laboratory brings: what is in them, and what became of each. */
import { z } from 'zod';
import { bilingual, bytes, registrationNumber, shortText, timeMs } from './common.ts';

/** Most files of one batch. */
const MOST_FILES = 200;

/** A file that is larger than any that is taken comes without its bytes: `size` says why it is refused. */
export const importFile = z.object({
  name: shortText.min(1),
  bytes,
  size: z.number().int().nonnegative().optional(),
});
export type ImportFile = z.infer<typeof importFile>;
export const importFiles = z.array(importFile).max(MOST_FILES);

/** What sort of paper a record is, as far as it says. */
export const recordForm = z.enum([
  'outpatient',
  'emergency',
  'inpatient',
  'laboratory',
  'imaging',
  'registration',
  'patient-reported',
  'other',
]);
export type RecordForm = z.infer<typeof recordForm>;

const sex = z.enum(['male', 'female', 'other', 'unknown']);

const importDocument = z.object({
  title: bilingual,
  date: timeMs.nullable(),
  institution: z.string(),
  form: recordForm,
  /** `known`: the same document is in the chart, or earlier in this batch; it is not imported again. */
  state: z.enum(['new', 'known']),
});

const importHistory = z.object({
  name: z.string().nullable(),
  sex,
  birthDate: z.string().nullable(),
  /** What says that this is somebody else than the patient it is imported for. */
  differs: z.enum(['birthDate', 'sex']).nullable(),
  /** False when nothing of it is imported: it is somebody else's. */
  taken: z.boolean(),
  documents: z.array(importDocument),
});

export const announcedVisit = z.object({
  patientName: z.string().nullable(),
  department: z.string(),
  doctor: z.string(),
  time: z.string().nullable(),
  visitNumber: z.string(),
});

/** A file read, or refused with code, place and reason. */
export const importReport = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('read'),
    name: shortText,
    format: z.enum(['fhir-bundle', 'fhir-ndjson', 'hl7-v2']),
    histories: z.array(importHistory),
    /** Visits that an admission system announces (ADT^A01, A04). */
    announced: z.array(announcedVisit),
  }),
  z.object({
    state: z.literal('refused'),
    name: shortText,
    code: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
]);
export type ImportReport = z.infer<typeof importReport>;

/** Of whom the documents should be, as far as the registrar knows before there is a chart. */
export const importPerson = z.object({ sex, birthDate: z.string().max(10).nullable() });

export const importPreview = z.object({
  files: z.array(importReport),
  /** How many would be imported. */
  documents: z.number().int(),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const registeredAnnouncement = z.object({
  number: registrationNumber,
  department: z.string(),
  patientName: z.string().nullable(),
  visitNumber: z.string(),
  /** `known`: this very announcement was registered before, under the same number. */
  state: z.enum(['new', 'known']),
});
