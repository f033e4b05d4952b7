/**
 * Files that come from the other side of a dialogue: what is asked of a direct connection, what of a node, and what
 * waits; a function of what was before and what happened. A file is asked for from where it ends on this machine, so
 * that nothing is lost or comes twice whichever way it came.
 *
 * - T1 bytes are taken only where the file goes on, and no further than its end
 * - T2 no more than WINDOW is asked for of the connection and not here yet, of all files together
 * - T3 one way at a time: what a node sends is cut off when there is a connection
 * - T4 in a call nothing is asked for, and what a node sends is cut off: the call has the line
 * - T5 a file that is paused is neither asked for nor fetched, and goes on from where it is
 * - T6 a file is looked at when all of it is here, once, and is asked for again from its beginning if it is not what it
 *   should be
 */

/** Bytes on their way: a tenth of a second of 40 MB/s. */
export const WINDOW = 4 * 1024 * 1024;

export interface Taken {
  /** The blob's id in hex. */
  readonly blob: string;
  /** Bytes of the sealed blob. */
  readonly size: number;
  /** Bytes that are here. */
  readonly have: number;
  /** Up to where it was asked for. */
  readonly asked: number;
  readonly isPaused: boolean;
  /** The other side said that it lies at its node. */
  readonly isStored: boolean;
  /** The other side does not give it over this connection. */
  readonly isWithheld: boolean;
  /** All of it is here and is being looked at. */
  readonly isLooked: boolean;
}

export interface TakingState {
  readonly files: readonly Taken[];
  readonly isDirect: boolean;
  readonly isCalling: boolean;
  /** What comes from a node now. */
  readonly fetching: string | null;
  /** The node did not give it: not asked again before some time has passed. */
  readonly isNodeAway: boolean;
}

export type TakingEvent =
  | { readonly is: 'wanted'; readonly file: Pick<Taken, 'blob' | 'size' | 'have' | 'isPaused' | 'isStored'> }
  | { readonly is: 'direct'; readonly isThere: boolean }
  | { readonly is: 'call'; readonly isOn: boolean }
  | { readonly is: 'paused'; readonly blob: string; readonly isPaused: boolean }
  | { readonly is: 'stored'; readonly blob: string }
  | { readonly is: 'arrived'; readonly blob: string; readonly at: number; readonly length: number }
  /** The other side does not give it over the connection. */
  | { readonly is: 'withheld'; readonly blob: string }
  /** What a node sent is over, whole or not. */
  | { readonly is: 'fetched'; readonly blob: string; readonly isWell: boolean }
  /** Some time has passed: nodes may be asked again. */
  | { readonly is: 'later' }
  /** It was not what it should be, and was thrown away. */
  | { readonly is: 'spoilt'; readonly blob: string }
  /** It is whole, or wanted no more. */
  | { readonly is: 'done'; readonly blob: string };

export type TakingAct =
  | { readonly act: 'ask'; readonly blob: string; readonly from: number; readonly upTo: number }
  | { readonly act: 'stop'; readonly blob: string }
  /** The bytes that arrived go behind what is here. */
  | { readonly act: 'append'; readonly blob: string }
  | { readonly act: 'fetch'; readonly blob: string; readonly from: number }
  | { readonly act: 'cut'; readonly blob: string }
  | { readonly act: 'look'; readonly blob: string };

export interface TakingStep {
  readonly state: TakingState;
  readonly acts: readonly TakingAct[];
}

export const NOTHING_TAKEN: TakingState = {
  files: [],
  isDirect: false,
  isCalling: false,
  fetching: null,
  isNodeAway: false,
};

/** Takes note of what happened, then orders what is due. */
export function evaluateTaking(before: TakingState, event: TakingEvent): TakingStep {
  const acts: TakingAct[] = [];
  const noted = note(before, event, acts);
  return { state: order(noted, acts), acts };
}

function note(state: TakingState, event: TakingEvent, acts: TakingAct[]): TakingState {
  switch (event.is) {
    case 'wanted':
      return wanted(state, event.file);
    case 'direct':
      // What was asked of another connection does not come over this one.
      return forgetAsked({ ...state, isDirect: event.isThere }, { isWithheld: false });
    case 'call':
      if (event.isOn) stopAll(state, acts); // T4
      return forgetAsked({ ...state, isCalling: event.isOn });
    case 'paused':
      return paused(state, event, acts);
    case 'stored':
      return changed({ ...state, isNodeAway: false }, event.blob, { isStored: true });
    case 'arrived':
      return arrived(state, event, acts);
    case 'withheld':
      return changed(state, event.blob, { isWithheld: true, asked: 0 });
    case 'fetched':
      if (state.fetching !== event.blob) return state;
      return { ...state, fetching: null, isNodeAway: state.isNodeAway || !event.isWell };
    case 'later':
      return { ...state, isNodeAway: false };
    case 'spoilt':
      return changed(state, event.blob, { have: 0, asked: 0, isLooked: false }); // T6
    case 'done':
      return done(state, event.blob, acts);
  }
}

