import type { AnchoredView } from '../../../../src/workstation/api/ledgerRecordings.ts';

/** Whether a recording of the ledger is of a consult of this doctor with that one. */
export function isWith({ holder, is, other }: AnchoredView, peer: string): boolean {
  return is !== 'named' && [holder.id, other.id].includes(peer);
}
