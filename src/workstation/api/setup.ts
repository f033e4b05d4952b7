import { z } from 'zod';
import { bilingual, cardText, institutionId, nothing, secretText } from './common.ts';

export const setupStatus = z.object({
  state: z.enum(['empty', 'ready']),
  demonstration: z.boolean(),
  institutions: z.array(z.object({ id: institutionId, name: bilingual })),
  dataDirectory: z.string(),
});

const printedText = z.object({ epoch: z.number().int(), text: cardText });

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

/** Of a demonstration alone: `demonstration-only` anywhere else. */
export const demonstrationApi = {
  /** The sample patients that were registered on this machine. */
  'demonstration/patients': { args: nothing, result: z.array(samplePatient) },
  /** Registers those that are missing, as the registrar who is logged in; about five seconds each, with progress. */
  'demonstration/sample-patients': { args: nothing, result: z.array(samplePatient) },
} as const;

export const setupApi = {
  'setup/status': { args: nothing, result: setupStatus },
  /**
   * Sets up a demonstration on this machine: institutions A (solo validator) and B (its follower) as two node
   * processes, an officer, a registrar and a doctor each, all under `passphrase`. Progress comes as events.
   */
  'setup/demonstration': { args: z.object({ passphrase: secretText }), result: setupStatus },
} as const;
