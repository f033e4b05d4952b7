/**
 * The calls of a doctor: one at a time. What is said goes through the dialogue's ratchet, what is to be done lies ready for
 * the page as orders. Nothing of a call outlives the program but its record: a program that begins again ends by name what
 * it finds open, and says so to the other side.
 */
import { evaluateCall } from '../../../consult/call/call.ts';
import { active } from '../../../consult/call/callActive.ts';
import type { CallAct, CallEvent, CallState } from '../../../consult/call/callState.ts';
import { waitOf } from '../../../consult/call/callTimes.ts';
import { evaluateWord } from '../../../consult/call/evaluateWord.ts';
import { transcriptOf } from '../../../consult/call/transcript.ts';
import { readWord, type CallWord, type MediaWanted, type SaidWord } from '../../../consult/call/words.ts';
import { toCallId, toRequestHash, toRingHash, type CallId, type RequestHash } from '../../../consult/ids.ts';
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import type { CallOrder } from '../../api/calls.ts';
import { canSpeak, demandStanding, openDialogue } from '../dialogue/conversation.ts';
import type { Transfers } from '../dialogue/files/transfers.ts';
import { colleague, demandFresh, selfOf, type DialoguePorts } from '../dialogue/ports.ts';
import type { DeskCall } from '../../../replica/desk/calls.ts';
import { hasSecondLayer } from '../../../contracts/consult/parameters.ts';
import { HeldWords } from './held.ts';
import { endsOf, headsOf, hearWord, sayEnd, sayWord, type Place } from './record.ts';
import { dialogueOf, rightsOf } from './videoRequests.ts';

/** Words that wait for one before them. */
const MOST_WAITING = 64;

type EndWord = CallWord & { readonly word: 'end' };
type Heard = SaidWord & { readonly signed: Uint8Array };

export interface CallLine extends Place {
  readonly signingKey: Uint8Array;
  state: CallState;
  /** Words that came before one that goes before them. */
  waiting: Heard[];
  cancel: () => void;
}

export interface CallsParts {
  readonly ports: DialoguePorts;
  /** Something is to be sent. */
  readonly wake: () => void;
  /** They yield to a call. */
  readonly transfers: Pick<Transfers, 'call'>;
}

/** A word for whoever looks after something of a call: recording. */
export type WordListener = (call: CallId, said: CallWord, dialogue: Uint8Array) => void;

export class Calls {
  readonly #parts: CallsParts;
  readonly #lines = new Map<string, CallLine>();
  readonly #listeners = new Set<WordListener>();
  /** H of each word that this side said of a call. */
  readonly #said = new Map<string, readonly Uint8Array[]>();
  #orders: CallOrder[] = [];
  #hearing: Promise<void> = Promise.resolve();
  readonly #held: HeldWords;
  #isInCall = false;
  #isOn = true;

