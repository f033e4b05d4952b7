/** How long a line over an image is, in the unit that its pixels have there. Pure. */
import type { UltrasoundRegion } from '../../src/imaging/geometry.ts';
import type { FramePlace, Opened } from './protocol.ts';
import type { Measurement, Point } from './viewerState.ts';

export interface Length {
  readonly unit: 'cm/s' | 'mm' | 'px' | 's';
  readonly size: number;
}

/**
 * In an ultrasound image the region decides in which both ends lie: millimetres in a B-mode, seconds or cm/s along one axis
 * of a spectrum. Else millimetres by Pixel Spacing, and pixels where nothing is known.
 */
export function lengthOf(
  line: Pick<Measurement, 'from' | 'to'>,
  { opened, place }: { readonly opened: Pick<Opened, 'regions'>; readonly place: FramePlace },
): Length {
  const dx = line.to.x - line.from.x;
  const dy = line.to.y - line.from.y;
  const pixels: Length = { unit: 'px', size: Math.hypot(dx, dy) };
  if (opened.regions.length > 0) {
    const region = opened.regions.find((one) => holds(one, line.from) && holds(one, line.to));
    return (region && inRegion(region, dx, dy)) ?? pixels;
  }
  const { spacing } = place;
  return spacing === null ? pixels : { unit: 'mm', size: Math.hypot(dx * spacing[1], dy * spacing[0]) };
}

function holds({ bottom, left, right, top }: UltrasoundRegion, { x, y }: Point): boolean {
  return x >= left && x <= right + 1 && y >= top && y <= bottom + 1;
}

function inRegion({ across, down }: UltrasoundRegion, dx: number, dy: number): Length | null {
  if (across?.unit === 'mm' && down?.unit === 'mm') {
    return { unit: 'mm', size: Math.hypot(dx * across.size, dy * down.size) };
  }
  // Axes of two kinds have no common length: the one is taken along which the line goes.
  const [step, way] = Math.abs(dx) >= Math.abs(dy) ? [across, dx] : [down, dy];
  return step === null ? null : { unit: step.unit, size: Math.abs(way) * step.size };
}
