/** The officer's side: makes invitations, and sees who answered. */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { readEnrolment } from '../../../crypto/enrolment.ts';
import { toInvitationToken, toSigningKey, toStaffId } from '../../../crypto/ids.ts';
import { joinCodeText, type JoinMember } from '../../../crypto/joinCode.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { currentStaffKey, readStaff } from '../../../contracts/signers.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { Offer } from '../../../hospital/invitations/shapes.ts';
import { isSecureAddress } from '../../../hospital/transportTls.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import type { RemoteNode } from '../machine.ts';
import { assertOfficer } from '../staff/officer.ts';
import { networkOf, requireInstitution } from '../visits/ledgerReads.ts';
import { qrPng } from '../../qr.ts';

type MemberName = NonNullable<ArgsOf<'staff/invite'>['member']>;
type InviteChannel = 'staff/invite' | 'staff/offers' | 'staff/decline';

export interface InviteParts {
  readonly context: CoreContext;
  /** Where another computer finds the node of the session's institution. */
  readonly node: () => RemoteNode;
}

export function inviteHandlers(parts: InviteParts): HandlersOf<InviteChannel> {
  const { context } = parts;
  return {
    'staff/invite': ({ member }) => invite(parts, member ?? null),
    'staff/offers': async () => {
      assertOfficer(context);
      return (await context.ledger().node.invitations.offers()).flatMap((offer) => offerView(context, offer));
    },
    'staff/decline': (args) => decline(context, args),
  };
}

/** Errors: `role-officer-required`, `staff-unknown`, `node-away`, `invitations-full`. */
async function invite(
  { context, node }: InviteParts,
  asked: MemberName | null,
): Promise<ResultOf<'staff/invite'>> {
  assertOfficer(context);
  const member = asked === null ? null : joinMember(context, asked);
  const { store } = context.ledger().replica;
  const head = store.head();
  const { institution, address, keys } = node();
  const [nodeKey] = keys.toReversed();
  if (head === null || nodeKey === undefined) throw new ConsiliumError('node-away');
  const { nameZh, nameEn } = requireInstitution(store, institution);
  const { token, expires } = await context.ledger().node.invitations.make();
  const text = joinCodeText({
    network: networkOf(store),
    genesis: sha256(store.genesisBytes),
    institution,
    nameZh,
    nameEn,
    height: head.height,
    header: head.headerHash,
    nodeKey: toSigningKey(nodeKey),
    address,
    token,
    member,
  });
  const reach = isSecureAddress(address) ? 'network' : 'this-computer';
  return { text, qrPng: await qrPng(text), address, reach, expires };
}

/** Who gets a new workstation, as the ledger has them, and which version their next key will have. */
function joinMember(context: CoreContext, { id: named, role }: MemberName): JoinMember {
  const id = toStaffId(fromHex(named));
  const staff = readStaff(context.ledger().replica.store, role, id);
  const { institution } = context.session().identity;
  if (staff === null || !bytesEqual(staff.institution, institution))
    throw new ConsiliumError('staff-unknown');
  const { nameZh, nameEn, licence, specialty, keys } = staff;
  return { role, id, nameZh, nameEn, licence, specialty, version: (keys.at(-1)?.version ?? 0) + 1 };
}

async function decline(
  context: CoreContext,
  { token }: ArgsOf<'staff/decline'>,
): Promise<Record<string, never>> {
  assertOfficer(context);
  await context.ledger().node.invitations.decline(toInvitationToken(fromHex(token)));
  return {};
}

/** An offer that does not hold is nobody's: the node let it pass, we do not. */
function offerView(context: CoreContext, found: Offer): ResultOf<'staff/offers'> {
  try {
    const { id, role, nameZh, nameEn, licence, specialty, fingerprint } = readEnrolment(found.enrolment);
    const staff = readStaff(context.ledger().replica.store, role, id);
    const { enrolment, time: offeredAt } = found;
    const said = staff ?? { nameZh, nameEn, licence, specialty };
    return [
      {
        token: toHex(found.token),
        role,
        // Of somebody whom the ledger knows, what it says of them and not what the offer says.
        name: { zh: said.nameZh, en: said.nameEn },
        licence: said.licence,
        specialty: said.specialty,
        member: staff === null ? null : { keyInForce: currentStaffKey(staff) !== null },
        fingerprint,
        offeredAt,
        enrolment,
      },
    ];
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return [];
  }
}
