/** The dialogues of whoever is logged in: begun with a doctor's session, and ended with it. */
import { bytesEqual, concatBytes, toHex } from '../../../crypto/bytes.ts';
import type { InstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { LARGEST_IN_FRAME, type BlobHolder } from '../../../hospital/blobs/fetch.ts';
import type { NodeClient, NodeLogin } from '../../../hospital/nodeClient.ts';
import { askStatus, headIsStale, type CheckedStatus } from '../../../replica/status.ts';
import type { WorkstationEvent } from '../../api.ts';
import type { CoreHost, Ledger, StaffSession } from '../context.ts';
import { networkOf } from '../visits/ledgerReads.ts';
import type { News } from './ports.ts';
import { DialogueService } from './service.ts';

/** A session as it begins. */
export interface BegunSession {
  readonly session: StaffSession;
  readonly login: NodeLogin;
}

export interface HubParts {
  readonly host: CoreHost;
  /** Through the node of an institution of this machine. */
  readonly ledger: (institution: InstitutionId) => Ledger;
  /** A connection to the node of any institution, for one doctor; the caller closes it. Errors: `node-unknown`. */
  readonly guest: (institution: InstitutionId) => NodeClient;
}

interface Running {
  readonly service: DialogueService;
  readonly guests: Guests;
}

export class DialogueHub {
  readonly #parts: HubParts;
  #running: Running | null = null;

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  /** Of any role but a doctor's nothing begins. */
  begin(begun: BegunSession): void {
    const { session } = begun;
    if (session.identity.role !== 'doctor') return;
    const { host, ledger } = this.#parts;
    const own = session.identity.institution;
    const guests = new Guests(this.#parts, begun, () => this.#running?.service.wake());
    const { replica, node } = ledger(own);
    let clockOffset = 0;
    const service = new DialogueService({
      ...portsOf(host),
      session,
      network: networkOf(replica.store),
      state: replica.store,
      own: node.mailbox,
      mailboxAt: async (institution) =>
        bytesEqual(institution, own) ? node.mailbox : (await guests.at(institution)).mailbox,
      blobsAt: async (institution) => guestHolder(await guests.at(institution)),
      ownBlobs: node,
      ownProfiles: node.profiles,
      isFresh: async () => {
        const checked = await checkedHead(ledger(own), host);
        if (checked !== null) clockOffset = checked.clockOffset;
        return checked !== null && !headIsStale(checked, host.clock.now());
      },
      clockOffset: () => clockOffset,
      relay: async () => node.relay(),
      changed: (news) => host.emit(eventOf(news)),
      ordered: () => host.emit({ type: 'link' }),
      called: (rings) => host.emit({ type: 'call', rings }),
    });
    this.#running = { service, guests };
    service.wake();
  }

  /** Something happened: mail, a block, a connection. */
  wake(): void {
    this.#running?.service.wake();
  }

  async end(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.service.stop();
    running?.guests.close();
  }

  /** Errors: `role-doctor-required`. */
  demand(): Running {
    if (this.#running === null) throw new ConsiliumError('role-doctor-required');
    return this.#running;
  }
}

/** Connections to nodes of other institutions, each logged in at as the same doctor. */
class Guests {
  readonly #parts: HubParts;
  readonly #begun: BegunSession;
  readonly #wake: () => void;
  readonly #clients = new Map<string, NodeClient>();
  #isClosed = false;

  constructor(parts: HubParts, begun: BegunSession, wake: () => void) {
    this.#parts = parts;
    this.#begun = begun;
    this.#wake = wake;
  }

  /** Errors: `node-unknown`, `node-away`, those of logging in. */
  async at(institution: InstitutionId): Promise<NodeClient> {
    const own = this.#begun.session.identity.institution;
    if (bytesEqual(institution, own)) return this.#parts.ledger(own).node;
    if (this.#isClosed) throw new ConsiliumError('node-away');
    const name = toHex(institution);
    const known = this.#clients.get(name);
    if (known !== undefined) return known;
    const client = this.#parts.guest(institution);
    try {
      await client.login(this.#begun.login);
    } catch (error) {
      client.close();
      throw error;
    }
    const meanwhile = this.#clients.get(name);
    if (meanwhile !== undefined || this.#isClosed) {
      client.close();
      if (meanwhile === undefined) throw new ConsiliumError('node-away');
      return meanwhile;
    }
    this.#clients.set(name, client);
    client.onConnection((connected) => connected && this.#wake());
    return client;
  }

  close(): void {
    this.#isClosed = true;
    for (const client of this.#clients.values()) client.close();
  }
}

function eventOf({ rings, about }: News = { rings: false, about: null }): WorkstationEvent {
  const news = about && { kind: about.kind, dialogue: toHex(about.request) };
  return { type: 'dialogue', rings, news };
}

/** What the node of this doctor's institution answers for the head now, when the copy has caught up; null where it does not. */
async function checkedHead(ledger: Ledger, host: CoreHost): Promise<CheckedStatus | null> {
  await ledger.catchUp();
  try {
    return await askStatus(ledger.node, ledger.replica.store, host);
  } catch (error) {
    host.logger.info('consult-ledger-stale', { code: errorCode(error) });
    return null;
  }
}

/** A guest reads blobs as transfers alone: small ones as well. */
function guestHolder({ transfers }: NodeClient): BlobHolder {
  return {
    transfers,
    blob: async (id) => {
      const arriving = await transfers.open(id, 0);
      try {
        if (arriving.size > LARGEST_IN_FRAME) throw new ConsiliumError('blob-too-large');
        const pieces: Uint8Array[] = [];
        for await (const piece of arriving.body) pieces.push(piece);
        return concatBytes(...pieces);
      } finally {
        arriving.close();
      }
    },
  };
}

function portsOf({ clock, random, timers, logger }: CoreHost) {
  return { clock, random, timers, logger };
}
