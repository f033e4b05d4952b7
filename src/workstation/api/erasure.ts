/** Erasing a record: what the patient asks, what an officer signs or declines, and each institution's receipt. */
import { z } from 'zod';
import { ERASURE_REASONS } from '../../contracts/erasureEntities.ts';
import { bilingual, nothing, secretText, statementId, timeMs } from './common.ts';
import { patientSecret } from './patient.ts';

const reason = z.enum(ERASURE_REASONS);

/** What of a record stands on the ledger, by which it is known without being read. */
const erasable = z.object({
  statement: statementId,
  kind: z.string(),
  author: bilingual,
  institution: bilingual,
  writtenAt: timeMs,
});

/** Of one institution; `receivedAt` is null while its receipt is missing. */
const receipt = z.object({
  institution: bilingual,
  receivedAt: timeMs.nullable(),
  /** Until when its archive row stays; null where nothing stays. */
  archiveUntil: timeMs.nullable(),
});
export type ErasureReceiptView = z.infer<typeof receipt>;

/** As the ledger has it. */
const erased = erasable.extend({
  reason,
  askedAt: timeMs,
  erasedAt: timeMs,
  officer: bilingual,
  archiveUntil: timeMs.nullable(),
  receipts: z.array(receipt),
});
export type ErasedView = z.infer<typeof erased>;

const wish = erasable.extend({
  reason,
  askedAt: timeMs,
  receivedAt: timeMs,
  /** Until when the archive row would stay, were it signed now. */
  archiveUntil: timeMs.nullable(),
  /** Records that refer to this one, and are not erased with it. */
  followers: z.number().int(),
});
export type WishView = z.infer<typeof wish>;

export const erasureApi = {
  /**
   * Asks the institution that wrote a record to have it erased: with the slip of its visit, or the master card. It is
   * durable there when this answers.
   * Errors: `patient-handle-unknown`, `document-unknown`, `erase-former-root` for what was written under a root that was
   * succeeded, `slip-mismatch` {epoch}, those of opening slip or master card, `statement-erased`, `node-away`.
   */
  'patient/erase': {
    args: z.object({ handle: z.string(), secret: patientSecret, statement: statementId, reason }),
    result: nothing,
  },
  /** What became of the patient's wishes; `unreached` institutions could not be asked now. */
  'patient/erasures': {
    args: z.object({ handle: z.string() }),
    result: z.object({
      wishes: z.array(
        erasable.extend({ state: z.enum(['waiting', 'declined']), receivedAt: timeMs, answer: z.string() }),
      ),
      erased: z.array(erased),
      unreached: z.array(bilingual),
    }),
  },
  /** What waits for an officer of this institution. Errors: `role-officer-required`, `node-away`. */
  'erasure/wishes': { args: nothing, result: z.array(wish) },
  /** Records of this institution that are erased, the newest first. Errors: `role-officer-required`. */
  'erasure/erased': { args: nothing, result: z.array(erased) },
  /** Errors: `role-officer-required`, `erase-request-unknown`, `node-away`, the ledger's refusals. */
  'erasure/sign': { args: z.object({ statement: statementId }), result: nothing },
  /** Errors: `role-officer-required`, `erase-request-unknown`, `node-away`. */
  'erasure/decline': { args: z.object({ statement: statementId, reason: secretText }), result: nothing },
} as const;
