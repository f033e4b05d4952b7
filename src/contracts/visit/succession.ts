/**
 * A new root in the place of one that is lost or in wrong hands. The registrar of the institution that issued the cards
 * names, in its registration, a statement of kind `succession` (its data holds the keys of the former chain, sealed to
 * the new one), the former root and the link between the two: both as hashes of roots, which nobody can try out.
 *
 * Invariants:
 *   1. The registrar who signs is the author of the statement, and the cards of its visit are of their institution.
 *   2. What is named succeeded is a root of that institution's cards alone: the id holds the institution, so that
 *      nobody else's word stands in the way of a patient.
 *   3. An entry is never taken away or changed. A root may be succeeded again (what was handed out the first time may
 *      be lost before it is used): each succession stands, with who signed it.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { decodeCertificate } from '../../crypto/certificate.ts';
import { successionId } from '../../crypto/succession.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { statementCodec, successionCodec, visitCodec, type Succession } from '../entities.ts';
import { demandRoles, readStaff } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';

/** Roots that may follow one: more than any patient loses. */
const MOST_LINKS = 16;

/** Errors: `signer-missing`, `statement-unknown`, `statement-mismatch`, `card-other-institution`, `succession-exists`. */
export function succeedRoot(
  verified: Verified<'visit/succession'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body, transaction } = verified;
  const [signer] = demandRoles(transaction, ['registrar']);
  const registrar = signer === undefined ? null : readStaff(state, 'registrar', signer.entity);
  if (registrar === null || signer === undefined) throw new Refusal('signer-missing');
  demandStatement(body.statement, { state, author: signer.entity, institution: registrar.institution });
  const id = successionId(registrar.institution, body.former);
  const links = read(state, successionCodec, id)?.links ?? [];
  const isKnown = links.some(({ link }) => bytesEqual(link, body.link));
  demand(!isKnown && links.length < MOST_LINKS, 'succession-exists');
  const entry = {
    link: body.link,
    statement: body.statement,
    registrar: signer.entity,
    time: context.time,
    height: context.height,
  };
  write(state, successionCodec, id, { links: [...links, entry] });
}

/** What became of a root whose cards the institution issued; null while it stands. */
export function successionOf(
  state: StateReader,
  institution: Uint8Array,
  former: Uint8Array,
): Succession | null {
  return read(state, successionCodec, successionId(institution, former));
}

/** Invariant 1. */
function demandStatement(
  hash: Uint8Array,
  by: { readonly state: StateReader; readonly author: Uint8Array; readonly institution: Uint8Array },
): void {
  const statement = read(by.state, statementCodec, hash);
  if (statement === null || statement.kind !== 'succession') throw new Refusal('statement-unknown');
  demand(bytesEqual(statement.author, by.author), 'statement-mismatch');
  const visit = read(by.state, visitCodec, statement.epoch);
  if (visit === null) throw new Refusal('visit-unknown');
  const { issuer } = decodeCertificate(visit.certificate);
  demand(bytesEqual(issuer, by.institution), 'card-other-institution');
}
