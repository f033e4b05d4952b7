/**
 * The node as a post office for its doctors: takes sealed messages of any active doctor of the ledger, keeps them
 * until the recipient's workstation says that it has them, and tells both sides when something happened.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import type { InstitutionId, MailId, MailStream, StaffId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { readStaff } from '../../contracts/signers.ts';
import type { StateReader } from '../../contracts/state.ts';
import type { Clock } from '../../ports.ts';
import type { MailQuota, MailTable } from '../store/mailTable.ts';
import { LONGEST_WAIT_MS, type MailReceipt, type OutgoingMail, type StoredMail } from './mail.ts';

/** A month of many dialogues, and of one sender the ten thousand messages of a busy one. */
export const MAIL_QUOTA: MailQuota = {
  mailbox: { messages: 50_000, bytes: 512 * 1024 * 1024 },
  sender: { messages: 12_000, bytes: 128 * 1024 * 1024 },
};
/** Sealed bytes in one answer. */
const MOST_FETCHED_BYTES = 8 * 1024 * 1024;

/** What happened in a mailbox, told to a connection that watches: what came, or that the state of something sent changed. */
export type MailEvent =
  | { readonly event: 'mail'; readonly mail: StoredMail }
  | { readonly event: 'mail-receipt' };

export interface MailboxOptions {
  readonly institution: InstitutionId;
  readonly state: StateReader;
  readonly table: MailTable;
  readonly clock: Clock;
  readonly quota: MailQuota;
  /** Tells the doctor's connections, if there are any. */
  readonly tell: (doctor: StaffId, event: MailEvent) => void;
}

export class Mailbox {
  readonly #options: MailboxOptions;

  constructor(options: MailboxOptions) {
    this.#options = options;
  }

  /**
   * Errors: `recipient-unknown` (no doctor of this institution), `recipient-suspended`, `mailbox-expires` (past, or
   * more than 60 days ahead), and those of MailTable.put.
   */
  async send(from: StaffId, mail: OutgoingMail): Promise<void> {
    const { clock, table, quota, tell } = this.#options;
    this.#demandRecipient(mail.to);
    await this.sweep();
    const now = clock.now();
    if (mail.expires <= now || mail.expires > now + LONGEST_WAIT_MS) {
      throw new ConsiliumError('mailbox-expires');
    }
    const position = await table.put(from, mail, { now, quota });
    if (position === null) return;
    const { stream, sequence, expires, sealed } = mail;
    tell(mail.to, {
      event: 'mail',
      mail: { position, from, stream, sequence, stored: now, expires, sealed },
    });
  }

  async fetch(recipient: StaffId, after: number): Promise<readonly StoredMail[]> {
    await this.sweep();
    return this.#options.table.waiting(recipient, after, { bytes: MOST_FETCHED_BYTES });
  }

  async acknowledge(recipient: StaffId, ids: readonly MailId[]): Promise<void> {
    const { table, clock } = this.#options;
    this.#tellSenders(await table.acknowledge(recipient, ids, clock.now()));
  }

  receipts(from: StaffId, to: StaffId, asked: { stream: MailStream; since: number }): readonly MailReceipt[] {
    return this.#options.table.receipts(from, to, asked);
  }

  /** Whoever touches a mailbox takes out what has expired: nothing waits for a timer. */
  async sweep(): Promise<void> {
    const { table, clock } = this.#options;
    this.#tellSenders(await table.sweep(clock.now()));
  }

  #tellSenders({ senders }: { readonly senders: readonly StaffId[] }): void {
    for (const sender of senders) this.#options.tell(sender, { event: 'mail-receipt' });
  }

  #demandRecipient(to: StaffId): void {
    const { state, institution } = this.#options;
    const doctor = readStaff(state, 'doctor', to);
    if (doctor === null || !bytesEqual(doctor.institution, institution)) {
      throw new ConsiliumError('recipient-unknown');
    }
    if (doctor.status !== 'active') throw new ConsiliumError('recipient-suspended');
  }
}
