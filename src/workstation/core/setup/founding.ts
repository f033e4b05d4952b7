/**
 * What every setup is made of, whether a demonstration or an institution: accounts, the node that founds the ledger,
 * an officer at a node, the verified copy; and how far it is.
 *
 * Nothing made here counts until the data folder says that the setup is complete, which it does last; a setup that
 * was interrupted is begun anew with other keys and other ids.
 */
import { initSoloNode, type MadeNode } from '../../../hospital/node.ts';
import type { InstitutionId } from '../../../crypto/ids.ts';
import { soon } from '../../../node/soon.ts';
import { openReplica } from '../../../replica/replica.ts';
import { syncOnce } from '../../../replica/sync.ts';
import type { AccountStore } from '../accounts/accountStore.ts';
import type { CoreHost } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Machine } from '../machine.ts';
import { NodeAccess } from './nodeAccess.ts';
import { makeOfflineKeys, type OfflineKeys } from '../../../hospital/offlineKeys.ts';
import { newOfficer, type Person } from './people.ts';

export interface SetupParts {
  readonly host: CoreHost;
  readonly folder: DataFolder;
  readonly accounts: AccountStore;
}

/** An institution as it comes to a ledger: with its one officer. */
export interface FoundingHouse {
  readonly id: InstitutionId;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly officer: Person;
}

/** Steps as progress names them, with how many units of it each is. */
export type SetupSteps<Step extends string> = Readonly<Record<Step, number>>;

interface SetupPlan<Step extends string> {
  readonly steps: SetupSteps<Step>;
  /** Whose secrets are wiped at the end. */
  readonly people: readonly Person[];
}

/**
 * Runs `work`. Whatever happens, connections are closed and secrets wiped; when it fails the nodes that were started
 * are ended, and what they made is cleared away by the next setup.
 */
export async function runSetup<Step extends string>(
  parts: SetupParts,
  { steps, people }: SetupPlan<Step>,
  work: (founding: Founding<Step>) => Promise<Machine>,
): Promise<Machine> {
  const founding = new Founding(parts, steps);
  try {
    return await work(founding);
  } catch (error) {
    await founding.abandon();
    throw error;
  } finally {
    founding.close();
    for (const { root, keys } of people) {
      for (const secret of [root, keys.sign.secretKey, keys.seal.secretKey]) secret.fill(0);
    }
  }
}

export class Founding<Step extends string> {
  readonly parts: SetupParts;
  readonly #total: number;
  readonly #access: NodeAccess[] = [];
  readonly #houses: InstitutionId[] = [];
  #done = 0;

  constructor(parts: SetupParts, steps: SetupSteps<Step>) {
    this.parts = parts;
    this.#total = Object.values<number>(steps).reduce((sum, units) => sum + units, 0);
  }

  close(): void {
    for (const { client } of this.#access) client.close();
  }

  async abandon(): Promise<void> {
    this.close();
    const { host, folder } = this.parts;
    for (const id of this.#houses) await host.stopNode(folder.node(id));
  }

  /** Does one unit of work and says before it which. */
  async step<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const { host } = this.parts;
    host.emit({ type: 'progress', task: 'setup', done: this.#done, total: this.#total, step });
    // Sealing a key store takes this thread for a second or two: what was said before it is to leave first.
    await new Promise<void>((resolve) => {
      soon(resolve);
    });
    const result = await work();
    this.#done += 1;
    return result;
  }

  /** Writes the key store of a person. Errors: `passphrase-weak`. */
  makeAccount(person: Person, passphrase: string): void {
    const { accounts } = this.parts;
    const { identity, bytes } = accounts.seal(person.owner, person.root, passphrase);
    accounts.write(identity, bytes);
  }

  /** The genesis of a ledger with this one institution, and the folder of its node, which alone validates. */
  foundLedger(house: FoundingHouse, parameters?: Readonly<Record<string, number>>): MadeNode {
    const { host, folder } = this.parts;
    const { archiveKey, emergencyKey } = this.offlineKeys(house);
    const { id, nameZh, nameEn, officer } = house;
    const made = initSoloNode({
      folder: folder.node(id),
      ports: host,
      institution: {
        id,
        nameZh,
        nameEn,
        threshold: 1,
        officers: [newOfficer(officer)],
        archiveKey,
        emergencyKey,
      },
      ...(parameters !== undefined && { parameters }),
    });
    folder.writeGenesis(made.genesis);
    return made;
  }

  /** Makes an institution's archive and emergency keys and keeps their file, sealed to the officer. */
  offlineKeys({ id, officer }: FoundingHouse): OfflineKeys {
    const { host, folder } = this.parts;
    const keys = makeOfflineKeys(id, [officer], host.random);
    folder.writeOfflineKeys(id, keys.file);
    return keys;
  }

  /** The officer at the institution's own node, which is started. */
  enter({ network }: MadeNode, { id, officer }: FoundingHouse): NodeAccess {
    const { host, folder } = this.parts;
    const access = new NodeAccess(host, folder.node(id), { network, officer });
    this.#houses.push(id);
    this.#access.push(access);
    return access;
  }

  /** Makes the verified copy of this machine; answers its height. */
  async copyLedger({ genesis }: MadeNode, at: NodeAccess): Promise<number> {
    const { host, folder } = this.parts;
    const replica = openReplica({
      path: folder.replica(),
      key: host.machineKey,
      genesis,
      clock: host.clock,
    });
    try {
      const { height } = await syncOnce(replica, at.client);
      return height;
    } finally {
      replica.close();
    }
  }
}
