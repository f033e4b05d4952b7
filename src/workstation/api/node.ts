/** What an officer asks of their own institution's node: how it is, and its audit log. */
import { z } from 'zod';
import { bilingual, nothing, role, shortText, timeMs } from './common.ts';

const count = z.number().int().nonnegative();

export const auditEntry = z.object({
  number: count,
  time: timeMs,
  /** Of the node protocol. */
  method: shortText,
  /** Kind of the transaction that an officer handed in; empty for other methods. */
  kind: shortText,
  /** `ok`, or the code of the refusal. */
  code: shortText,
  /** How often the same refusal came within the minute. */
  count,
  /** Who asked, by name; null for whoever was not logged in. */
  who: z.object({ role: z.union([role, z.literal('node')]), name: bilingual }).nullable(),
});

export const nodeApi = {
  /** Errors: `role-officer-required`, `node-away`. */
  'node/report': {
    args: nothing,
    result: z.object({
      height: count,
      trouble: z.string().nullable(),
      connections: count,
      loggedIn: count,
      envelopes: count,
      blobs: count,
      blobBytes: count,
      mail: count,
      mailBytes: count,
      copiesDue: count,
      copiesMissing: count,
    }),
  },
  /**
   * A page of the audit log, newest first: the entries before number `before`, or the last ones. Each is checked to
   * follow from the one before it, and the end of the log against the node's signature.
   * Errors: `role-officer-required`, `node-away`, `audit-altered` {number} where an entry does not follow,
   * `audit-signature` when the node does not vouch for its end.
   */
  'audit/list': {
    args: z.object({ before: count.nullable() }),
    result: z.object({ entries: z.array(auditEntry), total: count }),
  },
  /**
   * The whole log as text, one JSON object a line with its hash, the node's signature last; checked as above.
   */
  'audit/export': { args: nothing, result: z.object({ text: z.string(), total: count }) },
} as const;
