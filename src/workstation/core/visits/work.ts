/**
 * What the handlers of one unlocked session hold in memory: cards that were read, histories that were opened, a
 * record that was previewed. It hangs on the session object, so it is gone when the session is locked.
 */
import { toHex } from '../../../crypto/bytes.ts';
import type { PublicCard } from '../../../crypto/card.ts';
import type { EpochKey, Network } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { PreparedAmendment } from '../amend/amend.ts';
import type { CoreContext, Ledger, StaffSession } from '../context.ts';
import type { InvitationBox } from '../joining/box.ts';
import type { OpenedStatement } from './history.ts';
import { networkOf } from './ledgerReads.ts';
import type { PreparedRecord } from './prepare.ts';

/** A card behind a handle; a sealed one waits for its PIN. */
export type HeldCard =
  | { readonly kind: 'card'; readonly card: PublicCard }
  | { readonly kind: 'sealed'; readonly text: string };

interface SessionMemory {
  readonly cards: Map<string, HeldCard>;
  /** By visit and statement. */
  readonly opened: Map<string, Map<string, OpenedStatement>>;
  readonly prepared: Map<string, PreparedRecord>;
  /** The end of the last write, by visit or statement. */
  readonly turns: Map<string, Promise<void>>;
  /** By the record they follow, in hex. */
  readonly amendments: Map<string, PreparedAmendment>;
}

export class VisitWork {
  readonly context: CoreContext;
  /** Where doctors who share this machine leave invitations for each other. */
  readonly invitations: InvitationBox;
  readonly #memories = new WeakMap<StaffSession, SessionMemory>();

  constructor(context: CoreContext, invitations: InvitationBox) {
    this.context = context;
    this.invitations = invitations;
  }

  /** @throws ConsiliumError `session-locked` */
  get session(): StaffSession {
    return this.context.session();
  }

  /** @throws ConsiliumError `setup-missing` */
  get ledger(): Ledger {
    return this.context.ledger();
  }

  get network(): Network {
    return networkOf(this.ledger.replica.store);
  }

  /**
   * Runs what writes under one visit, or after one record, one after the other: a second click finds what the first
   * one did, and does not do it again.
   * @param of id of the visit or of the statement, in hex
   */
  async inTurn<T>(of: string, write: () => Promise<T>): Promise<T> {
    const { turns } = this.#memory();
    const turn = (turns.get(of) ?? Promise.resolve()).then(write);
    turns.set(
      of,
      turn.then(
        () => undefined,
        () => undefined,
      ),
    );
    return turn;
  }

  /** Keeps a card for this session; the handle tells nothing of it. */
  hold(card: HeldCard): string {
    const handle = toHex(this.context.ports.random(16));
    this.#memory().cards.set(handle, card);
    return handle;
  }

  /** @throws ConsiliumError `card-handle-unknown` */
  held(handle: string): HeldCard {
    const card = this.#memory().cards.get(handle);
    if (card === undefined) throw new ConsiliumError('card-handle-unknown');
    return card;
  }

  release(handle: string): void {
    this.#memory().cards.delete(handle);
  }

  /** What was opened under a visit so far; add to it. */
  opened(visit: EpochKey): Map<string, OpenedStatement> {
    const { opened } = this.#memory();
    const known = opened.get(toHex(visit));
    if (known !== undefined) return known;
    const fresh = new Map<string, OpenedStatement>();
    opened.set(toHex(visit), fresh);
    return fresh;
  }

  prepare(visit: EpochKey, record: PreparedRecord): void {
    this.#memory().prepared.set(toHex(visit), record);
  }

  prepared(visit: EpochKey): PreparedRecord | null {
    return this.#memory().prepared.get(toHex(visit)) ?? null;
  }

  /** What was previewed to follow a record, by that record. */
  amendments(): Map<string, PreparedAmendment> {
    return this.#memory().amendments;
  }

  /**
   * Forgets the previewed record of a visit: it was signed, or the visit is over, or what is attached changed. Attachments of
   * what follows a record lie under that record's name.
   */
  forgetPrepared(visit: EpochKey): void {
    this.#memory().prepared.delete(toHex(visit));
    this.#memory().amendments.delete(toHex(visit));
  }

  /** Forgets all that a visit's card opened. */
  forgetVisit(visit: EpochKey): void {
    this.#memory().opened.delete(toHex(visit));
    this.forgetPrepared(visit);
  }

  #memory(): SessionMemory {
    const session = this.session;
    const known = this.#memories.get(session);
    if (known !== undefined) return known;
    const fresh: SessionMemory = {
      cards: new Map(),
      opened: new Map(),
      prepared: new Map(),
      turns: new Map(),
      amendments: new Map(),
    };
    this.#memories.set(session, fresh);
    return fresh;
  }
}
