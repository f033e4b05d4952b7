/**
 * Whether a case may be shared: asked while the patient's slip is in hand, signed by the consent key in it, and kept
 * in the doctor's desk until somebody publishes the case. No answer is no.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import { toEpochKey, type EpochKey, type StatementHash } from '../../../crypto/ids.ts';
import { consentKeyPairFromSlip } from '../../../crypto/patientKeys.ts';
import type { VisitSlip } from '../../../crypto/sealedCard.ts';
import { isConsiliumError } from '../../../errors.ts';
import {
  decodeSharingAnswer,
  encodeSharingAnswer,
  sharingSignatureHolds,
  signSharingAnswer,
  type SharingAnswer,
  type SharingChoice,
} from '../../../contracts/sharing/answer.ts';
import { statementCodec } from '../../../contracts/entities.ts';
import { read } from '../../../contracts/state.ts';
import { decodeStatement } from '../../../contracts/statement.ts';
import { decodeBody } from '../../../contracts/transaction.ts';
import type { SignedSharingAnswer } from '../../../replica/desk/sharingAnswers.ts';
import { readVisit } from './ledgerReads.ts';
import type { VisitWork } from './work.ts';

/** An answer that was given, for the records of one visit. */
interface GivenAnswer {
  readonly visit: EpochKey;
  readonly statements: readonly StatementHash[];
  readonly choice: SharingChoice;
  /** The slip of this visit, which {@link openSlipFor} checked. */
  readonly slip: Pick<VisitSlip, 'consentSeed'>;
}

/** Signs the answer for each record, and keeps it. Call it inside `desk.atomically`. */
export function keepSharingAnswers(work: VisitWork, { visit, statements, choice, slip }: GivenAnswer): void {
  const { secretKey } = consentKeyPairFromSlip(slip.consentSeed);
  for (const statement of statements) {
    const answer = encodeSharingAnswer({
      network: work.network,
      epoch: visit,
      statement,
      answer: choice,
      scope: 'member-hospitals',
      time: work.context.ports.clock.now(),
    });
    work.session.desk.sharingAnswers.keep(statement, {
      answer,
      signature: signSharingAnswer(answer, secretKey),
    });
  }
}

/** What this doctor signed in the visit, on the ledger or on its way; an import is nobody's case. */
export function signedInVisit(work: VisitWork, visit: EpochKey): readonly StatementHash[] {
  const entries = work.session.desk.outbox.byVisit(visit).filter(({ state }) => state !== 'rejected');
  return entries.flatMap(({ body: bytes, statement }) => {
    const body = decodeBody(bytes);
    if (body.kind !== 'visit/record' || statement === null) return [];
    return decodeStatement(body.statement).kind === 'import' ? [] : [statement];
  });
}

/** The answer that holds for a record; null when there is none, or one that the patient did not sign for it. */
export function sharingOf(
  work: VisitWork,
  statement: StatementHash,
): { readonly answer: SharingChoice; readonly time: number } | null {
  const signed = work.session.desk.sharingAnswers.answer(statement);
  const answer = signed === null ? null : verified(work, signed);
  if (answer === null || !bytesEqual(answer.statement, statement)) return null;
  const entity = read(work.ledger.replica.store, statementCodec, statement);
  if (entity !== null && !bytesEqual(entity.epoch, answer.epoch)) return null;
  return { answer: answer.answer, time: answer.time };
}

/** The answer for the records of a visit: the last one's. */
export function sharingOfVisit(work: VisitWork, visit: EpochKey): SharingChoice | null {
  const answers = signedInVisit(work, visit).map((statement) => sharingOf(work, statement));
  return answers.at(-1)?.answer ?? null;
}

/** By CPK_e, which the visit's certificate on the ledger names. */
function verified(work: VisitWork, signed: SignedSharingAnswer): SharingAnswer | null {
  const answer = decoded(signed.answer);
  const visit = answer === null ? null : readVisit(work.ledger.replica.store, toEpochKey(answer.epoch));
  if (answer === null || visit === null || !bytesEqual(answer.network, work.network)) return null;
  const { consentKey } = decodeCertificate(visit.certificate);
  return sharingSignatureHolds(signed.answer, signed.signature, consentKey) ? answer : null;
}

function decoded(bytes: Uint8Array): SharingAnswer | null {
  try {
    return decodeSharingAnswer(bytes);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return null;
  }
}