  constructor(parts: CallsParts) {
    this.#parts = parts;
    this.#held = new HeldWords(parts.ports.timers, (words) => {
      for (const { request, signed } of words) this.heard(request, signed);
    });
  }

  /** Ends by name what was open when the program ended. */
  begin(): void {
    const { ports, wake } = this.#parts;
    const { calls } = ports.session.desk;
    for (const record of calls.open()) {
      const call = toCallId(record.call);
      const end = { reason: 'closed', durationMs: 0 } as const;
      const { id: row, peer, request } = dialogueOf(ports, record.dialogue);
      this.#guarded(() => sayEnd(ports, { dialogue: toRequestHash(request), row, peer }, call, end));
      calls.end(record.id, { ...end, time: ports.clock.now(), by: 'me' });
      wake();
    }
  }

  listen(listener: WordListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What the page is to do, in order; each is given once. */
  orders(): CallOrder[] {
    return this.#orders.splice(0);
  }

  /** The call that there is, or was last and is not put away. */
  now(): CallLine | null {
    const lines = [...this.#lines.values()];
    const going = lines.find(({ state }) => isGoing(state));
    return going ?? lines.find(({ state }) => state.phase === 'ended') ?? null;
  }

  /** Errors: those of demandStanding, `dialogue-not-open`, `consult-ledger-stale`, `call-no-right`, `call-busy`. */
  async ring(request: Uint8Array, media: MediaWanted): Promise<void> {
    const { ports } = this.#parts;
    await demandFresh(ports);
    const dialogue = demandStanding(ports, openDialogue(ports, request));
    if (!canSpeak(dialogue)) throw new ConsiliumError('dialogue-not-open');
    const [right] = rightsOf(ports, dialogue);
    if (right === undefined) throw new ConsiliumError('call-no-right');
    if ([...this.#lines.values()].some(({ state }) => isGoing(state))) throw new ConsiliumError('call-busy');
    const call = toCallId(ports.random(16));
    this.#step(this.#lineOf(request), { is: 'wanted', call, right: right.request, media });
  }

  /** From the page or the doctor; of a call that no longer stands it means nothing. */
  happened(call: CallId, event: CallEvent): void {
    const line = this.#lineIn(call);
    if (line !== null) this.#step(line, event);
  }

  /** Likewise, of a connection. */
  ofRing(event: CallEvent & { readonly is: 'signal' | 'seen' | 'way' }): void {
    for (const line of this.#lines.values()) {
      const isOfIt =
        active(line.state) && line.state.pair !== null && bytesEqual(line.state.pair.ring, event.ring);
      if (isOfIt) this.#step(line, event);
    }
  }

  /** Says a word that changes nothing of the call itself. Errors: `call-unknown`, those of say. */
  say(call: CallId, said: CallWord & { readonly word: 'media-key' | 'rekey' | 'record-consent' }): void {
    const line = this.#lineIn(call);
    if (line === null || !active(line.state)) throw new ConsiliumError('call-unknown');
    this.#say(line, call, said);
    this.#parts.wake();
  }

  putAway(call: CallId): void {
    const line = this.#lineIn(call);
    if (line?.state.phase !== 'ended') return;
    line.state = { phase: 'idle' };
    this.#parts.ports.called(false);
  }

  /** A word came with the mail, and is durable here; one is judged after the other. */
  heard(request: Uint8Array, signed: Uint8Array): void {
    this.#hearing = this.#hearing
      .then(async () => this.#hear(request, signed))
      .catch((error: unknown) => this.#parts.ports.logger.info('consult-call', { code: errorCode(error) }));
  }

  /** Ends what no longer stands on a dialogue. */
  endFallen(): void {
    const { dialogues } = this.#parts.ports.session.desk;
    for (const [name, line] of this.#lines) {
      if (!isGoing(line.state) || dialogues.find(fromHex(name))?.end === null) continue;
      this.#step(line, { is: 'fell', reason: 'right-ended' });
    }
  }

  /** Whoever was logged in goes: the other side is told. */
  stop(): void {
    for (const line of this.#lines.values()) {
      this.#step(line, { is: 'fell', reason: 'closed' });
      line.cancel();
    }
    this.#isOn = false;
    this.#held.stop();
    this.#lines.clear();
  }

  async #hear(request: Uint8Array, signed: Uint8Array): Promise<void> {
    const { ports } = this.#parts;
    const word = readWord(signed);
    // A call begins on no stale copy; within one the copy is what it was at its beginning, or newer.
    const isKnown = ports.session.desk.calls.find(word.call) !== null;
    const isJudged = isKnown || (!this.#held.has(word.call) && (await ports.isFresh()));
    if (!this.#isOn) return;
    if (!isJudged) {
      this.#held.hold({ call: word.call, request, signed });
      return;
    }
    this.#held.judged();
    this.#judge(this.#lineOf(request), { ...word, signed });
  }

  #judge(line: CallLine, word: Heard): void {
    const { ports } = this.#parts;
    const { calls } = ports.session.desk;
    const record = calls.find(word.call);
    const ends = record === null ? null : endsOf(ports, record);
    const verdict = evaluateWord(word, {
      network: ports.network,
      dialogue: line.dialogue,
      from: line.peer,
      to: selfOf(ports).doctor,
      now: ports.clock.now(),
      sender: colleague(ports.state, line.peer),
      // Whatever a stale copy would have to judge is held until it is none.
      isLedgerFresh: true,
      signingKey: line.signingKey,
      chain: record && record.theirs,
      ended: ends?.theirs === true ? 'there' : ends?.mine === true ? 'here' : 'no',
      rights: this.#rightsOf(line),
    });
    if (verdict.verdict === 'waits') {
      line.waiting = [...line.waiting, word].slice(-MOST_WAITING);
      return;
    }
    if (verdict.verdict === 'refused') {
      ports.logger.info('consult-call', { code: verdict.code });
      return;
    }
    this.#take(line, word, verdict.isLate);
    const next = line.waiting.find(
      ({ call, last }) => bytesEqual(call, word.call) && last !== null && bytesEqual(last, word.hash),
    );
    if (next === undefined) return;
    line.waiting = line.waiting.filter((one) => one !== next);
    this.#judge(line, next);
  }

  /** A call goes on by the right that it began with. */
  #rightsOf({ row, state }: CallLine): readonly RequestHash[] {
    const { ports } = this.#parts;
    const inForce = rightsOf(ports, dialogueOf(ports, row)).map(({ request }) => request);
    return active(state) ? [...inForce, state.right] : inForce;
  }

  #take(line: CallLine, word: Heard, isLate: boolean): void {
    const { ports } = this.#parts;
    const { calls } = ports.session.desk;
    const { call, hash, said } = word;
    const record = hearWord(ports, line, word);
    if (said.word === 'end') return this.#takeEnd(line, record, { ...word, said });
    if (!isLate) this.#step(line, { is: 'heard', call, said, hash });
    const isOfLine = line.state.phase !== 'idle' && bytesEqual(line.state.call, call);
    if (said.word !== 'ring' || isOfLine) return;
    // Too late, at a bad time, or when both rang: it shows as one that was missed, but for the last.
    const reason = isLate ? 'unanswered' : this.#isBusyBeside(line) ? 'busy' : 'glare';
    calls.end(record.id, {
      time: ports.clock.now(),
      reason,
      by: reason === 'busy' ? 'me' : 'peer',
      durationMs: 0,
    });
    ports.called(false);
  }

  /** An end is answered with an end: both have signed what was said. */
  #takeEnd(line: CallLine, record: DeskCall, word: Heard & { readonly said: EndWord }): void {
    const { ports, wake } = this.#parts;
    const { calls } = ports.session.desk;
    const { call, hash, said } = word;
    if (this.#isOfBoth(record, word)) this.#step(line, { is: 'heard', call, said, hash });
    else {
      ports.logger.warn('consult-call', { code: 'call-transcript' });
      if (this.#lineIn(call) === line) this.#step(line, { is: 'fell', reason: 'malformed' });
    }
    const { reason } = said;
    calls.end(record.id, { time: ports.clock.now(), reason, by: 'peer', durationMs: 0 });
    const durationMs = calls.find(call)?.end?.durationMs ?? 0;
    this.#guarded(() => sayEnd(ports, line, call, { reason, durationMs }));
    wake();
    ports.called(false);
  }

  /** What the other side signed is what was said: it may not have heard the last of this side's words. */
  #isOfBoth(record: DeskCall, { call, last, said }: Heard & { readonly said: EndWord }): boolean {
    const heads = [null, record.own.last, ...(this.#said.get(toHex(call)) ?? [])];
    return heads.some((own) =>
      bytesEqual(transcriptOf(call, headsOf({ ...record, theirs: { next: 0, last } }, own)), said.transcript),
    );
  }

  #step(line: CallLine, event: CallEvent): void {
    const { ports, wake } = this.#parts;
    const before = line.state;
    const now = ports.clock.now();
    const { acts, state } = evaluateCall(before, event, { now, isBusy: this.#isBusyBeside(line) });
    line.state = state;
    for (const act of acts) this.#guarded(() => this.#act(line, act));
    if (line.state !== state) {
      // A ring was named by what was said, and that step looked after everything but the sending.
      wake();
      return;
    }
    this.#keep(line);
    this.#wait(line);
    this.#yieldTransfers();
    if (acts.length > 0) wake();
    if (before !== state) ports.called(state.phase === 'rung' && before.phase !== 'rung');
  }

  /** What of its state outlives the program. */
  #keep({ state }: CallLine): void {
    const { clock, session } = this.#parts.ports;
    const { calls } = session.desk;
    const record = state.phase === 'idle' ? null : calls.find(state.call);
    if (record === null) return;
    if (active(state) && state.started !== null) calls.setLive(record.id, state.started);
    if (state.phase === 'ended') calls.end(record.id, { ...state, time: clock.now() });
  }

  #wait(line: CallLine): void {
    const { clock, timers } = this.#parts.ports;
    line.cancel();
    const until = waitOf(line.state);
    line.cancel =
      until === null
        ? () => undefined
        : timers.after(Math.max(0, until - clock.now()), () => this.#step(line, { is: 'waited' }));
  }

  #yieldTransfers(): void {
    const isInCall = [...this.#lines.values()].some(({ state }) => active(state));
    if (isInCall === this.#isInCall) return;
    this.#isInCall = isInCall;
    this.#parts.transfers.call(isInCall);
  }

  #act(line: CallLine, act: CallAct): void {
    const { ports } = this.#parts;
    switch (act.act) {
      case 'certify':
      case 'close':
        return this.#order({ do: act.act, call: toHex(act.call) });
      case 'say': {
        const hash = this.#say(line, act.call, act.said);
        if (act.said.word === 'ring')
          this.#step(line, { is: 'rang', call: act.call, ring: toRingHash(hash) });
        return;
      }
      case 'end': {
        const { call, durationMs, reason } = act;
        const record = ports.session.desk.calls.find(call);
        const end = { time: ports.clock.now(), reason, by: 'me', durationMs } as const;
        if (record !== null) ports.session.desk.calls.end(record.id, end);
        return sayEnd(ports, line, call, { reason, durationMs });
      }
      case 'connect': {
        const [call, ring, certificate] = [toHex(act.call), toHex(act.ring), toHex(act.theirs)];
        const sealed = hasSecondLayer(ports.state);
        return this.#order({ do: 'connect', call, ring, initiator: act.isInitiator, certificate, sealed });
      }
      case 'signal':
        return this.#order({ do: 'signal', ring: toHex(act.ring), signal: act.signal });
      case 'show':
      case 'drop':
        return this.#order({ do: act.act, ring: toHex(act.ring) });
      case 'tell':
        return this.#tell(line, act.call, act.said);
    }
  }

  #say(line: CallLine, call: CallId, said: CallWord): Uint8Array {
    const hash = sayWord(this.#parts.ports, line, call, said);
    const name = toHex(call);
    this.#said.set(name, [...(this.#said.get(name) ?? []), hash]);
    return hash;
  }

  #tell(line: CallLine, call: CallId, said: CallWord): void {
    if (said.word === 'media-key') {
      const { epoch, key, kid } = said;
      this.#order({ do: 'media-key', call: toHex(call), epoch, kid, key: new Uint8Array(key) });
    }
    if (said.word === 'rekey') this.#order({ do: 'rekey', call: toHex(call), epoch: said.epoch });
    for (const listener of this.#listeners) listener(call, said, line.dialogue);
  }

  #order(order: CallOrder): void {
    this.#orders.push(order);
    if (this.#orders.length === 1) this.#parts.ports.called(false);
  }

  #isBusyBeside(line: CallLine): boolean {
    return [...this.#lines.values()].some((other) => other !== line && isGoing(other.state));
  }

  #lineIn(call: CallId): CallLine | null {
    const isOfIt = ({ state }: CallLine): boolean => state.phase !== 'idle' && bytesEqual(state.call, call);
    return [...this.#lines.values()].find(isOfIt) ?? null;
  }

  #lineOf(request: Uint8Array): CallLine {
    const { id, peer, peerSign } = openDialogue(this.#parts.ports, request);
    const name = toHex(request);
    const line = this.#lines.get(name) ?? {
      dialogue: toRequestHash(request),
      row: id,
      peer,
      signingKey: peerSign,
      state: { phase: 'idle' } as const,
      waiting: [],
      cancel: () => undefined,
    };
    this.#lines.set(name, line);
    return line;
  }

  /** The dialogue may just have ended; then there is nobody to tell. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#parts.ports.logger.info('consult-call', { code: errorCode(error) });
    }
  }
}

function isGoing(state: CallState): boolean {
  return state.phase !== 'idle' && state.phase !== 'ended';
}
