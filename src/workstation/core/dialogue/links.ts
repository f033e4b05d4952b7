/**
 * The direct connections of this doctor's dialogues. The page makes them, where WebRTC is; what it is to do lies ready as
 * orders, which it fetches when it is told that there are some. Nothing of it outlives the program: what is not known to
 * be at the other side goes through the mailbox.
 */
import { toLinkId, toRequestHash, type LinkId, type RequestHash } from '../../../consult/ids.ts';
import { evaluateLink, type LinkAct, type LinkEvent, type LinkState } from '../../../consult/link.ts';
import {
  evaluateSignal,
  makeSignal,
  NO_SIGNALS,
  readSignal,
  SIGNAL_FRESH_MS,
  type LinkWord,
  type SignalChain,
} from '../../../consult/signal.ts';
import { encodeFrame } from '../../../consult/frames.ts';
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import type { StaffId } from '../../../crypto/ids.ts';
import { errorCode } from '../../../errors.ts';
import { millis } from '../../../ports.ts';
import type { MailStreamOut } from '../../../replica/desk/mailOut.ts';
import type { LinkOrder } from '../../api/links.ts';
import { openDialogue, say } from './conversation.ts';
import type { Transfers } from './files/transfers.ts';
import { LinkMail, type TakeMail } from './linkMail.ts';
import { selfOf, type DialoguePorts } from './ports.ts';

/** A `hello` that nobody answered for so long: the other side's program is away, or its page is shut. */
const ANSWER_MS = 20_000;
/**
 * A connection that broke is made anew after the first pause, then after twice as long each time, while both are there.
 * The mailbox carries everything meanwhile, so that nobody waits for it.
 */
const FIRST_AGAIN_MS = 2_000;
const LONGEST_AGAIN_MS = 60_000;
const MOST_AGAIN = 10;
/** Somebody who is typing says so again before this. */
const TYPING_MS = 6_000;

export type LiveState = 'no' | 'connecting' | 'yes';

interface Chains {
  readonly link: LinkId;
  mine: SignalChain;
  theirs: SignalChain;
}

interface Line {
  readonly dialogue: RequestHash;
  readonly peer: StaffId;
  readonly signingKey: Uint8Array;
  state: LinkState;
  chains: Chains | null;
  mail: LinkMail | null;
  isTyping: boolean;
  cancelWait: () => void;
  /** Tries to make it anew since it was open. */
  again: number;
  cancelAgain: () => void;
  cancelTyping: () => void;
}

export interface LinksParts {
  readonly ports: DialoguePorts;
  readonly take: TakeMail;
  /** Something is to be sent, or may go another way. */
  readonly wake: () => void;
  /** Files, which go beside the mail. */
  readonly transfers: Pick<Transfers, 'opened' | 'closed' | 'heard' | 'next'>;
}

export class Links {
  readonly #parts: LinksParts;
  readonly #lines = new Map<string, Line>();
  #orders: LinkOrder[] = [];

  constructor(parts: LinksParts) {
    this.#parts = parts;
  }

  /** What the page is to do, in order; each is given once. */
  orders(): LinkOrder[] {
    return this.#orders.splice(0);
  }

