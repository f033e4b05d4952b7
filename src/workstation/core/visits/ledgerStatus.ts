/** Where the verified copy of the ledger stands, and what the node says of its own head, checked. */
import { toHex } from '../../../crypto/bytes.ts';
import { errorCode } from '../../../errors.ts';
import { askStatus } from '../../../replica/status.ts';
import type { ResultOf } from '../../api.ts';
import { networkOf } from './ledgerReads.ts';
import type { VisitWork } from './work.ts';

/** The node's word is `null` when it is away: then nothing tells how old the copy is. */
export async function ledgerStatus(work: VisitWork): Promise<ResultOf<'ledger/status'>> {
  const { node, replica } = work.ledger;
  const { store } = replica;
  const head = store.head();
  const said = await askNode(work);
  return {
    network: toHex(networkOf(store)),
    chainId: store.genesis.chainId,
    height: store.height(),
    headerHash: head === null ? '' : toHex(head.headerHash),
    blockTime: head?.time ?? null,
    appHash: toHex(store.appHash()),
    halted: replica.halted(),
    node: node.connected() ? 'connected' : 'away',
    nodeStatusVerified: said === null ? null : said.verified,
    validators: store.trusted().validators.validators.length,
    outboxWaiting: work.session.desk.outbox.unsettled().length,
    clockSkewMs: said?.offset ?? null,
  };
}

/** What the node said of its head, and how far its clock is from ours; null when it is away. */
async function askNode(
  work: VisitWork,
): Promise<{ readonly verified: boolean; readonly offset: number | null } | null> {
  const { node, replica } = work.ledger;
  try {
    const checked = await askStatus(node, replica.store, work.context.ports);
    return { verified: checked.standing === 'current', offset: checked.clockOffset };
  } catch (error) {
    const code = errorCode(error);
    const isLie = code === 'status-signature' || code === 'ledger-forked';
    return isLie ? { verified: false, offset: null } : null;
  }
}
