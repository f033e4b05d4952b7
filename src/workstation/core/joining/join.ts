/**
 * Joining a visit by invitation. Everything in it is checked before anything is signed: who made it, that the visit is
 * theirs and open, that the card is the visit's own. Then the colleague signs as well, and has the visit on their desk.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { decodeCard, type PublicCard } from '../../../crypto/card.ts';
import { toEpochKey, toTxId } from '../../../crypto/ids.ts';
import { openInvitation, readInvitationText, type OpenedInvitation } from '../../../crypto/invitation.ts';
import { verifyTransactionSignature } from '../../../crypto/signature.ts';
import type { Visit } from '../../../contracts/entities.ts';
import { readStaff, staffKey } from '../../../contracts/signers.ts';
import { decodeBody, signBody, signingMessage, transactionId } from '../../../contracts/transaction.ts';
import type { BodyOf } from '../../../contracts/transactionKinds.ts';
import { participantOf, visitIsOpen } from '../../../contracts/visit/visit.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { millis } from '../../../ports.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { Visit as VisitView } from '../../api/visits.ts';
import { assertIssued } from '../visits/cards.ts';
import { openChart } from '../visits/chart.ts';
import { institutionName, presentTime, readVisit, staffName } from '../visits/ledgerReads.ts';
import { settleOrThrow } from '../visits/transactions.ts';
import { beginVisit } from '../visits/visitContext.ts';
import { visitView } from '../visits/visitList.ts';
import type { VisitWork } from '../visits/work.ts';

interface Verified {
  readonly invitation: OpenedInvitation;
  readonly body: BodyOf<'visit/join'>;
  readonly card: PublicCard;
  readonly entity: Visit;
  /** The ledger has it already: another desk of this doctor joined, or this one lost the visit. */
  readonly hasJoined: boolean;
}

/** What lies on this machine for the doctor who is logged in; what is of no use any more goes. */
export async function listInvitations(work: VisitWork): Promise<ResultOf<'visit/invitations'>> {
  const { identity } = work.session;
  if (identity.role !== 'doctor') return [];
  const { store } = work.ledger.replica;
  return work.invitations.listFor(identity.entity).flatMap(({ id, sealed }) => {
    try {
      const { invitation, body, entity } = verified(work, sealed);
      return [
        {
          id,
          by: staffName(store, entity.doctor),
          institution: institutionName(store, entity.institution),
          role: body.role,
          patientName: invitation.patientName,
          department: invitation.department,
          openedAt: entity.time,
        },
      ];
    } catch (error) {
      // The visit may only not be here yet; anything else does not become better by waiting.
      if (errorCode(error) !== 'visit-opening') work.invitations.remove(identity.entity, id);
      return [];
    }
  });
}

/**
 * Joins, and opens the history. Joining twice changes nothing.
 * @throws ConsiliumError `visit-invitation-unknown`, `visit-invitation-malformed`, `visit-invitation-other-recipient`,
 *   `visit-invitation-altered` {check}, `visit-invitation-expired`, `visit-opening`, `visit-over`, `role-doctor-required`, those of
 *   the card, `node-away`, and the ledger's refusals
 */
export async function joinVisit(work: VisitWork, { invitation }: ArgsOf<'visit/join'>): Promise<VisitView> {
  await work.ledger.catchUp();
  const { identity, desk } = work.session;
  if (identity.role !== 'doctor') throw new ConsiliumError('role-doctor-required');
  const found = verified(work, sealedOf(work, invitation));
  const visit = found.card.certificate.epochKey;
  const known = desk.visits.visit(visit);
  if (known === null || known.endedAt !== null) {
    // What an earlier part in this visit left behind: its key is gone.
    desk.visits.discard(visit);
    const queued = desk.atomically(() => {
      begin(work, found);
      return found.hasJoined ? null : desk.outbox.add(joinEntry(work, found)).id;
    });
    if (queued !== null) await decided(work, found, queued);
  }
  if (invitation.kind === 'here') work.invitations.remove(identity.entity, invitation.id);
  work.context.emit({ type: 'visits' });
  await openChart(work, visit);
  return visitView(work, visit);
}

/** A refusal leaves nothing behind; a node that is away leaves a visit that is opening. */
async function decided(work: VisitWork, { card }: Verified, queued: number): Promise<void> {
  try {
    await settleOrThrow(work.context, queued);
  } catch (error) {
    const { desk } = work.session;
    if (desk.outbox.entry(queued)?.state === 'rejected') desk.visits.discard(card.certificate.epochKey);
    throw error;
  }
}

