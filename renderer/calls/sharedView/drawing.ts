/** What a hand draws, step by step. Pure. */
import type { Mark, Shape, Spot } from '../../../src/consult/sharedView/view.ts';
import { MOST_POINTS } from '../../../src/consult/sharedView/words.ts';
import type { Point } from '../../images/viewerState.ts';
import type { Grid } from './grid.ts';

export const MARK_TOOLS = ['arrow', 'line', 'text'] as const;
export type MarkTool = (typeof MARK_TOOLS)[number];

export interface Drawn {
  readonly at: Spot;
  readonly shape: Exclude<Shape, { readonly is: 'text' }>;
  /** Where the hand was last, in the pane. */
  readonly last: Point;
}

/** Pixels of the page: less is a click, or the same point again. */
const SHORTEST = 6;
const STEP = 3;

/** Null where there is nothing to draw on. */
export function begun(grid: Grid, tool: 'arrow' | 'line', point: Point): Drawn | null {
  const at = grid.spotAt(point);
  if (at === null) return null;
  const corner = { x: at.x, y: at.y };
  const shape = tool === 'arrow' ? { is: tool, to: corner } : { is: tool, points: [corner] };
  return { at, shape, last: point };
}

export function drawnTo(drawn: Drawn, grid: Grid, point: Point): Drawn {
  const corner = grid.cornerAt(drawn.at, point);
  if (corner === null) return drawn;
  if (drawn.shape.is === 'arrow') return { ...drawn, shape: { is: 'arrow', to: corner }, last: point };
  const { points } = drawn.shape;
  const isNear = Math.hypot(point.x - drawn.last.x, point.y - drawn.last.y) < STEP;
  if (isNear || points.length >= MOST_POINTS) return drawn;
  return { ...drawn, shape: { is: 'line', points: [...points, corner] }, last: point };
}

/** Null for what is too short to be meant. */
export function finished(drawn: Drawn, grid: Grid, item: Mark['item']): Omit<Mark, 'id'> | null {
  const { at, last, shape } = drawn;
  const from = grid.toPane(at, at);
  const isLong = from !== null && Math.hypot(last.x - from.x, last.y - from.y) >= SHORTEST;
  const isLine = shape.is === 'line' && shape.points.length > 2;
  return isLong || isLine ? { item, at, shape } : null;
}

/** The head of an arrow at `to`, as corners of a triangle. */
export function arrowHead(from: Point, to: Point): readonly [Point, Point, Point] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const side = (turn: number): Point => ({
    x: to.x - HEAD * Math.cos(angle + turn),
    y: to.y - HEAD * Math.sin(angle + turn),
  });
  return [to, side(HEAD_ANGLE), side(-HEAD_ANGLE)];
}

const HEAD = 14;
const HEAD_ANGLE = Math.PI / 7;
