/** Opening what a PIN seals, with the pepper of the home node; and the one slip that fits a visit. */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { readCard } from '../../../crypto/card.ts';
import { patientTextKind } from '../../../crypto/cardText.ts';
import type { Certificate } from '../../../crypto/certificate.ts';
import type { RootKey } from '../../../crypto/ids.ts';
import {
  assertSlipFits,
  beginOpen,
  inspectSealed,
  type SealedContent,
  type VisitSlip,
} from '../../../crypto/sealedCard.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import type { CoreContext } from '../context.ts';
import { secretLimitsOf, type SecretLimits } from '../secretLimits.ts';

/** Whom a pepper is asked of, and what the PIN before it costs. */
export interface PinAccess {
  readonly node: Pick<NodeClient, 'releasePepper'>;
  readonly limits: SecretLimits;
}

/** A slip as it was given, and the PIN typed with it. */
export interface GivenSlip {
  readonly slip: string;
  readonly pin: string;
}

/** The visit that a slip has to fit; the root is known while the card is on the desk. */
export interface SlipTarget {
  readonly epoch: number | null;
  readonly certificate: Certificate;
  readonly root: RootKey | null;
}

/** Through the node of the unlocked account. */
export function pinAccess(context: CoreContext): PinAccess {
  return { node: context.ledger().node, limits: secretLimitsOf(context) };
}

/**
 * Opens a sealed slip or card. Only the tag leaves this machine before the home node gives the pepper.
 * @throws ConsiliumError `card-malformed`, `pin-malformed`, `pin-wrong` {left}, `slip-locked`, `pepper-unknown`,
 *   `card-altered`, `node-away`
 */
export async function openSealed(
  { node, limits }: PinAccess,
  text: string,
  pin: string,
): Promise<SealedContent> {
  const opening = beginOpen(text, pin, limits.pin);
  return opening.finish(await node.releasePepper(opening.itemId, opening.home, opening.tag));
}

/**
 * The slip of this very visit. What cannot fit is refused before it costs one of the few PIN attempts.
 * @throws ConsiliumError `slip-mismatch` for a slip of another visit or patient, `card-other-patient` for a card of
 *   another patient, `slip-expected` {kind} for anything else that is no slip, and those of {@link openSealed}
 */
export async function openSlipFor(
  access: PinAccess,
  target: SlipTarget,
  given: GivenSlip,
): Promise<VisitSlip> {
  assertSlipText(target, given.slip);
  const { epoch } = inspectSealed(given.slip);
  if (target.epoch !== null && epoch !== target.epoch) throw new ConsiliumError('slip-mismatch', { epoch });
  const content = await openSealed(access, given.slip, given.pin);
  if (content.type !== 'slip') throw new ConsiliumError('slip-expected', { kind: content.type });
  assertSlipFits(content.slip, target.certificate);
  return content.slip;
}

function assertSlipText(target: SlipTarget, text: string): void {
  const kind = patientTextKind(text);
  if (kind === 'slip') return;
  if (kind === 'card' && target.root !== null && !bytesEqual(readCard(text).root, target.root))
    throw new ConsiliumError('card-other-patient');
  throw new ConsiliumError('slip-expected', { kind });
}
