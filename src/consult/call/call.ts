/**
 * A video consult, from the ring to its end: a function of what was before and what happened. Time and names come from
 * outside. The request for it and its acceptance are of request.ts and answer.ts; they give the right without which
 * evaluateWord takes no ring, and `wanted` names it.
 *
 *   (asked, accepted)
 *       │
 *     idle ── wanted ─► preparing ── ring said ─► ringing ──────── answered ──► connecting ◄────────────┐
 *       │                                            │                        (pair made)               │
 *       └── ring heard ─► rung ── taken ─────────────┼──────────────────────────► │                     │
 *                           │                        │                      what is seen is said        │
 *                           │                        │                            ▼                     │
 *                           │                        │                        confirming                │
 *                           │                        │                      both say the same           │
 *                           │                        │                            ▼     a new ring      │
 *                           │                        │          back ┌──────────► live ─────────────────┤
 *                           │                        │               │            │ interrupted         │
 *                           │                        │               └─────── interrupted ── lost ──────┘
 *       declined, unanswered, hung up, lost, a check that failed: from each of them ─► ended
 *
 * - K1 nothing is captured for, and no connection made to, the other side before a ring was answered
 * - K2 a call is live only when both ends have said what they see, each sees the certificate that the other committed to,
 *   both name the same protection, and it is one (protection.ts); a check that fails ends the call with its reason, and
 *   nothing is tried again with less
 * - K3 where both ring at once, the lower ring stands; who drops theirs takes the other one
 * - K4 a ring within a call asks for another connection in the place of the one that is there: by whoever rang first when it
 *   is lost, by the other side when nothing came of that, and after eight hours
 * - K5 words and connections of any other ring than the one that stands are passed over
 * - K6 whatever happens or fails to happen, it ends: nothing waits without a term
 */
import { bytesEqual, compareBytes } from '../../crypto/bytes.ts';
import { toRingHash, type CallId, type RingHash } from '../ids.ts';
import { active, certifiedRenewal, connecting, heardInCall, renew, wayOf } from './callActive.ts';
import type { CallAct, CallContext, CallEvent, CallState, CallStep } from './callState.ts';
import { BROKEN_MS, durationOf, waitOf } from './callTimes.ts';
import type { CallWord, EndReason } from './words.ts';

export function evaluateCall(state: CallState, event: CallEvent, context: CallContext): CallStep {
  switch (event.is) {
    case 'wanted': {
      if (state.phase !== 'idle' && state.phase !== 'ended') return unchanged(state);
      const { call, media, right } = event;
      const preparing = { phase: 'preparing', call, right, media, own: null, since: context.now } as const;
      return { state: preparing, acts: [{ act: 'certify', call }] };
    }
    case 'certificate':
      return certified(state, event, context);
    case 'rang':
      return rang(state, event, context);
    case 'heard':
      return heard(state, event, context);
    case 'taken':
      if (state.phase !== 'rung') return unchanged(state);
      return answered({ ...state, isTaken: true }, context);
    case 'refused':
      if (state.phase !== 'rung') return unchanged(state);
      return {
        ...finished(state, { reason: reasonOf(event.why), by: 'me' }, context),
        acts: [
          sayAnswer(state, { certificate: null, declined: event.why }),
          { act: 'close', call: state.call },
        ],
      };
    case 'hung-up':
      return hungUp(state, context);
    case 'fell':
      return finish(state, event.reason, context);
    case 'waited':
      return waited(state, context);
    case 'renew':
    case 'signal':
    case 'seen':
    case 'way':
      return ofConnection(state, event, context);
  }
}

