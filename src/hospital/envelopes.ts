/**
 * Envelopes and blobs of the ledger's statements, and of recordings of consults: kept here, or fetched from one of the two nodes that keep them (the
 * author's institution, and the keeper of its copies) and then kept. What is fetched is believed as far as the
 * ledger's commitment and the blob's own id reach.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { decodeEnvelope, type BlobName, type Envelope } from '../crypto/envelope.ts';
import { toInstitutionId, type BlobId, type InstitutionId, type StatementHash } from '../crypto/ids.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import type { Clock, Logger } from '../ports.ts';
import { statementCodec, type StatementEntity } from '../contracts/entities.ts';
import { read } from '../contracts/state.ts';
import { isErased } from '../contracts/visit/erased.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import { LARGEST_IN_FRAME } from './blobs/fetch.ts';
import { ownedBy } from './blobs/owner.ts';
import type { PeerClient } from './client.ts';
import { keeperOf } from './keeper.ts';
import { committedEnvelope, keptEnvelope, keptOf, type Kept } from './kept.ts';
import type { Peers } from './peers.ts';
import { LARGEST_BLOB } from './protocol.ts';
import type { NodeStore } from './store/nodeStore.ts';

export interface EnvelopesOptions {
  readonly store: LedgerStore;
  readonly nodeStore: NodeStore;
  readonly peers: Peers;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Throws while this node may not know yet what was erased. Errors: `node-syncing`. */
  readonly demandReplayed: () => void;
}

type OfInstitution = Pick<Kept, 'institution'>;

export class Envelopes {
  readonly #options: EnvelopesOptions;
  readonly #fetching = new Map<string, Promise<void>>();

  constructor(options: EnvelopesOptions) {
    this.#options = options;
  }

  /** Whether the ledger has the record erased, or this node has deleted it: it may know more than a ledger put back. */
  isErased(hash: Uint8Array): boolean {
    const { nodeStore, store } = this.#options;
    return isErased(store, hash) || nodeStore.erasures.isErased(hash);
  }

  /** From the block on that says so, also while the deletion is still under way. Errors: `erased`, `node-syncing`. */
  demandKept(id: BlobId): void {
    const { demandReplayed, nodeStore } = this.#options;
    demandReplayed();
    const naming = nodeStore.statementsOfBlob(id);
    const isGone =
      naming.length > 0 ? naming.every((hash) => this.isErased(hash)) : nodeStore.erasures.hasBlob(id);
    if (isGone) throw new ConsiliumError('erased');
  }

