/** Messages about shared cases: bringing one, reading one, and what nodes tell each other; see schema.ts. */
import { LARGEST_CASE_ENVELOPE, LARGEST_CASE_PAYLOAD, type SenderKeyOf } from '../../crypto/caseEnvelope.ts';
import { toCaseName, toSenderKey, toSignature, type CaseName, type Signature } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import { MOST_SOURCES } from '../../contracts/transactionKinds.ts';
import type { SignedConsent } from '../../contracts/sharing/caseConsent.ts';
import { institution } from '../fields.ts';
import type { Method } from '../methods.ts';
import {
  bytes,
  bytesUpTo,
  counted,
  list,
  nothing,
  plainBytes,
  record,
  time,
  tuple,
  type Nothing,
} from '../schema.ts';

/** Cases that one author may have at their node. */
export const MOST_CASES_OF_AUTHOR = 10_000;
const LARGEST_CONTENT = 4_096;
const LARGEST_CONSENT = 512;
const LARGEST_DOSSIER = 65_536;

/** A case as its author brings it to their node. */
export interface BroughtCase {
  /** See contracts/sharing/case.ts. */
  readonly content: Uint8Array;
  readonly keyVersion: number;
  readonly signature: Signature;
  readonly envelope: Uint8Array;
  readonly payload: Uint8Array;
  /** One for each visit that it is about. */
  readonly consents: readonly SignedConsent[];
  /** Of the consents' hash on the ledger. */
  readonly salt: Uint8Array;
  /** The dossier, sealed to the author. */
  readonly dossier: Uint8Array;
  /** The same, sealed to the institution's archive key. */
  readonly archive: Uint8Array;
}

/** What opens a case, to be checked against the ledger. */
export interface GivenCase {
  readonly envelope: Uint8Array;
  readonly payload: Uint8Array;
  readonly sender: SenderKeyOf;
}

export interface OwnCase {
  readonly case: CaseName;
  readonly received: Millis;
  readonly dossier: Uint8Array;
}

export interface SharedCaseCalls {
  'case/sender-key': { params: Nothing; result: SenderKeyOf };
  'case/bring': { params: BroughtCase; result: Nothing };
  'case/recall': { params: { readonly case: CaseName }; result: Nothing };
  'case/mine': { params: Nothing; result: { readonly cases: readonly OwnCase[] } };
  'case/get': { params: { readonly case: CaseName }; result: GivenCase };
  'case/opened': { params: { readonly case: CaseName }; result: Nothing };
  'case/fetch': { params: { readonly case: CaseName }; result: GivenCase };
  'case/dossier': { params: { readonly case: CaseName }; result: { readonly archive: Uint8Array } };
}

export type SharedCaseMethod = keyof SharedCaseCalls;

const name = record({ case: bytes(32, toCaseName) });
const envelope = bytesUpTo(LARGEST_CASE_ENVELOPE);
const payload = bytesUpTo(LARGEST_CASE_PAYLOAD);
const dossier = bytesUpTo(LARGEST_DOSSIER);
const sender = record<SenderKeyOf>({ institution, number: counted, key: bytes(32, toSenderKey) });
const given = record<GivenCase>({ envelope, payload, sender });
const consents = list(
  tuple<SignedConsent>({ consent: bytesUpTo(LARGEST_CONSENT), signature: plainBytes(64) }),
  MOST_SOURCES,
);

export const SHARED_CASE_METHODS: {
  readonly [M in SharedCaseMethod]: Method<SharedCaseCalls[M]['params'], SharedCaseCalls[M]['result']>;
} = {
  'case/sender-key': { caller: 'doctor', params: nothing, result: sender },
  'case/bring': {
    caller: 'doctor',
    params: record<BroughtCase>({
      content: bytesUpTo(LARGEST_CONTENT),
      keyVersion: counted,
      signature: bytes(64, toSignature),
      envelope,
      payload,
      consents,
      salt: plainBytes(32),
      dossier,
      archive: dossier,
    }),
    result: nothing,
  },
  'case/recall': { caller: 'doctor', params: name, result: nothing },
  'case/mine': {
    caller: 'doctor',
    params: nothing,
    result: record({
      cases: list(
        tuple<OwnCase>({ case: bytes(32, toCaseName), received: time, dossier }),
        MOST_CASES_OF_AUTHOR,
      ),
    }),
  },
  'case/get': { caller: 'doctor', params: name, result: given },
  'case/opened': { caller: 'doctor', params: name, result: nothing },
  'case/fetch': { caller: 'node', params: name, result: given },
  'case/dossier': { caller: 'officer', params: name, result: record({ archive: dossier }) },
};
