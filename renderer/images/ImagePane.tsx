import { Alert, Box, Typography } from '@mui/material';
import { useEffect, useRef, useState, type PointerEvent, type RefObject, type WheelEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asCoreError, type CoreError } from '../client/core.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import type { ImageStack, Slice } from './imageStack.ts';
import type { Frame, Window } from './protocol.ts';
import {
  lengthOf,
  measured,
  panned,
  shades,
  toSlice,
  windowed,
  zoomed,
  type Measurement,
  type Point,
  type ViewerState,
} from './viewerState.ts';

interface ImagePaneProps {
  readonly stack: ImageStack;
  readonly slices: readonly Slice[];
  readonly state: ViewerState;
  readonly onChange: (state: ViewerState) => void;
  readonly label: string;
}

/** One stack of images with its state: wheel scrolls, dragging does what the chosen tool does. */
export function ImagePane({ stack, slices, state, onChange, label }: ImagePaneProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { cut, error, frame } = useFrame(stack, slices, state.slice);
  const slice = slices[state.slice];
  const window = shownWindow(state, frame);
  useDrawing(canvas, frame, state, window);
  const drag = useDrag({ state, frame, window, onChange });
  const onWheel = (event: WheelEvent): void => {
    const by = Math.sign(event.deltaY);
    onChange(
      event.ctrlKey ? zoomed(state, by < 0 ? 1.2 : 1 / 1.2) : toSlice(state, state.slice + by, slices.length),
    );
  };
  const spacing = slice?.is === 'image' ? slice.opened.spacing : null;
  return (
    <Box
      sx={{ position: 'relative', flex: 1, minWidth: 0, bgcolor: 'common.black', overflow: 'hidden' }}
      onWheel={onWheel}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        data-slice={state.slice}
        data-shown={frame === null ? 'none' : 'image'}
        style={{ width: '100%', height: '100%', display: 'block', touchAction: 'none' }}
        {...drag.handlers}
      />
      <Box sx={{ position: 'absolute', left: 8, bottom: 8, color: 'common.white', pointerEvents: 'none' }}>
        <Typography variant="body2">
          {t('images.slice', { at: state.slice + 1, of: slices.length })}
        </Typography>
        {window !== null && (
          <Typography variant="body2">
            {t('images.windowIs', { center: Math.round(window.center), width: Math.round(window.width) })}
          </Typography>
        )}
        {[...state.measurements, ...(drag.measuring === null ? [] : [drag.measuring])]
          .filter((one) => one.slice === state.slice)
          .map((one, index) => (
            <Typography key={index} variant="body2">
              {lengthText(one)}
            </Typography>
          ))}
      </Box>
      <Box sx={{ position: 'absolute', left: 8, right: 8, top: 8 }}>
        <ErrorNote error={slice?.is === 'failed' ? slice.error : error} />
        {cut && <Alert severity="warning">{t('images.cut')}</Alert>}
      </Box>
    </Box>
  );

  function lengthText(one: Measurement): string {
    const length = lengthOf(one, spacing);
    return length === null
      ? t('images.pixels', { length: Math.hypot(one.to.x - one.from.x, one.to.y - one.from.y).toFixed(1) })
      : t('images.millimetres', { length: length.toFixed(1) });
  }
}

function shownWindow(state: ViewerState, frame: Frame | null): Window | null {
  return frame?.kind === 'gray' ? (state.window ?? frame.window) : null;
}

interface ShownFrame {
  readonly frame: Frame | null;
  /** Something of it is missing, and filled up. */
  readonly cut: boolean;
  readonly error: CoreError | null;
}

const NOTHING: ShownFrame = { frame: null, cut: false, error: null };

/** The picture before stays until the next one is decoded: scrolling does not flicker. */
function useFrame(stack: ImageStack, slices: readonly Slice[], index: number): ShownFrame {
  const [shown, setShown] = useState<ShownFrame>(NOTHING);
  const slice = slices[index];
  useEffect(() => {
    let current = true;
    stack.frame(index).then(
      (found) => current && setShown(found === null ? NOTHING : { ...found, error: null }),
      (error: unknown) => current && setShown({ ...NOTHING, error: asCoreError(error) }),
    );
    return () => {
      current = false;
    };
  }, [stack, index, slice]);
  return shown;
}

