/**
 * All that a viewer shows: one series or two, and the state of each. Plain data that another viewer of the same record can
 * show as well; what comes from another is decoded before it is used.
 */
import { z } from 'zod';
import type { Slice } from './imageStack.ts';
import { linkedSlice, type Link } from './order.ts';
import { FIRST, LEAST_ZOOM, MOST_ZOOM, TOOLS, type ViewerState } from './viewerState.ts';

export interface SeriesShown {
  /** Key of the series. */
  readonly series: string;
  readonly state: ViewerState;
}

export interface Viewing {
  /** One, or two beside each other. */
  readonly panes: readonly SeriesShown[];
  /** Which of them tools and keys act on. */
  readonly active: number;
  /** Set while scrolling one scrolls the other. */
  readonly link: Link | null;
}

export function viewingOf(series: string): Viewing {
  return { panes: [{ series, state: FIRST }], active: 0, link: null };
}

/** Changes the state of one pane. */
export function withState(
  viewing: Viewing,
  pane: number,
  change: (state: ViewerState) => ViewerState,
): Viewing {
  const panes = viewing.panes.map((one, index) =>
    index === pane ? { ...one, state: change(one.state) } : one,
  );
  return { ...viewing, panes };
}

/** Another series in the active pane, from its beginning. */
export function withSeries(viewing: Viewing, series: string): Viewing {
  const panes = viewing.panes.map((one, index) =>
    index === viewing.active ? { series, state: { ...FIRST, tool: one.state.tool } } : one,
  );
  return { ...viewing, panes, link: null };
}

/** A second series beside the first, or the active one alone again. */
export function compared(viewing: Viewing, other: string): Viewing {
  const shown = viewing.panes[viewing.active];
  if (viewing.panes.length > 1) return { panes: shown === undefined ? [] : [shown], active: 0, link: null };
  const tool = shown?.state.tool ?? FIRST.tool;
  return {
    panes: [...viewing.panes, { series: other, state: { ...FIRST, tool } }],
    active: viewing.active,
    link: null,
  };
}

/** From now on scrolling one scrolls the other, or not any more. */
export function linkToggled(viewing: Viewing): Viewing {
  const [left, right] = viewing.panes;
  const link =
    viewing.link !== null || left === undefined || right === undefined
      ? null
      : { left: left.state.slice, right: right.state.slice };
  return { ...viewing, link };
}

interface Linking {
  readonly before: Viewing;
  /** Which of the two was changed. */
  readonly pane: number;
  /** Of both. */
  readonly slices: readonly [readonly Slice[], readonly Slice[]];
}

/** Has the other pane follow where the two are linked and one was scrolled. */
export function linked(after: Viewing, { before, pane, slices }: Linking): Viewing {
  const { link, panes } = after;
  const at = panes[pane]?.state.slice;
  if (link === null || panes.length < 2 || at === undefined || at === before.panes[pane]?.state.slice)
    return after;
  const [from, to] = pane === 0 ? slices : [slices[1], slices[0]];
  const since = pane === 0 ? { from: link.left, to: link.right } : { from: link.right, to: link.left };
  const slice = linkedSlice(from, to, { at, since });
  return slice === null ? after : withState(after, 1 - pane, (state) => ({ ...state, slice }));
}

// The page runs no text as a program: zod is not to try.
z.config({ jitless: true });

/** Bytes of a state that is taken from another. */
const LONGEST = 64 * 1024;
const MOST_MEASUREMENTS = 200;
const MOST_SLICES = 1_000_000;

const place = z.int().nonnegative().max(MOST_SLICES);
const coordinate = z.number().min(-1_000_000).max(1_000_000);
const point = z.strictObject({ x: coordinate, y: coordinate });
const value = z.number().min(-1e12).max(1e12);

const state = z.strictObject({
  slice: place,
  window: z.strictObject({ center: value, width: z.number().min(1).max(1e12) }).nullable(),
  zoom: z.number().min(LEAST_ZOOM).max(MOST_ZOOM),
  pan: point,
  turned: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  flipped: z.boolean(),
  inverted: z.boolean(),
  tool: z.enum(TOOLS),
  measurements: z.array(z.strictObject({ slice: place, from: point, to: point })).max(MOST_MEASUREMENTS),
  pointer: point.nullable(),
});

const shared = z
  .strictObject({
    panes: z
      .array(z.strictObject({ series: z.string().min(1).max(64), state }))
      .min(1)
      .max(2),
    active: z.int().min(0).max(1),
    link: z.strictObject({ left: place, right: place }).nullable(),
  })
  .refine(({ active, panes }) => active < panes.length);

/** UTF-8 of JSON. */
export function encodeViewing(viewing: Viewing): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(viewing));
}

/** Null for what is no state of a viewer. */
export function decodeViewing(bytes: Uint8Array): Viewing | null {
  if (bytes.length > LONGEST) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return shared.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
