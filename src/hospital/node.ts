/**
 * A hospital node over a folder: the ledger (made here, or followed), and what the node holds for its staff, its
 * patients and other nodes. See ARCHITECTURE.md "Node protocol" for what it answers.
 */
import { toNetwork, type InstitutionId, type Network } from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';
import { joinPath, readFileIfExists, takeLock } from '../node/files.ts';
import { initialChanges } from '../contracts/genesis.ts';
import { openLedgerStore, type LedgerStore } from '../replica/ledgerStore.ts';
import { openReplica } from '../replica/replica.ts';
import { Certifier } from './certify.ts';
import { clientOver } from './client.ts';
import { Envelopes } from './envelopes.ts';
import {
  CONFIG_FILE,
  GENESIS_FILE,
  KEY_FILE,
  LEDGER_FILE,
  LOCK_FILE,
  readConfig,
  STORE_FILE,
  type NodeConfig,
} from './folder.ts';
import { FollowerHost } from './follower.ts';
import { Gate } from './gate.ts';
import { nodeHandlers } from './handlers.ts';
import { readKeyFile, type NodeKeys } from './keyFile.ts';
import type { LedgerHost } from './ledgerHost.ts';
import { Mailbox, MAIL_QUOTA } from './mailbox/mailbox.ts';
import type { NodeClient } from './nodeClient.ts';
import { Peers } from './peers.ts';
import type { NodePorts } from './ports.ts';
import { Receipts } from './receipts.ts';
import { DEFAULT_LIMITS, NodeServer, type NodeLimits } from './server.ts';
import type { NodeName } from './session.ts';
import type { MailQuota } from './store/mailTable.ts';
import { openNodeStore, type NodeStore } from './store/nodeStore.ts';
import { listenOn, socketAddress, type Listener } from './transport.ts';
import { ValidatorHost } from './validator.ts';
import { wirePair } from './wire.ts';

export { initFollowerNode, initSoloNode, type MadeNode } from './init.ts';
export type { NodePorts } from './ports.ts';

export interface OpenNodeOptions {
  readonly limits?: Partial<NodeLimits>;
  readonly mailQuota?: MailQuota;
}

/** A running node. */
export interface HospitalNode {
  readonly institution: InstitutionId;
  readonly network: Network;
  /** Whether this node makes the blocks. */
  readonly isValidator: boolean;
  /** The node's own ledger, for reading. */
  readonly store: LedgerStore;
  /** A client within this process; each is a connection of its own. */
  client(): NodeClient;
  /** Listens on the folder's own address unless another is given; answers the address. Errors: `listen-failed`. */
  listen(address?: string): Promise<string>;
  /** A person has looked at the date: after `clock-off` the validator signs again. */
  confirmClock(): void;
  /** Closes connections and files. What was answered is durable before. */
  close(): Promise<void>;
}

/**
 * Opens the node in `folder`, which initSoloNode or initFollowerNode made.
 *
 * @throws ConsiliumError `node-missing`, `node-keys-malformed`, `node-config-malformed`, `data-folder-in-use` {pid},
 *   `ledger-rolled-back` {height, signed}, `replica-corrupt` and the other refusals of the two databases
 */
export async function openNode(
  folder: string,
  ports: NodePorts,
  options: OpenNodeOptions = {},
): Promise<HospitalNode> {
  const config = readConfig(joinPath(folder, CONFIG_FILE));
  const keys = readKeyFile(joinPath(folder, KEY_FILE));
  const release = takeLock(joinPath(folder, LOCK_FILE));
  try {
    return new RunningNode(
      { folder, config, keys, ports, release },
      { limits: { ...DEFAULT_LIMITS, ...options.limits }, mailQuota: options.mailQuota ?? MAIL_QUOTA },
    );
  } catch (error) {
    release();
    throw error;
  }
}

interface NodeSetting {
  readonly folder: string;
  readonly config: NodeConfig;
  readonly keys: NodeKeys;
  readonly ports: NodePorts;
  /** Gives the folder's lock back. */
  readonly release: () => void;
}

/** How much this node takes on. */
interface Bears {
  readonly limits: NodeLimits;
  readonly mailQuota: MailQuota;
}

class RunningNode implements HospitalNode {
  readonly institution: InstitutionId;
  readonly network: Network;
  readonly isValidator: boolean;
  readonly #setting: NodeSetting;
  readonly #nodeStore: NodeStore;
  readonly #host: LedgerHost;
  readonly #peers: Peers;
  readonly #server: NodeServer;
  readonly #listeners: Listener[] = [];
  #closed = false;

