/** Checking a proof file that somebody brought. It needs no account, and no ledger: only the file's own bytes. */
import { z } from 'zod';
import { bilingual, bytes, hex, shortText, statementId, timeMs } from './common.ts';
import { consentState, entry, section } from './visits.ts';

/** What one proof in the file shows. */
export const provedRecord = z.object({
  statement: statementId,
  kind: z.string(),
  refers: statementId.nullable(),
  consent: consentState,
  author: bilingual,
  institution: bilingual,
  /** As signed. */
  time: timeMs,
  /** When and where the ledger took it. */
  blockTime: timeMs,
  height: z.number().int(),
  /** What was signed, without who the patient is; null when the file does not say. */
  text: z.object({ title: bilingual, sections: z.array(section), entries: z.array(entry) }).nullable(),
});
export type ProvedRecord = z.infer<typeof provedRecord>;

export const proofApi = {
  /**
   * Checks a proof file. `expect` is the code on the paper that came with it, or its SHA-256.
   * Errors: `proof-malformed`, `proof-code-malformed`.
   */
  'proof/check': {
    args: z.object({ file: bytes, expect: shortText.nullable() }),
    result: z.object({
      /** SHA-256 of the proof file. */
      sha256: hex(32),
      /** The first check that failed, by its code: nothing of the file is then to be believed. */
      failure: z.string().nullable(),
      expected: z.enum(['not-given', 'same', 'other']),
      /** Whether it hangs on the beginning of the network that this machine belongs to. */
      network: z.enum(['this', 'other', 'unknown']),
      records: z.array(provedRecord),
      /** Whether these are all records of the visit as of the block that proves them. */
      complete: z.boolean(),
      provedBy: z.object({ height: z.number().int(), hash: hex(32), time: timeMs }).nullable(),
      genesisHash: hex(32).nullable(),
    }),
  },
} as const;
