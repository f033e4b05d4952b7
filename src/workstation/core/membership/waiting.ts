/** An account that waits for its officer: sends its offer until the node has it, and hears what became of it. */
import { readEnrolment } from '../../../crypto/enrolment.ts';
import type { InstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../../errors.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import type { ResultOf } from '../../api.ts';
import type { AccountStore } from '../accounts/accountStore.ts';
import type { HandlersOf } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import { joinCodeView } from './join.ts';
import { decodePendingOffer, type PendingOffer } from './pending.ts';

export interface WaitingParts {
  readonly folder: DataFolder;
  readonly accounts: AccountStore;
  /** Errors: `setup-missing`, `node-unknown`. */
  readonly client: (institution: InstitutionId) => NodeClient;
}

type Joining = ResultOf<'account/joining'>;

const NOTHING: Joining = { state: 'none', fingerprint: null, refusal: null };

export function membershipHandlers(parts: WaitingParts): HandlersOf<'join/read' | 'account/joining'> {
  return {
    'join/read': async ({ code }) => joinCodeView(code),
    'account/joining': ({ id }) => joiningState(parts, id),
  };
}

/** Errors: `account-missing`. */
async function joiningState(parts: WaitingParts, id: string): Promise<Joining> {
  const identity = parts.accounts.list().find(({ accountId }) => accountId === id);
  if (identity === undefined) throw new ConsiliumError('account-missing');
  const bytes = parts.folder.pendingOffer(id);
  if (bytes === null) return NOTHING;
  const offer = decodePendingOffer(bytes);
  const { fingerprint } = readEnrolment(offer.enrolment);
  try {
    const state = await advance(parts.client(identity.institution), offer);
    if (state === 'entered') parts.folder.removePendingOffer(id);
    return { state, fingerprint, refusal: null };
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return { state: 'unsent', fingerprint, refusal: errorCode(error) };
  }
}

async function advance(node: NodeClient, { token, enrolment }: PendingOffer): Promise<Joining['state']> {
  const state = await node.invitations.state(token);
  if (state === 'entered' || state === 'declined' || state === 'offered') return state;
  await node.invitations.offer(token, enrolment);
  return 'offered';
}
