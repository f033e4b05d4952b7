/**
 * Keeps the library level with the ledger: lists what was published, drops what was withdrawn, fetches texts from the
 * doctor's node and checks them, tells the node what was read. In steps, between which the core does other things; each
 * leaves the library whole, so that it goes on where it was after any interruption.
 */
import { bytesEqual, fromHex, toHex } from '../../../../crypto/bytes.ts';
import { caseCommitment, decodeCaseEnvelope, openCase } from '../../../../crypto/caseEnvelope.ts';
import { toCaseName } from '../../../../crypto/ids.ts';
import type { CaseLibrary, ListedCase } from '../../../../cases/library/caseLibrary.ts';
import { heldText, listedCase } from '../../../../cases/library/listed.ts';
import { decodeCaseDocument } from '../../../../cases/publish/caseDocument.ts';
import { doctorCodec, KIND } from '../../../../contracts/entities.ts';
import { caseCodec, type CaseEntity } from '../../../../contracts/sharing/caseEntities.ts';
import { read } from '../../../../contracts/state.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../../../errors.ts';
import type { SharedCasesClient } from '../../../../hospital/nodeClient.ts';
import type { Logger, Timers } from '../../../../ports.ts';
import type { LedgerStore } from '../../../../replica/ledgerStore.ts';
import { mapBounded } from '../../visits/bounded.ts';

export interface KeeperParts {
  readonly library: () => CaseLibrary;
  readonly store: LedgerStore;
  readonly node: Pick<SharedCasesClient, 'get' | 'opened'>;
  /** The doctor whose library it is: nobody contacts themselves. */
  readonly doctor: Uint8Array;
  readonly timers: Timers;
  readonly logger: Logger;
  /** Something is to be shown anew. */
  readonly changed: () => void;
}

/** Cases listed in one step, each some 0.3 ms. */
const LISTED_AT_ONCE = 40;
/** Cases asked for side by side, and indexed one after the other. */
const FETCHED_AT_ONCE = 4;
/** Until a hospital that did not answer is asked again. */
const RETRY_MS = 15_000;
/** A node did not answer as it should: asking for other cases of that hospital is of no use now. */
const NODE_IS_AWAY = new Set(['node-away', 'node-syncing', 'login-required', 'core-gone']);
/** What says of one case that its bytes are not the ledger's. */
const NOT_THE_CASE = new Set(['case-altered', 'case-document-malformed']);

export class LibraryKeeper {
  readonly #parts: KeeperParts;
  #running: Promise<void> | null = null;
  #isDue = false;
  #isStopped = false;
  #cancelRetry = (): void => undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Something moved: looks again, once what is under way has ended. */
  wake(): void {
    this.#isDue = true;
    if (this.#isStopped) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when it is level with the ledger, as far as the node can be reached. */
  async level(): Promise<void> {
    this.wake();
    while (this.#running !== null) await this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#isDue && !this.#isStopped) {
        this.#isDue = false;
        await this.#list();
        await this.#fetch();
        await this.#tell();
      }
    } catch (error) {
      // It goes on with the next block or connection.
      this.#parts.logger.warn('library-waits', { code: errorCode(error) });
    }
  }

  /** What blocks published and withdrew since: the withdrawals last, since a case may have had both. */
  async #list(): Promise<void> {
    const { store } = this.#parts;
    const from = this.#library.height;
    const head = store.height();
    if (head <= from) return;
    const created = store.state.createdSince(KIND.sharedCase, from + 1);
    for (let at = 0; at < created.length && !this.#isStopped; at += LISTED_AT_ONCE) {
      const step = created.slice(at, at + LISTED_AT_ONCE);
      // The height moves on with the last step: a step that is done again changes nothing.
      this.#library.list(
        step.flatMap(({ id, value }) => this.#listed(id, caseCodec.decode(value)) ?? []),
        from,
      );
      await this.#pause();
    }
    if (this.#isStopped) return;
    const withdrawn = store.state.createdSince(KIND.erasure, from + 1);
    this.#library.drop(withdrawn.map(({ id }) => toHex(id)));
    this.#library.list([], head);
    if (created.length + withdrawn.length > 0) this.#parts.changed();
  }

  #listed(name: Uint8Array, entity: CaseEntity): ListedCase | null {
    const { doctor, store } = this.#parts;
    const isActive = read(store, doctorCodec, entity.author)?.status === 'active';
    return listedCase(name, entity, isActive && !bytesEqual(entity.author, doctor));
  }

  /**
   * The texts that are due. A case lies at its author's node, which the own one asks: a hospital that is away holds up its
   * own cases alone, and is asked for again after a while.
   */
  async #fetch(): Promise<void> {
    const away = new Set<string>();
    let after = 0;
    for (;;) {
      const due = this.#isStopped ? [] : this.#library.due(after, FETCHED_AT_ONCE);
      const last = due.at(-1);
      if (last === undefined) break;
      after = last.id;
      const answers = await mapBounded(due, FETCHED_AT_ONCE, async ({ name }) => this.#fetchOne(name, away));
      if (answers.includes('held')) this.#parts.changed();
      await this.#pause();
    }
    if (away.size === 0 || this.#isStopped) return;
    this.#cancelRetry();
    this.#cancelRetry = this.#parts.timers.after(RETRY_MS, () => this.wake());
  }

  /** `away`: hospitals that did not answer in this round, in hex. */
  async #fetchOne(name: string, away: Set<string>): Promise<'held' | 'none'> {
    const entity = standing(this.#parts.store, name);
    if (entity === null || away.has(toHex(entity.institution))) return 'none';
    try {
      const bytes = await fetchCase(this.#parts, name);
      const held = heldText(bytes, decodeCaseDocument(bytes));
      // It may have been withdrawn while it was on its way.
      if (!this.#isStopped && standing(this.#parts.store, name) !== null) this.#library.hold(name, held);
      return 'held';
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      if (NODE_IS_AWAY.has(error.code)) away.add(toHex(entity.institution));
      if (NOT_THE_CASE.has(error.code)) this.#library.refuse(name);
      this.#parts.logger.info('library-case', { code: error.code });
      return 'none';
    }
  }

  /** What was read while the node was away. */
  async #tell(): Promise<void> {
    for (const name of this.#library.untold()) {
      if (this.#isStopped) return;
      await this.#parts.node.opened(toCaseName(fromHex(name))).catch((error: unknown) => {
        if (!isConsiliumError(error) || NODE_IS_AWAY.has(error.code)) throw error;
        // Of a case that was withdrawn nobody is credited any more.
      });
      if (!this.#isStopped) this.#library.told(name);
    }
  }

  get #library(): CaseLibrary {
    return this.#parts.library();
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#parts.timers.after(0, resolve);
    });
  }
}

/** The payload of a case, verified as far as the ledger's commitment reaches. Errors: `case-*`, those of the node. */
async function fetchCase({ node, store }: KeeperParts, name: string): Promise<Uint8Array> {
  const entity = standing(store, name);
  if (entity === null) throw new ConsiliumError('case-withdrawn');
  const { envelope, payload, sender } = await node.get(toCaseName(fromHex(name)));
  if (!bytesEqual(caseCommitment(envelope), entity.payload))
    throw new ConsiliumError('case-altered', { check: 'commitment' });
  return openCase(payload, decodeCaseEnvelope(envelope), sender.key);
}

/** Null once it is withdrawn. */
export function standing(store: LedgerStore, name: string): CaseEntity | null {
  const entity = read(store, caseCodec, fromHex(name));
  return entity === null || entity.withdrawn !== null ? null : entity;
}
