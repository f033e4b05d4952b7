/** Messages by which a patient asks for erasure and an officer answers; see schema.ts. */
import type { InstitutionId, Signature, StatementHash } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import { institution, signature, statementHash, MOST_STATEMENTS } from '../fields.ts';
import type { Method } from '../methods.ts';
import { bytesUpTo, list, nothing, record, text, time, tuple, word, type Nothing } from '../schema.ts';

/** Wishes that wait at a node at once. */
export const MOST_ERASE_REQUESTS = 1_000;
/** Of what an officer says when they decline. */
export const LONGEST_DECLINE_REASON = 1_000;
const LARGEST_REQUEST = 1_024;

/** What an officer signs for, as the patient signed it. */
export interface EraseWish {
  readonly request: Uint8Array;
  readonly signature: Signature;
  readonly received: Millis;
}

export const ERASE_STATES = ['waiting', 'declined'] as const;

/** How a wish stands; one that was fulfilled is told by the ledger. */
export interface EraseStanding {
  readonly statement: StatementHash;
  readonly state: (typeof ERASE_STATES)[number];
  readonly received: Millis;
  /** What the officer said; empty while it waits. */
  readonly reason: string;
}

export interface EraseCalls {
  'erase/ask': { params: { readonly request: Uint8Array; readonly signature: Signature }; result: Nothing };
  'erase/state': {
    params: { readonly home: InstitutionId; readonly statements: readonly StatementHash[] };
    result: { readonly standings: readonly EraseStanding[] };
  };
  'erase/list': { params: Nothing; result: { readonly wishes: readonly EraseWish[] } };
  'erase/decline': {
    params: { readonly statement: StatementHash; readonly reason: string };
    result: Nothing;
  };
}

export type EraseMethod = keyof EraseCalls;

const request = bytesUpTo(LARGEST_REQUEST);
const reason = text(LONGEST_DECLINE_REASON);

export const ERASE_METHODS: {
  readonly [M in EraseMethod]: Method<EraseCalls[M]['params'], EraseCalls[M]['result']>;
} = {
  'erase/ask': { caller: 'anyone', params: record({ request, signature }), result: nothing },
  'erase/state': {
    caller: 'admitted',
    params: record({ home: institution, statements: list(statementHash, MOST_STATEMENTS) }),
    result: record({
      standings: list(
        tuple<EraseStanding>({ statement: statementHash, state: word(ERASE_STATES), received: time, reason }),
        MOST_STATEMENTS,
      ),
    }),
  },
  'erase/list': {
    caller: 'officer',
    params: nothing,
    result: record({
      wishes: list(tuple<EraseWish>({ request, signature, received: time }), MOST_ERASE_REQUESTS),
    }),
  },
  'erase/decline': {
    caller: 'officer',
    params: record({ statement: statementHash, reason }),
    result: nothing,
  },
};