function wanted(state: TakingState, file: (TakingEvent & { readonly is: 'wanted' })['file']): TakingState {
  if (state.files.some(({ blob }) => blob === file.blob)) return state;
  const { blob, have, isPaused, isStored, size } = file;
  const more = { blob, have, isPaused, isStored, size, asked: have, isWithheld: false, isLooked: false };
  return { ...state, files: [...state.files, more] };
}

function arrived(
  state: TakingState,
  { at, blob, length }: TakingEvent & { readonly is: 'arrived' },
  acts: TakingAct[],
): TakingState {
  const file = state.files.find((one) => one.blob === blob);
  // T1
  if (file === undefined || at !== file.have || length > file.size - at) return state;
  acts.push({ act: 'append', blob });
  return changed(state, blob, { have: at + length, asked: Math.max(file.asked, at + length) });
}

function paused(
  state: TakingState,
  { blob, isPaused }: TakingEvent & { readonly is: 'paused' },
  acts: TakingAct[],
): TakingState {
  const file = state.files.find((one) => one.blob === blob);
  if (file === undefined || file.isPaused === isPaused) return state;
  const stopped = isPaused ? stop(state, file, acts) : state;
  return changed(stopped, blob, { isPaused, asked: file.have });
}

function done(state: TakingState, blob: string, acts: TakingAct[]): TakingState {
  const file = state.files.find((one) => one.blob === blob);
  if (file === undefined) return state;
  const stopped = file.have < file.size ? stop(state, file, acts) : state;
  return { ...stopped, files: state.files.filter((one) => one !== file) };
}

/** What is due: all that is whole is looked at; then the first files that can come are asked for. */
function order(state: TakingState, acts: TakingAct[]): TakingState {
  const looked = state.files.map((file) => {
    if (file.have < file.size || file.isLooked) return file;
    acts.push({ act: 'look', blob: file.blob });
    return { ...file, isLooked: true };
  });
  const at = { ...state, files: looked };
  if (at.isCalling) return cut(at, acts);
  return at.isDirect ? ask(cut(at, acts), acts) : fetch(at, acts);
}

function ask(state: TakingState, acts: TakingAct[]): TakingState {
  const underWay = state.files.reduce((sum, { asked, have }) => sum + Math.max(0, asked - have), 0);
  // Asked for in halves of the window, not in crumbs.
  if (underWay > WINDOW / 2) return state;
  let room = WINDOW - underWay; // T2
  const files = state.files.map((file) => {
    const from = Math.max(file.asked, file.have);
    const upTo = Math.min(file.size, from + room);
    if (!canCome(file) || file.isWithheld || upTo <= from) return file;
    room -= upTo - from;
    acts.push({ act: 'ask', blob: file.blob, from, upTo });
    return { ...file, asked: upTo };
  });
  return { ...state, files };
}

function fetch(state: TakingState, acts: TakingAct[]): TakingState {
  if (state.fetching !== null || state.isNodeAway) return state;
  const next = state.files.find((file) => canCome(file) && file.isStored);
  if (next === undefined) return state;
  acts.push({ act: 'fetch', blob: next.blob, from: next.have });
  return { ...state, fetching: next.blob };
}

/** T3, T4. */
function cut(state: TakingState, acts: TakingAct[]): TakingState {
  if (state.fetching !== null) acts.push({ act: 'cut', blob: state.fetching });
  return { ...state, fetching: null };
}

/** T5. */
function canCome({ have, isPaused, size }: Taken): boolean {
  return !isPaused && have < size;
}

/** What was cut says nothing more: the node is free for what comes next. */
function stop(state: TakingState, { asked, blob, have }: Taken, acts: TakingAct[]): TakingState {
  if (state.isDirect && asked > have) acts.push({ act: 'stop', blob });
  return state.fetching === blob ? cut(state, acts) : state;
}

function stopAll(state: TakingState, acts: TakingAct[]): void {
  if (!state.isDirect) return;
  for (const { asked, blob, have } of state.files) if (asked > have) acts.push({ act: 'stop', blob });
}

function forgetAsked(state: TakingState, change: Partial<Taken> = {}): TakingState {
  return { ...state, files: state.files.map((file) => ({ ...file, ...change, asked: file.have })) };
}

function changed(state: TakingState, blob: string, change: Partial<Taken>): TakingState {
  return { ...state, files: state.files.map((file) => (file.blob === blob ? { ...file, ...change } : file)) };
}
