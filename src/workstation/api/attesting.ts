/** Honest records that a revoked key or a suspension caught: an officer sends them in their author's place. */
import { z } from 'zod';
import {
  bilingual,
  bytes,
  cardText,
  hex,
  institutionId,
  secretText,
  shortText,
  statementId,
  timeMs,
} from './common.ts';

/** A file of records with their sealed parts. */
const recordsFile = bytes.refine(({ length }) => length <= 512 * 1024 * 1024);

/** What is signed, read back from its bytes; what it says is sealed, also to the officer. */
const caughtView = z.object({
  statement: statementId,
  /** `too-late`: anchored when the key was revoked already. */
  state: z.enum(['caught', 'on-ledger', 'not-caught', 'too-late', 'visit-unknown']),
  kind: z.string(),
  author: bilingual,
  licence: z.string(),
  institution: institutionId,
  /** By the author's clock. */
  signedAt: timeMs,
  /** The newest block that the author knew. */
  anchor: z.object({ height: z.number().int(), time: timeMs }),
  keyVersion: z.number().int(),
  /** Height from which on the key signs nothing; null while it is in force. */
  revokedAt: z.number().int().nullable(),
  status: z.string(),
  /** Of the revocation or suspension. */
  reason: z.string(),
  /** Whether the patient consented. */
  consented: z.boolean(),
  dataHash: hex(32),
  parts: z.number().int(),
  bytes: z.number().int(),
});
export type CaughtView = z.infer<typeof caughtView>;

/** For the author: who decided what, signed by the officer. */
const answer = z.object({ text: cardText, qrPng: bytes });

export const attestingApi = {
  /**
   * The file for the officer: of the unlocked account, or of one that the ledger lets in no more, by its passphrase.
   * Errors: `session-locked`, `account-missing`, `passphrase-wrong`, `passphrase-throttled`, `attest-nothing`.
   */
  'attesting/hand-over': {
    args: z.object({ account: z.object({ id: z.string(), passphrase: secretText }).nullable() }),
    result: z.object({ name: z.string(), bytes, records: z.number().int() }),
  },
  /**
   * For an officer. Errors: `role-officer-required`, `attest-malformed`, `attest-foreign`, `attest-altered`,
   * `attest-other-institution`, `attest-signature`.
   */
  'attesting/read': {
    args: z.object({ file: recordsFile }),
    result: z.object({ records: z.array(caughtView) }),
  },
  /** Errors: as `attesting/read`; `attest-unknown`, `attest-impossible`, the refusals of node and ledger. */
  'attesting/attest': { args: z.object({ file: recordsFile, statement: statementId }), result: answer },
  /** Errors: as `attesting/read`; `attest-unknown`. */
  'attesting/decline': {
    args: z.object({ file: recordsFile, statement: statementId, reason: shortText.min(1).max(120) }),
    result: answer,
  },
  /** What the officer decided, for the author. Errors: `answer-malformed`, `attest-foreign`, `answer-signature`. */
  'attesting/answer': {
    args: z.object({ text: cardText }),
    result: z.object({
      statement: statementId,
      decision: z.enum(['attested', 'declined']),
      reason: z.string(),
      officer: bilingual,
      time: timeMs,
    }),
  },
} as const;
