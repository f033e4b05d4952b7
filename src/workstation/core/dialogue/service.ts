/**
 * A doctor's requests and dialogues while they are logged in. Events (mail, a connection, a block, something said on
 * this machine) only ask for a round; one round at a time looks at everything and does what is due:
 *
 * - S1 what the ledger no longer bears is ended before anything comes in or goes out
 * - S2 mail is shown as soon as it is in the desk, and acknowledged to its node when it is durable there, never before: until
 *   then a loss of power takes back what it changed, all of it, and the mail comes again
 * - S3 what waits is sent, and again later while something stands in the way
 */
import { toMailId, type MailId } from '../../../crypto/ids.ts';
import { bytesEqual, fromHex } from '../../../crypto/bytes.ts';
import { errorCode } from '../../../errors.ts';
import { mailId } from '../../../hospital/mailbox/mail.ts';
import type { StoredMail } from '../../../hospital/mailbox/mail.ts';
import { millis } from '../../../ports.ts';
import { Calls } from '../calls/calls.ts';
import { callPort, signedWord } from '../recordings/callPort.ts';
import { CallRecordings } from '../recordings/consents.ts';
import { acknowledge, endFallen } from './conversation.ts';
import { Transfers } from './files/transfers.ts';
import { asksLedger, take, UNAVAILABLE, type Portion } from './incoming.ts';
import { Links } from './links.ts';
import { sendProfile } from './profiles.ts';
import { sendMail } from './mailer.ts';
import { expireMessages } from './retention.ts';
import { selfOf, type DialoguePorts, type News } from './ports.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const LAST_WORD_MS = 1_000;
/** A machine that slept, or whose clock was set, looks again within an hour. */
const LONGEST_EXPIRY_PAUSE_MS = 60 * 60_000;
/** Messages made ready for searching in one round: some milliseconds. */
const MOST_INDEXED = 200;
/** Keys of a request outlive it so long: an answer in time may be read late. */
const REQUEST_KEPT_MS = 7 * 24 * 60 * 60_000;

export class DialogueService {
  readonly ports: DialoguePorts;
  readonly links: Links;
  readonly transfers: Transfers;
  readonly calls: Calls;
  readonly recordings: CallRecordings;
  #isOn = true;
  #isEnding = false;
  #round: Promise<void> | null = null;
  #again = false;
  /** Whatever waited was fetched: what is pushed is the next, and nothing comes before what was said before it. */
  #isLevel = false;
  /** Came with the news of it, and was not looked at yet. */
  #pushed: StoredMail[] = [];
  #turn: Promise<void> = Promise.resolve();
  /** What came last is not durable yet. */
  #syncing: Promise<void> | null = null;
  #pauses = 0;
  #cancelPause: () => void = () => undefined;
  #cancelExpiry: () => void = () => undefined;
  #unwatch: (() => void) | null = null;
  /** The own profile as the node has it, since this began; undefined until it was brought once. */
  #profileSent: Uint8Array | null | undefined;

  constructor(ports: DialoguePorts) {
    this.ports = ports;
    this.transfers = new Transfers(ports, () => this.wake());
    this.links = new Links({
      ports,
      take: async (mail) => this.#takeDirectly(mail),
      wake: () => this.wake(),
      transfers: this.transfers,
    });
    this.calls = new Calls({ ports, wake: () => this.wake(), transfers: this.transfers });
    this.recordings = new CallRecordings(ports, callPort(this.calls, ports));
    this.calls.listen((call, said, dialogue) => {
      if (said.word !== 'record-consent') return;
      const signed = signedWord(ports, { call, said, isMine: false });
      this.recordings.heard({ dialogue, call }, said, signed);
    });
    this.transfers.refresh();
    this.calls.begin();
  }

  /** Something happened. */
  wake(): void {
    if (this.#isEnding) return;
    this.#again = true;
    this.#round ??= this.#rounds().finally(() => {
      this.#round = null;
      if (this.#again) this.wake();
    });
  }

  /** Whether the node has what this doctor said last of themselves. */
  isProfileSent(): boolean {
    return this.#profileSent !== undefined && isSame(this.#profileSent, this.#ownProfile());
  }

  /** Shown as present, and rung. */
  setAvailable(isAvailable: boolean): void {
    const { settings } = this.ports.session.desk;
    if (isAvailable) settings.remove(UNAVAILABLE);
    else settings.set(UNAVAILABLE, 'true');
    this.#unwatch?.();
    this.#unwatch = null;
    this.wake();
  }

