/**
 * Whether a consult is recorded: a function of what both doctors signed. The words are contents of the call's chain
 * (call/words.ts), whose signatures were verified before they come here; this says what follows from them.
 *
 *            propose (mine or theirs)          agree of the other
 *   off ────────────────────────────▶ proposed ─────────────────▶ on ──▶ over
 *                                        │ decline, stop, end       stop of either, end
 *                                        └────────────────────────────────▲
 *
 * - R1 nothing is recorded before both signed: one proposed, the other agreed to the very recording and scope
 * - R2 who proposed records, and nobody else
 * - R3 one `stop` of either ends it, and so does the end of the call; what is over does not begin again under its name
 * - R4 where a patient is discussed, it is not proposed without their consent
 * - R5 both sides show that it is recorded from the second word on until it is over
 * - R6 where both propose at once the lower name stands, on both sides
 */
import { bytesEqual, compareBytes } from '../../crypto/bytes.ts';
import type { RecordingScope, RecordingWord } from '../call/words.ts';
import type { RecordingId } from '../ids.ts';

export interface RecordWord {
  readonly recording: RecordingId;
  readonly scope: RecordingScope;
  readonly says: RecordingWord;
  /** As it was signed: CBOR [content, signature]. */
  readonly signed: Uint8Array;
}

export type Speaker = 'me' | 'peer';
export type OverReason = 'declined' | 'stopped' | 'call-ended';

export type ConsentState =
  | { readonly phase: 'off' }
  | { readonly phase: 'proposed'; readonly by: Speaker; readonly proposal: RecordWord }
  | {
      readonly phase: 'on';
      /** Who records. */
      readonly holder: Speaker;
      readonly proposal: RecordWord;
      readonly agreement: RecordWord;
    }
  | { readonly phase: 'over'; readonly recording: RecordingId; readonly why: OverReason };

export type ConsentEvent =
  | {
      readonly is: 'said';
      readonly by: Speaker;
      readonly said: RecordWord;
      /** The patient who is discussed has consented, or nobody is discussed. */
      readonly isPatientAsked: boolean;
    }
  | { readonly is: 'call-ended' };

export type ConsentAct =
  /** The recorder begins; both words are in force. */
  | { readonly act: 'start'; readonly recording: RecordingId }
  /** The recorder ends what it writes. */
  | { readonly act: 'finish'; readonly recording: RecordingId };

export interface ConsentStep {
  readonly state: ConsentState;
  readonly acts: readonly ConsentAct[];
  /** Why a word changed nothing; null when it did. */
  readonly refusal: ConsentRefusal | null;
}

export type ConsentRefusal =
  /** Of no recording that stands, or of another one. */
  | 'recording-unknown'
  /** One is under way, or was proposed. */
  | 'recording-under-way'
  /** Not what was proposed. */
  | 'recording-other-scope'
  /** Nobody agrees to what they proposed themselves. */
  | 'recording-own-word'
  | 'recording-patient-not-asked';

export const NOT_RECORDED: ConsentState = { phase: 'off' };

export function evaluateConsent(state: ConsentState, event: ConsentEvent): ConsentStep {
  if (event.is === 'call-ended') return over(state, 'call-ended');
  const { by, said } = event;
  switch (said.says) {
    case 'propose':
      return proposed(state, event);
    case 'agree':
      return agreed(state, by, said);
    case 'decline':
      if (state.phase !== 'proposed' || !isOf(state.proposal, said))
        return refused(state, 'recording-unknown');
      return over(state, 'declined');
    case 'stop':
      if (state.phase !== 'proposed' && state.phase !== 'on') return refused(state, 'recording-unknown');
      return isOf(state.proposal, said) ? over(state, 'stopped') : refused(state, 'recording-unknown');
  }
}

/** Whether this side has to show that it is recorded. R5 */
export function isRecorded(state: ConsentState): boolean {
  return state.phase === 'on';
}

function proposed(
  state: ConsentState,
  { by, isPatientAsked, said }: Extract<ConsentEvent, { readonly is: 'said' }>,
): ConsentStep {
  // R4
  if (!isPatientAsked) return refused(state, 'recording-patient-not-asked');
  if (state.phase === 'on') return refused(state, 'recording-under-way');
  // R3
  if (state.phase === 'over' && bytesEqual(state.recording, said.recording))
    return refused(state, 'recording-unknown');
  // R6: the other one falls without a word.
  const stands = state.phase === 'proposed' ? state : null;
  if (stands !== null && stands.by === by) return refused(state, 'recording-under-way');
  if (stands !== null && compareBytes(stands.proposal.recording, said.recording) <= 0)
    return refused(state, 'recording-under-way');
  return { state: { phase: 'proposed', by, proposal: said }, acts: [], refusal: null };
}

function agreed(state: ConsentState, by: Speaker, said: RecordWord): ConsentStep {
  if (state.phase !== 'proposed' || !isOf(state.proposal, said)) return refused(state, 'recording-unknown');
  // R1
  if (state.by === by) return refused(state, 'recording-own-word');
  if (state.proposal.scope !== said.scope) return refused(state, 'recording-other-scope');
  const { recording } = said;
  return {
    state: { phase: 'on', holder: state.by, proposal: state.proposal, agreement: said },
    // R2
    acts: state.by === 'me' ? [{ act: 'start', recording }] : [],
    refusal: null,
  };
}

function over(state: ConsentState, why: OverReason): ConsentStep {
  if (state.phase !== 'proposed' && state.phase !== 'on') return { state, acts: [], refusal: null };
  const { recording } = state.proposal;
  const isMine = state.phase === 'on' && state.holder === 'me';
  return {
    state: { phase: 'over', recording, why },
    acts: isMine ? [{ act: 'finish', recording }] : [],
    refusal: null,
  };
}

function isOf(proposal: RecordWord, said: RecordWord): boolean {
  return bytesEqual(proposal.recording, said.recording);
}

function refused(state: ConsentState, refusal: ConsentRefusal): ConsentStep {
  return { state, acts: [], refusal };
}
