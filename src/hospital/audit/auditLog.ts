/** Decides what goes into the audit log, and keeps a flood of one refusal from filling it. */
import type { Network } from '../../crypto/ids.ts';
import type { Clock } from '../../ports.ts';
import type { AuditTable } from '../store/auditTable.ts';
import { MOST_AUDIT_ENTRIES, signAuditHead, type AuditEvent } from './entry.ts';
import type { AuditPortion } from './shapes.ts';

const MINUTE_MS = 60_000;
/** Refusals that are remembered at once to be counted instead of written. */
const MOST_REMEMBERED = 1_000;

/** What the registrar's and the officers' hands do at a node itself; what they do on the ledger is `submit`. */
const ACTS: ReadonlySet<string> = new Set([
  'card/certify',
  'pepper/deposit',
  'invite/make',
  'invite/offer',
  'invite/decline',
]);
/** Refusals that say something about who asked, rather than about an absent node or a full disk. */
const TELLING =
  /^(?:login-|signer-|gate-|receipt-|certificate-refused|pin-wrong|slip-locked|not-allowed|rate-limited|params-malformed|method-unknown|institution-|recipient-|mailbox-conflict|invitation-)/u;

interface Repeated {
  readonly event: AuditEvent;
  readonly minute: number;
  more: number;
}

/** The node's own key, on its network. */
export interface AuditSigner {
  readonly network: Network;
  readonly secretKey: Uint8Array;
}

export class AuditLog {
  readonly #table: AuditTable;
  readonly #clock: Clock;
  readonly #signer: AuditSigner;
  readonly #repeated = new Map<string, Repeated>();

  constructor(table: AuditTable, clock: Clock, signer: AuditSigner) {
    this.#table = table;
    this.#clock = clock;
    this.#signer = signer;
  }

  /**
   * Resolves when the event is durable. The same refusal of the same caller is written once in a minute; how often it
   * came after that is written with the next one, at {@link flush}, or after a minute.
   */
  async note(event: AuditEvent): Promise<void> {
    if (event.code === 'ok') {
      if (isAct(event)) await this.#table.append(event, 1, this.#clock.now());
      return;
    }
    if (isTelling(event)) await this.#noteRefusal(event);
  }

  /** Entries from a number on, with the node's signature over where the log ends now. */
  async list(from: number): Promise<AuditPortion> {
    await this.flush();
    const entries = this.#table.entries(from, MOST_AUDIT_ENTRIES);
    return { entries, head: signAuditHead(this.#table.head(), this.#signer) };
  }

  /** Writes down what was only counted so far. */
  async flush(): Promise<void> {
    const due = [...this.#repeated.values()].filter(({ more }) => more > 0);
    this.#repeated.clear();
    for (const { event, more } of due) await this.#table.append(event, more, this.#clock.now());
  }

  async #noteRefusal(event: AuditEvent): Promise<void> {
    const minute = Math.floor(this.#clock.now() / MINUTE_MS);
    const { actor, method, kind, code } = event;
    const name = [actor?.role, actor?.entity.join(), method, kind, code].join('|');
    const before = this.#repeated.get(name);
    if (before?.minute === minute) {
      before.more += 1;
      return;
    }
    if (before !== undefined || this.#repeated.size >= MOST_REMEMBERED) await this.flush();
    this.#repeated.set(name, { event, minute, more: 0 });
    await this.#table.append(event, 1, this.#clock.now());
  }
}

function isAct({ actor, method }: AuditEvent): boolean {
  return ACTS.has(method) || (method === 'submit' && actor?.role === 'officer');
}

/** A transaction that an officer hands in is an act, whatever becomes of it. */
function isTelling(event: AuditEvent): boolean {
  return TELLING.test(event.code) || isAct(event);
}