  /** The statement as the ledger has it, or null. */
  statement(hash: Uint8Array): StatementEntity | null {
    return read(this.#options.store, statementCodec, hash);
  }

  /** What the ledger has under this name, a record or a recording; null where it has neither. */
  kept(name: Uint8Array): Kept | null {
    return keptOf(this.#options.store, name);
  }

  /**
   * The envelope that the ledger committed to, as bytes, from this node alone.
   * Errors: `envelope-unknown`, `erased`, `node-syncing`.
   */
  own(hash: StatementHash): Uint8Array {
    this.#demandNotErased(hash);
    const kept = this.kept(hash);
    const stored = kept === null ? null : this.#options.nodeStore.envelopeBytes(hash, kept.commitment);
    // A pending statement is its author's affair until the patient consents.
    if (stored === null || kept?.isPending === true) throw new ConsiliumError('envelope-unknown');
    return stored;
  }

  /**
   * The envelope of a statement of the ledger; null when it is erased, or the one who should have it is away or has it
   * not. Errors: `node-syncing`.
   */
  async find(hash: StatementHash, entity: StatementEntity): Promise<Envelope | null> {
    this.#options.demandReplayed();
    if (this.isErased(hash)) return null;
    const stored = this.#options.nodeStore.envelope(hash, entity.commitment);
    if (stored !== null) return stored;
    try {
      const kept = { is: 'record', ...entity, isPending: entity.state === 'pending' } as const;
      return decodeEnvelope(await this.#fetch(hash, kept));
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      this.#options.logger.warn('envelope-not-fetched', { code: errorCode(error) });
      return null;
    }
  }

  /**
   * The envelope of a record or recording as bytes, brought here when it is not.
   * Errors: `envelope-unknown`, `envelope-mismatch`, `node-away`, `erased`, `node-syncing`.
   */
  async bringEnvelope(hash: StatementHash, kept: Kept): Promise<Uint8Array> {
    this.#demandNotErased(hash);
    const stored = this.#options.nodeStore.envelopeBytes(hash, kept.commitment);
    return stored ?? (await this.#fetch(hash, kept));
  }

  /**
   * Brings envelope and blobs of a record or recording here, as far as they are not here already.
   * Errors: as {@link bringEnvelope}, and `blob-unknown`, `blob-altered`.
   */
  async fetchWhole(hash: StatementHash, kept: Kept): Promise<void> {
    if (this.isErased(hash)) throw new ConsiliumError('erased');
    const { nodeStore } = this.#options;
    const stored = nodeStore.envelopeBytes(hash, kept.commitment) ?? (await this.#fetch(hash, kept));
    for (const name of keptEnvelope(kept.is, stored).blobs) {
      if (nodeStore.blobs.size(name.id) === null) await this.#fetchBlob(name, [kept]);
    }
  }

  /** For one frame. Errors: as {@link bring}, and `blob-too-large`. */
  async blob(id: BlobId): Promise<Uint8Array> {
    await this.bring(id);
    return this.ownBlob(id);
  }

  /**
   * From this node alone, for one frame: what another node is told, so that two that lost a blob do not ask each other
   * for ever. Errors: `blob-unknown`, `blob-too-large`, `erased`, `node-syncing`.
   */
  ownBlob(id: BlobId): Uint8Array {
    this.demandKept(id);
    const { blobs } = this.#options.nodeStore;
    if ((blobs.size(id) ?? 0) > LARGEST_BLOB)
      throw new ConsiliumError('blob-too-large', { limit: LARGEST_BLOB });
    const stored = blobs.get(id);
    if (stored === null) throw new ConsiliumError('blob-unknown');
    return stored;
  }

  /**
   * Has the blob here, fetched where it is not.
   * Errors: `blob-unknown`, `node-away`, `blob-altered`, `erased`, `node-syncing`.
   */
  async bring(id: BlobId): Promise<void> {
    const { nodeStore } = this.#options;
    this.demandKept(id);
    if (nodeStore.blobs.size(id) !== null) return;
    const named = nodeStore.statementsOfBlob(id).flatMap((hash) => {
      const kept = this.kept(hash);
      return kept === null ? [] : [{ hash, kept }];
    });
    const names = named.flatMap(({ hash, kept }) => {
      const stored = nodeStore.envelopeBytes(hash, kept.commitment);
      return stored === null ? [] : keptEnvelope(kept.is, stored).blobs;
    });
    const name = names.find((one) => bytesEqual(one.id, id));
    if (name === undefined) throw new ConsiliumError('blob-unknown');
    await this.#fetchBlob(
      name,
      named.map(({ kept }) => kept),
    );
  }

  #demandNotErased(hash: StatementHash): void {
    this.#options.demandReplayed();
    if (this.isErased(hash)) throw new ConsiliumError('erased');
  }

  /** What two ask for at once is fetched once. */
  async #fetchBlob(name: BlobName, named: readonly OfInstitution[]): Promise<void> {
    const key = name.id.join();
    const running = this.#fetching.get(key) ?? this.#fetchNow(name, named);
    this.#fetching.set(key, running);
    try {
      await running;
    } finally {
      this.#fetching.delete(key);
    }
  }

  async #fetchNow({ id, size }: BlobName, named: readonly OfInstitution[]): Promise<void> {
    const { blobs } = this.#options.nodeStore;
    const [first] = named;
    if (first === undefined) throw new ConsiliumError('blob-unknown');
    const owner = blobs.ownerOf(id) ?? ownedBy(toInstitutionId(first.institution));
    const { clock } = this.#options;
    await this.#askHolders(named, 'blob-unknown', async (peer) => {
      if (size <= LARGEST_IN_FRAME) return blobs.put(await peer.blob(id), owner);
      const { offset } = await blobs.begin(id, size, { owner, now: clock.now() });
      if (offset === size) return id;
      // What an earlier attempt brought here is not fetched again.
      const arriving = await peer.transfers.open(id, offset);
      try {
        const state = await blobs.append(id, owner, { offset, body: arriving.body });
        if (state.offset < size) throw new ConsiliumError('node-away');
        return id;
      } finally {
        arriving.close();
      }
    });
  }

  async #fetch(hash: StatementHash, kept: Kept): Promise<Uint8Array> {
    const { encoded, envelope } = await this.#askHolders([kept], 'envelope-unknown', async (peer) => {
      const given = await peer.envelope(hash);
      return { encoded: given, envelope: committedEnvelope(hash, kept, given) };
    });
    await this.#options.nodeStore.keepEnvelope(envelope, encoded);
    return encoded;
  }

  /** Asks one holder after the other; rejects with what the last one said, or `unknown` when there is none but us. */
  async #askHolders<T>(
    statements: readonly OfInstitution[],
    unknown: string,
    question: (peer: PeerClient) => Promise<T>,
  ): Promise<T> {
    let refusal: unknown = new ConsiliumError(unknown);
    for (const holder of this.#holders(statements)) {
      try {
        return await this.#options.peers.ask(holder, question);
      } catch (error) {
        refusal = error;
      }
    }
    throw refusal;
  }

  /** The institutions but this one whose nodes should have what belongs to these statements. */
  #holders(statements: readonly OfInstitution[]): readonly InstitutionId[] {
    const { store, peers } = this.#options;
    const holders = statements.flatMap(({ institution }) => {
      const author = toInstitutionId(institution);
      const keeper = keeperOf(store, author);
      return keeper === null ? [author] : [author, keeper];
    });
    const others = holders.filter((holder) => !peers.isSelf(holder));
    return [...new Map(others.map((holder) => [holder.join(), holder])).values()];
  }
}
