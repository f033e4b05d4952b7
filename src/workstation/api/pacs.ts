/** The hospital's image archive (PACS) over DICOMweb: where it is, what it has of a patient, and taking it into a note. */
import { z } from 'zod';
import { attachmentAdded, attachmentNumber, patientCheck, storedHolder } from './attachments.ts';
import { epochId, nothing, shortText } from './common.ts';

/** PS3.5 §9.1. */
const uid = z.string().regex(/^[0-9.]{1,64}$/u);
/** YYYY-MM-DD, or empty. */
const date = z.string().regex(/^(?:\d{4}-\d{2}-\d{2})?$/u);

const archive = z.object({
  /** The service root; empty forgets the archive. */
  address: z.string().max(500),
  userName: shortText,
  /** Null keeps the one that is known. */
  password: shortText.nullable(),
  /** PEM of the authority of its certificate; empty for those of this computer. */
  authority: z.string().max(100_000),
});

export const studyView = z.object({
  uid,
  date,
  description: z.string(),
  modalities: z.array(z.string()).readonly(),
  instances: z.number().int(),
  patientId: z.string(),
  patientNames: z.array(z.string()).readonly(),
  birthDate: z.string().nullable(),
  /** Whether it is of the patient of the chart. */
  patient: patientCheck,
});
export type StudyView = z.infer<typeof studyView>;

export const seriesView = z.object({
  uid,
  number: z.number().int(),
  modality: z.string(),
  description: z.string(),
  instances: z.number().int(),
});
export type SeriesView = z.infer<typeof seriesView>;

/** Why the archive did not take a file. */
const storeRefusal = z.enum([
  'class',
  'damaged',
  'duplicate',
  'full',
  'mismatch',
  'not-allowed',
  'other',
  'transfer-syntax',
]);
export type StoreRefusal = z.infer<typeof storeRefusal>;

export const pacsApi = {
  /** Null when none was set. The password stays where it is. */
  'pacs/settings': {
    args: nothing,
    result: archive.omit({ password: true }).extend({ hasPassword: z.boolean() }).nullable(),
  },
  /** Keeps where the archive is, in the doctor's own encrypted file. `pacs-address`. */
  'pacs/save': { args: archive, result: nothing },
  /**
   * Asks it one question. `pacs-address`, `pacs-name-unknown`, `pacs-nobody-there`, `pacs-away`, `pacs-tls`,
   * `pacs-certificate`, `pacs-login`, `pacs-refused`, `pacs-answer` for another server than DICOMweb's.
   */
  'pacs/test': { args: archive, result: z.object({ isPlain: z.boolean() }) },
  /**
   * Studies of the patient of an open visit, those that are surely theirs first: by the birth date of the chart, unless a
   * number or a name is given. `pacs-not-set`, `pacs-question` when there is nothing to look by; those of `pacs/test`.
   */
  'pacs/studies': {
    args: z.object({
      visit: epochId,
      patientId: shortText,
      patientName: shortText,
      from: date,
      to: date,
      modality: z.string().max(16),
    }),
    result: z.array(studyView),
  },
  'pacs/series': { args: z.object({ study: uid }), result: z.array(seriesView) },
  'pacs/instances': {
    args: z.object({ study: uid, series: uid }),
    result: z.array(z.object({ uid, number: z.number().int() })),
  },
  /**
   * Stores one DICOM file of a record in the archive, as one of a patient that the archive knows, or of a number that the
   * doctor types (`names` empty: those of the chart). `refused` says why it was not taken. `pacs-other-patient`,
   * `pacs-patient-unknown`, `pacs-not-dicom`, `pacs-not-changed`, `pacs-not-stored` {status}; those of `attachment/read`.
   */
  'pacs/store': {
    args: z.object({
      of: storedHolder,
      id: attachmentNumber,
      patient: z.object({
        id: z.string().regex(/^[\x20-\x5b\x5d-\x7e]{1,64}$/u),
        names: z.array(shortText.min(1)).max(3).readonly(),
        birthDate: z
          .string()
          .regex(/^\d{8}$/u)
          .nullable(),
      }),
    }),
    result: z.object({ refused: storeRefusal.nullable() }),
  },
  /** Fetches one file and attaches it to the note, as `attachment/add` does. */
  'pacs/take': {
    args: z.object({ visit: epochId, study: uid, series: uid, instance: uid, name: shortText.min(1) }),
    result: attachmentAdded,
  },
} as const;