function waited(state: CallState, context: CallContext): CallStep {
  const until = waitOf(state);
  if (until === null || context.now < until || state.phase === 'idle' || state.phase === 'ended')
    return unchanged(state);
  switch (state.phase) {
    case 'preparing':
      return finish(state, 'lost', context);
    case 'ringing':
      return finish(state, 'unanswered', context);
    case 'rung':
      // Whoever rang says the end.
      return finished(state, { reason: 'unanswered', by: 'me' }, context);
    case 'connecting':
    case 'confirming':
    case 'live':
    case 'interrupted': {
      const since = state.brokenAt ?? state.renewal?.since ?? null;
      const isOver = since !== null && context.now >= since + BROKEN_MS;
      return isOver ? finish(state, 'lost', context) : renew(state, context);
    }
  }
}

function certified(
  state: CallState,
  { call, certificate }: CallEvent & { readonly is: 'certificate' },
  context: CallContext,
): CallStep {
  if (state.phase === 'idle' || state.phase === 'ended' || !bytesEqual(state.call, call))
    return unchanged(state);
  switch (state.phase) {
    case 'preparing': {
      if (state.own !== null) return unchanged(state);
      const { media, right } = state;
      return {
        state: { ...state, own: certificate },
        acts: [{ act: 'say', call, said: { word: 'ring', certificate, right, media } }],
      };
    }
    case 'ringing':
      return unchanged(state);
    case 'rung':
      return state.own === null ? answered({ ...state, own: certificate }, context) : unchanged(state);
    case 'connecting':
    case 'confirming':
    case 'live':
    case 'interrupted':
      return certifiedRenewal(state, certificate, context);
  }
}

function rang(
  state: CallState,
  { call, ring }: CallEvent & { readonly is: 'rang' },
  { now }: CallContext,
): CallStep {
  if (state.phase === 'preparing' && state.own !== null && bytesEqual(state.call, call)) {
    const { media, own, right } = state;
    return { state: { phase: 'ringing', call, right, media, own, ring, since: now }, acts: [] };
  }
  const isRenewed = active(state) && state.renewal?.by === 'me' && bytesEqual(state.call, call);
  return isRenewed
    ? { state: { ...state, renewal: { ...state.renewal, ring } }, acts: [] }
    : unchanged(state);
}

function heard(
  state: CallState,
  event: CallEvent & { readonly is: 'heard' },
  context: CallContext,
): CallStep {
  const { call, hash, said } = event;
  const isOfIt = state.phase !== 'idle' && bytesEqual(state.call, call);
  if (said.word === 'ring' && !isOfIt) return rungAt(state, { call, ring: toRingHash(hash), said }, context);
  if (!isOfIt || state.phase === 'ended') return unchanged(state);
  if (said.word === 'end') return endHeard(state, said, context);
  if (said.word === 'answer' && state.phase === 'ringing' && bytesEqual(said.ring, state.ring)) {
    const { certificate, declined } = said;
    if (declined !== null) return finish(state, reasonOf(declined), context);
    if (certificate === null) return unchanged(state);
    const { media, own, right, ring } = state;
    const base = { call, right, media, isCaller: true, started: null } as const;
    return connecting(base, { ring, own, theirs: certificate, isInitiator: true }, context);
  }
  return active(state) ? heardInCall(state, { said, hash }, context, finish) : unchanged(state);
}

interface Rung {
  readonly call: CallId;
  readonly ring: RingHash;
  readonly said: CallWord & { readonly word: 'ring' };
}

/** The first ring of another call. */
function rungAt(state: CallState, { call, ring, said }: Rung, { isBusy, now }: CallContext): CallStep {
  const { certificate: theirs, media, right } = said;
  const rung = (isTaken: boolean): CallState => ({
    phase: 'rung',
    call,
    right,
    media,
    ring,
    theirs,
    own: null,
    isTaken,
    since: now,
  });
  const certify: CallAct = { act: 'certify', call };
  switch (state.phase) {
    case 'idle':
    case 'ended': {
      if (!isBusy) return { state: rung(false), acts: [certify] };
      const busy = { word: 'answer', ring, certificate: null, declined: 'busy' } as const;
      return { state, acts: [{ act: 'say', call, said: busy }] };
    }
    case 'preparing':
      // K3: nothing of it was said yet.
      return { state: rung(true), acts: [{ act: 'close', call: state.call }, certify] };
    case 'ringing':
      if (compareBytes(state.ring, ring) < 0) return unchanged(state);
      return { state: rung(true), acts: [...ending(state, 'glare', 0), certify] };
    case 'rung':
    case 'connecting':
    case 'confirming':
    case 'live':
    case 'interrupted': {
      // The other program began again: what was before is over there.
      const acts = ending(state, 'lost', durationOf(state, now));
      return { state: rung(false), acts: [...acts, certify] };
    }
  }
}

