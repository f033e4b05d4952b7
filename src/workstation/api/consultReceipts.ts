/** Receipts of consults: that two doctors talked, signed by both, on the ledger. */
import { z } from 'zod';
import { bilingual, hex, nothing, timeMs } from './common.ts';

const dialogue = hex(32);

const consultReceipt = z.object({
  /** Its name on the ledger. */
  receipt: hex(32),
  dialogue,
  other: z.object({ name: bilingual, institution: bilingual }),
  /**
   * `none`: nobody signed. `waiting`: signed here, not on the ledger yet. `mine`, `theirs`: one of the two signed. `stands`: both
   * did. `refused`: see `code`.
   */
  state: z.enum(['none', 'waiting', 'mine', 'theirs', 'stands', 'refused']),
  code: z.string().nullable(),
  /** When the first signed, and when the second did. */
  signed: timeMs.nullable(),
  confirmed: timeMs.nullable(),
});
export type ConsultReceiptView = z.infer<typeof consultReceipt>;

/** All of them: `role-doctor-required`. */
export const consultReceiptsApi = {
  /** Of one dialogue. Errors: `dialogue-unknown`. */
  'consult/receipt': { args: z.object({ dialogue }), result: consultReceipt },
  /** Those that somebody signed, the newest dialogue first. */
  'consult/receipts': { args: nothing, result: z.array(consultReceipt) },
  /**
   * Signs it; waits in the outbox while the node is away. It stands when the other doctor has signed, too. Errors:
   * `dialogue-unknown`, `consult-exists`, `consult-doctors`.
   */
  'consult/sign-receipt': {
    args: z.object({ dialogue }),
    result: z.object({ state: z.enum(['committed', 'queued']) }),
  },
} as const;
