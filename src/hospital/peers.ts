/** Connections to the nodes of other institutions: made when needed, logged in with this node's key, kept. */
import { bytesEqual, toHex } from '../crypto/bytes.ts';
import { toNetwork, type InstitutionId } from '../crypto/ids.ts';
import { signLogin } from '../crypto/login.ts';
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import { readInstitution } from '../contracts/signers.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import { registeredNodeKeys } from './nodeKeys.ts';
import { connectNode, type PeerClient } from './client.ts';
import type { NodeConfig } from './folder.ts';
import type { NodeKeys } from './keyFile.ts';
import type { NodeLogin } from './nodeClient.ts';
import type { NodePorts } from './ports.ts';

export interface PeerOptions {
  readonly config: NodeConfig;
  readonly keys: NodeKeys;
  readonly store: LedgerStore;
  readonly ports: NodePorts;
}

interface Peer {
  readonly address: string;
  readonly client: PeerClient;
  loggedIn: Promise<void> | null;
}

/** What befell the connection to another node is, for whoever asked this one, that the other is away. */
const LOST_CODES: ReadonlySet<string> = new Set([
  'connection-closed',
  'connection-silent',
  'request-timeout',
]);

export class Peers {
  readonly #options: PeerOptions;
  readonly #peers = new Map<string, Peer>();

  constructor(options: PeerOptions) {
    this.#options = options;
  }

  isSelf(institution: Uint8Array): boolean {
    return bytesEqual(institution, this.#options.config.institution);
  }

  /** A client of the institution's node, not yet logged in. Errors: `node-away` when nobody knows where it is. */
  client(institution: InstitutionId): PeerClient {
    return this.#peer(institution).client;
  }

  /**
   * Asks the institution's node, logged in as this node.
   * Errors: `node-away`, also when the connection ended on the way; the other node's refusals.
   */
  async ask<T>(institution: InstitutionId, question: (peer: PeerClient) => Promise<T>): Promise<T> {
    try {
      return await question(await this.loggedIn(institution));
    } catch (error) {
      if (!isConsiliumError(error) || !LOST_CODES.has(error.code)) throw error;
      throw new ConsiliumError('node-away', {}, { cause: error });
    }
  }

  /**
   * A client that is logged in as this node.
   * Errors: `node-away`; what the other node refuses the login for.
   */
  async loggedIn(institution: InstitutionId): Promise<PeerClient> {
    const peer = this.#peer(institution);
    peer.loggedIn ??= peer.client.login(this.#login());
    try {
      await peer.loggedIn;
    } catch (error) {
      peer.loggedIn = null;
      throw error;
    }
    return peer.client;
  }

  /** This node's key version as its own copy of the ledger has it; the first while it is not registered there. */
  keyVersion(): number {
    const { config, keys, store } = this.#options;
    const registered = readInstitution(store, config.institution)?.nodeKeys ?? [];
    return registered.find(({ key }) => bytesEqual(key, keys.node.publicKey))?.version ?? 1;
  }

  close(): void {
    for (const { client } of this.#peers.values()) client.close();
    this.#peers.clear();
  }

  #login(): NodeLogin {
    const { config, keys } = this.#options;
    return {
      role: 'node',
      entity: config.institution,
      keyVersion: this.keyVersion(),
      sign: (challenge) => signLogin(challenge, keys.node.secretKey),
    };
  }

  #peer(institution: InstitutionId): Peer {
    const name = toHex(institution);
    const address = this.#address(institution);
    const known = this.#peers.get(name);
    if (known !== undefined && known.address === address) return known;
    known?.client.close();
    const { ports, store } = this.#options;
    const network = toNetwork(store.genesis.network);
    const pin = { network, keys: () => registeredNodeKeys(store, institution), clock: ports.clock };
    const client = connectNode(address, { ...ports, network, pin, verified: store });
    const peer: Peer = { address, client, loggedIn: null };
    this.#peers.set(name, peer);
    return peer;
  }

  #address(institution: InstitutionId): string {
    const configured = this.#options.config.peers[toHex(institution)];
    const address = configured ?? readInstitution(this.#options.store, institution)?.address;
    if (address === undefined || address === '') throw new ConsiliumError('node-away');
    return address;
  }
}
