/**
 * The ledger of this machine: one verified copy, and a connection to each hospital node that runs here, or that the
 * machine knows elsewhere. While somebody is logged in at a node, the copy follows it; else it moves only when a
 * patient has proved who they are.
 */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { sha256 } from '../../../crypto/hash.ts';
import type { InstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../../errors.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import { readInstitution } from '../../../contracts/signers.ts';
import { openReplica, type Replica } from '../../../replica/replica.ts';
import { SyncDriver, syncOnce } from '../../../replica/sync.ts';
import type { CoreHost, Ledger } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Machine, RemoteNode } from '../machine.ts';
import { networkOf } from '../visits/ledgerReads.ts';
import { localNode } from './localNode.ts';
import { nameLocalPeers } from './localPeers.ts';
import { remoteNode } from './remoteNode.ts';

/** What the machine's ledger tells its core. */
export interface LedgerListener {
  /** After each batch of verified blocks, and when the copy halted. */
  moved(): void;
  connection(institution: InstitutionId, connected: boolean): void;
  /** The node that is followed did not answer with blocks: it is away, or lets this login see no more. */
  interrupted(code: string): void;
}

interface Following {
  readonly institution: InstitutionId;
  readonly driver: SyncDriver;
  readonly stopWatching: () => void;
}

export class MachineLedger {
  readonly replica: Replica;
  readonly #host: CoreHost;
  readonly #folder: DataFolder;
  readonly #listener: LedgerListener;
  readonly #clients: Map<string, NodeClient>;
  readonly #nodes: readonly InstitutionId[];
  readonly #remote = new Map<string, RemoteNode>();
  #following: Following | null = null;

  private constructor(parts: {
    readonly replica: Replica;
    readonly host: CoreHost;
    readonly folder: DataFolder;
    readonly machine: Machine;
    readonly listener: LedgerListener;
  }) {
    const { replica, host, folder, machine, listener } = parts;
    this.replica = replica;
    this.#host = host;
    this.#folder = folder;
    this.#listener = listener;
    this.#nodes = machine.nodes;
    this.#clients = new Map(machine.nodes.map((id) => [toHex(id), this.#connect(id)]));
    for (const node of machine.remote) this.add(node);
  }

  /**
   * Opens the copy, and has the nodes of this machine started; they may still be starting when this returns.
   * @throws ConsiliumError `genesis-missing`, `genesis-mismatch`, and those of openReplica
   */
  static open(
    at: { readonly host: CoreHost; readonly folder: DataFolder; readonly machine: Machine },
    listener: LedgerListener,
  ): MachineLedger {
    const { host, folder, machine } = at;
    const genesis = folder.genesis();
    if (genesis === null) throw new ConsiliumError('genesis-missing');
    if (!bytesEqual(sha256(genesis), machine.genesisHash)) throw new ConsiliumError('genesis-mismatch');
    nameLocalPeers(folder, machine.nodes, host.logger);
    const { checkpoint } = machine;
    const file = { path: folder.replica(), key: host.machineKey, clock: host.clock, checkpoint };
    return new MachineLedger({ ...at, replica: openReplica({ ...file, genesis }), listener });
  }

  /** Connects to a node on another computer; one that was connected at another address is so no more. */
  add(node: RemoteNode): void {
    const name = toHex(node.institution);
    const { store } = this.replica;
    this.#remote.set(name, node);
    this.#clients.get(name)?.close();
    const client = remoteNode(this.#host, node, { network: networkOf(store), store });
    this.#clients.set(name, this.#watched(node.institution, client));
  }

  /** Null when the node of an institution answers, else the code of what stands in the way. */
  async refusal(institution: InstitutionId): Promise<string | null> {
    try {
      await this.client(institution).hello();
      return null;
    } catch (error) {
      return errorCode(error);
    }
  }

  /** Throws `node-unknown` for an institution whose node this machine does not know. */
  client(institution: InstitutionId): NodeClient {
    const client = this.#clients.get(toHex(institution));
    if (client === undefined) throw new ConsiliumError('node-unknown', { institution: toHex(institution) });
    return client;
  }

  /**
   * A connection of its own to the node of any institution, which the caller closes: a doctor's login there is nobody
   * else's. Where this machine does not know the node, the registry says where it is reached. Errors: `node-unknown`.
   */
  guest(institution: InstitutionId): NodeClient {
    const { store } = this.replica;
    const network = networkOf(store);
    if (this.#nodes.some((id) => bytesEqual(id, institution)))
      return localNode(this.#host, this.#folder.node(institution), { network });
    const known = this.#remote.get(toHex(institution));
    const address = known?.address ?? readInstitution(store, institution)?.address ?? '';
    if (address === '') throw new ConsiliumError('node-unknown', { institution: toHex(institution) });
    return remoteNode(this.#host, known ?? { institution, address, keys: [] }, { network, store });
  }

  /** The ledger as handlers see it through one node. */
  through(institution: InstitutionId): Ledger {
    const node = this.client(institution);
    return { replica: this.replica, node, catchUp: () => this.#catchUp(institution, node) };
  }

  /** Follows a node at which somebody is logged in, and catches up as far as it can be reached. */
  async follow(institution: InstitutionId): Promise<void> {
    await this.unfollow();
    const client = this.client(institution);
    const driver = new SyncDriver({
      target: this.replica,
      source: client,
      logger: this.#host.logger,
      applied: () => this.#listener.moved(),
      away: (code) => this.#listener.interrupted(code),
    });
    const stopWatching = client.onConnection((connected) => {
      if (connected) void this.#startFollowing(driver);
    });
    this.#following = { institution, driver, stopWatching };
    await this.#startFollowing(driver);
  }

  async unfollow(): Promise<void> {
    const following = this.#following;
    this.#following = null;
    following?.stopWatching();
    await following?.driver.stop();
  }

  /** Tells the nodes of this machine that a person has looked at its date. */
  async confirmDate(): Promise<void> {
    for (const institution of this.#nodes) {
      await this.#host.confirmDate(this.#folder.node(institution));
    }
  }

  /** Ends connections and nodes, and closes the copy. */
  async close(): Promise<void> {
    await this.unfollow();
    for (const client of this.#clients.values()) client.close();
    this.replica.close();
    for (const institution of this.#nodes) await this.#host.stopNode(this.#folder.node(institution));
  }

  #connect(institution: InstitutionId): NodeClient {
    const folder = this.#folder.node(institution);
    const { store } = this.replica;
    const client = localNode(this.#host, folder, { network: networkOf(store), verified: store });
    return this.#watched(institution, client);
  }

  #watched(institution: InstitutionId, client: NodeClient): NodeClient {
    client.onConnection((connected) => this.#listener.connection(institution, connected));
    return client;
  }

  async #startFollowing(driver: SyncDriver): Promise<void> {
    try {
      await driver.start();
    } catch (error) {
      this.#listener.interrupted(errorCode(error));
    }
  }

  async #catchUp(institution: InstitutionId, node: NodeClient): Promise<void> {
    const following = this.#following;
    if (following !== null && bytesEqual(following.institution, institution)) {
      await following.driver.wake();
      return;
    }
    try {
      await syncOnce(this.replica, node, () => this.#listener.moved());
    } catch (error) {
      // As far as it can be reached: the node is away, or nobody has proved who they are.
      if (!isConsiliumError(error)) throw error;
    }
  }
}
