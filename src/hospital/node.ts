/**
 * A hospital node over a folder: the ledger (made here, or followed), and what the node holds for its staff, its
 * patients and other nodes. See ARCHITECTURE.md "Node protocol" for what it answers.
 */
import { toInstitutionId, toNetwork } from '../crypto/ids.ts';
import type { InstitutionId, Network, Signature, SigningKey } from '../crypto/ids.ts';
import { signTransport, type TransportKey } from '../crypto/transport.ts';
import { ConsiliumError } from '../errors.ts';
import { joinPath, readFileIfExists, takeLock } from '../node/files.ts';
import { initialChanges } from '../contracts/genesis.ts';
import { institutionIds } from '../contracts/registry/institution.ts';
import { openLedgerStore, type LedgerStore } from '../replica/ledgerStore.ts';
import { openReplica } from '../replica/replica.ts';
import { BlobAccess } from './blobs/access.ts';
import { BLOB_QUOTA, type BlobQuota } from './blobs/owner.ts';
import { BlobSweeper } from './blobs/sweeper.ts';
import { askOthers } from './askOthers.ts';
import { Certifier } from './certify.ts';
import { AuditLog } from './audit/auditLog.ts';
import { auditEvent } from './audit/event.ts';
import { clientOver } from './client.ts';
import { Copies, type CopiesStatus } from './copies.ts';
import { Envelopes } from './envelopes.ts';
import { Erasures } from './erasures.ts';
import { EraseRequests } from './erasing/eraseRequests.ts';
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
import { Invitations } from './invitations/invitations.ts';
import { Orphans } from './orphans.ts';
import { Mailbox, MAIL_QUOTA } from './mailbox/mailbox.ts';
import { Exchanges } from './exchange/exchanges.ts';
import { GrantGate } from './patient/grantGate.ts';
import { PatientDesk } from './patient/patientDesk.ts';
import type { NodeClient } from './nodeClient.ts';
import { Peers } from './peers.ts';
import type { NodePorts } from './ports.ts';
import { CaseKeys } from './cases/caseKeys.ts';
import { CaseDuties } from './cases/duties.ts';
import { SharedCases } from './cases/sharedCases.ts';
import { Profiles } from './profiles/profiles.ts';
import { Relay, type RelayServer } from './relay/relay.ts';
import type { NodeReport } from './report.ts';
import { Receipts } from './receipts.ts';
import { Recordings } from './recordings/recordings.ts';
import {
  DEFAULT_LIMITS,
  NodeServer,
  type NodeLimits,
  type NodeObserver,
  type NodeServerOptions,
} from './server.ts';
import type { NodeName } from './session.ts';
import type { MailQuota } from './store/mailTable.ts';
import { openNodeStore, type NodeStore } from './store/nodeStore.ts';
import { localHttp } from './blobs/http/local.ts';
import { listenOn, socketAddress, type Listener } from './transport.ts';
import { ValidatorHost } from './validator.ts';
import { Tokens } from './tokens.ts';
import { wirePair, type Wire } from './wire.ts';

export { initFollowerNode, initSoloNode, type MadeNode } from './init.ts';
export type { NodePorts } from './ports.ts';

export interface OpenNodeOptions {
  readonly limits?: Partial<NodeLimits>;
  readonly mailQuota?: MailQuota;
  readonly blobQuota?: Partial<BlobQuota>;
  readonly observer?: NodeObserver;
  /** The hospital's media relay; null where it has none. */
  readonly relay?: RelayServer | null;
}

/** What the node has to do with, in numbers. */
export interface NodeCount {
  readonly connections: number;
  readonly loggedIn: number;
  readonly height: number;
  readonly blobs: number;
  readonly envelopes: number;
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
  readonly nodeKey: SigningKey;
  /** Signs a key for TLS as this node's. */
  vouch(key: TransportKey): Signature;
  /** Serves a connection that came in by another way than {@link listen}. */
  accept(wire: Wire): void;
  /** Blobs and tokens, for HTTP beside the connections. */
  readonly blobs: BlobAccess;
  /** The code of what keeps the node from serving; null when nothing does. */
  trouble(): string | null;
  count(): NodeCount;
  /** How far this node has come with the copies that it should keep. */
  copies(): CopiesStatus;
  /** What its officers are told of it. */
  report(): NodeReport;
  /** A person has looked at the date: after `clock-off` the validator signs again. */
  confirmClock(): void;
  /** Closes connections and files. What was answered is durable before. */
  close(): Promise<void>;
}

