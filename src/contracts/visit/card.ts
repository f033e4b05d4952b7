/** What validators check of a card: certificate, issuer, and that it was never used. */
import { bytesEqual } from '../../crypto/bytes.ts';
import { encodeCanonical } from '../../crypto/cbor.ts';
import { decodeCertificate, issuerSignatureHolds, type Certificate } from '../../crypto/certificate.ts';
import { toSignature, toSigningKey } from '../../crypto/ids.ts';
import { asRefusal, demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { epochCodec, isRevoked } from '../entities.ts';
import { demandRoles, readInstitution, readStaff } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';

/** A card as a transaction shows it to the ledger: nothing that opens anything. */
export interface ShownCard {
  readonly certificate: Uint8Array;
  readonly issuerSignature: Uint8Array;
}

/**
 * The certificate of a card that may be spent now.
 * Errors: `card-malformed`, `card-foreign`, `card-issuer-unknown`, `card-key-revoked`, `card-altered`,
 * `card-expired`, `card-spent` and `card-revoked` (their data tells by whom and when: CBOR {by, institution, time}).
 */
export function demandFreshCard(card: ShownCard, state: StateReader, context: BlockContext): Certificate {
  const { certificate, isKeyRevoked } = demandIssued(card, state, context);
  demand(!isKeyRevoked, 'card-key-revoked');
  demand(context.time <= certificate.notAfter, 'card-expired');
  demandUnspent(certificate, state);
  return certificate;
}

/** That an institution of this ledger issued it. Errors: `card-malformed` … `card-altered` as above. */
function demandIssued(
  card: ShownCard,
  state: StateReader,
  context: BlockContext,
): { readonly certificate: Certificate; readonly isKeyRevoked: boolean } {
  const certificate = decoded(card.certificate);
  demand(bytesEqual(certificate.network, context.network), 'card-foreign');
  const issuer = readInstitution(state, certificate.issuer);
  if (issuer === null || issuer.status !== 'active') throw new Refusal('card-issuer-unknown');
  const key = issuer.cardKeys.find((candidate) => candidate.version === certificate.cardKeyVersion);
  if (key === undefined) throw new Refusal('card-issuer-unknown');
  const holds = issuerSignatureHolds(
    card.certificate,
    toSignature(card.issuerSignature),
    toSigningKey(key.key),
  );
  const isKeyRevoked = key.revoked !== null;
  demand(holds, isKeyRevoked ? 'card-key-revoked' : 'card-altered');
  return { certificate, isKeyRevoked };
}

/**
 * Cards that are lost, stolen, replaced or given back, by a registrar of the institution that issued them: they open
 * nothing from this block on. All or none. They are named by their certificates alone: which patient had them stands
 * nowhere, and none of them was ever used.
 * Errors: `signer-missing`, `card-malformed` … `card-altered`, `card-other-institution`, `card-spent`, `card-revoked`.
 */
export function revokeCards(
  verified: Verified<'visit/card-revoke'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body, transaction } = verified;
  const [signer] = demandRoles(transaction, ['registrar']);
  const registrar = signer === undefined ? null : readStaff(state, 'registrar', signer.entity);
  if (registrar === null || signer === undefined) throw new Refusal('signer-missing');
  const { institution } = registrar;
  for (const card of body.cards) {
    const { certificate } = demandIssued(card, state, context);
    demand(bytesEqual(certificate.issuer, institution), 'card-other-institution');
    demandUnspent(certificate, state);
    const { time, height } = context;
    const use = body.reason;
    write(state, epochCodec, certificate.epochKey, { use, by: signer.entity, institution, time, height });
  }
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
  throw new Refusal(isRevoked(spent) ? 'card-revoked' : 'card-spent', data);
}