  constructor(setting: NodeSetting, bears: Bears) {
    const { folder, config, keys, ports } = setting;
    this.#setting = setting;
    this.#nodeStore = openNodeStore({ path: joinPath(folder, STORE_FILE), key: keys.database });
    const { host, peers } = openHost(setting, this.#nodeStore);
    this.#host = host;
    this.#peers = peers;
    this.institution = config.institution;
    this.network = toNetwork(host.store.genesis.network);
    this.isValidator = config.validator === null;
    const node: NodeName = {
      network: this.network,
      nodeKey: keys.node.publicKey,
      institution: this.institution,
    };
    this.#server = new NodeServer({
      node,
      handlers: this.#handlers(node, bears.mailQuota),
      limits: bears.limits,
      ...ports,
    });
    host.onBlocks((height) => this.#server.announce(height, host.store));
  }

  get store(): LedgerStore {
    return this.#host.store;
  }

  client(): NodeClient {
    const dialHere = async () => {
      if (this.#closed) throw new ConsiliumError('node-away');
      const [near, far] = wirePair();
      this.#server.accept(far);
      return near;
    };
    return clientOver(dialHere, this.#setting.ports);
  }

  async listen(address = socketAddress(this.#setting.folder)): Promise<string> {
    const listener = await listenOn(address, (wire) => this.#server.accept(wire));
    this.#listeners.push(listener);
    this.#setting.ports.logger.info('listening', { height: this.store.height() });
    return address;
  }

  confirmClock(): void {
    if (this.#host instanceof ValidatorHost) this.#host.confirmClock();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#server.close();
    await Promise.all(this.#listeners.map((listener) => listener.close()));
    await this.#host.close();
    this.#peers.close();
    this.#nodeStore.close();
    this.store.close();
    this.#setting.release();
  }

  #handlers(name: NodeName, quota: MailQuota): ReturnType<typeof nodeHandlers> {
    const { config, keys, ports } = this.#setting;
    const { store } = this.#host;
    const shared = { store, nodeStore: this.#nodeStore, peers: this.#peers };
    const own = { ...shared, institution: config.institution, keys };
    const envelopes = new Envelopes({ ...shared, logger: ports.logger });
    return nodeHandlers({
      name,
      host: this.#host,
      nodeStore: this.#nodeStore,
      peers: this.#peers,
      envelopes,
      gate: new Gate({ store, envelopes, clock: ports.clock }),
      receipts: new Receipts(own),
      certifier: new Certifier({ ...own, clock: ports.clock }),
      mailbox: new Mailbox({
        institution: config.institution,
        state: store,
        table: this.#nodeStore.mail,
        clock: ports.clock,
        quota,
        tell: (doctor, event) => this.#server.tell(doctor, event),
      }),
      isPresent: (doctor) => this.#server.isPresent(doctor),
      ports,
    });
  }
}

function openHost(setting: NodeSetting, nodeStore: NodeStore): { host: LedgerHost; peers: Peers } {
  const { folder, config, keys, ports } = setting;
  const genesis = readFileIfExists(joinPath(folder, GENESIS_FILE));
  const file = { path: joinPath(folder, LEDGER_FILE), key: keys.database, genesis };
  try {
    if (config.validator === null) return openValidator(setting, nodeStore, file);
    const replica = openReplica({ ...file, clock: ports.clock });
    const peers = new Peers({ config, keys, store: replica.store, ports });
    return { host: new FollowerHost({ replica, peers, validator: config.validator, ports }), peers };
  } catch (error) {
    nodeStore.close();
    throw error;
  }
}

function openValidator(
  { config, keys, ports }: NodeSetting,
  nodeStore: NodeStore,
  file: { readonly path: string; readonly key: Uint8Array; readonly genesis: Uint8Array | null },
): { host: LedgerHost; peers: Peers } {
  if (keys.validator === null) throw new ConsiliumError('node-keys-malformed', { missing: 'validator' });
  const store = openLedgerStore({ ...file, initialEntities: ({ appState }) => initialChanges(appState) });
  try {
    const host = new ValidatorHost({ store, nodeStore, keys: keys.validator, ports });
    return { host, peers: new Peers({ config, keys, store, ports }) };
  } catch (error) {
    store.close();
    throw error;
  }
}