  /** Begins one; null where one is there, or being made. Errors: `dialogue-unknown`, `dialogue-over`. */
  begin(request: Uint8Array, certificate: Uint8Array): LinkId | null {
    const line = this.#lineOf(request);
    if (line.state.phase !== 'idle') return null;
    const link = toLinkId(this.#parts.ports.random(16));
    this.#step(line, { is: 'wanted', link, certificate });
    return link;
  }

  /** From the page; of a link that no longer stands it means nothing. */
  happened(event: LinkEvent & { readonly link: LinkId }): void {
    for (const line of this.#lines.values()) {
      if (line.state.phase === 'idle' || !bytesEqual(line.state.link, event.link)) continue;
      this.#step(line, event);
      // Broken, not ended: whoever wants it ended says so by a dialogue that is over, or by a `bye`.
      if (event.is === 'ended') this.#makeAgain(line, event.link);
    }
  }

  /** Bytes that came over it. */
  frame(link: LinkId, bytes: Uint8Array): void {
    for (const { mail, state } of this.#lines.values()) {
      if (state.phase !== 'idle' && bytesEqual(state.link, link)) mail?.hear(bytes);
    }
  }

  /** Bytes of a file, or words about one, that came over it. */
  bulk(link: LinkId, bytes: Uint8Array): void {
    const line = this.#openLine(link);
    if (line === null || this.#parts.transfers.heard(line.dialogue, bytes)) return;
    this.#parts.ports.logger.info('consult-link', { code: 'link-malformed' });
    this.#step(line, { is: 'given-up' });
  }

  /** What goes over it next beside the mail; null when there is nothing. */
  async nextBulk(link: LinkId): Promise<Uint8Array | null> {
    const line = this.#openLine(link);
    return line === null ? null : this.#parts.transfers.next(line.dialogue);
  }

  /** A signal came with the mail, and is durable here. What is no longer of use is passed over (G3, N4). */
  heard(request: Uint8Array, signed: Uint8Array): void {
    const { ports } = this.#parts;
    try {
      const line = this.#lineOf(request);
      const signal = readSignal(signed);
      const known = line.chains !== null && bytesEqual(line.chains.link, signal.link) ? line.chains : null;
      const { dialogue, peer, signingKey } = line;
      const verdict = evaluateSignal(signal, {
        network: ports.network,
        dialogue,
        from: peer,
        to: selfOf(ports).doctor,
        signingKey,
        now: ports.clock.now(),
        chain: known?.theirs ?? NO_SIGNALS,
      });
      if (typeof verdict === 'string') {
        ports.logger.info('consult-signal', { code: verdict });
        return;
      }
      if (known !== null) known.theirs = verdict;
      this.#step(line, { is: 'heard', link: signal.link, said: signal.said }, verdict);
    } catch (error) {
      ports.logger.info('consult-signal', { code: errorCode(error) });
    }
  }

  /** True when what waits for this doctor goes over a connection. */
  carry(stream: MailStreamOut): boolean {
    const line = [...this.#lines.values()].find(
      ({ mail, peer, state }) => mail !== null && state.phase === 'open' && bytesEqual(peer, stream.peer),
    );
    line?.mail?.carry(stream);
    return line !== undefined;
  }

  typing(request: Uint8Array, isTyping: boolean): void {
    const { state } = this.#lines.get(toHex(request)) ?? {};
    if (state?.phase === 'open') this.#send(state.link, encodeFrame({ kind: 'typing', isTyping }));
  }

  stateOf(request: Uint8Array): { readonly live: LiveState; readonly typing: boolean } {
    const line = this.#lines.get(toHex(request));
    const phase = line?.state.phase ?? 'idle';
    const live = phase === 'idle' ? 'no' : phase === 'open' ? 'yes' : 'connecting';
    return { live, typing: line?.isTyping ?? false };
  }

  /** Ends those whose dialogue is over. */
  endFallen(): void {
    const { dialogues } = this.#parts.ports.session.desk;
    for (const [name, line] of this.#lines) {
      if (dialogues.find(fromHex(name))?.end === null) continue;
      line.cancelAgain();
      this.#step(line, { is: 'given-up' });
      this.#lines.delete(name);
    }
  }

  /** Whoever was logged in goes: the other side is told. */
  stop(): void {
    for (const line of this.#lines.values()) {
      line.cancelAgain();
      if (line.state.phase !== 'idle') this.#step(line, { is: 'ended', link: line.state.link });
      this.#step(line, { is: 'given-up' });
    }
    this.#lines.clear();
  }

  #openLine(link: LinkId): Line | null {
    const isOpen = ({ state }: Line): boolean => state.phase === 'open' && bytesEqual(state.link, link);
    return [...this.#lines.values()].find(isOpen) ?? null;
  }

  #lineOf(request: Uint8Array): Line {
    const { peer, peerSign } = openDialogue(this.#parts.ports, request);
    const name = toHex(request);
    const line = this.#lines.get(name) ?? {
      dialogue: toRequestHash(request),
      peer,
      signingKey: peerSign,
      state: { phase: 'idle' } as const,
      chains: null,
      mail: null,
      isTyping: false,
      cancelWait: () => undefined,
      again: 0,
      cancelAgain: () => undefined,
      cancelTyping: () => undefined,
    };
    this.#lines.set(name, line);
    return line;
  }

  #step(line: Line, event: LinkEvent, theirs: SignalChain = NO_SIGNALS): void {
    const { ports } = this.#parts;
    const before = line.state;
    const parties = { me: selfOf(ports).doctor, peer: line.peer };
    const { acts, state } = evaluateLink(before, event, parties);
    line.state = state;
    if (state.phase !== 'idle' && (line.chains === null || !bytesEqual(line.chains.link, state.link)))
      line.chains = { link: state.link, mine: NO_SIGNALS, theirs };
    this.#follow(line, before);
    for (const act of acts) this.#act(line, act);
    if (before.phase !== state.phase) {
      ports.changed();
      this.#parts.wake();
    }
  }

