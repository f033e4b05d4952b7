/** The patient's consent to sharing, asked at the end of the visit or later: with that visit's slip, or the master card. */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { decodeCertificate, type Certificate } from '../../../crypto/certificate.ts';
import type { EpochKey } from '../../../crypto/ids.ts';
import { openMasterCard } from '../../../crypto/masterCard.ts';
import { consentKeyPair, consentKeyPairFromSlip, LAST_CARD_EPOCH } from '../../../crypto/patientKeys.ts';
import { ConsiliumError } from '../../../errors.ts';
import {
  caseConsentHolds,
  decodeCaseConsent,
  encodeCaseConsent,
  signCaseConsent,
  type CaseConsent,
  type SignedConsent,
} from '../../../contracts/sharing/caseConsent.ts';
import { CASE_PURPOSES, type CasePurpose } from '../../../contracts/sharing/caseFacets.ts';
import { participantOf } from '../../../contracts/visit/visit.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { secretLimitsOf } from '../secretLimits.ts';
import { readVisit } from '../visits/ledgerReads.ts';
import { openSlipFor, pinAccess } from '../visits/slips.ts';
import { epochKeyOf } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';

/** Signs the consent with the key of that visit and keeps it in the desk. See api/sharedCases.ts. */
export async function giveConsent(
  work: VisitWork,
  { visit, purposes, secret }: ArgsOf<'case/consent'>,
): Promise<ResultOf<'case/consent'>> {
  const epoch = epochKeyOf(visit);
  const entity = readVisit(work.ledger.replica.store, epoch);
  if (entity === null) throw new ConsiliumError('visit-unknown');
  const author = work.session.identity.entity;
  if (participantOf(entity, author) === null) throw new ConsiliumError('not-participant');
  const secretKey = await consentSecret(work, decodeCertificate(entity.certificate), { epoch, secret });
  const asked = CASE_PURPOSES.filter((purpose) => purposes.includes(purpose));
  const time = work.context.ports.clock.now();
  const consent = encodeCaseConsent({ network: work.network, epoch, author, purposes: asked, time });
  work.session.desk.caseConsents.keep(epoch, { consent, signature: signCaseConsent(consent, secretKey) });
  return { purposes: asked, time };
}

/** The consent that holds for a visit; null where none was given, or one that its patient did not sign. */
export function consentTo(work: VisitWork, epoch: EpochKey): CaseConsent | null {
  const signed = work.session.desk.caseConsents.of(epoch);
  const visit = readVisit(work.ledger.replica.store, epoch);
  if (signed === null || visit === null || !caseConsentHolds(signed, visit)) return null;
  return decodeCaseConsent(signed.consent);
}

/** The consent to sharing what was written in a visit, for these purposes. Errors: `case-consent` {check}. */
export function demandConsent(
  work: VisitWork,
  epoch: EpochKey,
  purposes: readonly CasePurpose[],
): SignedConsent {
  const signed = work.session.desk.caseConsents.of(epoch);
  const visit = readVisit(work.ledger.replica.store, epoch);
  if (signed === null || visit === null) throw new ConsiliumError('case-consent', { check: 'missing' });
  if (!caseConsentHolds(signed, visit)) throw new ConsiliumError('case-consent', { check: 'signature' });
  const given = decodeCaseConsent(signed.consent);
  if (!purposes.every((purpose) => given.purposes.includes(purpose)))
    throw new ConsiliumError('case-consent', { check: 'purposes' });
  return signed;
}

/** SECRET: CPK_e's. Errors: `consent-invalid`, those of opening slip or master card. */
async function consentSecret(
  work: VisitWork,
  certificate: Certificate,
  { epoch, secret }: { readonly epoch: EpochKey; readonly secret: ArgsOf<'case/consent'>['secret'] },
): Promise<Uint8Array> {
  if (secret.kind === 'slip') {
    const number = work.session.desk.visits.visit(epoch)?.epoch ?? null;
    const target = { epoch: number, certificate, root: null };
    const given = { slip: secret.text, pin: secret.pin };
    const slip = await openSlipFor(pinAccess(work.context), target, given);
    return consentKeyPairFromSlip(slip.consentSeed).secretKey;
  }
  const { master } = secretLimitsOf(work.context);
  const { seed } = openMasterCard(secret.text, secret.passphrase, master);
  for (let number = 0; number <= LAST_CARD_EPOCH; number++) {
    const pair = consentKeyPair(seed, number);
    if (bytesEqual(pair.publicKey, certificate.consentKey)) return pair.secretKey;
  }
  throw new ConsiliumError('consent-invalid');
}
