/** What HTTP beside the connections may do with a node's blobs. */
import type { BlobId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { StateReader } from '../../contracts/state.ts';
import type { ByteRange, FileStream } from '../../node/blobFiles.ts';
import type { Clock } from '../../ports.ts';
import type { Envelopes } from '../envelopes.ts';
import type { LoggedIn } from '../session.ts';
import type { Tokens } from '../tokens.ts';
import type { BlobStore, UploadPiece, UploadState } from './blobStore.ts';
import { blobOwner } from './owner.ts';

export interface BlobAccessOptions {
  readonly tokens: Tokens;
  readonly envelopes: Envelopes;
  readonly store: BlobStore;
  readonly state: StateReader;
  readonly clock: Clock;
}

export class BlobAccess {
  readonly #options: BlobAccessOptions;

  constructor(options: BlobAccessOptions) {
    this.#options = options;
  }

  /** Errors: as Tokens.demand. */
  demand(...shown: Parameters<Tokens['demand']>): LoggedIn | null {
    return this.#options.tokens.demand(...shown);
  }

  /** Null when it is not here. */
  size(id: BlobId): number | null {
    return this.#options.store.size(id);
  }

  /**
   * Has a blob ready to be read, and answers its size. For those of this institution it is fetched when it is not
   * here; other nodes and guests are told of what lies here alone. With `look` it is compared with its name first.
   * Errors: `blob-unknown`, `node-away`, `blob-altered`, `erased`, `node-syncing`.
   */
  async ready(id: BlobId, login: LoggedIn | null, look: 'look' | 'trust'): Promise<number> {
    const { envelopes, store } = this.#options;
    envelopes.demandKept(id);
    if (look === 'look') await store.check(id);
    const isOurs = login === null || !(login.isGuest || login.role === 'node');
    if (isOurs) await envelopes.bring(id);
    const size = store.size(id);
    if (size === null) throw new ConsiliumError('blob-unknown');
    return size;
  }

  read(id: BlobId, range?: ByteRange): Uint8Array | FileStream | null {
    return this.#options.store.read(id, range);
  }

  /** Errors: as BlobStore.begin. */
  async begin(id: BlobId, size: number, login: LoggedIn): Promise<UploadState> {
    const { store, clock } = this.#options;
    return store.begin(id, size, { owner: this.#owner(login), now: clock.now() });
  }

  /** Errors: `upload-unknown`. */
  async state(id: BlobId, login: LoggedIn): Promise<UploadState> {
    return this.#options.store.state(id, this.#owner(login));
  }

  /** Errors: as BlobStore.append. */
  async append(id: BlobId, login: LoggedIn, piece: UploadPiece): Promise<UploadState> {
    const { store, clock } = this.#options;
    const owner = this.#owner(login);
    await store.touch(id, owner, clock.now());
    return store.append(id, owner, piece);
  }

  /** Nothing happens where there is no such upload. */
  async abandon(id: BlobId, login: LoggedIn): Promise<void> {
    await this.#options.store.abandon(id, this.#owner(login));
  }

  #owner(login: LoggedIn) {
    return blobOwner(login, this.#options.state);
  }
}
