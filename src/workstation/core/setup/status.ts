/** What this machine is, as the first screen asks. */
import { toHex } from '../../../crypto/bytes.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ResultOf } from '../../api.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Machine } from '../machine.ts';
import { institutionName } from '../visits/ledgerReads.ts';

/** A machine that was set up, with what it knows of the ledger. */
export interface MadeMachine {
  readonly machine: Machine;
  readonly store: LedgerStore;
}

export interface StatusParts {
  readonly folder: DataFolder;
  /** Null before the setup. */
  readonly ready: () => MadeMachine | null;
}

export function setupStatus({ folder, ready }: StatusParts): ResultOf<'setup/status'> {
  const dataDirectory = folder.path;
  const made = ready();
  if (made === null) {
    const interrupted = folder.setupWasInterrupted();
    return { state: 'empty', interrupted, demonstration: false, institutions: [], dataDirectory };
  }
  const { machine, store } = made;
  const known = [...machine.nodes, ...machine.remote.map(({ institution }) => institution)];
  const institutions = known.map((id) => ({ id: toHex(id), name: institutionName(store, id) }));
  return {
    state: 'ready',
    interrupted: false,
    demonstration: machine.demonstration,
    institutions,
    dataDirectory,
  };
}