  /** What goes with a phase: the patience of who waits, and mail while it is open. */
  #follow(line: Line, before: LinkState): void {
    const { state } = line;
    line.cancelWait();
    line.cancelWait = () => undefined;
    if (state.phase === 'greeting' || state.phase === 'invited')
      line.cancelWait = this.#parts.ports.timers.after(ANSWER_MS, () => this.#step(line, { is: 'given-up' }));
    const isSame = state.phase === 'open' && before.phase === 'open' && bytesEqual(state.link, before.link);
    if (isSame) return;
    line.mail?.stop();
    line.mail = state.phase === 'open' ? this.#mailOver(line, state.link) : null;
    const { transfers } = this.#parts;
    transfers.closed(line.dialogue);
    if (state.phase === 'open') {
      const { link } = state;
      line.cancelAgain();
      line.again = 0;
      transfers.opened(line.dialogue, () => this.#order({ do: 'bulk', link: toHex(link) }));
    }
    this.#setTyping(line, false);
  }

  #makeAgain(line: Line, link: LinkId): void {
    line.cancelAgain();
    if (line.again >= MOST_AGAIN) return;
    const pause = Math.min(LONGEST_AGAIN_MS, FIRST_AGAIN_MS * 2 ** line.again);
    line.again += 1;
    line.cancelAgain = this.#parts.ports.timers.after(pause, () => {
      // The other side may be making one already, or this side one that is not open yet.
      if (line.state.phase === 'idle')
        this.#order({ do: 'again', link: toHex(link), dialogue: toHex(line.dialogue) });
      this.#makeAgain(line, link);
    });
  }

  #mailOver(line: Line, link: LinkId): LinkMail {
    const { ports, take, wake } = this.#parts;
    return new LinkMail({
      ports,
      peer: line.peer,
      send: (frame) => this.#send(link, frame),
      take,
      wake,
      giveUp: (code) => {
        ports.logger.info('consult-link', { code });
        this.#step(line, { is: 'given-up' });
      },
      typing: (isTyping) => this.#setTyping(line, isTyping),
    });
  }

  #act(line: Line, act: LinkAct): void {
    const link = toHex(act.link);
    switch (act.act) {
      case 'say':
        return this.#say(line, act.link, act.said);
      case 'certify':
        return this.#order({ do: 'certify', link });
      case 'connect':
        return this.#order({
          do: 'connect',
          link,
          dialogue: toHex(line.dialogue),
          initiator: act.isInitiator,
          certificate: toHex(act.certificate),
        });
      case 'signal':
        return this.#order({ do: 'signal', link, signal: act.signal });
      case 'close':
        return this.#order({ do: 'close', link });
    }
  }

  /** Through whatever way is open: the mailbox, or the connection itself. */
  #say(line: Line, link: LinkId, said: LinkWord): void {
    const { ports, wake } = this.#parts;
    const { chains, dialogue, peer } = line;
    const chain = chains !== null && bytesEqual(chains.link, link) ? chains.mine : NO_SIGNALS;
    const time = ports.clock.now();
    const names = { network: ports.network, dialogue, link, from: selfOf(ports).doctor, to: peer };
    const made = makeSignal(names, said, { chain, time, secretKey: ports.session.keys.sign.secretKey });
    if (chains !== null && bytesEqual(chains.link, link)) chains.mine = made.chain;
    try {
      ports.session.desk.atomically(() => {
        const content = { kind: 'signal', time, signed: made.signal } as const;
        say(ports, dialogue, content, { expires: millis(time + SIGNAL_FRESH_MS) });
      });
    } catch (error) {
      // The dialogue may just have ended; then there is nobody to tell.
      ports.logger.info('consult-signal', { code: errorCode(error) });
    }
    wake();
  }

  #send(link: LinkId, frame: Uint8Array): void {
    this.#order({ do: 'send', link: toHex(link), frame: new Uint8Array(frame) });
  }

  #order(order: LinkOrder): void {
    this.#orders.push(order);
    if (this.#orders.length === 1) this.#parts.ports.ordered();
  }

  #setTyping(line: Line, isTyping: boolean): void {
    line.cancelTyping();
    line.cancelTyping = isTyping
      ? this.#parts.ports.timers.after(TYPING_MS, () => this.#setTyping(line, false))
      : () => undefined;
    if (line.isTyping === isTyping) return;
    line.isTyping = isTyping;
    this.#parts.ports.changed();
  }
}
