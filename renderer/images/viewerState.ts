/**
 * What a viewer shows, as plain data outside of any component: it can be kept, compared and sent to another viewer of the
 * same images. Everything here is a pure function.
 */
import type { Window } from './protocol.ts';

/** In pixels of the image. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Measurement {
  readonly slice: number;
  readonly from: Point;
  readonly to: Point;
}

export const TOOLS = ['window', 'pan', 'zoom', 'measure'] as const;
export type Tool = (typeof TOOLS)[number];

/** Degrees, clockwise. */
export type Turned = 0 | 90 | 180 | 270;

export interface ViewerState {
  readonly slice: number;
  /** Null: as the file says. */
  readonly window: Window | null;
  /** 1 fits the image into its pane. */
  readonly zoom: number;
  /** Of the image's middle from the pane's, in pixels of the image. */
  readonly pan: Point;
  readonly turned: Turned;
  /** Left for right, before it is turned. */
  readonly flipped: boolean;
  /** Dark for bright, beyond what the file says. */
  readonly inverted: boolean;
  readonly tool: Tool;
  readonly measurements: readonly Measurement[];
  /** Where another viewer would see this one point to. */
  readonly pointer: Point | null;
}

export const FIRST: ViewerState = {
  slice: 0,
  window: null,
  zoom: 1,
  pan: { x: 0, y: 0 },
  turned: 0,
  flipped: false,
  inverted: false,
  tool: 'window',
  measurements: [],
  pointer: null,
};

export const MOST_ZOOM = 64;
export const LEAST_ZOOM = 0.1;

export function toSlice(state: ViewerState, slice: number, count: number): ViewerState {
  return { ...state, slice: Math.max(0, Math.min(count - 1, Math.round(slice))) };
}

export function zoomed(state: ViewerState, by: number): ViewerState {
  return { ...state, zoom: Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, state.zoom * by)) };
}

/** All of the image in its pane. */
export function fitted(state: ViewerState): ViewerState {
  return { ...state, zoom: 1, pan: { x: 0, y: 0 } };
}

/** A pixel of the image is one of the screen; `fit` is the scale at which all of the image is in its pane. */
export function actualSize(state: ViewerState, fit: number): ViewerState {
  return zoomed(fitted(state), 1 / fit);
}

/** Right makes the window wider, down brings it to higher values, as on every workstation of a radiologist. */
export function windowed(state: ViewerState, from: Window, dx: number, dy: number): ViewerState {
  const step = Math.max(1, from.width / 256);
  return {
    ...state,
    window: { center: from.center + dy * step, width: Math.max(1, from.width + dx * step) },
  };
}

export function panned(state: ViewerState, by: Point): ViewerState {
  return { ...state, pan: { x: state.pan.x + by.x, y: state.pan.y + by.y } };
}

/** A quarter to the right. */
export function turned(state: ViewerState): ViewerState {
  return { ...state, turned: QUARTERS[state.turned] };
}

const QUARTERS = { 0: 90, 90: 180, 180: 270, 270: 0 } as const satisfies Record<Turned, Turned>;

/** As it is seen: what lies left comes to the right. */
export function flipped(state: ViewerState): ViewerState {
  const isSideways = state.turned % 180 !== 0;
  const over = QUARTERS[QUARTERS[state.turned]];
  return { ...state, flipped: !state.flipped, turned: isSideways ? over : state.turned };
}

/** As it is seen: what lies above comes below. */
export function flippedDown(state: ViewerState): ViewerState {
  const side = flipped(state);
  return { ...side, turned: QUARTERS[QUARTERS[side.turned]] };
}

export function inverted(state: ViewerState): ViewerState {
  return { ...state, inverted: !state.inverted };
}

export function measured(state: ViewerState, measurement: Measurement): ViewerState {
  return { ...state, measurements: [...state.measurements, measurement] };
}

/** Without one measurement. */
export function unmeasured(state: ViewerState, measurement: Measurement): ViewerState {
  return { ...state, measurements: state.measurements.filter((one) => one !== measurement) };
}

/** As at first, but for the place in the stack. */
export function reset(state: ViewerState): ViewerState {
  return { ...FIRST, slice: state.slice, tool: state.tool };
}

/** The same images, after their places changed: `moved` gives the new place of each. */
export function reordered(state: ViewerState, moved: (slice: number) => number): ViewerState {
  return {
    ...state,
    slice: moved(state.slice),
    measurements: state.measurements.map((one) => ({ ...one, slice: moved(one.slice) })),
  };
}

/** Windows for a CT, in Hounsfield units; the number keys take them in this order. */
export const PRESETS = [
  { name: 'abdomen', center: 40, width: 400 },
  { name: 'lung', center: -600, width: 1500 },
  { name: 'mediastinum', center: 50, width: 350 },
  { name: 'bone', center: 400, width: 1800 },
  { name: 'brain', center: 40, width: 80 },
] as const;
