/** Records that two doctors give each other: proposed and answered in their dialogue, in force by the ledger. */
import { z } from 'zod';
import { bilingual, cardText, epochId, hex, secretText, statementId, timeMs } from './common.ts';

const dialogue = hex(32);
/** Id of the proposal: the exchange's name on the ledger. */
const exchange = hex(32);

/** What this doctor gives: records of the patient of an open visit, who consents with the slip of that visit. */
const given = z.object({
  visit: epochId,
  records: z.array(statementId).min(1).max(200),
  slip: cardText,
  pin: secretText,
});

export const exchangePurpose = z.enum(['treatment', 'second-opinion', 'teaching', 'research']);
const direction = z.enum(['give', 'both']);
const note = z.string().max(500);
/** An exchange lasts a year at most. */
const days = z.number().int().min(1).max(366);

/** A record as the ledger knows it: nothing of what it says. */
const namedRecord = z.object({
  statement: statementId,
  kind: z.string(),
  time: timeMs,
  institution: bilingual,
  author: bilingual,
});

const exchangeView = z.object({
  exchange,
  /** Whether it is this doctor's proposal. */
  mine: z.boolean(),
  records: z.array(namedRecord),
  note,
  /** Null while the ledger does not have it. */
  terms: z.object({ purpose: exchangePurpose, direction, until: timeMs, proposed: timeMs }).nullable(),
  /**
   * `on-its-way`: signed, and not on the ledger yet; `refused`: by the ledger, `code` says why; `altered`: the list is
   * not the one that was signed.
   */
  state: z.enum([
    'on-its-way',
    'refused',
    'altered',
    'waiting',
    'answering',
    'in-force',
    'over',
    'declined',
    'withdrawn',
    'revoked',
  ]),
  code: z.string().nullable(),
  accepted: timeMs.nullable(),
  /** Whether the receiver gives records in return. */
  back: z.boolean(),
  ended: z.object({ time: timeMs, by: z.enum(['me', 'peer', 'patient']) }).nullable(),
});
export type ExchangeView = z.infer<typeof exchangeView>;

const sent = z.object({ exchange, state: z.enum(['committed', 'queued']) });

export const exchangeApi = {
  /**
   * Signed by doctor and patient, durable when it answers, and said in the dialogue. Errors: those of `dialogue/send`,
   * `consult-ledger-stale`, `recipient-unknown`, `recipient-suspended`, `visit-unknown`, `visit-opening`, `visit-over`,
   * `document-unknown`, `consent-pending`, `statement-erased`, `parcel-too-large`, `node-away`, those of a slip, and the
   * ledger's refusals.
   */
  'exchange/propose': {
    args: given.extend({ dialogue, purpose: exchangePurpose, note, days, direction }),
    result: sent,
  },
  /**
   * Accepts the terms; `back` gives records in return. Errors: `exchange-unknown`, `exchange-altered`,
   * `consult-ledger-stale`, those of giving as in `exchange/propose`, and the ledger's refusals.
   */
  'exchange/accept': {
    args: z.object({ exchange, back: given.extend({ note }).nullable() }),
    result: sent,
  },
  /** Declines, withdraws or revokes it. Errors: `exchange-unknown`, and the ledger's refusals. */
  'exchange/end': { args: z.object({ exchange }), result: sent },
  /** Errors: `exchange-unknown`. */
  'exchange/view': { args: z.object({ exchange }), result: exchangeView },
} as const;
