/** Inviting a colleague into an open visit: the doctor's half of `visit/join`, and the visit's card, sealed to them. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { encodeCard } from '../../../crypto/card.ts';
import { toSealingKey, toStaffId } from '../../../crypto/ids.ts';
import { invitationText, sealInvitation } from '../../../crypto/invitation.ts';
import { codecOfRole, type Staff, type Visit } from '../../../contracts/entities.ts';
import { currentStaffKey, readStaff } from '../../../contracts/signers.ts';
import { encodeBody, signBody } from '../../../contracts/transaction.ts';
import { participantOf } from '../../../contracts/visit/visit.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { qrPng } from '../../qr.ts';
import { chartAtHand } from '../visits/chart.ts';
import { bannerOf } from '../visits/documents.ts';
import { readVisit } from '../visits/ledgerReads.ts';
import { staffSigner, termOf } from '../visits/transactions.ts';
import { assertOpenOnLedger, epochKeyOf, visitContext, type VisitContext } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';

const HOUR_MS = 60 * 60 * 1000;
/** An invitation that nobody took up within this time is of no use any more. */
const INVITATION_LIFETIME_MS = 24 * HOUR_MS;
const ID_LENGTH = 16;

interface Colleague {
  readonly id: Uint8Array;
  readonly staff: Staff;
}

/** Who may be invited: active doctors of the institution who do not take part yet. Errors: as {@link inviteColleague}. */
export async function listColleagues(
  work: VisitWork,
  { visit }: ArgsOf<'visit/colleagues'>,
): Promise<ResultOf<'visit/colleagues'>> {
  const { entity } = await ownOpenVisit(work, visit);
  return colleaguesOf(work, entity).map(({ id, staff }) => ({
    id: toHex(id),
    name: { zh: staff.nameZh, en: staff.nameEn },
    specialty: staff.specialty,
  }));
}

/**
 * Seals an invitation to a colleague and leaves it on this machine; the text is for another one.
 * @throws ConsiliumError `visit-unknown`, `visit-over`, `visit-opening`, `visit-not-own`, `colleague-unknown`
 */
export async function inviteColleague(
  work: VisitWork,
  { visit, colleague: colleagueHex, role }: ArgsOf<'visit/invite'>,
): Promise<ResultOf<'visit/invite'>> {
  const { context, entity } = await ownOpenVisit(work, visit);
  const colleague = colleaguesOf(work, entity).find(({ id }) => toHex(id) === colleagueHex);
  const key = colleague === undefined ? null : currentStaffKey(colleague.staff);
  if (colleague === undefined || key === null) throw new ConsiliumError('colleague-unknown');
  const { session } = work;
  const { time, expires } = termOf(work.context, INVITATION_LIFETIME_MS);
  const body = encodeBody({
    kind: 'visit/join',
    time,
    expires: Math.min(expires, Math.max(entity.until, time + 1)),
    signers: [staffSigner(session), { role: 'doctor', entity: colleague.id, version: key.version }],
    epoch: context.visit,
    role,
  });
  const banner = bannerOf(await chartAtHand(work, context.visit), work.context.ports.clock);
  const { network } = work;
  const { random } = work.context.ports;
  const sealed = sealInvitation(
    {
      network,
      body,
      signature: signBody({ network, index: 0 }, body, session.keys.sign.secretKey),
      card: encodeCard(context.card),
      patientName: banner.name ?? '',
      department: context.desk.department ?? '',
    },
    { secretKey: session.keys.sign.secretKey, recipient: toSealingKey(key.seal), random },
  );
  work.invitations.leave(toStaffId(colleague.id), { id: toHex(random(ID_LENGTH)), sealed });
  const text = invitationText(sealed);
  return { text, qrPng: await qrPng(text), until: entity.until };
}

async function ownOpenVisit(
  work: VisitWork,
  visitHex: string,
): Promise<{ readonly context: VisitContext; readonly entity: Visit }> {
  const visit = epochKeyOf(visitHex);
  const context = visitContext(work, visit);
  await work.ledger.catchUp();
  assertOpenOnLedger(work, visit);
  const entity = readVisit(work.ledger.replica.store, visit);
  if (entity === null) throw new ConsiliumError('visit-opening');
  if (!bytesEqual(entity.doctor, work.session.identity.entity)) throw new ConsiliumError('visit-not-own');
  return { context, entity };
}

function colleaguesOf(work: VisitWork, visit: Visit): readonly Colleague[] {
  const { store } = work.ledger.replica;
  const codec = codecOfRole('doctor');
  return store.state
    .ofKind(codec.kind)
    .map(({ id }) => ({ id, staff: readStaff(store, 'doctor', id) }))
    .flatMap(({ id, staff }) => (staff === null ? [] : [{ id, staff }]))
    .filter(
      ({ id, staff }) =>
        staff.status === 'active' &&
        bytesEqual(staff.institution, work.session.identity.institution) &&
        participantOf(visit, id) === null,
    );
}
