/** What follows a record of one's own: an addendum, a late result, a correction. The record itself never changes. */
import { z } from 'zod';
import { bilingual, cardText, hex, longText, secretText, shortText, statementId, timeMs } from './common.ts';
import { attachmentNumber, attachmentView } from './attachments.ts';
import { note, writtenReport } from './notes.ts';

/** What is added; a correction is the whole note again, with why. */
export const amendment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('addendum'), text: longText.min(1) }),
  /** What a consult came to (会诊意见); stands as an addendum that names both doctors and their institutions. */
  z.object({ kind: z.literal('opinion'), dialogue: hex(32), text: longText.min(1) }),
  z.object({
    kind: z.literal('result'),
    title: shortText.min(1),
    /** May be empty where there is a report. */
    text: longText,
    report: writtenReport.optional(),
  }),
  z.object({
    kind: z.literal('correction'),
    reason: shortText.min(1),
    note,
    /** Images of the record that stay with it; all of them unless given. */
    keep: z.array(attachmentNumber).max(2000).optional(),
  }),
  /** Of a trainee's statement, by whoever supervises them in that visit; the remark may be empty. */
  z.object({ kind: z.literal('co-signature'), remark: longText }),
]);
export type Amendment = z.infer<typeof amendment>;

/**
 * How it will stand on the ledger: under the consent to the record while that is followed up, by a consent of its
 * own, or, for a later correction, marked as outside the consent. `slip-needed`: the ledger takes it only with a slip.
 */
export const amendmentStanding = z.enum(['following', 'pending', 'outside-consent', 'slip-needed']);

export const amendApi = {
  /** The note of a record of one's own, to be corrected; its images, and what it ordered. */
  'amend/load': {
    args: z.object({ statement: statementId }),
    result: z.object({
      patientName: z.string().nullable(),
      note,
      attachments: z.array(attachmentView),
      orders: z.array(z.object({ number: z.string(), name: z.string() })),
    }),
  },
  /** What would be signed, shown back from its bytes. Of an opinion also `dialogue-unknown`. */
  'amend/preview': {
    args: z.object({ statement: statementId, amendment }),
    result: z.object({
      hash: hex(32),
      patientName: z.string().nullable(),
      author: bilingual,
      institution: bilingual,
      time: timeMs,
      sections: z.array(z.object({ code: z.string(), title: bilingual, text: z.string() })),
      entries: z.array(
        z.object({
          type: z.string(),
          label: z.string(),
          value: z.string(),
          date: z.string().nullable(),
        }),
      ),
      attachments: z.array(attachmentView),
      standing: amendmentStanding,
    }),
  },
  /** Signs what was previewed (`draft-changed` otherwise). With an opinion the notes that it was written from are closed. A slip of the visit is needed only where preview says so. */
  'amend/commit': {
    args: z.object({
      statement: statementId,
      hash: hex(32),
      consent: z.object({ slip: cardText, pin: secretText }).nullable(),
    }),
    result: z.object({
      statement: statementId,
      state: z.enum(['consented', 'following', 'pending', 'outside-consent']),
    }),
  },
} as const;
