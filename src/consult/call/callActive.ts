/** The part of a call from its first connection on; see call.ts for the rules that are named here. */
import { bytesEqual, compareBytes } from '../../crypto/bytes.ts';
import { toRingHash, type RingHash } from '../ids.ts';
import type { ActiveCall, CallAct, CallContext, CallEvent, CallState, CallStep } from './callState.ts';
import { differenceOf, flawOf } from './protection.ts';
import type { CallWord, EndReason, Seen } from './words.ts';

/** How a call is ended with a reason. */
export type Finish = (state: CallState, reason: EndReason, context: CallContext) => CallStep;

/** A connection is being made, is there, or is to come back. */
export function active(state: CallState): state is ActiveCall {
  return (
    state.phase === 'connecting' ||
    state.phase === 'confirming' ||
    state.phase === 'live' ||
    state.phase === 'interrupted'
  );
}

interface NewPair {
  readonly ring: RingHash;
  readonly own: Uint8Array;
  readonly theirs: Uint8Array;
  readonly isInitiator: boolean;
}

type Base = Pick<ActiveCall, 'call' | 'right' | 'media' | 'isCaller' | 'started'> &
  Partial<Pick<ActiveCall, 'brokenAt'>>;

/** Whoever rang for the connection makes its offers, so that there are never two. */
export function connecting(
  { brokenAt, call, isCaller, media, right, started }: Base,
  { isInitiator, own, ring, theirs }: NewPair,
  { now }: CallContext,
): CallStep {
  return {
    state: {
      phase: 'connecting',
      call,
      right,
      media,
      isCaller,
      started,
      pair: { ring, own, theirs, seen: null, told: null, since: now },
      renewal: null,
      brokenAt: brokenAt ?? now,
    },
    acts: [{ act: 'connect', call, ring, isInitiator, own, theirs }],
  };
}

/** K4: rings for another connection. */
export function renew(state: ActiveCall, { now }: CallContext): CallStep {
  if (state.renewal !== null) return { state, acts: [] };
  return {
    state: { ...state, renewal: { by: 'me', own: null, ring: null, since: now } },
    acts: [{ act: 'certify', call: state.call }],
  };
}

export function certifiedRenewal(state: ActiveCall, certificate: Uint8Array, context: CallContext): CallStep {
  const { call, media, renewal, right } = state;
  if (renewal === null) return { state, acts: [] };
  if (renewal.by === 'me') {
    if (renewal.own !== null) return { state, acts: [] };
    return {
      state: { ...state, renewal: { ...renewal, own: certificate } },
      acts: [{ act: 'say', call, said: { word: 'ring', certificate, right, media } }],
    };
  }
  const { ring, theirs } = renewal;
  const answer = { word: 'answer', ring, certificate, declined: null } as const;
  const made = replaced(state, { ring, own: certificate, theirs, isInitiator: false }, context);
  return { ...made, acts: [{ act: 'say', call, said: answer }, ...made.acts] };
}

/** The connection that was there goes when the other one is made: both cost twice as much, and keys are to go. */
function replaced(state: ActiveCall, pair: NewPair, context: CallContext): CallStep {
  const made = connecting(state, pair, context);
  return { ...made, acts: [...dropped(state), ...made.acts] };
}

function dropped({ pair }: ActiveCall): readonly CallAct[] {
  return pair === null ? [] : [{ act: 'drop', ring: pair.ring }];
}

interface Heard {
  readonly said: CallWord;
  readonly hash: Uint8Array;
}

export function heardInCall(
  state: ActiveCall,
  { hash, said }: Heard,
  context: CallContext,
  finish: Finish,
): CallStep {
  const { call, pair, renewal } = state;
  switch (said.word) {
    case 'ring':
      return rungAgain(state, { ring: toRingHash(hash), theirs: said.certificate }, context);
    case 'answer': {
      const isAwaited = renewal?.by === 'me' && renewal.ring !== null && bytesEqual(renewal.ring, said.ring);
      if (!isAwaited || renewal.own === null || renewal.ring === null) return { state, acts: [] };
      if (said.certificate === null) return finish(state, 'lost', context);
      const { own, ring } = renewal;
      return replaced(state, { ring, own, theirs: said.certificate, isInitiator: true }, context);
    }
    case 'signal':
      return {
        state,
        acts: isPair(state, said.ring) ? [{ act: 'signal', ring: said.ring, signal: said.signal }] : [],
      };
    case 'confirm':
      if (pair === null || !isPair(state, said.ring) || pair.told !== null) return { state, acts: [] };
      return compared({ ...state, pair: { ...pair, told: seenOf(said) } }, context, finish);
    case 'media-key':
    case 'record-consent':
    case 'rekey':
      return { state, acts: [{ act: 'tell', call, said }] };
    case 'end':
      return { state, acts: [] };
  }
}

