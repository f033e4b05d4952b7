/**
 * Files that this side gives in a dialogue: what goes over a direct connection, and what is brought to the own node for a
 * colleague who is not there; a function of what was before and what happened.
 *
 * - V1 only what was given in this dialogue is given over its connection, and no more of it than was asked for
 * - V2 one piece at a time, in the order in which it was asked for: the connection asks for the next when it has room
 * - V3 in a call, or while its giver lets it wait, nothing of a file goes either way
 * - V4 a file is brought to the node only while there is no connection, and until the other side has it
 */
import { BULK_PIECE } from './bulkFrames.ts';

export interface Given {
  /** The blob's id in hex. */
  readonly blob: string;
  /** Bytes of the sealed blob. */
  readonly size: number;
  /** The doctor who gives it lets it wait. */
  readonly isPaused: boolean;
  readonly isStored: boolean;
  readonly isReceived: boolean;
}

interface Asked {
  readonly blob: string;
  readonly from: number;
  readonly upTo: number;
}

export interface GivingState {
  readonly files: ReadonlyMap<string, Given>;
  readonly asked: readonly Asked[];
  readonly isDirect: boolean;
  readonly isCalling: boolean;
  /** What is being brought to the node. */
  readonly storing: string | null;
  readonly isNodeAway: boolean;
}

export type GivingEvent =
  | { readonly is: 'given'; readonly file: Given }
  | { readonly is: 'direct'; readonly isThere: boolean }
  | { readonly is: 'call'; readonly isOn: boolean }
  | { readonly is: 'paused'; readonly blob: string; readonly isPaused: boolean }
  | { readonly is: 'asked'; readonly blob: string; readonly from: number; readonly upTo: number }
  | { readonly is: 'stopped'; readonly blob: string }
  /** The connection has room: the piece that {@link nextPiece} named was taken. */
  | { readonly is: 'sent'; readonly blob: string; readonly length: number }
  /** Bringing it to the node is over, all of it or not. */
  | { readonly is: 'stored'; readonly blob: string; readonly isWell: boolean }
  | { readonly is: 'later' }
  /** The other side has it. */
  | { readonly is: 'received'; readonly blob: string }
  | { readonly is: 'taken-back'; readonly blob: string };

export type GivingAct =
  | { readonly act: 'store'; readonly blob: string }
  | { readonly act: 'cut'; readonly blob: string }
  /** There is something for the connection. */
  | { readonly act: 'send' }
  | { readonly act: 'cannot'; readonly blob: string };

export interface GivingStep {
  readonly state: GivingState;
  readonly acts: readonly GivingAct[];
}

export const NOTHING_GIVEN: GivingState = {
  files: new Map(),
  asked: [],
  isDirect: false,
  isCalling: false,
  storing: null,
  isNodeAway: false,
};

/** Takes note of what happened, then orders what is due. */
export function evaluateGiving(before: GivingState, event: GivingEvent): GivingStep {
  const acts: GivingAct[] = [];
  const noted = note(before, event, acts);
  const hadNext = nextPiece(before) !== null;
  if (!hadNext && nextPiece(noted) !== null) acts.push({ act: 'send' });
  return { state: store(noted, acts), acts };
}

/** What goes over the connection next; null while there is nothing, or it has to wait. */
export function nextPiece(
  state: GivingState,
): { readonly blob: string; readonly at: number; readonly length: number } | null {
  if (!state.isDirect || state.isCalling) return null; // V3
  const next = state.asked.find(({ blob }) => state.files.get(blob)?.isPaused === false);
  if (next === undefined) return null;
  return { blob: next.blob, at: next.from, length: Math.min(BULK_PIECE, next.upTo - next.from) };
}

function note(state: GivingState, event: GivingEvent, acts: GivingAct[]): GivingState {
  switch (event.is) {
    case 'given':
      return withFile(state, event.file);
    case 'direct':
      // Whoever connects anew asks anew.
      return { ...state, isDirect: event.isThere, asked: [] };
    case 'call':
      return { ...state, isCalling: event.isOn };
    case 'paused':
      return changed(state, event.blob, { isPaused: event.isPaused });
    case 'asked':
      return asked(state, event, acts);
    case 'stopped':
      return { ...state, asked: state.asked.filter(({ blob }) => blob !== event.blob) };
    case 'sent':
      return sent(state, event);
    case 'stored':
      return stored(state, event);
    case 'later':
      return { ...state, isNodeAway: false };
    case 'received':
      return changed(state, event.blob, { isReceived: true });
    case 'taken-back': {
      const files = new Map(state.files);
      files.delete(event.blob);
      return { ...state, files, asked: state.asked.filter(({ blob }) => blob !== event.blob) };
    }
  }
}

function asked(
  state: GivingState,
  { blob, from, upTo }: GivingEvent & { readonly is: 'asked' },
  acts: GivingAct[],
): GivingState {
  const file = state.files.get(blob);
  // V1
  if (file === undefined || upTo > file.size || from >= upTo) {
    acts.push({ act: 'cannot', blob });
    return state;
  }
  const before = state.asked.find((one) => one.blob === blob);
  // It goes on behind what was asked for before; from another place it begins anew.
  if (before?.upTo === from)
    return { ...state, asked: state.asked.map((one) => (one === before ? { ...one, upTo } : one)) };
  return { ...state, asked: [...state.asked.filter((one) => one !== before), { blob, from, upTo }] };
}

function sent(state: GivingState, { blob, length }: GivingEvent & { readonly is: 'sent' }): GivingState {
  const rest = state.asked.flatMap((one) => {
    if (one.blob !== blob) return [one];
    const from = one.from + length;
    return from < one.upTo ? [{ ...one, from }] : [];
  });
  return { ...state, asked: rest };
}

function stored(state: GivingState, { blob, isWell }: GivingEvent & { readonly is: 'stored' }): GivingState {
  const at = { ...state, storing: state.storing === blob ? null : state.storing };
  return isWell ? changed(at, blob, { isStored: true }) : { ...at, isNodeAway: true };
}

/** V3, V4. */
function store(state: GivingState, acts: GivingAct[]): GivingState {
  const isDue = ({ isPaused, isReceived, isStored }: Given): boolean => !isPaused && !isReceived && !isStored;
  const mayStore = !state.isDirect && !state.isCalling;
  const current = state.storing === null ? undefined : state.files.get(state.storing);
  if (state.storing !== null && !(mayStore && current !== undefined && isDue(current))) {
    acts.push({ act: 'cut', blob: state.storing });
    return store({ ...state, storing: null }, acts);
  }
  if (!mayStore || state.isNodeAway || state.storing !== null) return state;
  const next = [...state.files.values()].find(isDue);
  if (next === undefined) return state;
  acts.push({ act: 'store', blob: next.blob });
  return { ...state, storing: next.blob };
}

function changed(state: GivingState, blob: string, change: Partial<Given>): GivingState {
  const file = state.files.get(blob);
  return file === undefined ? state : withFile(state, { ...file, ...change });
}

function withFile(state: GivingState, file: Given): GivingState {
  return { ...state, files: new Map(state.files).set(file.blob, file) };
}
