/** What a gesture makes of the state. Pure; the hands are those of other viewers of radiology. */
import type { Placement, Size } from './placement.ts';
import type { Window } from './protocol.ts';
import { panned, toSlice, windowed, zoomed, type Point, type Tool, type ViewerState } from './viewerState.ts';

export type Dragging = Exclude<Tool, 'measure'>;

/** The middle button moves, the right one zooms, whatever the tool is. */
export function toolOf(button: number, tool: Tool): Tool | null {
  return button === 0 ? tool : button === 1 ? 'pan' : button === 2 ? 'zoom' : null;
}

/** Pixels of dragging that double the zoom. */
const DOUBLE = 200;

export interface Drag {
  readonly tool: Dragging;
  /** Since the button was pressed, in pixels of the page. */
  readonly by: Point;
  /** The state when it was. */
  readonly start: ViewerState;
  readonly window: Window | null;
  readonly placement: Placement;
  /** Canvas pixels for one of the page. */
  readonly ratio: number;
}

/** Only what the tool changes: the rest may have changed meanwhile. */
export function dragged(now: ViewerState, { by, placement, ratio, start, tool, window }: Drag): ViewerState {
  switch (tool) {
    case 'window':
      return window === null ? now : { ...now, window: windowed(start, window, by.x, by.y).window };
    case 'pan':
      return { ...now, pan: panned(start, placement.moved({ x: by.x * ratio, y: by.y * ratio })).pan };
    case 'zoom':
      return { ...now, zoom: zoomed(start, 2 ** (-by.y / DOUBLE)).zoom };
  }
}

/** Zooms so that what lies under the pointer stays there. */
export function zoomedAt(
  state: ViewerState,
  by: number,
  { at, image }: { readonly at: Point; readonly image: Size },
): ViewerState {
  const { zoom } = zoomed(state, by);
  const keep = 1 - state.zoom / zoom;
  const away = { x: at.x - image.width / 2 + state.pan.x, y: at.y - image.height / 2 + state.pan.y };
  return { ...state, zoom, pan: { x: state.pan.x - away.x * keep, y: state.pan.y - away.y * keep } };
}

/** Turning of a wheel that is one image; a notch of a mouse is more, a touch pad gives many that are less. */
const NOTCH = 50;

/** How many images a turn of the wheel goes, and what is left of it for the next. */
export function wheelSteps(left: number, delta: number): { readonly steps: number; readonly left: number } {
  if (Math.abs(delta) >= NOTCH) return { steps: Math.sign(delta), left: 0 };
  const sum = left + delta;
  return Math.abs(sum) < NOTCH ? { steps: 0, left: sum } : { steps: Math.sign(sum), left: 0 };
}

/** The next image of a stack that plays; after the last comes the first. */
export function played(state: ViewerState, count: number): ViewerState {
  return count === 0 ? state : toSlice(state, (state.slice + 1) % count, count);
}