/** Pixels of the image for one of the pane, and where the image's corner lies. */
function placement(canvas: HTMLCanvasElement, frame: Frame, state: ViewerState) {
  const fit = Math.min(canvas.width / frame.columns, canvas.height / frame.rows);
  const scale = fit * state.zoom;
  return {
    scale,
    left: canvas.width / 2 - (frame.columns / 2 - state.pan.x) * scale,
    top: canvas.height / 2 - (frame.rows / 2 - state.pan.y) * scale,
  };
}

function useDrawing(
  canvas: RefObject<HTMLCanvasElement | null>,
  frame: Frame | null,
  state: ViewerState,
  window: Window | null,
): void {
  useEffect(() => draw(canvas.current, frame, state, window));
}

/** Stands out from gray values and from the colours of tissue. */
const LINE = 'gold';

function draw(
  target: HTMLCanvasElement | null,
  frame: Frame | null,
  state: ViewerState,
  window: Window | null,
): void {
  const context = target?.getContext('2d') ?? null;
  if (target === null || context === null) return;
  fillPane(target);
  const pixels = frame === null ? null : pixelsOf(frame, window);
  if (frame === null || pixels === null) return;
  const image = new OffscreenCanvas(frame.columns, frame.rows);
  image.getContext('2d')?.putImageData(new ImageData(pixels, frame.columns, frame.rows), 0, 0);
  const { left, scale, top } = placement(target, frame, state);
  // Seen from near, a pixel is a pixel.
  context.imageSmoothingEnabled = scale < 4;
  context.drawImage(image, left, top, frame.columns * scale, frame.rows * scale);
  context.strokeStyle = LINE;
  context.lineWidth = 2;
  for (const { from, slice, to } of state.measurements) {
    if (slice !== state.slice) continue;
    context.beginPath();
    context.moveTo(left + from.x * scale, top + from.y * scale);
    context.lineTo(left + to.x * scale, top + to.y * scale);
    context.stroke();
  }
}

/** Also empties it. */
function fillPane(canvas: HTMLCanvasElement): void {
  const { clientHeight, clientWidth } = canvas;
  Object.assign(canvas, { width: clientWidth, height: clientHeight });
}

function pixelsOf(frame: Frame, window: Window | null): Uint8ClampedArray<ArrayBuffer> | null {
  if (frame.kind === 'colour') return frame.values;
  return window === null ? null : shades(frame.values, window, frame.inverted);
}

interface DragProps {
  readonly state: ViewerState;
  readonly frame: Frame | null;
  readonly window: Window | null;
  readonly onChange: (state: ViewerState) => void;
}

/** What dragging does, by the tool; it begins anew with each press. */
function useDrag({ state, frame, window, onChange }: DragProps) {
  const start = useRef<{ readonly x: number; readonly y: number; readonly state: ViewerState } | null>(null);
  const [measuring, setMeasuring] = useState<Measurement | null>(null);
  const pointAt = (event: PointerEvent<HTMLCanvasElement>): Point | null => {
    if (frame === null) return null;
    const { left, scale, top } = placement(event.currentTarget, frame, state);
    return { x: (event.nativeEvent.offsetX - left) / scale, y: (event.nativeEvent.offsetY - top) / scale };
  };
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, y: event.clientY, state };
    const at = pointAt(event);
    if (state.tool === 'measure' && at !== null) setMeasuring({ slice: state.slice, from: at, to: at });
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    const from = start.current;
    if (from === null || frame === null) return;
    const dx = event.clientX - from.x;
    const dy = event.clientY - from.y;
    const { scale } = placement(event.currentTarget, frame, state);
    if (state.tool === 'window' && window !== null) {
      const base = from.state.window ?? (frame.kind === 'gray' ? frame.window : window);
      onChange(windowed(state, base, dx, dy));
    } else if (state.tool === 'pan') {
      onChange({ ...state, pan: panned(from.state, dx / scale, dy / scale).pan });
    } else if (state.tool === 'zoom') onChange({ ...state, zoom: zoomed(from.state, 2 ** (-dy / 200)).zoom });
    else {
      const to = pointAt(event);
      if (to !== null) setMeasuring((before) => (before === null ? null : { ...before, to }));
    }
  };
  const onPointerUp = (): void => {
    start.current = null;
    if (measuring !== null) onChange(measured(state, measuring));
    setMeasuring(null);
  };
  return { handlers: { onPointerDown, onPointerMove, onPointerUp }, measuring };
}
