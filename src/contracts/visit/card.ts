/** What validators check of a card: certificate, issuer, and that it was never used. */
import { bytesEqual } from '../../crypto/bytes.ts';
import { encodeCanonical } from '../../crypto/cbor.ts';
import { decodeCertificate, issuerSignatureHolds, type Certificate } from '../../crypto/certificate.ts';
import { toSignature, toSigningKey } from '../../crypto/ids.ts';
import { asRefusal, demand, Refusal } from '../codes.ts';
import type { BlockContext } from '../context.ts';
import { epochCodec } from '../entities.ts';
import { readInstitution } from '../signers.ts';
import { read, type StateReader } from '../state.ts';

/**
 * The certificate of a card that may be spent now.
 * Errors: `card-malformed`, `card-foreign`, `card-issuer-unknown`, `card-key-revoked`, `card-altered`,
 * `card-expired`, `card-spent` (its data tells by whom and when: CBOR {by, institution, time}).
 */
export function demandFreshCard(
  card: { readonly certificate: Uint8Array; readonly issuerSignature: Uint8Array },
  state: StateReader,
  context: BlockContext,
): Certificate {
  const certificate = decoded(card.certificate);
  demand(bytesEqual(certificate.network, context.network), 'card-foreign');
  const issuer = readInstitution(state, certificate.issuer);
  if (issuer === null || issuer.status !== 'active') throw new Refusal('card-issuer-unknown');
  const key = issuer.cardKeys.find((candidate) => candidate.version === certificate.cardKeyVersion);
  if (key === undefined) throw new Refusal('card-issuer-unknown');
  demand(key.revoked === null, 'card-key-revoked');
  const holds = issuerSignatureHolds(
    card.certificate,
    toSignature(card.issuerSignature),
    toSigningKey(key.key),
  );
  demand(holds, 'card-altered');
  demand(context.time <= certificate.notAfter, 'card-expired');
  demandUnspent(certificate, state);
  return certificate;
}

function decoded(bytes: Uint8Array): Certificate {
  try {
    return decodeCertificate(bytes);
  } catch (error) {
    throw asRefusal(error, 'card-malformed');
  }
}

function demandUnspent(certificate: Certificate, state: StateReader): void {
  const spent = read(state, epochCodec, certificate.epochKey);
  if (spent === null) return;
  const data = encodeCanonical({ by: spent.by, institution: spent.institution, time: spent.time });
  throw new Refusal('card-spent', data);
}
