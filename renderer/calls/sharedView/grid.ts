/** Where places of what is shown lie in the pane, and which place lies where. In pixels of the page, from the pane's corner. */
import type { Spot } from '../../../src/consult/sharedView/view.ts';
import type { Placed } from '../../images/ImagePane.tsx';
import type { Point } from '../../images/viewerState.ts';

export interface Grid {
  /** Null where nothing is shown that has a place. */
  spotAt(point: Point): Spot | null;
  /** Of `corner` in the picture, page or element of `spot`; null where that is not shown now. */
  toPane(spot: Spot, corner: Point): Point | null;
  /** `point` in the numbers of the picture, page or element of `spot`. */
  cornerAt(spot: Spot, point: Point): Point | null;
}

/** Of an image in its pane; its canvas may have more pixels than the page. */
export function imageGrid({ pane, placement, slice }: Placed, width: number): Grid {
  const ratio = pane.width / Math.max(1, width);
  const isShown = (spot: Spot): boolean =>
    spot.is === 'image' && spot.file === slice.file && spot.frame === slice.frame;
  const at = ({ x, y }: Point): Point => placement.toImage({ x: x * ratio, y: y * ratio });
  return {
    spotAt: (point) => ({ is: 'image', file: slice.file, frame: slice.frame, ...at(point) }),
    toPane: (spot, corner) => {
      if (!isShown(spot)) return null;
      const { x, y } = placement.toPane(corner);
      return { x: x / ratio, y: y / ratio };
    },
    cornerAt: (spot, point) => (isShown(spot) ? at(point) : null),
  };
}

/** Of pages (`data-page`) or elements (`data-element`) that lie in the pane, wherever they are scrolled to. */
export function elementGrid(pane: HTMLElement): Grid {
  const origin = (): DOMRect => pane.getBoundingClientRect();
  const cornerIn = (element: Element, point: Point): Point => {
    const [{ height, left, top, width }, from] = [element.getBoundingClientRect(), origin()];
    return {
      x: near((point.x + from.left - left) / Math.max(1, width)),
      y: near((point.y + from.top - top) / Math.max(1, height)),
    };
  };
  return {
    spotAt: (point) => {
      const element = elementAt(pane, point);
      return element === null ? null : spotIn(element, cornerIn(element, point));
    },
    toPane: (spot, corner) => {
      const element = elementOf(pane, spot);
      if (element === null) return null;
      const [{ height, left, top, width }, from] = [element.getBoundingClientRect(), origin()];
      return { x: left - from.left + corner.x * width, y: top - from.top + corner.y * height };
    },
    cornerAt: (spot, point) => {
      const element = elementOf(pane, spot);
      return element === null ? null : cornerIn(element, point);
    },
  };
}

/** As far beyond an edge as may be said. */
function near(part: number): number {
  return Math.min(2, Math.max(-1, part));
}

const PLACES = '[data-page], [data-element]';

function elementAt(pane: HTMLElement, { x, y }: Point): Element | null {
  const { left, top } = pane.getBoundingClientRect();
  const under = document.elementsFromPoint(x + left, y + top);
  return under.find((element) => pane.contains(element) && element.matches(PLACES)) ?? null;
}

/** The page or element of a place, as it stands in the pane. */
export function elementOf(pane: HTMLElement, spot: Spot): Element | null {
  if (spot.is === 'image') return null;
  // Both come from another machine; the decoder lets no other characters through.
  const place =
    spot.is === 'page' ? `[data-page="${String(spot.page)}"]` : `[data-element="${spot.element}"]`;
  return pane.querySelector(place);
}

function spotIn(element: Element, corner: Point): Spot | null {
  const page = Number(element.getAttribute('data-page') ?? 'NaN');
  if (Number.isSafeInteger(page)) return { is: 'page', page, ...corner };
  const name = element.getAttribute('data-element');
  return name === null ? null : { is: 'element', element: name, ...corner };
}
