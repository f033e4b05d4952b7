import { z } from 'zod';
import {
  bilingual,
  bytes,
  institutionId,
  nothing,
  role,
  secretText,
  shortText,
  staffId,
  timeMs,
} from './common.ts';

/** A key store on this machine. It can be listed without any passphrase. */
export const account = z.object({
  id: z.string(),
  role,
  entity: staffId,
  name: bilingual,
  institution: institutionId,
  institutionName: bilingual,
  /** Set while wrong passphrases are throttled: the next attempt is taken from this time on. */
  retryAt: timeMs.nullable(),
});
export type Account = z.infer<typeof account>;

/** Each of the three steps of login, and the account's status on the ledger: a failure says which. */
export const session = z.object({
  account,
  status: z.enum(['active', 'suspended', 'key-revoked', 'unknown']),
  node: z.enum(['connected', 'away']),
});
export type Session = z.infer<typeof session>;

const newAccount = z.object({
  role,
  name: bilingual,
  institution: institutionId,
  licence: shortText,
  specialty: shortText,
  passphrase: secretText,
  /** Of the recovery words; English unless given. */
  language: z.enum(['zh', 'en']).optional(),
});

/**
 * What an officer needs to enter a new account on the ledger: public keys and names, no secret.
 * `fingerprint` is compared by voice or on paper.
 */
export const enrolment = z.object({ text: z.string(), fingerprint: z.string() });

const nodeAddress = z.string().min(1).max(200);

/** A node as this machine has it: `address` is null for one that runs here, `refusal` is null when it answers. */
const nodeState = z.object({ address: z.string().nullable(), refusal: z.string().nullable() });

export const accountsApi = {
  'account/list': { args: nothing, result: z.array(account) },
  /** Makes keys. Answers the 24 recovery words, once, and which of them are asked back. */
  'account/create': {
    args: newAccount,
    result: z.object({
      ticket: z.string(),
      words: z.array(z.string()),
      ask: z.array(z.number().int()),
    }),
  },
  /** Writes the key store only when the words asked back are right; `recovery-phrase-wrong` otherwise. */
  'account/confirm': {
    args: z.object({ ticket: z.string(), words: z.array(z.string().max(50)).max(24) }),
    result: z.object({ account, enrolment }),
  },
  /** Makes a key store again from its recovery words, with a new passphrase. */
  'account/recover': {
    args: z.object({
      words: secretText,
      passphrase: secretText,
      role,
      entity: staffId,
      institution: institutionId,
    }),
    result: account,
  },
  'account/unlock': { args: z.object({ id: z.string(), passphrase: secretText }), result: session },
  'account/change-passphrase': {
    args: z.object({ id: z.string(), passphrase: secretText, next: secretText }),
    result: nothing,
  },
  /**
   * The unlocked account in one file, key store and desk, under its passphrase, which is asked again. `visits` says
   * how many are open and therefore not in it.
   */
  'account/backup': {
    args: z.object({ passphrase: secretText }),
    result: z.object({ name: z.string(), bytes, visits: z.number().int() }),
  },
  /** The file of a backup was written where the doctor wanted it. */
  'account/backup-saved': { args: nothing, result: nothing },
  /** When a backup of the unlocked account was last saved; null when none was. */
  'account/backup-state': { args: nothing, result: z.object({ savedAt: timeMs.nullable() }) },
  /**
   * Puts an account with its desk onto this machine. One that is not set up follows the ledger of the backup from
   * here on, at the institution's node: at `nodeAddress` (`wss://HOST:PORT`) or where the backup says.
   */
  'account/restore': {
    args: z.object({ bytes, passphrase: secretText, nodeAddress: nodeAddress.optional() }),
    result: z.object({ account, node: nodeState }),
  },
  /** Where the node of an institution, which is on another computer, is now; locks. `node-unknown` for any other. */
  'account/node-address': {
    args: z.object({ institution: institutionId, address: nodeAddress }),
    result: nodeState,
  },
  'account/lock': { args: nothing, result: nothing },
  'session/current': { args: nothing, result: session.nullable() },
} as const;
