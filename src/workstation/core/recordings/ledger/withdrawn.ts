/** What goes from a workstation when a recording was taken back from the ledger: the key, and then what it would open. */
import { recordingAnchorCodec } from '../../../../contracts/consult/anchorEntities.ts';
import { read, type StateReader } from '../../../../contracts/state.ts';
import type { Desk } from '../../../../replica/desk/desk.ts';
import { isOfBoth } from './views.ts';

/** Of either doctor; answers whether files may go. Gone, with the log, when the desk is checkpointed. */
export function forgetWithdrawn(
  { recordingAnchors, recordings }: Pick<Desk, 'recordingAnchors' | 'recordings'>,
  state: StateReader,
  erased: readonly Uint8Array[],
): void {
  for (const anchor of erased) {
    const entity = read(state, recordingAnchorCodec, anchor);
    if (entity === null) continue;
    recordingAnchors.remove(anchor);
    for (const { about, id, state: is } of recordings.list())
      if (is !== 'running' && isOfBoth(about, entity)) recordings.remove(id);
  }
}
