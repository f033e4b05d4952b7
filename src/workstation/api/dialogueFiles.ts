/** Files and records that two doctors give each other in a dialogue. Keys never cross; bytes only when somebody looks. */
import { z } from 'zod';
import { attachmentView, storedHolder } from './attachments.ts';
import { bilingual, hex, nothing, statementId, timeMs } from './common.ts';
import { documentView } from './visits.ts';

const dialogue = hex(32);
/** Row of a message. */
const row = z.number().int().positive();
const bytesCount = z.number().int().nonnegative();

/** What a message brings. */
export const givenView = z.object({
  kind: z.enum(['files', 'voice', 'record', 'recording']),
  /** Of a record: which on the ledger. */
  statement: statementId.nullable(),
  /** Of a record: who signed it and when, as this machine's copy of the ledger says; null where it has no such record. */
  signed: z.object({ author: bilingual, institution: bilingual, time: timeMs }).nullable(),
  /** Files that belong to it; `files` has those that were named so far. */
  count: z.number().int(),
  /**
   * `offered`: large, and not taken yet. `moving`: as soon as there is a way. `refused`: see `code` of its files, or it
   * was deleted. Of an own one `whole` says that the other side has all of it.
   */
  state: z.enum(['offered', 'moving', 'paused', 'whole', 'refused']),
  /** Of a paused one: code of why, where no person paused it (`storage-full`). */
  trouble: z.string().nullable(),
  /** An own one lies at the node for the other side; theirs does at theirs. */
  stored: z.boolean(),
  /** Bytes of all files, sealed, and of what of them is over here, or of an own one over there. */
  size: bytesCount,
  moved: bytesCount,
  /** By `id`, its place; `here` when it can be opened. */
  files: z.array(attachmentView.extend({ here: z.boolean(), code: z.string().nullable() })),
});
export type GivenView = z.infer<typeof givenView>;

/** All of them: `role-doctor-required`. */
export const dialogueFilesApi = {
  /**
   * Gives all that is attached to a dialogue (`attachment/*` with the dialogue's id as `visit`) as one message. Errors: those
   * of `dialogue/send`; `dialogue-nothing-attached`, `attachments-full` {limit}, `attachment-unknown`.
   */
  'dialogue/give': { args: z.object({ dialogue }), result: nothing },
  /**
   * Gives a record: a reference to it, or with `parts` what is in it but for the names. Errors: those of `dialogue/send`,
   * `document-unknown`, `document-unavailable`, `statement-erased`, `storage-full`.
   */
  'dialogue/give-record': {
    args: z.object({ dialogue, of: storedHolder, parts: z.boolean() }),
    result: nothing,
  },
  /** Takes what was offered, lets it wait, or goes on with it. Errors: `dialogue-message-unknown`. */
  'dialogue/transfer': {
    args: z.object({ message: row, set: z.enum(['take', 'pause', 'resume']) }),
    result: nothing,
  },
  /**
   * A record that a message brings, as far as its parts were given, with what this machine's copy of the ledger says of
   * it. Errors: `dialogue-message-unknown`, `document-unknown` for one that the ledger has not, `document-unavailable`
   * {reason} where it was not given or is not here yet, `statement-erased`.
   */
  'dialogue/record': {
    args: z.object({ message: row, statement: statementId }),
    result: documentView,
  },
} as const;
