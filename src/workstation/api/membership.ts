/** How somebody comes to an institution that is there already: invited by an officer, on a computer of their own. */
import { z } from 'zod';
import { account, enrolment } from './accounts.ts';
import { bilingual, bytes, hex, nothing, role, secretText, shortText, staffId, timeMs } from './common.ts';

const joinCode = z.string().min(1).max(4_000);
const nodeAddress = z.string().min(1).max(200);

/** What a new workstation answered an invitation with, read and checked. */
export const offer = z.object({
  token: hex(16),
  role,
  name: bilingual,
  licence: shortText,
  specialty: shortText,
  /** Of a new workstation of somebody who is on the ledger already; null for a newcomer. */
  member: z.object({ keyInForce: z.boolean() }).nullable(),
  /** The officer compares it with the person before entering them. */
  fingerprint: z.string(),
  offeredAt: timeMs,
  /** For `staff/add`, or `staff/replace-key` of a member. */
  enrolment: z.string(),
});
export type Offer = z.infer<typeof offer>;

export const membershipApi = {
  /**
   * Officer: an invitation, good once; of a `member` for another workstation. `reach` says from where the node is
   * reached at `address`. Errors: `role-officer-required`, `staff-unknown`, `node-away`, `invitations-full`.
   */
  'staff/invite': {
    args: z.object({ member: z.object({ id: staffId, role }).optional() }),
    result: z.object({
      text: z.string(),
      qrPng: bytes,
      address: z.string(),
      reach: z.enum(['network', 'this-computer']),
      expires: timeMs,
    }),
  },
  /** Officer: who answered and waits to be entered. */
  'staff/offers': { args: nothing, result: z.array(offer) },
  'staff/decline': { args: z.object({ token: hex(16) }), result: nothing },
  /** What a code says, before anything is done with it. Errors: `join-code-malformed`. */
  'join/read': {
    args: z.object({ code: joinCode }),
    result: z.object({
      institution: bilingual,
      address: z.string(),
      height: z.number().int(),
      /** Whose new workstation it is to be; null for a newcomer. */
      member: z.object({ role, name: bilingual, licence: z.string(), specialty: z.string() }).nullable(),
    }),
  },
  /**
   * Takes the recovery words of a person with an account elsewhere in the place of `setup/person` and its asking
   * back: their next key follows from the same secret, and opens what was sealed to the ones before.
   * Errors: `recovery-phrase-wrong`, `passphrase-weak`, `setup-done`.
   */
  'setup/person-from-words': {
    args: z.object({ words: secretText, passphrase: secretText }),
    result: z.object({ ticket: z.string() }),
  },
  /**
   * Makes this computer a workstation of the institution and offers the account to its officer. `ticket` is one of
   * `setup/person`, its words asked back. What a code for a member says of them stands before the arguments. The offer waits on this computer while the node is away.
   * Errors: `join-code-malformed`, `setup-done`, `ticket-unknown`, `address-malformed`, `node-away`,
   * `node-key-mismatch`, `network-mismatch`, `genesis-mismatch` when the node follows another ledger than the code says.
   */
  'setup/join': {
    args: z.object({
      code: joinCode,
      ticket: z.string(),
      role,
      name: z.object({ zh: shortText.min(1), en: shortText.min(1) }).readonly(),
      licence: shortText,
      specialty: shortText,
      /** Where the node is seen from here, if not where the code says. */
      nodeAddress: nodeAddress.optional(),
    }),
    result: z.object({ account, enrolment }),
  },
  /**
   * How far the offer of an account on this computer is; it is sent again if the node has not had it yet. `none` when
   * the account waits for nothing. `refusal` is what stands in the way, by its code.
   */
  'account/joining': {
    args: z.object({ id: z.string().max(100) }),
    result: z.object({
      state: z.enum(['none', 'unsent', 'offered', 'declined', 'entered']),
      fingerprint: z.string().nullable(),
      refusal: z.string().nullable(),
    }),
  },
} as const;
