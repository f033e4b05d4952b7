/** Mailboxes of all doctors in memory, honest unless a test has it otherwise; the rules are those of src/hospital. */
import { bytesEqual, toHex } from '../../../../src/crypto/bytes.ts';
import type { MailId, StaffId } from '../../../../src/crypto/ids.ts';
import { BlobShelf } from './blobShelf.ts';
import { ConsiliumError } from '../../../../src/errors.ts';
import {
  mailId,
  MOST_MAIL,
  type MailReceipt,
  type OutgoingMail,
  type StoredMail,
} from '../../../../src/hospital/mailbox/mail.ts';
import type { MailboxClient, ProfilesClient } from '../../../../src/hospital/nodeClient.ts';
import { millis } from '../../../../src/ports.ts';

interface Line extends StoredMail {
  readonly to: StaffId;
  readonly id: string;
  delivered: boolean;
}

/** What a hostile node does with what a recipient asks for. */
export type Twist = (mail: readonly StoredMail[], recipient: StaffId) => readonly StoredMail[];

export class Post {
  /** Every message that was ever left here, in the order in which it came. */
  readonly lines: Line[] = [];
  isAway = false;
  twist: Twist = (mail) => mail;
  /** Large files that were left for others. */
  readonly blobs = new BlobShelf();
  readonly profiles = new Map<string, Uint8Array>();
  readonly #next = new Map<string, number>();
  readonly #watching = new Map<string, (came: StoredMail | null) => void>();

  /** As one doctor sees it. */
  of(doctor: StaffId): MailboxClient {
    return {
      send: async (mail) => this.#up(() => this.#send(doctor, mail)),
      fetch: async (after) =>
        this.#up(() =>
          this.twist(
            this.lines.filter(({ to, delivered }) => bytesEqual(to, doctor) && !delivered),
            doctor,
          )
            .filter(({ position }) => position > after)
            .slice(0, MOST_MAIL),
        ),
      acknowledge: async (ids) => this.#up(() => this.#acknowledge(doctor, ids)),
      receipts: async ({ to, stream, since }) =>
        this.#up(() =>
          this.lines
            .filter(
              (line) => bytesEqual(line.to, to) && bytesEqual(line.stream, stream) && line.sequence >= since,
            )
            .map(({ sequence, delivered, stored }): MailReceipt => ({
              sequence,
              state: delivered ? 'delivered' : 'waiting',
              time: stored,
            })),
        ),
      watch: async (_, listener) =>
        this.#up(() => {
          this.#watching.set(toHex(doctor), listener);
          return () => void this.#watching.delete(toHex(doctor));
        }),
      presence: async (doctors) => doctors.map((id) => this.#watching.has(toHex(id))),
    };
  }

  /** What doctors say of themselves: whoever puts is believed, for a reader has to look. */
  profilesOf(doctor: StaffId): ProfilesClient {
    return {
      put: async (profile) => this.#up(() => void this.profiles.set(toHex(doctor), profile)),
      get: async (doctors) => this.#up(() => doctors.map((id) => this.profiles.get(toHex(id)) ?? null)),
    };
  }

  /** Leaves something in a mailbox that its sender never sent. */
  forge(from: StaffId, to: StaffId, sealed: Uint8Array): void {
    const stream = new Uint8Array(16).fill(this.lines.length) as OutgoingMail['stream'];
    this.#keep(from, { to, stream, base: 1, sequence: 1, expires: millis(9e15), sealed });
  }

  /** The last message that one doctor left for another. */
  last(from: StaffId, to: StaffId): Uint8Array {
    const line = this.lines.findLast((one) => bytesEqual(one.from, from) && bytesEqual(one.to, to));
    if (line === undefined) throw new Error('nothing was sent');
    return line.sealed;
  }

  async #up<T>(work: () => T): Promise<T> {
    if (this.isAway) throw new ConsiliumError('node-away');
    return work();
  }

  #send(from: StaffId, mail: OutgoingMail): void {
    const name = toHex(mail.stream);
    const next = this.#next.get(name) ?? 1;
    if (mail.sequence < next) return;
    const expected = Math.max(next, mail.base);
    if (mail.sequence !== expected) throw new ConsiliumError('mailbox-order', { expected });
    this.#next.set(name, mail.sequence + 1);
    this.#keep(from, mail);
  }

  #keep(from: StaffId, mail: OutgoingMail): void {
    const { to, stream, sequence, expires, sealed } = mail;
    const position = this.lines.length + 1;
    const id = toHex(mailId(from, mail));
    const stored = { position, from, stream, sequence, expires, sealed, stored: millis(0) };
    this.lines.push({ ...stored, to, id, delivered: false });
    const [pushed = null] = this.twist([stored], to);
    this.#watching.get(toHex(to))?.(pushed);
  }

  #acknowledge(recipient: StaffId, ids: readonly MailId[]): void {
    const names = new Set(ids.map(toHex));
    for (const line of this.lines)
      if (bytesEqual(line.to, recipient) && names.has(line.id)) line.delivered = true;
  }
}
