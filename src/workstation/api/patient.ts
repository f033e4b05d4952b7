/** The patient's own view: everything, without any doctor. */
import { z } from 'zod';
import {
  bilingual,
  bytes,
  cardText,
  institutionId,
  secretText,
  statementId,
  timeMs,
  nothing,
} from './common.ts';
import { banner, documentSummary, documentView, unavailableStatement } from './visits.ts';

export const opening = z.object({
  epoch: z.number().int(),
  use: z.enum(['visit', 'grant', 'registration']),
  by: bilingual,
  institution: bilingual,
  purpose: z.string(),
  openedAt: timeMs,
  endedAt: timeMs.nullable(),
  height: z.number().int(),
  records: z.number().int(),
});
export type Opening = z.infer<typeof opening>;

const patientSecret = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slip'), text: cardText, pin: secretText }),
  z.object({ kind: z.literal('master'), text: cardText, passphrase: secretText }),
]);

export const patientApi = {
  /** The patient's own view, from slip and PIN or master card and passphrase, without a doctor's login. */
  'patient/view': {
    args: z.object({ secret: patientSecret, institution: institutionId }),
    result: z.object({
      handle: z.string(),
      banner,
      openings: z.array(opening),
      documents: z.array(documentSummary),
      unavailable: z.array(unavailableStatement),
    }),
  },
  'patient/document': {
    args: z.object({ handle: z.string(), statement: statementId, leaf: z.number().int() }),
    result: documentView,
  },
  /** As `proof/export`, for the patient. */
  'patient/proof': {
    args: z.object({ handle: z.string(), statement: statementId, withText: z.boolean().optional() }),
    result: z.object({ name: z.string(), bytes }),
  },
  'patient/close': { args: z.object({ handle: z.string() }), result: nothing },
} as const;
