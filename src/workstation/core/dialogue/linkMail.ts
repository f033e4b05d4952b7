/**
 * Mail over a direct connection: the same rows of outgoing mail that the mailbox would get, under the same numbers. What
 * the other side does not say to have stays in the desk, and goes through the mailbox when the connection is gone; what
 * comes twice so has the same name, and is taken once (I1 of incoming.ts).
 */
import { decodeFrame, encodeFrame, type Frame } from '../../../consult/frames.ts';
import { toHex } from '../../../crypto/bytes.ts';
import type { MailId } from '../../../crypto/ids.ts';
import { errorCode } from '../../../errors.ts';
import { mailId, type StoredMail } from '../../../hospital/mailbox/mail.ts';
import { millis } from '../../../ports.ts';
import type { MailStreamOut } from '../../../replica/desk/mailOut.ts';
import { selfOf, type DialoguePorts } from './ports.ts';

/** Messages that the other side was not heard of yet. */
const MOST_UNDER_WAY = 64;

/** What comes to a decision about mail that came, durably; see service.ts. `later` when it cannot be judged now. */
export type TakeMail = (mail: StoredMail) => Promise<'taken' | 'later'>;

export interface LinkMailParts {
  readonly ports: DialoguePorts;
  readonly peer: MailStreamOut['peer'];
  readonly send: (frame: Uint8Array) => void;
  readonly take: TakeMail;
  /** The other side has something that takes the mailbox, or speaks another language. */
  readonly giveUp: (code: string) => void;
  readonly typing: (isTyping: boolean) => void;
  /** There is room for more. */
  readonly wake: () => void;
}

export class LinkMail {
  readonly #parts: LinkMailParts;
  /** Rows of the desk by the name of their mail. */
  readonly #underWay = new Map<string, number>();
  #inTurn: Promise<void> = Promise.resolve();
  #isOn = true;

  constructor(parts: LinkMailParts) {
    this.#parts = parts;
  }

  /** Sends what waits for this doctor and is not under way. */
  carry({ stream }: MailStreamOut): void {
    const { ports, peer, send } = this.#parts;
    const rows = new Set(this.#underWay.values());
    for (const mail of ports.session.desk.mail.waiting(peer, MOST_UNDER_WAY)) {
      if (this.#underWay.size >= MOST_UNDER_WAY) break;
      if (rows.has(mail.id)) continue;
      const { sealed, sequence } = mail;
      const name = mailId(selfOf(ports).doctor, { to: peer, stream, sequence, sealed });
      this.#underWay.set(toHex(name), mail.id);
      send(encodeFrame({ kind: 'mail', stream, sequence, sealed }));
    }
  }

  /** What came over it, one after the other. */
  hear(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (frame === null) {
      this.#parts.giveUp('link-malformed');
      return;
    }
    this.#inTurn = this.#inTurn.then(async () => this.#inItsTurn(frame));
  }

  /** The connection is gone: nothing is under way any more. */
  stop(): void {
    this.#isOn = false;
    this.#underWay.clear();
  }

  /** What the desk cannot keep now comes again, by the mailbox. */
  async #inItsTurn(frame: Frame): Promise<void> {
    if (!this.#isOn) return;
    try {
      await this.#apply(frame);
    } catch (error) {
      this.#parts.giveUp(errorCode(error));
    }
  }

  async #apply(frame: Frame): Promise<void> {
    const { ports, giveUp, typing } = this.#parts;
    switch (frame.kind) {
      case 'mail':
        return this.#receive(frame);
      case 'taken':
        return this.#remove(frame.mail);
      case 'forgotten':
        return ports.session.desk.mail.forgetHandled(frame.mail);
      case 'later':
        return giveUp('link-later');
      case 'typing':
        return typing(frame.isTyping);
    }
  }

  async #receive({ sealed, sequence, stream }: Frame & { readonly kind: 'mail' }): Promise<void> {
    const { ports, peer, send, take } = this.#parts;
    const now = ports.clock.now();
    const mail = { position: 0, from: peer, stream, sequence, stored: now, expires: millis(now), sealed };
    const kind = await take(mail);
    if (this.#isOn) send(encodeFrame({ kind, mail: nameOf(ports, mail) }));
  }

  /** The other side has it. */
  #remove(mail: MailId): void {
    const { ports, send, wake } = this.#parts;
    const name = toHex(mail);
    const row = this.#underWay.get(name);
    if (row === undefined) return;
    ports.session.desk.mail.remove(row);
    this.#underWay.delete(name);
    send(encodeFrame({ kind: 'forgotten', mail }));
    wake();
  }
}

function nameOf(ports: DialoguePorts, mail: StoredMail): MailId {
  return mailId(mail.from, { ...mail, to: selfOf(ports).doctor });
}
