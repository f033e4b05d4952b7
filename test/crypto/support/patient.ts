import { completeCard, issueCard, prepareCard } from '../../../src/crypto/card.ts';
import type { CardTerms, PublicCard } from '../../../src/crypto/card.ts';
import { signCertificateAsIssuer } from '../../../src/crypto/certificate.ts';
import { toInstitutionId, toNetwork, toPatientSeed, toSigningKey } from '../../../src/crypto/ids.ts';
import { consentSeed } from '../../../src/crypto/patientKeys.ts';
import type { VisitSlip } from '../../../src/crypto/sealedCard.ts';
import { keyPairFromSeed } from '../../../src/crypto/signature.ts';
import { millis } from '../../../src/ports.ts';
import { deterministicRandom } from './deterministicRandom.ts';

const random = deterministicRandom('consilium/test/patient');

export const network = toNetwork(random(32));
export const home = toInstitutionId(random(16));
export const seed = toPatientSeed(random(32));
export const otherSeed = toPatientSeed(random(32));
export const cardKeyPair = keyPairFromSeed(random(32));
export const cardKey = toSigningKey(cardKeyPair.publicKey);

export const terms: CardTerms = {
  network,
  issuer: home,
  cardKeyVersion: 1,
  emergencyRow: true,
  notAfter: millis(Date.UTC(2027, 10, 23)),
};

export function cardOf(epoch: number, patientSeed = seed): PublicCard {
  return issueCard(patientSeed, epoch, terms, (bytes) =>
    signCertificateAsIssuer(bytes, cardKeyPair.secretKey),
  );
}

export function slipOf(epoch: number): VisitSlip {
  return { epoch, consentSeed: consentSeed(seed, epoch), nextCard: cardOf(epoch + 1) };
}

/** The same card in the two steps that a workstation and its node take. */
export function cardInTwoSteps(epoch: number): PublicCard {
  const card = prepareCard(seed, epoch, terms);
  return completeCard(card, signCertificateAsIssuer(card.certificateBytes, cardKeyPair.secretKey));
}
