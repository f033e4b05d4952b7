/** What patients let this doctor read, beside any visit. */
import { z } from 'zod';
import { attachmentContent, attachmentNumber, contentRange } from './attachments.ts';
import { bilingual, epochId, nothing, statementId, timeMs } from './common.ts';
import { banner, documentSummary, documentView, unavailableStatement } from './visits.ts';

export const receivedGrant = z.object({
  /** Its name on the ledger: SPK_e of a patient's grant, or the id of an exchange between doctors. */
  grant: epochId,
  /** The doctor who gave it in an exchange; null where the patient granted it. */
  by: z.object({ name: bilingual, institution: bilingual }).nullable(),
  /** What for, in that doctor's words. */
  note: z.string(),
  /** Whose records they are, as these say. */
  patient: banner,
  purpose: z.string(),
  from: timeMs,
  until: timeMs,
  /** The institutions at which the records were written, each once. */
  institutions: z.array(bilingual),
  documents: z.array(documentSummary),
  unavailable: z.array(unavailableStatement),
});
export type ReceivedGrant = z.infer<typeof receivedGrant>;

export const accessApi = {
  /** Grants to this doctor that are in force, the newest first; what is over is forgotten here. */
  'access/granted': { args: nothing, result: z.array(receivedGrant) },
  /** One record of a grant, read-only. */
  'access/document': {
    args: z.object({ grant: epochId, statement: statementId, leaf: z.number().int() }),
    result: documentView,
  },
  /** The content of an image of such a record, as `attachment/read` gives it; of a `range`, as `attachment/range`. */
  'access/image': {
    args: z.object({
      grant: epochId,
      statement: statementId,
      leaf: z.number().int(),
      id: attachmentNumber,
      range: contentRange.optional(),
    }),
    result: attachmentContent,
  },
} as const;