/** The other side is answered once its doctor's word and this side's certificate are there. */
function answered(state: CallState & { readonly phase: 'rung' }, context: CallContext): CallStep {
  const { call, isTaken, media, own, right, ring, theirs } = state;
  if (!isTaken || own === null) return { state, acts: [] };
  const base = { call, right, media, isCaller: false, started: null } as const;
  const made = connecting(base, { ring, own, theirs, isInitiator: false }, context);
  return { ...made, acts: [sayAnswer(state, { certificate: own, declined: null }), ...made.acts] };
}

function endHeard(
  state: Exclude<CallState, { phase: 'idle' | 'ended' }>,
  { reason }: CallWord & { readonly word: 'end' },
  context: CallContext,
): CallStep {
  return finished(state, { reason, by: 'peer' }, context);
}

function hungUp(state: CallState, context: CallContext): CallStep {
  switch (state.phase) {
    case 'idle':
    case 'ended':
      return unchanged(state);
    case 'preparing':
    case 'ringing':
      return finish(state, 'cancelled', context);
    case 'rung':
      return evaluateCall(state, { is: 'refused', why: 'declined' }, context);
    case 'connecting':
    case 'confirming':
    case 'live':
    case 'interrupted':
      return finish(state, 'hung-up', context);
  }
}

function ofConnection(
  state: CallState,
  event: CallEvent & { readonly is: 'renew' | 'signal' | 'seen' | 'way' },
  context: CallContext,
): CallStep {
  if (!active(state)) return unchanged(state);
  if (event.is === 'renew') return state.phase === 'live' ? renew(state, context) : unchanged(state);
  return wayOf(state, event, context, finish);
}

/** Ends it, and says so. */
function finish(state: CallState, reason: EndReason, context: CallContext): CallStep {
  if (state.phase === 'idle' || state.phase === 'ended') return unchanged(state);
  const { state: after } = finished(state, { reason, by: 'me' }, context);
  return { state: after, acts: ending(state, reason, durationOf(state, context.now)) };
}

function finished(
  state: Exclude<CallState, { phase: 'idle' | 'ended' }>,
  { by, reason }: { readonly by: 'me' | 'peer'; readonly reason: EndReason },
  { now }: CallContext,
): CallStep {
  const { call } = state;
  return {
    state: { phase: 'ended', call, reason, by, durationMs: durationOf(state, now) },
    acts: [{ act: 'close', call }],
  };
}

/** A call of which nothing was said needs no end. */
function ending(
  state: Exclude<CallState, { phase: 'idle' | 'ended' }>,
  reason: EndReason,
  durationMs: number,
): readonly CallAct[] {
  const { call } = state;
  const close: CallAct = { act: 'close', call };
  return state.phase === 'preparing' ? [close] : [{ act: 'end', call, reason, durationMs }, close];
}

function sayAnswer(
  { call, ring }: CallState & { readonly phase: 'rung' },
  answer: Pick<CallWord & { readonly word: 'answer' }, 'certificate' | 'declined'>,
): CallAct {
  return { act: 'say', call, said: { word: 'answer', ring, ...answer } };
}

function reasonOf(why: 'declined' | 'busy' | 'no-device' | 'no-right'): EndReason {
  return why === 'no-right' ? 'right-ended' : why;
}

function unchanged(state: CallState): CallStep {
  return { state, acts: [] };
}
