import { z } from 'zod';
import { bilingual, bytes, cardText, institutionId, nothing, role, secretText, shortText } from './common.ts';

export const setupStatus = z.object({
  state: z.enum(['empty', 'ready']),
  /** A setup was begun here and did not come to its end; the next one clears it away. */
  interrupted: z.boolean(),
  demonstration: z.boolean(),
  institutions: z.array(z.object({ id: institutionId, name: bilingual })),
  dataDirectory: z.string(),
});

const printedText = z.object({ epoch: z.number().int(), text: cardText });
/** `spent` is null of a card that is still sealed: what it would open cannot be told without its PIN. */
const sampleCard = printedText.extend({ spent: z.boolean().nullable() });
const withPicture = { qrPng: bytes };

/** A made-up person with everything that they would carry: for trying the program out, and for nothing else. */
export const samplePatient = z.object({
  file: z.string(),
  name: z.string(),
  about: bilingual,
  pin: z.string(),
  /** The first is open; the second is sealed under the PIN. */
  cards: z.array(printedText),
  slips: z.array(printedText),
  masterText: cardText,
  masterPassphrase: z.string(),
  documents: z.number().int(),
});
export type SamplePatient = z.infer<typeof samplePatient>;

const listedPatient = samplePatient.extend({ cards: z.array(sampleCard) });
export type ListedPatient = z.infer<typeof listedPatient>;

const shownPatient = listedPatient.extend({
  cards: z.array(sampleCard.extend(withPicture)),
  slips: z.array(printedText.extend(withPicture)),
});
export type ShownPatient = z.infer<typeof shownPatient>;

/** Names that stand on the ledger for good. */
const standingName = z.object({ zh: shortText.min(1), en: shortText.min(1) }).readonly();

const founder = z.object({
  ticket: z.string(),
  role,
  name: standingName,
  licence: shortText,
  specialty: shortText,
});

/** Of a demonstration alone: `demonstration-only` anywhere else. */
export const demonstrationApi = {
  /** The sample patients that were registered on this machine. */
  'demonstration/patients': { args: nothing, result: z.array(listedPatient) },
  /** One of them with QR codes, by `file`; `sample-unknown` for any other. */
  'demonstration/patient': { args: z.object({ file: shortText }), result: shownPatient },
  /** Registers those that are missing, as the registrar who is logged in; about five seconds each, with progress. */
  'demonstration/sample-patients': { args: nothing, result: z.array(listedPatient) },
} as const;

export const setupApi = {
  'setup/status': { args: nothing, result: setupStatus },
  /**
   * Sets up a demonstration on this machine: institutions A (solo validator) and B (its follower), or four, as node
   * processes, an officer, a registrar and a doctor each, all under `passphrase`; with `patients` also the sample
   * patients. Progress comes as events.
   */
  'setup/demonstration': {
    args: z.object({
      passphrase: secretText,
      patients: z.boolean().optional(),
      hospitals: z.union([z.literal(2), z.literal(4)]).optional(),
    }),
    result: setupStatus,
  },
  /**
   * Keys of a person who founds an institution. Answers the 24 recovery words, once, and which of them are asked back.
   * Nothing is written before the institution is.
   */
  'setup/person': {
    args: z.object({ passphrase: secretText, language: z.enum(['zh', 'en']).optional() }),
    result: z.object({
      ticket: z.string(),
      words: z.array(z.string()),
      ask: z.array(z.number().int()),
    }),
  },
  /** The words asked back; `recovery-phrase-wrong` unless they are right. */
  'setup/person-confirm': {
    args: z.object({ ticket: z.string(), words: z.array(z.string().max(50)).max(24) }),
    result: nothing,
  },
  /**
   * Founds an institution with a ledger of its own: one officer, at least one doctor, each by the ticket of
   * `setup/person`. Progress comes as events. `offlineKeys` is the file of its archive and emergency keys, sealed to
   * the officer; it lies in the data folder too.
   */
  'setup/institution': {
    args: z.object({ name: standingName, people: z.array(founder).min(2).max(10) }),
    result: z.object({ status: setupStatus, offlineKeys: z.object({ name: z.string(), bytes }) }),
  },
} as const;
