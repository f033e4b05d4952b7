/**
 * Sets up a demonstration: a consortium of two hospitals whose nodes and people all live on this machine. Everything
 * is real but the place: institution B joins, and staff are entered, by transactions of the officers.
 *
 * Nothing made here counts until the data folder says that the setup is complete, which it does last; a setup that
 * was interrupted is begun anew with other keys and other ids.
 */
import { initFollowerNode, initSoloNode, type MadeNode } from '../../../hospital/node.ts';
import { genesisHash } from '../../../chain/genesis.ts';
import { soon } from '../../../node/soon.ts';
import { openReplica } from '../../../replica/replica.ts';
import { syncOnce } from '../../../replica/sync.ts';
import type { AccountStore } from '../accounts/accountStore.ts';
import type { CoreHost } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Machine } from '../machine.ts';
import { NodeAccess } from './nodeAccess.ts';
import { makeOfflineKeys, type OfflineKeys } from './offlineKeys.ts';
import { demonstrationHouses, everyone, newOfficer, staffAddOf, type House, type Person } from './people.ts';

/** A doctor's own ledger shows names only while a visit is followed up; here not beyond the visit. */
const PARAMETERS = { followUpDays: 0 };

/** Steps as progress names them, with how many units of it each is. */
const STEPS = [
  ['accounts', 6],
  ['node-a', 1],
  ['staff-a', 1],
  ['institution-b', 1],
  ['node-b', 1],
  ['staff-b', 1],
  ['replica', 1],
] as const;
type Step = (typeof STEPS)[number][0];
const TOTAL = STEPS.reduce((sum, [, units]) => sum + units, 0);

export interface DemonstrationParts {
  readonly host: CoreHost;
  readonly folder: DataFolder;
  readonly accounts: AccountStore;
}

/** Errors: `passphrase-weak`, and whatever keeps a node from starting. Call it between begin and end of a setup. */
export async function makeDemonstration(parts: DemonstrationParts, passphrase: string): Promise<Machine> {
  const demonstration = new Demonstration(parts);
  try {
    return await demonstration.make(passphrase);
  } catch (error) {
    await demonstration.abandon();
    throw error;
  } finally {
    demonstration.close();
  }
}

class Demonstration {
  readonly #parts: DemonstrationParts;
  readonly #houses: { readonly a: House; readonly b: House };
  readonly #access: NodeAccess[] = [];
  #done = 0;

  constructor(parts: DemonstrationParts) {
    this.#parts = parts;
    this.#houses = demonstrationHouses(parts.host.random);
  }

  async make(passphrase: string): Promise<Machine> {
    const { a, b } = this.#houses;
    const { folder } = this.#parts;
    for (const person of everyone(this.#houses)) await this.#makeAccount(person, passphrase);
    const nodeA = this.#foundLedger(a);
    folder.writeGenesis(nodeA.genesis);
    const atA = this.#enter(nodeA, a);
    await this.#step('node-a', () => atA.logIn());
    await this.#step('staff-a', () => addStaff(atA, a));
    const nodeB = await this.#step('institution-b', () => this.#addInstitution(atA, nodeA, b));
    const atB = this.#enter(nodeB, b);
    await this.#step('node-b', () => atB.logIn());
    await this.#step('staff-b', () => addStaff(atB, b));
    await this.#step('replica', () => this.#copyLedger(nodeA, atA, atB));
    return {
      demonstration: true,
      genesisHash: genesisHash(nodeA.genesis),
      home: a.id,
      nodes: [a.id, b.id],
    };
  }

  close(): void {
    for (const { client } of this.#access) client.close();
    for (const { root, keys } of everyone(this.#houses)) {
      for (const secret of [root, keys.sign.secretKey, keys.seal.secretKey]) secret.fill(0);
    }
  }

  /** Ends the nodes that were started; what they made is cleared away by the next setup. */
  async abandon(): Promise<void> {
    this.close();
    const { host, folder } = this.#parts;
    for (const { id } of [this.#houses.a, this.#houses.b]) await host.stopNode(folder.node(id));
  }

  async #makeAccount(person: Person, passphrase: string): Promise<void> {
    await this.#step('accounts', async () => {
      const { accounts } = this.#parts;
      const { identity, bytes } = accounts.seal(person.owner, person.root, passphrase);
      accounts.write(identity, bytes);
    });
  }

  #foundLedger(house: House): MadeNode {
    const { host, folder } = this.#parts;
    const { archiveKey, emergencyKey } = this.#offlineKeys(house);
    const { id, nameZh, nameEn, officer } = house;
    const officers = [newOfficer(officer)];
    return initSoloNode({
      folder: folder.node(id),
      ports: host,
      institution: { id, nameZh, nameEn, threshold: 1, officers, archiveKey, emergencyKey },
      parameters: PARAMETERS,
    });
  }

  async #addInstitution(atA: NodeAccess, nodeA: MadeNode, house: House): Promise<MadeNode> {
    const { host, folder } = this.#parts;
    const { archiveKey, emergencyKey } = this.#offlineKeys(house);
    const { id, nameZh, nameEn, officer } = house;
    const made = initFollowerNode({
      folder: folder.node(id),
      ports: host,
      institution: id,
      genesis: nodeA.genesis,
      validator: { institution: this.#houses.a.id, address: nodeA.address },
    });
    await atA.submit({
      kind: 'registry/institution-add',
      id,
      nameZh,
      nameEn,
      address: made.address,
      threshold: 1,
      officers: [newOfficer(officer)],
      nodeKey: made.nodeKey,
      cardKey: made.cardKey,
      archiveKey,
      emergencyKey,
    });
    return made;
  }

  #offlineKeys({ id, officer }: House): OfflineKeys {
    const keys = makeOfflineKeys(id, [officer], this.#parts.host.random);
    this.#parts.folder.writeOfflineKeys(id, keys.file);
    return keys;
  }

  #enter({ network }: MadeNode, { id, officer }: House): NodeAccess {
    const { host, folder } = this.#parts;
    const access = new NodeAccess(host, folder.node(id), { network, officer });
    this.#access.push(access);
    return access;
  }

  /** The verified copy of this machine; and B's node has everybody, so that everybody can log in. */
  async #copyLedger({ genesis }: MadeNode, atA: NodeAccess, atB: NodeAccess): Promise<void> {
    const { host, folder } = this.#parts;
    const replica = openReplica({
      path: folder.replica(),
      key: host.machineKey,
      genesis,
      clock: host.clock,
    });
    try {
      const { height } = await syncOnce(replica, atA.client);
      await atB.reached(height);
    } finally {
      replica.close();
    }
  }

  async #step<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const { host } = this.#parts;
    host.emit({ type: 'progress', task: 'setup', done: this.#done, total: TOTAL, step });
    // Sealing a key store takes this thread for a second or two: what was said before it is to leave first.
    await new Promise<void>((resolve) => {
      soon(resolve);
    });
    const result = await work();
    this.#done += 1;
    return result;
  }
}

async function addStaff(at: NodeAccess, { registrar, doctor }: House): Promise<void> {
  await at.submit(staffAddOf(registrar));
  await at.submit(staffAddOf(doctor));
}
