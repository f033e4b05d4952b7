/** Two sides of a call with a wire between them, and the page of each as a hand that does what it is told. */
import { sha256 } from '../../../src/crypto/hash.ts';
import { evaluateCall } from '../../../src/consult/call/call.ts';
import { waitOf } from '../../../src/consult/call/callTimes.ts';
import { differenceOf, flawOf } from '../../../src/consult/call/protection.ts';
import type { CallAct, CallEvent, CallState, Way } from '../../../src/consult/call/callState.ts';
import type { CallWord, Seen } from '../../../src/consult/call/words.ts';
import { toCallId, toRequestHash, toRingHash, type CallId, type RingHash } from '../../../src/consult/ids.ts';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { millis, type Millis } from '../../../src/ports.ts';
import { NOW } from '../people.ts';

type ConnectAct = CallAct & { readonly act: 'connect' };

const RIGHT = toRequestHash(new Uint8Array(32).fill(6));

interface Word {
  readonly call: CallId;
  readonly said: CallWord;
  readonly hash: Uint8Array;
}

export class Side {
  state: CallState = { phase: 'idle' };
  readonly did: CallAct[] = [];
  readonly out: Word[] = [];
  isBusy = false;
  #now: Millis = NOW;
  #made = 0;
  /** Rings that were answered with a certificate, here or there. */
  readonly #answered: Set<string>;
  readonly #name: string;
  /** Certificates are made only when the test says so. */
  readonly #isSlow: boolean;
  #owed: CallId[] = [];

  constructor(name: string, answeredRings: Set<string>, isSlow: boolean) {
    this.#name = name;
    this.#answered = answeredRings;
    this.#isSlow = isSlow;
  }

  get phase() {
    return this.state.phase;
  }

  get reason() {
    return this.state.phase === 'ended' ? this.state.reason : null;
  }

  get connects() {
    return this.did.filter((act): act is ConnectAct => act.act === 'connect');
  }

  get shown() {
    return this.did.flatMap((act) => (act.act === 'show' ? [act.ring] : []));
  }

  /** Shown, though not both ends have said that they see the same, and what was committed to. */
  get isLiveUnproven(): boolean {
    if (this.state.phase !== 'live') return false;
    const { pair } = this.state;
    if (pair === null || pair.seen === null || pair.told === null) return true;
    return differenceOf(pair.seen, pair.told) !== null || flawOf(pair.seen, pair) !== null;
  }

  wasAnswered(ring: RingHash): boolean {
    return this.#answered.has(ring.join());
  }

  ring(): void {
    const call = toCallId(this.#bytes('call').slice(0, 16));
    this.on({ is: 'wanted', call, right: RIGHT, media: 'video' });
  }

  on(event: CallEvent): void {
    const { acts, state } = evaluateCall(this.state, event, { now: this.#now, isBusy: this.isBusy });
    this.state = state;
    for (const act of acts) this.#do(act);
  }

  hear(said: CallWord, hash: Uint8Array = this.#bytes('heard'), call = this.#call()): void {
    this.on({ is: 'heard', call, said, hash });
  }

  /** The oldest word on its way arrives. */
  deliver(to: Side): boolean {
    const word = this.out.shift();
    if (word !== undefined) to.on({ is: 'heard', ...word });
    return word !== undefined;
  }

  see(flaw: Partial<Seen> = {}): void {
    const last = this.connects.at(-1);
    if (last !== undefined) this.on({ is: 'seen', ring: last.ring, seen: { ...seenBy(this), ...flaw } });
  }

  way(way: Way): void {
    const last = this.connects.at(-1);
    if (last !== undefined) this.on({ is: 'way', ring: last.ring, way });
  }

  pass(ms: number): void {
    this.#now = millis(this.#now + ms);
    const until = waitOf(this.state);
    if (until !== null && until <= this.#now) this.on({ is: 'waited' });
  }

  certify(): void {
    const call = this.#owed.shift();
    if (call !== undefined) this.on({ is: 'certificate', call, certificate: this.#bytes('certificate') });
  }

  does(what: string, other: Side): void {
    switch (what) {
      case 'ring':
        return this.ring();
      case 'take':
        return this.on({ is: 'taken' });
      case 'refuse':
        return this.on({ is: 'refused', why: 'declined' });
      case 'hang-up':
        return this.on({ is: 'hung-up' });
      case 'hear':
        return void other.deliver(this);
      case 'certify':
        return this.certify();
      case 'see':
        return this.see();
      case 'see-wrongly':
        return this.see({ remote: new Uint8Array(32) });
      case 'interrupted':
      case 'back':
      case 'lost':
        return this.way(what);
      case 'renew':
        return this.on({ is: 'renew' });
      default:
        return this.pass(9_000);
    }
  }

  #call(): CallId {
    if (this.state.phase === 'idle') throw new Error('no call');
    return this.state.call;
  }

  #do(act: CallAct): void {
    this.did.push(act);
    if (act.act === 'certify') this.#owed.push(act.call);
    if (act.act === 'certify' && !this.#isSlow) this.certify();
    if (act.act === 'say') this.#say(act.call, act.said);
    if (act.act === 'end') {
      const { call, durationMs, reason } = act;
      this.#say(call, { word: 'end', reason, durationMs, transcript: new Uint8Array(32) });
    }
  }

  #say(call: CallId, said: CallWord): void {
    const hash = this.#bytes('word');
    this.out.push({ call, said, hash });
    if (said.word === 'ring') this.on({ is: 'rang', call, ring: toRingHash(hash) });
    if (said.word === 'answer' && said.certificate !== null) this.#answered.add(said.ring.join());
  }

  #bytes(what: string): Uint8Array {
    this.#made += 1;
    return sha256(utf8(`${what} ${this.#name} ${String(this.#made)}`));
  }
}

/** What this end of the last connection sees, where nobody sits between. */
export function seenBy(side: Side): Seen {
  const last = side.connects.at(-1);
  if (last === undefined) throw new Error('no connection');
  return {
    own: last.own,
    remote: last.theirs,
    srtpCipher: 'SRTP_AES128_CM_HMAC_SHA1_80',
    tlsVersion: 'FEFC',
    dtlsCipher: 'TLS_AES_128_GCM_SHA256',
  };
}

export function pair({ isSlow = false } = {}): readonly [Side, Side] {
  const answeredRings = new Set<string>();
  return [new Side('li', answeredRings, isSlow), new Side('wang', answeredRings, isSlow)];
}

/** All that is on its way arrives. */
export function settle(one: Side, other: Side): void {
  while (one.deliver(other) || other.deliver(one));
}

/** Two sides whose call was taken, before either sees the connection. */
export function linked(): readonly [Side, Side] {
  const sides = pair();
  const [li, wang] = sides;
  li.ring();
  settle(li, wang);
  wang.on({ is: 'taken' });
  settle(li, wang);
  return sides;
}
