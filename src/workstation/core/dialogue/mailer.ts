/**
 * Brings the outgoing mail of a desk to the mailboxes of its recipients. Everything may be asked twice: a message that
 * is at the mailbox already changes nothing there, and what the node says comes from its own durable rows.
 */
import { ConsiliumError, errorCode } from '../../../errors.ts';
import type { MailboxClient } from '../../../hospital/nodeClient.ts';
import { MOST_MAIL } from '../../../hospital/mailbox/mail.ts';
import type { MailOut, MailStreamOut } from '../../../replica/desk/mailOut.ts';
import type { DialoguePorts } from './ports.ts';

/** The node will not take this one, now or later. */
const REFUSED: ReadonlySet<string> = new Set(['recipient-unknown', 'recipient-suspended', 'mailbox-expires']);

export interface Mailing {
  /** False once the desk may not be touched any more. */
  isOn(): boolean;
  /**
   * Null when everything that is sealed is durable: were it sent before, a loss of power would have another message
   * sealed by the same key.
   */
  settling(): Promise<void> | null;
  /** Takes what waits over a direct connection to its recipient; false where there is none. */
  carry(stream: MailStreamOut): boolean;
}

/** Answers whether something waits that should be tried again later. */
export async function sendMail(ports: DialoguePorts, mailing: Mailing): Promise<boolean> {
  const results = await Promise.all(
    ports.session.desk.mail.streams().map(async (stream) => sendStream(ports, mailing, stream)),
  );
  return results.includes(true);
}

async function sendStream(ports: DialoguePorts, mailing: Mailing, stream: MailStreamOut): Promise<boolean> {
  try {
    const isCarried = await whenSettled(mailing, () => mailing.isOn() && mailing.carry(stream));
    if (!mailing.isOn()) return false;
    if (isCarried && ports.session.desk.mail.stored(stream.peer, 1).length === 0) return false;
    const box = await ports.mailboxAt(stream.institution);
    if (!mailing.isOn()) return false;
    await followStored(ports, mailing, { ...stream, box });
    const isCarriedNow = await whenSettled(mailing, () => mailing.isOn() && mailing.carry(stream));
    if (mailing.isOn() && !isCarriedNow) await sendWaiting(ports, mailing, { ...stream, box });
    return false;
  } catch (error) {
    ports.logger.info('consult-mail-waits', { code: errorCode(error) });
    return true;
  }
}

interface Addressed extends MailStreamOut {
  readonly box: Pick<MailboxClient, 'send' | 'receipts'>;
}

/** What of the mail at the mailbox is delivered, or waited there too long. */
async function followStored(
  ports: DialoguePorts,
  mailing: Mailing,
  { box, peer, stream }: Addressed,
): Promise<void> {
  const { desk } = ports.session;
  for (let since = desk.mail.stored(peer, 1)[0]?.sequence; since !== undefined;) {
    const receipts = await box.receipts({ to: peer, stream, since });
    if (!mailing.isOn()) return;
    const stored = new Map(desk.mail.stored(peer).map((mail) => [mail.sequence, mail]));
    desk.atomically(() => {
      for (const { sequence, state } of receipts) {
        const mail = stored.get(sequence);
        if (mail === undefined || state === 'waiting') continue;
        if (state === 'expired') failed(ports, mail, 'mailbox-expires');
        desk.mail.remove(mail.id);
      }
    });
    const last = receipts.at(-1)?.sequence;
    since = receipts.length < MOST_MAIL || last === undefined ? undefined : last + 1;
  }
}

/** Nothing comes between what is asked in `act` and that it is durable. */
async function whenSettled<Result>(mailing: Mailing, act: () => Result): Promise<Result> {
  for (let settling = mailing.settling(); settling !== null; settling = mailing.settling()) await settling;
  return act();
}

/** In the order of the stream; the next one only when the one before is durable there. */
async function sendWaiting(ports: DialoguePorts, mailing: Mailing, to: Addressed): Promise<void> {
  const { mail } = ports.session.desk;
  let { stream } = to;
  let isRepeated = false;
  const first = async (): Promise<MailOut | undefined> =>
    whenSettled(mailing, () => (mailing.isOn() ? mail.waiting(to.peer, 1)[0] : undefined));
  for (let next = await first(); next !== undefined; next = await first()) {
    const code = await sendOne({ ...to, stream }, { next, base: mail.base(to.peer) });
    if (!mailing.isOn()) return;
    if (code === null) stored(ports, next);
    else if (code === 'mailbox-order' && !isRepeated) {
      isRepeated = true;
      mail.sendAgain(to.peer);
    } else if (code === 'mailbox-conflict' || code === 'mailbox-order') mail.renew(to.peer);
    else giveUp(ports, next, { code, peer: to.peer });
    stream = mail.streams().find(({ peer }) => peer.join() === to.peer.join())?.stream ?? stream;
    ports.changed();
  }
}

/** Null when it is at the mailbox; the code of a refusal that says something about this message. Throws all others. */
async function sendOne(
  { box, peer, stream }: Addressed,
  { next, base }: { readonly next: MailOut; readonly base: number },
): Promise<string | null> {
  const { sequence, expires, sealed } = next;
  try {
    await box.send({ to: peer, stream, base, sequence, expires, sealed });
    return null;
  } catch (error) {
    const code = errorCode(error);
    if (REFUSED.has(code) || code === 'mailbox-order' || code === 'mailbox-conflict') return code;
    throw error instanceof ConsiliumError ? error : new ConsiliumError('node-away', {}, { cause: error });
  }
}

/** Where a loss of power takes this back, the message is sent again, which changes nothing at the mailbox. */
function stored({ session }: DialoguePorts, { id, message, request }: MailOut): void {
  session.desk.lazily(() => {
    session.desk.mail.setStored(id);
    if (message !== null) session.desk.messages.reach(message, 'stored');
    if (request !== null) session.desk.requests.setSent(request);
  });
}

function giveUp(
  ports: DialoguePorts,
  mail: MailOut,
  { code, peer }: { readonly code: string; readonly peer: MailStreamOut['peer'] },
): void {
  const { desk } = ports.session;
  ports.logger.warn('consult-mail-refused', { code });
  desk.atomically(() => {
    failed(ports, mail, code);
    desk.mail.remove(mail.id);
    desk.mail.renew(peer);
  });
}

function failed({ session }: DialoguePorts, { message }: MailOut, code: string): void {
  if (message !== null) session.desk.messages.fail(message, code);
}
