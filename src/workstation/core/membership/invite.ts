/** The officer's side: makes invitations, and sees who answered. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { readEnrolment } from '../../../crypto/enrolment.ts';
import { toInvitationToken, toSigningKey } from '../../../crypto/ids.ts';
import { joinCodeText } from '../../../crypto/joinCode.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { Offer } from '../../../hospital/invitations/shapes.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import type { RemoteNode } from '../machine.ts';
import { assertOfficer } from '../staff/officer.ts';
import { networkOf, requireInstitution } from '../visits/ledgerReads.ts';
import { qrPng } from '../../qr.ts';

type InviteChannel = 'staff/invite' | 'staff/offers' | 'staff/decline';

export interface InviteParts {
  readonly context: CoreContext;
  /** Where another computer finds the node of the session's institution. */
  readonly node: () => RemoteNode;
}

export function inviteHandlers(parts: InviteParts): HandlersOf<InviteChannel> {
  const { context } = parts;
  return {
    'staff/invite': async () => invite(parts),
    'staff/offers': async () => {
      assertOfficer(context);
      return (await context.ledger().node.invitations.offers()).flatMap(offerView);
    },
    'staff/decline': (args) => decline(context, args),
  };
}

async function invite({ context, node }: InviteParts): Promise<ResultOf<'staff/invite'>> {
  assertOfficer(context);
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
  });
  return { text, qrPng: await qrPng(text), address, expires };
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
function offerView(found: Offer): ResultOf<'staff/offers'> {
  try {
    const { role, nameZh, nameEn, licence, specialty, fingerprint } = readEnrolment(found.enrolment);
    const name = { zh: nameZh, en: nameEn };
    const { enrolment, time: offeredAt } = found;
    return [{ token: toHex(found.token), role, name, licence, specialty, fingerprint, offeredAt, enrolment }];
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return [];
  }
}
