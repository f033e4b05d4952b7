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

export type Tool = 'window' | 'pan' | 'zoom' | 'measure';

export interface ViewerState {
  readonly slice: number;
  /** Null: as the file says. */
  readonly window: Window | null;
  /** 1 fits the image into its pane. */
  readonly zoom: number;
  /** Of the image's middle from the pane's, in pixels of the image. */
  readonly pan: Point;
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
  tool: 'window',
  measurements: [],
  pointer: null,
};

const MOST_ZOOM = 16;
const LEAST_ZOOM = 0.25;

export function toSlice(state: ViewerState, slice: number, count: number): ViewerState {
  return { ...state, slice: Math.max(0, Math.min(count - 1, Math.round(slice))) };
}

export function zoomed(state: ViewerState, by: number): ViewerState {
  return { ...state, zoom: Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, state.zoom * by)) };
}

/** Right makes the window wider, down brings it to higher values, as on every workstation of a radiologist. */
export function windowed(state: ViewerState, from: Window, dx: number, dy: number): ViewerState {
  const step = Math.max(1, from.width / 256);
  return {
    ...state,
    window: { center: from.center + dy * step, width: Math.max(1, from.width + dx * step) },
  };
}

export function panned(state: ViewerState, dx: number, dy: number): ViewerState {
  return { ...state, pan: { x: state.pan.x + dx, y: state.pan.y + dy } };
}

export function measured(state: ViewerState, measurement: Measurement): ViewerState {
  return { ...state, measurements: [...state.measurements, measurement] };
}

/** As at first, but for the place in the stack. */
export function reset(state: ViewerState): ViewerState {
  return { ...FIRST, slice: state.slice, tool: state.tool };
}

/** Windows for a CT, in Hounsfield units. */
export const PRESETS = [
  { name: 'abdomen', center: 40, width: 400 },
  { name: 'lung', center: -600, width: 1500 },
  { name: 'mediastinum', center: 50, width: 350 },
  { name: 'bone', center: 400, width: 1800 },
  { name: 'brain', center: 40, width: 80 },
] as const;

/** Millimetres where the file says how far pixels lie apart, else null. */
export function lengthOf(
  { from, to }: Pick<Measurement, 'from' | 'to'>,
  spacing: readonly [number, number] | null,
): number | null {
  if (spacing === null) return null;
  return Math.hypot((to.x - from.x) * spacing[1], (to.y - from.y) * spacing[0]);
}

/** Gray values as brightness by a window (DICOM PS3.3 §C.11.2.1.2.1), opaque. */
export function shades(
  values: Float32Array,
  window: Window,
  inverted: boolean,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(values.length * 4);
  const width = Math.max(1, window.width - 1);
  const low = window.center - 0.5 - width / 2;
  const scale = 255 / width;
  for (let index = 0, at = 0; index < values.length; index += 1, at += 4) {
    const shade = ((values[index] ?? 0) - low) * scale;
    const shown = inverted ? 255 - shade : shade;
    rgba[at] = shown;
    rgba[at + 1] = shown;
    rgba[at + 2] = shown;
    rgba[at + 3] = 255;
  }
  return rgba;
}
