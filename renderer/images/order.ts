/** In which order a series is scrolled through, and which places of two series belong together. Pure. */
import type { Plane, Vector } from '../../src/imaging/geometry.ts';
import type { ImageSlice, Slice } from './imageStack.ts';

/** Planes are parallel when their normals agree to about three degrees. */
const PARALLEL = 0.9986;

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function normalOf({ column, row }: Pick<Plane, 'column' | 'row'>): Vector {
  return [
    row[1] * column[2] - row[2] * column[1],
    row[2] * column[0] - row[0] * column[2],
    row[0] * column[1] - row[1] * column[0],
  ];
}

/**
 * Slices along the normal of their planes, in the sense in which the machine numbered them; ties, and what does not lie
 * in parallel planes, by Instance Number and frame. Files that cannot be shown come last.
 */
export function orderOf(slices: readonly Slice[]): readonly Slice[] {
  const images = slices.filter((slice) => slice.is === 'image').toSorted(byNumber);
  const failed = slices.filter((slice) => slice.is === 'failed');
  return [...alongNormal(images), ...failed];
}

function byNumber(a: ImageSlice, b: ImageSlice): number {
  if (a.file === b.file) return a.frame - b.frame;
  return (a.opened.number ?? 0) - (b.opened.number ?? 0);
}

function alongNormal(images: readonly ImageSlice[]): readonly ImageSlice[] {
  const planes = images.map(({ place }) => place.plane);
  const [first] = planes;
  if (first === undefined || first === null) return images;
  const normal = normalOf(first);
  const depths = new Map<ImageSlice, number>();
  for (const image of images) {
    const { plane } = image.place;
    if (plane === null || dot(normalOf(plane), normal) < PARALLEL) return images;
    depths.set(image, dot(plane.position, normal));
  }
  const depth = (image: ImageSlice | undefined): number => (image && depths.get(image)) ?? 0;
  const sense = depth(images.at(-1)) < depth(images[0]) ? -1 : 1;
  return images.toSorted((a, b) => sense * (depth(a) - depth(b)) || byNumber(a, b));
}

/** Where two series stood when they were linked. */
export interface Link {
  readonly left: number;
  readonly right: number;
}

/**
 * The place in `to` that belongs to place `at` of `from`: the nearest position where both are of the same frame of
 * reference, else as far along the normal as `from` went since the two were linked. Null where they do not lie parallel.
 */
export function linkedSlice(
  from: readonly Slice[],
  to: readonly Slice[],
  { at, since }: { readonly at: number; readonly since: { readonly from: number; readonly to: number } },
): number | null {
  const here = planeAt(from, at);
  const there = planeAt(to, since.to);
  const start = planeAt(from, since.from);
  if (here === null || there === null || start === null) return null;
  const normal = normalOf(there.plane);
  if (Math.abs(dot(normalOf(here.plane), normal)) < PARALLEL) return null;
  const isSame = here.reference !== null && here.reference === there.reference;
  const moved = dot(here.plane.position, normal) - dot(start.plane.position, normal);
  const wanted = isSame ? dot(here.plane.position, normal) : dot(there.plane.position, normal) + moved;
  return nearest(to, normal, wanted);
}

/** Whether scrolling one can scroll the other. */
export function canLink(a: readonly Slice[], b: readonly Slice[]): boolean {
  return linkedSlice(a, b, { at: 0, since: { from: 0, to: 0 } }) !== null;
}

function planeAt(slices: readonly Slice[], at: number) {
  const slice = slices[at];
  if (slice?.is !== 'image' || slice.place.plane === null) return null;
  return { plane: slice.place.plane, reference: slice.opened.reference };
}

function nearest(slices: readonly Slice[], normal: Vector, wanted: number): number | null {
  let best: number | null = null;
  let distance = Number.POSITIVE_INFINITY;
  slices.forEach((slice, index) => {
    if (slice.is !== 'image' || slice.place.plane === null) return;
    const away = Math.abs(dot(slice.place.plane.position, normal) - wanted);
    if (away < distance) [best, distance] = [index, away];
  });
  return best;
}
