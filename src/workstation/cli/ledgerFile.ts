/** The verified copy of the ledger, opened for reading beside whatever else runs. */
import { statSync } from 'node:fs';
import { ConsiliumError } from '../../errors.ts';
import { systemClock } from '../../node/clock.ts';
import { openReplica, type Replica } from '../../replica/replica.ts';
import { replicaPath } from './layout.ts';
import type { Invocation } from '../../node/commandLine/command.ts';
import { machineKey } from './machineKey.ts';

/**
 * Gives `read` the replica of the data folder and closes it afterwards.
 * @throws ConsiliumError as machineKey and openReplica; `genesis-missing` before the first run of the workstation
 */
export async function withReplica<Result>(
  invocation: Invocation,
  read: (replica: Replica) => Result,
): Promise<Result> {
  const replica = openReadOnly(invocation.dataFolder, await machineKey(invocation));
  try {
    return read(replica);
  } finally {
    replica.close();
  }
}

/** The replica of a data folder. Errors: as openReplica. */
export function openReadOnly(dataFolder: string, key: Uint8Array): Replica {
  const path = replicaPath(dataFolder);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) throw new ConsiliumError('genesis-missing');
  return openReplica({ path, key, genesis: null, clock: systemClock, readOnly: true });
}