/**
 * Opens the node in `folder`, which initSoloNode or initFollowerNode made.
 *
 * @throws ConsiliumError `node-missing`, `node-keys-malformed`, `node-config-malformed`, `data-folder-in-use` {pid},
 *   `replica-corrupt` and the other refusals of the two databases
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
    return await recovered(new RunningNode({ folder, config, keys, ports, release }, options));
  } catch (error) {
    release();
    throw error;
  }
}

async function recovered(node: RunningNode): Promise<HospitalNode> {
  try {
    await node.recover();
    return node;
  } catch (error) {
    await node.close();
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

class RunningNode implements HospitalNode {
  readonly institution: InstitutionId;
  readonly network: Network;
  readonly isValidator: boolean;
  readonly nodeKey: SigningKey;
  readonly blobs: BlobAccess;
  readonly #setting: NodeSetting;
  readonly #nodeStore: NodeStore;
  readonly #host: LedgerHost;
  readonly #peers: Peers;
  readonly #server: NodeServer;
  readonly #copies: Copies;
  readonly #erasures: Erasures;
  readonly #caseDuties: CaseDuties;
  readonly #sweeper: BlobSweeper;
  readonly #orphans: Orphans;
  readonly #audit: AuditLog;
  readonly #listeners: Listener[] = [];
  #closed = false;

  constructor(setting: NodeSetting, options: OpenNodeOptions) {
    const { folder, config, keys, ports } = setting;
    this.#setting = setting;
    this.#nodeStore = openNodeStore({ path: joinPath(folder, STORE_FILE), key: keys.database });
    const { host, peers } = openHost(setting, this.#nodeStore);
    this.#host = host;
    this.#peers = peers;
    this.institution = config.institution;
    this.network = toNetwork(host.store.genesis.network);
    this.isValidator = config.validator === null;
    this.nodeKey = keys.node.publicKey;
    const node: NodeName = {
      network: this.network,
      nodeKey: keys.node.publicKey,
      institution: this.institution,
    };
    this.#erasures = new Erasures({ ...this.#own(), host, ...ports });
    const { sharedCases: table } = this.#nodeStore;
    this.#caseDuties = new CaseDuties({ ...this.#own(), host, table, ...ports });
    const tokens = new Tokens(ports);
    const envelopes = this.#envelopes();
    const { blobs } = this.#nodeStore;
    blobs.limit({ ...BLOB_QUOTA, ...options.blobQuota });
    this.blobs = new BlobAccess({ tokens, envelopes, store: blobs, state: host.store, clock: ports.clock });
    this.#sweeper = new BlobSweeper(blobs, ports);
    this.#orphans = new Orphans({ host, nodeStore: this.#nodeStore, ...ports });
    const { observer, mailQuota: quota = MAIL_QUOTA, relay = null } = options;
    const signer = { network: this.network, secretKey: keys.node.secretKey };
    this.#audit = new AuditLog(this.#nodeStore.audit, ports.clock, signer);
    const note: NodeServerOptions['note'] = async (...asked) => this.#audit.note(auditEvent(...asked));
    const handlers = this.#handlers(node, { tokens, envelopes, quota, relay });
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#server = new NodeServer({ node, handlers, limits, observer, note, ...ports });
    this.#copies = new Copies({ institution: config.institution, store: host.store, envelopes, ...ports });
    host.onBlocks((height) => {
      this.#erasures.wake();
      this.#server.announce(height, host.store);
      this.#copies.wake();
      this.#caseDuties.wake();
    });
    this.#copies.wake();
  }

  get store(): LedgerStore {
    return this.#host.store;
  }

  /** Before anybody is let in. */
  async recover(): Promise<void> {
    await this.#nodeStore.blobs.recover();
    await this.#erasures.recover();
    if (this.isValidator) await this.#recoverBlocks();
    this.#erasures.wake();
    this.#caseDuties.wake();
  }

  async #recoverBlocks(): Promise<void> {
    const others = institutionIds(this.store).filter((id) => !this.#peers.isSelf(id));
    const { logger } = this.#setting.ports;
    const asked = askOthers({
      host: this.#host,
      peers: this.#peers,
      others: others.map(toInstitutionId),
      logger,
      isClosed: () => this.#closed,
    });
    // A node that is away may take seconds to say so: meanwhile this one is read, unless it was put back from a backup.
    if (this.#host instanceof ValidatorHost) this.#host.holdUntil(asked);
    if (!this.#nodeStore.isRestored()) return;
    await asked;
    await this.#erasures.replay();
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
    const http = await localHttp(this.blobs);
    const listener = await listenOn(address, (wire) => this.#server.accept(wire), http);
    this.#listeners.push(listener);
    this.#setting.ports.logger.info('listening', { height: this.store.height() });
    return address;
  }

  vouch(key: TransportKey): Signature {
    return signTransport(key, this.#setting.keys.node.secretKey);
  }

  accept(wire: Wire): void {
    this.#server.accept(wire);
  }

  trouble(): string | null {
    return this.#closed ? 'node-away' : (this.#host.trouble() ?? this.#erasures.trouble());
  }

  count(): NodeCount {
    return { ...this.#server.count(), ...this.#nodeStore.count(), height: this.store.height() };
  }

  copies(): CopiesStatus {
    return this.#copies.status();
  }

  report(): NodeReport {
    const { due, missing } = this.#copies.status();
    const found = { ...this.count(), ...this.#nodeStore.stored() };
    return { ...found, trouble: this.trouble(), copiesDue: due, copiesMissing: missing };
  }

  confirmClock(): void {
    if (this.#host instanceof ValidatorHost) this.#host.confirmClock();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#server.close();
    const copying = this.#copies.close();
    const erasing = this.#erasures.close();
    const publishing = this.#caseDuties.close();
    this.#sweeper.close();
    const sweeping = this.#orphans.close();
    await Promise.all(this.#listeners.map((listener) => listener.close()));
    await this.#host.close();
    this.#peers.close();
    await copying;
    await erasing;
    await publishing;
    await sweeping;
    await this.#nodeStore.blobs.close();
    await this.#audit.flush();
    this.#nodeStore.close();
    this.store.close();
    this.#setting.release();
  }

  #envelopes(): Envelopes {
    const { store } = this.#host;
    const { logger, clock } = this.#setting.ports;
    const demandReplayed = (): void => this.#erasures.demandReplayed();
    const parts = { store, nodeStore: this.#nodeStore, peers: this.#peers };
    return new Envelopes({ ...parts, logger, clock, demandReplayed });
  }

  /** What parts need that act in this institution's name. */
  #own() {
    const { config, keys } = this.#setting;
    return { institution: config.institution, keys, nodeStore: this.#nodeStore, peers: this.#peers };
  }

  /** Everything about shared cases. */
  #cases() {
    const { clock, random } = this.#setting.ports;
    const { store } = this.#host;
    const { caseKeys, sharedCases: table } = this.#nodeStore;
    const demandReplayed = (): void => this.#erasures.demandReplayed();
    const own = { ...this.#own(), host: this.#host, clock, random };
    return {
      caseKeys: new CaseKeys({ state: store, table: caseKeys, clock }),
      sharedCases: new SharedCases({ ...own, table, demandReplayed }),
      caseDuties: this.#caseDuties,
    };
  }

  #handlers(
    name: NodeName,
    made: {
      readonly tokens: Tokens;
      readonly envelopes: Envelopes;
      readonly quota: MailQuota;
      readonly relay: RelayServer | null;
    },
  ): ReturnType<typeof nodeHandlers> {
    const { config, ports } = this.#setting;
    const { store } = this.#host;
    const own = { ...this.#own(), store };
    const here = { ...own, host: this.#host, clock: ports.clock };
    const { envelopes, tokens, quota } = made;
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
      audit: this.#audit,
      patientDesk: new PatientDesk(here),
      grantGate: new GrantGate({ store, envelopes, grants: this.#nodeStore.grants, clock: ports.clock }),
      exchanges: new Exchanges({ ...here, envelopes, table: this.#nodeStore.exchanges }),
      report: () => this.report(),
      invitations: new Invitations({
        network: this.network,
        institution: config.institution,
        state: store,
        table: this.#nodeStore.invitations,
        ...ports,
      }),
      relay: new Relay(made.relay, ports),
      eraseRequests: new EraseRequests({
        store,
        table: this.#nodeStore.eraseRequests,
        peers: this.#peers,
        clock: ports.clock,
      }),
      recordings: new Recordings({ ...own, envelopes, table: this.#nodeStore.recordingReaders }),
      profiles: new Profiles({ network: this.network, state: store, table: this.#nodeStore.profiles }),
      ...this.#cases(),
      isPresent: (doctor) => this.#server.isPresent(doctor),
      tokens,
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
