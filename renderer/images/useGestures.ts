/** The hands: dragging, wheel, pointing. What they make of the state is gestures.ts. */
import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { dragged, toolOf, wheelSteps, zoomedAt, type Dragging } from './gestures.ts';
import type { Change, Placed } from './ImagePane.tsx';
import type { Window } from './protocol.ts';
import { measured, toSlice, type Measurement, type Point, type ViewerState } from './viewerState.ts';

interface Shown {
  readonly state: ViewerState;
  readonly count: number;
  readonly placed: Placed | null;
  readonly onChange: Change;
}

interface Started {
  readonly tool: Dragging | 'measure';
  readonly at: Point;
  readonly state: ViewerState;
  readonly window: Window | null;
}

/** Zoom of a notch of the wheel. */
const ZOOM = 1.2;
/** Pixels of the image that are a line, and no click. */
const SHORTEST = 0.5;

export function useGestures(element: RefObject<HTMLDivElement | null>, shown: Shown) {
  const started = useRef<Started | null>(null);
  const [line, setLine] = useState<Measurement | null>(null);
  const { onChange, placed, state } = shown;
  useWheel(element, shown);
  const imagePoint = (event: PointerEvent<HTMLDivElement>): Point | null =>
    placed === null ? null : placed.placement.toImage(canvasPoint(event.currentTarget, event, placed));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const tool = toolOf(event.button, state.tool);
    if (tool === null || placed === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    started.current = {
      tool,
      at: { x: event.clientX, y: event.clientY },
      state,
      window: placed.window,
    };
    const at = imagePoint(event);
    if (tool === 'measure' && at !== null) setLine({ slice: state.slice, from: at, to: at });
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const at = imagePoint(event);
    const from = started.current;
    if (at === null || placed === null) return;
    if (from === null) onChange((now) => ({ ...now, pointer: at }));
    else if (from.tool === 'measure') setLine((before) => before && { ...before, to: at });
    else {
      const by = { x: event.clientX - from.at.x, y: event.clientY - from.at.y };
      const ratio = ratioOf(event.currentTarget, placed);
      const { tool, window } = from;
      onChange((now) =>
        dragged(now, { tool, by, start: from.state, window, placement: placed.placement, ratio }),
      );
    }
  };
  const onPointerUp = (): void => {
    started.current = null;
    if (line !== null && Math.hypot(line.to.x - line.from.x, line.to.y - line.from.y) >= SHORTEST)
      onChange((now) => measured(now, line));
    setLine(null);
  };
  const onPointerLeave = (): void => {
    if (started.current === null) onChange((now) => ({ ...now, pointer: null }));
  };
  return {
    line,
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: onPointerUp,
    onPointerLeave,
    onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
  };
}

/** A listener of its own: React's cannot keep the page from zooming. */
function useWheel(element: RefObject<HTMLDivElement | null>, shown: Shown): void {
  const latest = useRef(shown);
  const left = useRef(0);
  useEffect(() => {
    latest.current = shown;
  });
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { count, onChange, placed } = latest.current;
      const turned = wheelSteps(left.current, event.deltaY);
      left.current = turned.left;
      if (turned.steps === 0) return;
      if (!event.ctrlKey) return onChange((now) => toSlice(now, now.slice + turned.steps, count));
      if (placed === null) return;
      const at = placed.placement.toImage(canvasPoint(target, event, placed));
      const { columns, rows } = placed.image.frame;
      const image = { width: columns, height: rows };
      onChange((now) => zoomedAt(now, turned.steps < 0 ? ZOOM : 1 / ZOOM, { at, image }));
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  }, [element]);
}

function ratioOf(element: HTMLElement, { pane }: Placed): number {
  return pane.width / Math.max(1, element.clientWidth);
}

function canvasPoint(
  element: HTMLElement,
  event: { readonly clientX: number; readonly clientY: number },
  placed: Placed,
): Point {
  const { left, top } = element.getBoundingClientRect();
  const ratio = ratioOf(element, placed);
  return { x: (event.clientX - left) * ratio, y: (event.clientY - top) * ratio };
}