  /**
   * Ends it. What was said in the last moment still goes out, if it can within a second; then the desk is no longer
   * touched.
   */
  async stop(): Promise<void> {
    // A call ends over the connection that there still is.
    this.calls.stop();
    this.links.stop();
    this.#isEnding = true;
    this.#cancelPause();
    this.#cancelExpiry();
    // What was recorded up to here is closed while the desk is open.
    await this.recordings.close();
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.ports.timers.after(LAST_WORD_MS, resolve);
    });
    await Promise.race([this.#lastWord(), late]);
    this.#isOn = false;
    // A node that does not answer keeps nobody from leaving: what it sends is not heard any more.
    await Promise.race([this.transfers.stop(), late]);
    cancel();
    this.#unwatch?.();
  }

  async #lastWord(): Promise<void> {
    await this.#round;
    if (this.#isOn && this.#hasUnsent()) await this.#send();
  }

  #hasUnsent(): boolean {
    const { mail } = this.ports.session.desk;
    return mail.streams().some(({ peer }) => mail.waiting(peer, 1).length > 0);
  }

  async #send(): Promise<boolean> {
    return sendMail(this.ports, {
      isOn: () => this.#isOn,
      settling: () => this.#syncing?.catch(async () => this.#sync()) ?? null,
      carry: (stream) => this.links.carry(stream),
    });
  }

  async #rounds(): Promise<void> {
    this.#cancelPause();
    while (this.#again && !this.#isEnding) {
      this.#again = false;
      const isWaiting = await this.#oneRound();
      if (this.#isEnding) return;
      if (isWaiting) this.#later();
      else this.#pauses = 0;
    }
  }

  /** Answers whether to look again later. */
  async #oneRound(): Promise<boolean> {
    const { ports } = this;
    try {
      this.#endFallen(); // S1
      this.#expire();
      ports.session.desk.requests.forgetPast(millis(ports.clock.now() - REQUEST_KEPT_MS));
      // What was said a moment ago does not wait for what may have come.
      if (this.#hasUnsent()) await this.#send();
      if (!this.#isOn) return false;
      const isLeft = await this.#receive();
      if (!this.#isOn) return false;
      this.#endFallen();
      this.#expire();
      const isUnsent = await this.#send(); // S3
      const isUnsaid = this.#isOn && !(await this.#sendProfile());
      if (this.#isOn) await this.transfers.takeBack();
      if (this.#isOn) ports.session.desk.messages.index(MOST_INDEXED);
      return isLeft || isUnsent || isUnsaid;
    } catch (error) {
      ports.logger.warn('consult-round', { code: errorCode(error) });
      return true;
    }
  }

  /** Once after each login, since a node may have been put back to an earlier day; then when there is something new. */
  async #sendProfile(): Promise<boolean> {
    if (this.isProfileSent()) return true;
    try {
      const sent = await sendProfile(this.ports, () => this.#isOn);
      this.#profileSent = sent;
      if (this.#isOn && sent !== null) this.ports.changed();
      return true;
    } catch (error) {
      this.ports.logger.info('profile-unsent', { code: errorCode(error) });
      return false;
    }
  }

  #ownProfile(): Uint8Array | null {
    const { desk, identity } = this.ports.session;
    return desk.profiles.find(identity.entity)?.signed ?? null;
  }

  /** What both agreed not to keep goes, and is looked for again when the next of it is due. */
  #expire(): void {
    this.#cancelExpiry();
    const { gone, next } = expireMessages(this.ports);
    if (gone > 0) {
      // Their keys went with the rows; the sealed files are nobody's any more.
      this.transfers.sweep();
      this.ports.changed();
    }
    if (next === null) return;
    const pause = Math.min(LONGEST_EXPIRY_PAUSE_MS, Math.max(0, next - this.ports.clock.now()) + 1);
    this.#cancelExpiry = this.ports.timers.after(pause, () => this.wake());
  }

  #endFallen(): void {
    endFallen(this.ports);
    this.links.endFallen();
    this.calls.endFallen();
    this.recordings.endFallen();
  }

  async #receive(): Promise<boolean> {
    try {
      await this.#watch();
      let isLeft = false;
      for (let after: number | undefined = 0; after !== undefined && this.#isOn;) {
        const from: number = after;
        const mail: readonly StoredMail[] = await this.#inTurn(async () => {
          const found = await this.ports.own.fetch(from);
          // What was pushed meanwhile is among them.
          const names = new Set(found.map(({ position }) => position));
          this.#pushed = this.#pushed.filter(({ position }) => !names.has(position));
          if (found.length > 0 && this.#isOn) isLeft = (await this.#takeAll(found)) || isLeft;
          return found;
        });
        after = mail.at(-1)?.position;
      }
      this.#isLevel = !isLeft;
      return isLeft;
    } catch (error) {
      if (this.#isOn) this.ports.logger.info('consult-mail-away', { code: errorCode(error) });
      return true;
    }
  }

  /** What came with the news of it waits for no round, and no round for another node's answer. */
  #push(mail: StoredMail): void {
    if (!this.#isLevel) {
      this.wake();
      return;
    }
    this.#pushed.push(mail);
    this.#inTurn(async () => {
      const here = this.#pushed.splice(0);
      if (here.length > 0 && this.#isOn) await this.#takeAll(here);
    }).then(
      () => this.wake(),
      (error: unknown) => {
        this.#isLevel = false;
        if (!this.#isOn) return;
        this.ports.logger.info('consult-mail-away', { code: errorCode(error) });
        this.#later();
      },
    );
  }

  /** Mail of the node is decided, and its node told, before the next of it is looked at: none is decided twice. */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  async #takeAll(mail: readonly StoredMail[]): Promise<boolean> {
    const taken = await this.#judge(mail);
    if (!this.#isOn) return false;
    await this.ports.own.acknowledge(taken); // S2
    const { desk } = this.ports.session;
    // A name that a loss of power brings back is one of mail that comes no more.
    if (this.#isOn) desk.lazily(() => taken.forEach((id) => desk.mail.forgetHandled(id)));
    return taken.length < mail.length;
  }

  /** Mail of a direct connection: its name is kept until its sender has forgotten it. */
  async #takeDirectly(mail: StoredMail): Promise<'taken' | 'later'> {
    const taken = this.#isOn ? await this.#judge([mail]) : [];
    return taken.length > 0 ? 'taken' : 'later';
  }

  /** Answers what of it is durable here now. */
  async #judge(mail: readonly StoredMail[]): Promise<readonly MailId[]> {
    const { ports } = this;
    const { desk } = ports.session;
    const isFresh = mail.some(asksLedger) && (await ports.isFresh());
    if (!this.#isOn) return [];
    const portion: Portion = {
      isFresh,
      arrived: new Map(),
      signals: [],
      calls: [],
      brought: [],
      asked: null,
      rings: false,
    };
    const me = selfOf(ports).doctor;
    const taken = desk.lazily(() => {
      endFallen(ports);
      const here = mail.filter((one) => take(ports, one, portion));
      for (const [request, ids] of portion.arrived)
        acknowledge(ports, fromHex(request), { state: 'delivered', ids });
      return here.map((one) => toMailId(mailId(one.from, { ...one, to: me })));
    });
    if (taken.length > 0) ports.changed({ rings: portion.rings, about: newsOf(ports, portion) });
    // A connection of a dialogue that is over is not made again meanwhile.
    this.links.endFallen();
    await this.#sync();
    if (!this.#isOn) return [];
    for (const { dialogue, signed } of portion.signals) this.links.heard(dialogue, signed);
    for (const { dialogue, signed } of portion.calls) this.calls.heard(dialogue, signed);
    if (portion.brought.length > 0) this.transfers.sweep();
    if (portion.arrived.size > 0) this.wake();
    return taken;
  }

  async #sync(): Promise<void> {
    const syncing = this.ports.session.desk.synced();
    this.#syncing = syncing;
    await syncing;
    // Where it fails it stays, and whoever sends tries again.
    if (this.#syncing === syncing) this.#syncing = null;
  }

  async #watch(): Promise<void> {
    if (this.#unwatch !== null) return;
    const isVisible = this.ports.session.desk.settings.get(UNAVAILABLE) === null;
    this.#isLevel = false;
    const unwatch = await this.ports.own.watch(isVisible, (came) => {
      if (came !== null && !this.#isEnding) {
        this.#push(came);
        return;
      }
      this.#isLevel = false;
      this.wake();
    });
    if (this.#isOn) this.#unwatch = unwatch;
    else unwatch();
  }

  #later(): void {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#pauses, 10));
    this.#pauses += 1;
    this.#cancelPause();
    this.#cancelPause = this.ports.timers.after(pause, () => this.wake());
  }
}

function isSame(left: Uint8Array | null, right: Uint8Array | null): boolean {
  return left === null || right === null ? left === right : bytesEqual(left, right);
}

/** A request before messages: it may be over soon. */
function newsOf({ session }: DialoguePorts, { asked, arrived }: Portion): News['about'] {
  if (session.desk.settings.get(UNAVAILABLE) !== null) return null;
  if (asked !== null) return { kind: 'request', request: asked };
  const [last] = [...arrived.keys()].slice(-1);
  return last === undefined ? null : { kind: 'message', request: fromHex(last) };
}
