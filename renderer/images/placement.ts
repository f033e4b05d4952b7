/** Where the pixels of an image lie in its pane: turned, turned over, moved and enlarged. Pure; the numbers are those of canvas pixels. */
import type { Plane, Vector } from '../../src/imaging/geometry.ts';
import type { FramePlace } from './protocol.ts';
import type { Point, ViewerState } from './viewerState.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type View = Pick<ViewerState, 'flipped' | 'pan' | 'turned' | 'zoom'>;

/** An image in its pane. */
export interface Placement {
  /** The scale at which all of the image is in the pane. */
  readonly fit: number;
  /** Canvas pixels for a pixel of the image along the shorter of its sides. */
  readonly scale: number;
  /** Into the canvas: from the middle of a pixel. */
  readonly toPane: (point: Point) => Point;
  readonly toImage: (point: Point) => Point;
  /** A movement in the pane as one in pixels of the image. */
  readonly moved: (by: Point) => Point;
}

/** How much wider or higher than the other side a pixel is: at least one of the two is 1. */
export function stretchOf({ aspect, spacing }: FramePlace): Point {
  const [down, across] = spacing ?? aspect ?? [1, 1];
  return { x: Math.max(1, across / down), y: Math.max(1, down / across) };
}

/** At which scale all of the image is in the pane. */
export function fitOf(
  image: Size,
  pane: Size,
  { stretch, turned }: { readonly stretch: Point; readonly turned: number },
) {
  const [width, height] = [image.width * stretch.x, image.height * stretch.y];
  const isSideways = turned % 180 !== 0;
  return Math.min(
    pane.width / Math.max(1, isSideways ? height : width),
    pane.height / Math.max(1, isSideways ? width : height),
  );
}

/** As cornerstone's CPU pipeline places it (its calculateTransform). */
export function placementOf(
  image: Size,
  pane: Size,
  of: { readonly view: View; readonly stretch: Point },
): Placement {
  const { stretch, view } = of;
  const fit = fitOf(image, pane, { stretch, turned: view.turned });
  const scale = fit * view.zoom;
  const { cos, sin } = turn(view.turned);
  const flip = view.flipped ? -1 : 1;
  const [wide, high] = [scale * stretch.x * flip, scale * stretch.y];
  const middle = { x: image.width / 2 - view.pan.x, y: image.height / 2 - view.pan.y };
  const back = (x: number, y: number): Point => ({
    x: (x * cos + y * sin) / wide,
    y: (y * cos - x * sin) / high,
  });
  return {
    fit,
    scale,
    toPane: (point) => {
      const [x, y] = [(point.x - middle.x) * wide, (point.y - middle.y) * high];
      return { x: pane.width / 2 + x * cos - y * sin, y: pane.height / 2 + x * sin + y * cos };
    },
    toImage: (point) => {
      const away = back(point.x - pane.width / 2, point.y - pane.height / 2);
      return { x: middle.x + away.x, y: middle.y + away.y };
    },
    moved: ({ x, y }) => back(x, y),
  };
}

/** Exact for quarters. */
function turn(degrees: number): { readonly cos: number; readonly sin: number } {
  const quarter = (((degrees / 90) % 4) + 4) % 4;
  return { cos: [1, 0, -1, 0][quarter] ?? 1, sin: [0, 1, 0, -1][quarter] ?? 0 };
}

/** Letters at the edges of a pane: where of the patient its left, right, top and bottom lie. */
export interface EdgeLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** PS3.3 §C.7.6.1.1.1: x grows to the patient's left, y to the back, z to the head. Null where the file has no orientation. */
export function edgeLetters(
  plane: Plane | null,
  { flipped, turned }: Pick<View, 'flipped' | 'turned'>,
): EdgeLetters | null {
  if (plane === null) return null;
  const { cos, sin } = turn(turned);
  const row = times(plane.row, flipped ? -1 : 1);
  const across = plus(times(row, cos), times(plane.column, -sin));
  const down = plus(times(row, sin), times(plane.column, cos));
  return {
    left: lettersOf(times(across, -1)),
    right: lettersOf(across),
    top: lettersOf(times(down, -1)),
    bottom: lettersOf(down),
  };
}

/** A part of a direction that is left out; an oblique plane has two letters, at most three. */
const SLIGHT = 0.0001;

function lettersOf(direction: Vector): string {
  return [
    { size: direction[0], letter: direction[0] > 0 ? 'L' : 'R' },
    { size: direction[1], letter: direction[1] > 0 ? 'P' : 'A' },
    { size: direction[2], letter: direction[2] > 0 ? 'H' : 'F' },
  ]
    .filter(({ size }) => Math.abs(size) > SLIGHT)
    .toSorted((a, b) => Math.abs(b.size) - Math.abs(a.size))
    .map(({ letter }) => letter)
    .join('');
}

function times([x, y, z]: Vector, by: number): Vector {
  return [x * by, y * by, z * by];
}

function plus(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
