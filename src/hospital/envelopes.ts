/**
 * Envelopes and blobs of the ledger's statements: kept here, or fetched from the node of the author's institution
 * and then kept. What is fetched is believed as far as the ledger's commitment and the blob's own id reach.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { blobId } from '../crypto/blob.ts';
import { decodeEnvelope, envelopeCommitment, type Envelope } from '../crypto/envelope.ts';
import { toInstitutionId, type BlobId, type StatementHash } from '../crypto/ids.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import type { Logger } from '../ports.ts';
import { statementCodec, type StatementEntity } from '../contracts/entities.ts';
import { read } from '../contracts/state.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import type { Peers } from './peers.ts';
import type { NodeStore } from './store/nodeStore.ts';

export interface EnvelopesOptions {
  readonly store: LedgerStore;
  readonly nodeStore: NodeStore;
  readonly peers: Peers;
  readonly logger: Logger;
}

export class Envelopes {
  readonly #options: EnvelopesOptions;

  constructor(options: EnvelopesOptions) {
    this.#options = options;
  }

  /** The statement as the ledger has it, or null. */
  statement(hash: Uint8Array): StatementEntity | null {
    return read(this.#options.store, statementCodec, hash);
  }

  /** The envelope that the ledger committed to, as bytes, from this node alone. Errors: `envelope-unknown`. */
  own(hash: StatementHash): Uint8Array {
    const entity = this.statement(hash);
    const stored = entity === null ? null : this.#options.nodeStore.envelopeBytes(hash, entity.commitment);
    // A pending statement is its author's affair until the patient consents.
    if (stored === null || entity?.state === 'pending') throw new ConsiliumError('envelope-unknown');
    return stored;
  }

  /** The envelope of a statement of the ledger; null when the one who should have it is away or has it not. */
  async find(hash: StatementHash, entity: StatementEntity): Promise<Envelope | null> {
    const { nodeStore, peers, logger } = this.#options;
    const stored = nodeStore.envelope(hash, entity.commitment);
    if (stored !== null || peers.isSelf(entity.institution)) return stored;
    try {
      return await this.#fetch(hash, entity);
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      logger.warn('envelope-not-fetched', { code: errorCode(error) });
      return null;
    }
  }

  /** Errors: `blob-unknown`, `node-away`, `blob-altered`. */
  async blob(id: BlobId): Promise<Uint8Array> {
    const { nodeStore, peers } = this.#options;
    const stored = nodeStore.blob(id);
    if (stored !== null) return stored;
    const holder = this.#holderOf(id);
    if (holder === null) throw new ConsiliumError('blob-unknown');
    const blob = await peers.ask(toInstitutionId(holder), async (peer) => peer.blob(id));
    if (!bytesEqual(blobId(blob), id)) throw new ConsiliumError('blob-altered', { check: 'hash' });
    await nodeStore.putBlob(blob);
    return blob;
  }

  /** The institution whose node gave the receipt for an envelope that names the blob; null for none but this one. */
  #holderOf(id: BlobId): Uint8Array | null {
    for (const hash of this.#options.nodeStore.statementsOfBlob(id)) {
      const institution = this.statement(hash)?.institution;
      if (institution !== undefined && !this.#options.peers.isSelf(institution)) return institution;
    }
    return null;
  }

  async #fetch(hash: StatementHash, entity: StatementEntity): Promise<Envelope> {
    const { peers } = this.#options;
    const encoded = await peers.ask(toInstitutionId(entity.institution), async (peer) => peer.envelope(hash));
    const envelope = decodeEnvelope(encoded);
    const isCommitted =
      bytesEqual(envelope.statement, hash) && bytesEqual(envelopeCommitment(envelope), entity.commitment);
    if (!isCommitted) throw new ConsiliumError('envelope-mismatch');
    await this.#options.nodeStore.putEnvelope(envelope, encoded);
    return envelope;
  }
}
