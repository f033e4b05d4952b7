/** The states of a call, what happens to it, and what is then to be done; see call.ts. */
import type { Millis } from '../../ports.ts';
import type { CallId, RequestHash, RingHash } from '../ids.ts';
import type { CallWord, Declined, EndReason, MediaWanted, Seen } from './words.ts';

/** A connection of the call: certificates of both ends, and what each end has said that it sees. */
export interface Pair {
  readonly ring: RingHash;
  readonly own: Uint8Array;
  readonly theirs: Uint8Array;
  readonly seen: Seen | null;
  readonly told: Seen | null;
  readonly since: Millis;
}

/** A connection that is to take the place of the one that is there, or was. */
export type Renewal =
  /** This side rings; its certificate is being made while `own` is null, and its ring is not said while `ring` is. */
  | {
      readonly by: 'me';
      readonly own: Uint8Array | null;
      readonly ring: RingHash | null;
      readonly since: Millis;
    }
  /** The other side rang; a certificate of this side is being made. */
  | { readonly by: 'peer'; readonly ring: RingHash; readonly theirs: Uint8Array; readonly since: Millis };

interface Named {
  readonly call: CallId;
  readonly right: RequestHash;
  readonly media: MediaWanted;
}

export type ActiveCall = Named & {
  readonly phase: 'connecting' | 'confirming' | 'live' | 'interrupted';
  /** Rang first. */
  readonly isCaller: boolean;
  /** Null between a connection that broke and the next one. */
  readonly pair: Pair | null;
  readonly renewal: Renewal | null;
  /** When both saw each other first. */
  readonly started: Millis | null;
  /** Since when nobody is seen; null while it is live. */
  readonly brokenAt: Millis | null;
};

export interface EndedCall {
  readonly phase: 'ended';
  readonly call: CallId;
  readonly reason: EndReason;
  readonly by: 'me' | 'peer';
  readonly durationMs: number;
}

export type CallState =
  | { readonly phase: 'idle' }
  /** This side wants to ring; its certificate is being made, and then the ring said. */
  | (Named & { readonly phase: 'preparing'; readonly own: Uint8Array | null; readonly since: Millis })
  /** This side rings. */
  | (Named & {
      readonly phase: 'ringing';
      readonly own: Uint8Array;
      readonly ring: RingHash;
      readonly since: Millis;
    })
  /** The other side rings here. */
  | (Named & {
      readonly phase: 'rung';
      readonly ring: RingHash;
      readonly theirs: Uint8Array;
      readonly own: Uint8Array | null;
      /** The doctor has accepted, and the certificate is still being made. */
      readonly isTaken: boolean;
      readonly since: Millis;
    })
  | ActiveCall
  | EndedCall;

export type CallEvent =
  /** The doctor rings. */
  | ({ readonly is: 'wanted' } & Named)
  | { readonly is: 'certificate'; readonly call: CallId; readonly certificate: Uint8Array }
  /** A ring of this side was said, and has its name by that. */
  | { readonly is: 'rang'; readonly call: CallId; readonly ring: RingHash }
  /** A word of the other side, taken by evaluateWord in time; `hash` is that of its content. */
  | { readonly is: 'heard'; readonly call: CallId; readonly said: CallWord; readonly hash: Uint8Array }
  /** The doctor accepts, or does not. */
  | { readonly is: 'taken' }
  | { readonly is: 'refused'; readonly why: Declined }
  | { readonly is: 'hung-up' }
  /** From the connection here. */
  | { readonly is: 'signal'; readonly ring: RingHash; readonly signal: string }
  | { readonly is: 'seen'; readonly ring: RingHash; readonly seen: Seen }
  | { readonly is: 'way'; readonly ring: RingHash; readonly way: Way }
  /** Another connection is wanted in the place of the one that is there. */
  | { readonly is: 'renew' }
  /** What the call stands on is gone: the dialogue, the right, or the program. */
  | { readonly is: 'fell'; readonly reason: EndReason }
  /** Time passed; see waitOf of callTimes.ts. */
  | { readonly is: 'waited' };

/** How the way to the other end is. */
export type Way = 'interrupted' | 'back' | 'lost' | 'certificate' | 'malformed';

export type CallAct =
  /** Make a certificate, and say which. */
  | { readonly act: 'certify'; readonly call: CallId }
  | { readonly act: 'say'; readonly call: CallId; readonly said: Exclude<CallWord, { word: 'end' }> }
  /** Say the end: its transcript is known where it is said. */
  | {
      readonly act: 'end';
      readonly call: CallId;
      readonly reason: EndReason;
      readonly durationMs: number;
    }
  | {
      readonly act: 'connect';
      readonly call: CallId;
      readonly ring: RingHash;
      /** Makes the offers. */
      readonly isInitiator: boolean;
      readonly own: Uint8Array;
      readonly theirs: Uint8Array;
    }
  | { readonly act: 'signal'; readonly ring: RingHash; readonly signal: string }
  /** Both ends said the same: the other side may be seen and heard, and what is captured may go. */
  | { readonly act: 'show'; readonly ring: RingHash }
  /** A connection is no longer needed. */
  | { readonly act: 'drop'; readonly ring: RingHash }
  /** A word for whoever looks after media or recording. */
  | { readonly act: 'tell'; readonly call: CallId; readonly said: CallWord }
  /** Nothing of the call is left. */
  | { readonly act: 'close'; readonly call: CallId };

export interface CallStep {
  readonly state: CallState;
  readonly acts: readonly CallAct[];
}

/** What is around a call. */
export interface CallContext {
  readonly now: Millis;
  /** This doctor is in another call. */
  readonly isBusy: boolean;
}
