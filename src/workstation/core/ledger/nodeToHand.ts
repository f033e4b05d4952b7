/** What to tell another computer of an institution's node. */
import { bytesEqual } from '../../../crypto/bytes.ts';
import type { InstitutionId } from '../../../crypto/ids.ts';
import { readInstitution } from '../../../contracts/signers.ts';
import { registeredNodeKeys } from '../../../hospital/nodeKeys.ts';
import { socketAddress } from '../../../hospital/transport.ts';
import { isSecureAddress } from '../../../hospital/transportTls.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Machine, RemoteNode } from '../machine.ts';

export interface NodePlaces {
  readonly folder: DataFolder;
  readonly machine: Machine;
  readonly store: LedgerStore;
}

/** Where another computer finds the institution's node: at its registered address over TLS, else where it is now. */
export function nodeToHand({ folder, machine, store }: NodePlaces, institution: InstitutionId): RemoteNode {
  const keys = registeredNodeKeys(store, institution);
  const registered = readInstitution(store, institution)?.address ?? '';
  const isHere = machine.nodes.some((id) => bytesEqual(id, institution));
  const remote = machine.remote.find((node) => bytesEqual(node.institution, institution));
  const here = isHere ? socketAddress(folder.node(institution)) : remote?.address;
  const address = isSecureAddress(registered) ? registered : (here ?? registered);
  return { institution, address, keys: keys.length > 0 ? keys : (remote?.keys ?? []) };
}