/** K4, and K3 within a call. */
function rungAgain(
  state: ActiveCall,
  { ring, theirs }: { readonly ring: RingHash; readonly theirs: Uint8Array },
  { now }: CallContext,
): CallStep {
  const { call, renewal } = state;
  const mine = renewal?.by === 'me' ? renewal.ring : null;
  if (mine !== null && compareBytes(mine, ring) < 0) return { state, acts: [] };
  return {
    state: { ...state, renewal: { by: 'peer', ring, theirs, since: now } },
    acts: [{ act: 'certify', call }],
  };
}

type OfConnection = CallEvent & { readonly is: 'signal' | 'seen' | 'way' };

/** What the connection here says; of another than the one that stands nothing is heard (K5). */
export function wayOf(
  state: ActiveCall,
  event: OfConnection,
  context: CallContext,
  finish: Finish,
): CallStep {
  const { call, pair } = state;
  const { ring } = event;
  if (pair === null || !isPair(state, ring)) return { state, acts: [] };
  switch (event.is) {
    case 'signal':
      return { state, acts: [{ act: 'say', call, said: { word: 'signal', ring, signal: event.signal } }] };
    case 'seen': {
      if (pair.seen !== null) return { state, acts: [] };
      const flaw = flawOf(event.seen, pair);
      if (flaw !== null) return finish(state, flaw, context); // K2
      const confirming: ActiveCall = {
        ...state,
        phase: 'confirming',
        pair: { ...pair, seen: event.seen },
      };
      const after = compared(confirming, context, finish);
      const confirm: CallAct = { act: 'say', call, said: { word: 'confirm', ring, ...event.seen } };
      return { ...after, acts: [confirm, ...after.acts] };
    }
    case 'way':
      return onWay(state, event.way, context, finish);
  }
}

function onWay(
  state: ActiveCall,
  way: (CallEvent & { readonly is: 'way' })['way'],
  context: CallContext,
  finish: Finish,
): CallStep {
  const { isCaller, phase, started } = state;
  switch (way) {
    case 'interrupted':
      return phase === 'live'
        ? { state: { ...state, phase: 'interrupted', brokenAt: context.now }, acts: [] }
        : { state, acts: [] };
    case 'back':
      return phase === 'interrupted'
        ? { state: { ...state, phase: 'live', brokenAt: null }, acts: [] }
        : { state, acts: [] };
    case 'lost': {
      const lost: ActiveCall = {
        ...state,
        phase: started === null ? 'connecting' : 'interrupted',
        pair: null,
        brokenAt: state.brokenAt ?? context.now,
      };
      // Whoever rang first rings again; the other side waits for it.
      return isCaller ? renew(lost, context) : { state: lost, acts: [] };
    }
    case 'certificate':
    case 'malformed':
      return finish(state, way, context);
  }
}

/** K2 */
function compared(state: ActiveCall, context: CallContext, finish: Finish): CallStep {
  const { pair } = state;
  if (pair === null || pair.seen === null || pair.told === null) return { state, acts: [] };
  const difference = differenceOf(pair.seen, pair.told);
  if (difference !== null) return finish(state, difference, context);
  return {
    state: { ...state, phase: 'live', started: state.started ?? context.now, brokenAt: null },
    acts: [{ act: 'show', ring: pair.ring }],
  };
}

function isPair({ pair }: ActiveCall, ring: RingHash): boolean {
  return pair !== null && bytesEqual(pair.ring, ring);
}

function seenOf({ dtlsCipher, own, remote, srtpCipher, tlsVersion }: Seen): Seen {
  return { own, remote, srtpCipher, tlsVersion, dtlsCipher };
}
