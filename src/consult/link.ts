/**
 * A direct connection between two doctors, from the wish for it to its end: a function of what was before and what
 * happened. The connection itself is made where WebRTC is; this says who may begin, with whom, and in what order.
 *
 * - N1 both sides commit to their certificates (`hello`, `welcome`) before either describes anything
 * - N2 whoever has the lower id makes the offers, so that there are never two
 * - N3 where both begin at once, the lower link stands
 * - N4 signals of any other link than the one that stands are passed over; a new `hello` of the other side ends it, since
 *   its program began again
 * - N5 a `hello` that nobody answers is given up
 */
import { bytesEqual, compareBytes } from '../crypto/bytes.ts';
import type { StaffId } from '../crypto/ids.ts';
import type { LinkId } from './ids.ts';
import type { LinkWord } from './signal.ts';

export type LinkState =
  | { readonly phase: 'idle' }
  /** Said hello, and waits for theirs. */
  | { readonly phase: 'greeting'; readonly link: LinkId; readonly own: Uint8Array }
  /** They said hello; a certificate of this side is still to be made. */
  | { readonly phase: 'invited'; readonly link: LinkId; readonly theirs: Uint8Array }
  | { readonly phase: 'connecting' | 'open' | 'interrupted'; readonly link: LinkId };

export type LinkEvent =
  /** This side wants one. */
  | { readonly is: 'wanted'; readonly link: LinkId; readonly certificate: Uint8Array }
  /** This side's certificate for a link that the other side began. */
  | { readonly is: 'certificate'; readonly link: LinkId; readonly certificate: Uint8Array }
  /** A signal of the other side, taken by evaluateSignal. */
  | { readonly is: 'heard'; readonly link: LinkId; readonly said: LinkWord }
  /** What the connection here has to say to the other end. */
  | { readonly is: 'signal'; readonly link: LinkId; readonly signal: string }
  /** How the connection here stands. */
  | { readonly is: 'open' | 'interrupted' | 'ended'; readonly link: LinkId }
  /** Nothing came for too long, or the dialogue is over. */
  | { readonly is: 'given-up' };

export type LinkAct =
  | { readonly act: 'say'; readonly link: LinkId; readonly said: LinkWord }
  /** Make a certificate, and say which. */
  | { readonly act: 'certify'; readonly link: LinkId }
  | {
      readonly act: 'connect';
      readonly link: LinkId;
      readonly isInitiator: boolean;
      /** SHA-256 of the other end's. */
      readonly certificate: Uint8Array;
    }
  | { readonly act: 'signal'; readonly link: LinkId; readonly signal: string }
  | { readonly act: 'close'; readonly link: LinkId };

export interface LinkStep {
  readonly state: LinkState;
  readonly acts: readonly LinkAct[];
}

export interface LinkParties {
  readonly me: StaffId;
  readonly peer: StaffId;
}

const IDLE: LinkState = { phase: 'idle' };

export function evaluateLink(state: LinkState, event: LinkEvent, parties: LinkParties): LinkStep {
  switch (event.is) {
    case 'wanted':
      return wanted(state, event);
    case 'certificate':
      return certified(state, event, parties);
    case 'heard':
      return heard(state, event, parties);
    case 'signal':
      return stands(state, event.link)
        ? { state, acts: [say(event.link, { word: 'peer', signal: event.signal })] }
        : unchanged(state);
    case 'open':
    case 'interrupted':
      return stands(state, event.link)
        ? { state: { phase: event.is, link: event.link }, acts: [] }
        : unchanged(state);
    case 'ended':
      return stands(state, event.link)
        ? { state: IDLE, acts: [say(event.link, { word: 'bye' })] }
        : unchanged(state);
    case 'given-up':
      return { state: IDLE, acts: state.phase === 'idle' ? [] : [{ act: 'close', link: state.link }] };
  }
}

function wanted(state: LinkState, { certificate, link }: LinkEvent & { readonly is: 'wanted' }): LinkStep {
  if (state.phase !== 'idle') return unchanged(state);
  return {
    state: { phase: 'greeting', link, own: certificate },
    acts: [say(link, { word: 'hello', certificate })],
  };
}

function certified(
  state: LinkState,
  { certificate, link }: LinkEvent & { readonly is: 'certificate' },
  parties: LinkParties,
): LinkStep {
  if (state.phase !== 'invited' || !bytesEqual(state.link, link)) return unchanged(state);
  return {
    state: { phase: 'connecting', link },
    // N1: the other end hears it before it hears an offer.
    acts: [say(link, { word: 'welcome', certificate }), connect(link, state.theirs, parties)],
  };
}

function heard(
  state: LinkState,
  { link, said }: LinkEvent & { readonly is: 'heard' },
  parties: LinkParties,
): LinkStep {
  switch (said.word) {
    case 'hello':
      return greeted(state, { link, theirs: said.certificate });
    case 'welcome':
      return state.phase === 'greeting' && bytesEqual(state.link, link)
        ? { state: { phase: 'connecting', link }, acts: [connect(link, said.certificate, parties)] }
        : unchanged(state);
    case 'peer':
      // N4
      return stands(state, link)
        ? { state, acts: [{ act: 'signal', link, signal: said.signal }] }
        : unchanged(state);
    case 'bye':
      return state.phase !== 'idle' && bytesEqual(state.link, link)
        ? { state: IDLE, acts: [{ act: 'close', link }] }
        : unchanged(state);
  }
}

function greeted(
  state: LinkState,
  { link, theirs }: { readonly link: LinkId; readonly theirs: Uint8Array },
): LinkStep {
  const certify: LinkAct = { act: 'certify', link };
  const invited: LinkState = { phase: 'invited', link, theirs };
  if (state.phase === 'idle') return { state: invited, acts: [certify] };
  // N3
  const isKept = state.phase === 'greeting' && compareBytes(state.link, link) <= 0;
  if (isKept || bytesEqual(state.link, link)) return unchanged(state);
  // N4; what was begun for the link that falls is dropped
  return { state: invited, acts: [{ act: 'close', link: state.link }, certify] };
}

function connect(link: LinkId, certificate: Uint8Array, { me, peer }: LinkParties): LinkAct {
  // N2
  return { act: 'connect', link, certificate, isInitiator: compareBytes(me, peer) < 0 };
}

function say(link: LinkId, said: LinkWord): LinkAct {
  return { act: 'say', link, said };
}

/** A connection of this link is being made, or is there. */
function stands(state: LinkState, link: LinkId): boolean {
  const isMade = state.phase === 'connecting' || state.phase === 'open' || state.phase === 'interrupted';
  return isMade && bytesEqual(state.link, link);
}

function unchanged(state: LinkState): LinkStep {
  return { state, acts: [] };
}