function sealedOf(work: VisitWork, given: ArgsOf<'visit/join'>['invitation']): Uint8Array {
  if (given.kind === 'text') return readInvitationText(given.text);
  const { identity } = work.session;
  const found = work.invitations.listFor(identity.entity).find(({ id }) => id === given.id);
  if (found === undefined) throw new ConsiliumError('visit-invitation-unknown');
  return found.sealed;
}

function verified(work: VisitWork, sealed: Uint8Array): Verified {
  const { store } = work.ledger.replica;
  const { session } = work;
  const invitation = openInvitation(sealed, session.keys.seal);
  const body = bodyOf(invitation);
  const card = decodeCard(invitation.card);
  assertIssued(store, work.network, card);
  if (!bytesEqual(card.certificate.epochKey, body.epoch)) throw altered('card');
  const entity = readVisit(store, toEpochKey(body.epoch));
  if (entity === null) throw new ConsiliumError('visit-opening');
  if (!bytesEqual(entity.certificate, card.certificateBytes)) throw altered('card');
  assertMade(work, { invitation, body, entity });
  const now = presentTime(work.context.ports.clock, store);
  if (!visitIsOpen(entity, store, now)) throw new ConsiliumError('visit-over');
  const hasJoined = participantOf(entity, session.identity.entity) !== null;
  if (!hasJoined && now > body.expires) throw new ConsiliumError('visit-invitation-expired');
  return { invitation, body, card, entity, hasJoined };
}

function bodyOf({ body: bytes }: OpenedInvitation): BodyOf<'visit/join'> {
  try {
    const body = decodeBody(bytes);
    if (body.kind === 'visit/join') return body;
  } catch (cause) {
    throw new ConsiliumError('visit-invitation-altered', { check: 'transaction' }, { cause });
  }
  throw altered('transaction');
}

/** By the doctor whose visit it is, with a key in force, for exactly this doctor: both signatures hold. */
function assertMade(
  work: VisitWork,
  { invitation, body, entity }: Pick<Verified, 'invitation' | 'body' | 'entity'>,
): void {
  const { identity, keyVersion } = work.session;
  const [owner, joiner, ...others] = body.signers;
  if (!bytesEqual(invitation.network, work.network)) throw altered('network');
  if (owner === undefined || joiner === undefined || others.length > 0) throw altered('signers');
  if (owner.role !== 'doctor' || !bytesEqual(owner.entity, entity.doctor)) throw altered('owner');
  if (joiner.role !== 'doctor' || !bytesEqual(joiner.entity, identity.entity)) throw altered('joiner');
  if (joiner.version !== keyVersion) throw altered('joiner-key');
  const staff = readStaff(work.ledger.replica.store, 'doctor', owner.entity);
  const key = staff === null ? null : staffKey(staff, owner.version);
  if (key === null || key.revoked !== null) throw altered('owner-key');
  const message = signingMessage(work.network, 0, invitation.body);
  if (!verifyTransactionSignature(message, invitation.signature, key.sign)) throw altered('signature');
  if (!invitation.isSignedBy(key.sign)) throw altered('signature');
}

function begin(work: VisitWork, { card, entity, invitation }: Verified): void {
  const { department } = invitation;
  const visit = {
    visit: card.certificate.epochKey,
    epoch: card.epoch,
    registration: null,
    department: department === '' ? null : department,
    openedAt: millis(entity.time),
    until: millis(entity.until),
  };
  beginVisit(work.session.desk, visit, card);
}

/** The doctor's signature came with the invitation; this one completes it. */
function joinEntry(work: VisitWork, { invitation, body, card }: Verified) {
  const { network, session } = work;
  const own = signBody({ network, index: 1 }, invitation.body, session.keys.sign.secretKey);
  return {
    kind: body.kind,
    statement: null,
    visit: card.certificate.epochKey,
    txId: toTxId(transactionId(invitation.body)),
    body: invitation.body,
    expires: millis(body.expires),
    signatures: [invitation.signature, own],
    signers: body.signers.length,
    envelope: null,
    blobs: [],
  };
}

function altered(check: string): ConsiliumError {
  return new ConsiliumError('visit-invitation-altered', { check });
}
