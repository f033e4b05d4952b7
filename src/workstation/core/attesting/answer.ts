/**
 * What an officer decided about a record, for its author: who cannot log in at a node hears it this way.
 *
 * content = CBOR {suite, network, statement: H(S), officer, version, decision (`attested declined`), reason, time};
 * text = "CA1:" ‖ Base45(CBOR [content, signature]), by the officer's key over tag("consilium/attestation/v1") ‖ content.
 */
import { bytesEqual, concatBytes, toHex } from '../../../crypto/bytes.ts';
import { cardBytes, cardText } from '../../../crypto/cardText.ts';
import {
  asBytes,
  asMap,
  asText,
  asTuple,
  asUint,
  decodeCanonical,
  encodeCanonical,
} from '../../../crypto/cbor.ts';
import { domainTag } from '../../../crypto/hash.ts';
import { signDetached, verifyTransactionSignature } from '../../../crypto/signature.ts';
import { SUITE } from '../../../crypto/suite.ts';
import { asOneOf } from '../../../contracts/entities.ts';
import { readStaff, staffKey } from '../../../contracts/signers.ts';
import type { StatementHash } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ResultOf } from '../../api.ts';
import { qrPng } from '../../qr.ts';
import type { CoreContext } from '../context.ts';
import { networkOf, staffName } from '../visits/ledgerReads.ts';

const PREFIX = 'CA1:';
const TAG = domainTag('consilium/attestation/v1');
const DECISIONS = ['attested', 'declined'] as const;
const FIELDS = ['suite', 'network', 'statement', 'officer', 'version', 'decision', 'reason', 'time'] as const;
const LONGEST_REASON = 400;

interface Decision {
  readonly statement: StatementHash;
  readonly decision: (typeof DECISIONS)[number];
  /** Empty where it was attested. */
  readonly reason: string;
}

export async function answerText(
  context: CoreContext,
  decided: Decision,
): Promise<ResultOf<'attesting/decline'>> {
  const { identity, keyVersion, keys } = context.session();
  const said = {
    network: networkOf(context.ledger().replica.store),
    ...decided,
    officer: identity.entity,
    version: keyVersion,
    time: context.ports.clock.now(),
  };
  const text = signedAnswer(said, keys.sign.secretKey);
  return { text, qrPng: await qrPng(text) };
}

/** All that an answer says. */
export interface Answer extends Decision {
  readonly network: Uint8Array;
  readonly officer: Uint8Array;
  /** Of the officer's key. */
  readonly version: number;
  /** ms */
  readonly time: number;
}

export function signedAnswer(answer: Answer, secretKey: Uint8Array): string {
  const { network, statement, officer, version, decision, reason, time } = answer;
  const content = encodeCanonical({
    suite: SUITE,
    network,
    statement,
    officer,
    version,
    decision,
    reason,
    time,
  });
  return cardText(PREFIX, encodeCanonical([content, signDetached(concatBytes(TAG, content), secretKey)]));
}

/** Errors: `answer-malformed`, `attest-foreign`, `answer-signature` when no officer's key of the ledger signed it. */
export function readAnswer(store: LedgerStore, text: string): ResultOf<'attesting/answer'> {
  const { content, signature, said } = decoded(text);
  if (!bytesEqual(said.network, networkOf(store))) throw new ConsiliumError('attest-foreign');
  const officer = readStaff(store, 'officer', said.officer);
  const key = officer === null ? null : staffKey(officer, said.version);
  if (key === null || !verifyTransactionSignature(concatBytes(TAG, content), signature, key.sign))
    throw new ConsiliumError('answer-signature');
  return {
    statement: toHex(said.statement),
    decision: said.decision,
    reason: said.reason,
    officer: staffName(store, said.officer),
    time: said.time,
  };
}

function decoded(text: string) {
  const bytes = cardBytes(PREFIX, text, 'answer-malformed');
  try {
    const [content, signature] = asTuple(decodeCanonical(bytes), 2, 'answer');
    const contentBytes = asBytes(content, null, 'answer.content');
    const map = asMap(decodeCanonical(contentBytes), FIELDS, 'answer');
    if (asUint(map.suite, 'answer.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
    return {
      content: contentBytes,
      signature: asBytes(signature, 64, 'answer.signature'),
      said: {
        network: asBytes(map.network, 32, 'answer.network'),
        statement: asBytes(map.statement, 32, 'answer.statement'),
        officer: asBytes(map.officer, 16, 'answer.officer'),
        version: asUint(map.version, 'answer.version'),
        decision: asOneOf(map.decision, DECISIONS, 'answer.decision'),
        reason: asText(map.reason, 'answer.reason', LONGEST_REASON),
        time: asUint(map.time, 'answer.time'),
      },
    };
  } catch (cause) {
    throw new ConsiliumError('answer-malformed', {}, { cause });
  }
}
