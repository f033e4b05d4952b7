/** What officers of several institutions sign together, each on their own workstation: another institution is let in. */
import { z } from 'zod';
import { bilingual, bytes, nothing, timeMs } from './common.ts';

const jointText = z.string().min(1).max(100_000);
const applicationFile = bytes.refine(({ length }) => length <= 200_000);

/** What is signed, read back from its bytes, and who has signed. */
const jointView = z.object({
  institution: bilingual,
  address: z.string(),
  threshold: z.number().int(),
  officers: z.array(bilingual),
  /** Of the bytes: officers compare it by voice. */
  fingerprint: z.string(),
  expires: timeMs,
  signers: z.array(z.object({ name: bilingual, institution: bilingual, signed: z.boolean() })),
  /** Whether the officer who is logged in is among those who are asked. */
  mine: z.enum(['not-asked', 'to-sign', 'signed']),
});
export type JointView = z.infer<typeof jointView>;

/** The text for the next officer; no QR code where it would be too fine. */
const handed = jointView.extend({ text: z.string(), qrPng: bytes.nullable() });

/** All of them: `role-officer-required`. */
export const jointApi = {
  /**
   * Begins with the application.json of the institution that joins, and signs. Asked are the own institution and as
   * many others as make more than half, each by its threshold of officers.
   * Errors: `joint-application`, `institution-exists`, `officers-missing`.
   */
  'joint/begin': { args: z.object({ application: applicationFile }), result: handed },
  /** Errors: `joint-malformed`, `joint-foreign`, `joint-signature`, `joint-expired`. */
  'joint/read': { args: z.object({ text: jointText }), result: jointView },
  /** Errors: as `joint/read`; `joint-not-asked`, `signer-key-revoked`. */
  'joint/sign': { args: z.object({ text: jointText }), result: handed },
  /** Errors: as `joint/read`; `joint-incomplete` {missing}, `node-away`, the ledger's refusals. */
  'joint/submit': { args: z.object({ text: jointText }), result: nothing },
} as const;
