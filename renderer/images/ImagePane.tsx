import { Alert, Box, Slider } from '@mui/material';
import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import type { ImageSlice } from './imageStack.ts';
import { Lines, Overlay } from './Overlay.tsx';
import { placementOf, stretchOf, type Placement, type Size } from './placement.ts';
import type { Window } from './protocol.ts';
import { Pane, type ShownImage } from './rendering.ts';
import { useGestures } from './useGestures.ts';
import { useSlice, type Loaded } from './useStack.ts';
import { toSlice, type ViewerState } from './viewerState.ts';

/** Changes the state of a pane, whatever it is by then. */
export type Change = (change: (state: ViewerState) => ViewerState) => void;

interface ImagePaneProps {
  readonly loaded: Loaded;
  readonly state: ViewerState;
  readonly onChange: Change;
  readonly label: string;
  /** As the chart names the patient. */
  readonly patient: string;
  /** Told of the scale at which all of the image is in the pane. */
  readonly onFit: (fit: number) => void;
  /** What lies over the picture. */
  readonly over?: ((placed: Placed) => ReactNode) | undefined;
}

/** A picture with its place in the pane. */
export interface Placed {
  readonly image: ShownImage;
  readonly slice: ImageSlice;
  readonly pane: Size;
  readonly placement: Placement;
  readonly window: Window | null;
}

/** One stack of images with its state: wheel scrolls, dragging does what the chosen tool does. */
export function ImagePane({ loaded, state, onChange, onFit, label, patient, over }: ImagePaneProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const { fill, pane } = usePane(element);
  const slice = loaded.slices[state.slice];
  const { error, image } = useSlice(loaded, slice);
  const size = useSize(element, fill);
  const placed = placedOf(state, { image, slice: slice?.is === 'image' ? slice : null, size });
  useDrawing(pane, state, placed);
  const fit = placed?.placement.fit ?? null;
  useEffect(() => {
    if (fit !== null) onFit(fit);
  }, [fit, onFit]);
  const count = loaded.slices.length;
  const { line, ...handlers } = useGestures(element, { state, count, placed, onChange });
  return (
    <Box sx={{ display: 'flex', flex: 1, minHeight: 0, minWidth: 0, bgcolor: 'common.black' }}>
      <Box sx={{ position: 'relative', flex: 1, minWidth: 0, overflow: 'hidden', touchAction: 'none' }}>
        <div
          ref={element}
          role="img"
          aria-label={label}
          data-slice={state.slice}
          data-shown={placed === null ? 'none' : 'image'}
          style={{ position: 'absolute', inset: 0 }}
          {...handlers}
        />
        {placed !== null && <Lines placed={placed} state={state} line={line} />}
        <Overlay loaded={loaded} placed={placed} state={state} patient={patient} onChange={onChange} />
        {placed !== null && over?.(placed)}
        <Box sx={{ position: 'absolute', left: '20%', right: '20%', top: 8 }}>
          <ErrorNote error={error} />
          {image?.cut === true && <Alert severity="warning">{t('images.cut')}</Alert>}
        </Box>
      </Box>
      {count > 1 && <Scroller at={state.slice} count={count} onChange={onChange} />}
    </Box>
  );
}

interface ScrollerProps {
  readonly at: number;
  readonly count: number;
  readonly onChange: Change;
}

/** The whole stack from top to bottom. */
const Scroller = memo(function Scroller({ at, count, onChange }: ScrollerProps) {
  const { t } = useTranslation();
  const name = t('viewer.scroll');
  const textOf = useCallback(
    (value: number) => t('images.slice', { at: count - value, of: count }),
    [t, count],
  );
  return (
    <Box sx={{ py: 2, display: 'flex' }}>
      <Slider
        orientation="vertical"
        size="small"
        min={0}
        max={count - 1}
        // The first image stands at the top, where a slider ends.
        value={count - 1 - at}
        aria-label={name}
        getAriaValueText={textOf}
        sx={{ height: 'auto', mx: 0.5, color: 'grey.400' }}
        onChange={(_, value) =>
          onChange((state) => toSlice(state, count - 1 - (Array.isArray(value) ? 0 : value), count))
        }
      />
    </Box>
  );
});

function placedOf(
  state: ViewerState,
  of: { readonly image: ShownImage | null; readonly slice: ImageSlice | null; readonly size: Size | null },
): Placed | null {
  const { image, size, slice } = of;
  if (image === null || slice === null || size === null) return null;
  const { columns, rows } = image.frame;
  const placement = placementOf({ width: columns, height: rows }, size, {
    view: state,
    stretch: stretchOf(slice.place),
  });
  const window = image.frame.kind === 'gray' ? (state.window ?? image.frame.window) : null;
  return { image, slice, pane: size, placement, window };
}

/** The canvas of an element, from when it stands until it goes. */
function usePane(element: RefObject<HTMLDivElement | null>) {
  const pane = useRef<Pane | null>(null);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const made = new Pane(element.current);
    pane.current = made;
    return () => {
      pane.current = null;
      made.close();
    };
  }, [element]);
  const fill = useCallback(() => pane.current?.fill() ?? null, []);
  return { pane, fill };
}

/** How large the canvas is, in pixels of the screen. */
function useSize(element: RefObject<HTMLDivElement | null>, fill: () => Size | null): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(() => setSize(fill()));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, fill]);
  return size;
}

function useDrawing(pane: RefObject<Pane | null>, state: ViewerState, placed: Placed | null): void {
  const { flipped, inverted, pan, turned, zoom } = state;
  const image = placed?.image ?? null;
  const size = placed?.pane ?? null;
  const scale = placed?.placement.scale ?? 1;
  const center = placed?.window?.center ?? null;
  const width = placed?.window?.width ?? null;
  useLayoutEffect(() => {
    if (image === null || size === null) return;
    const window = center === null || width === null ? null : { center, width };
    pane.current?.show({ image, view: { flipped, pan, turned, zoom }, scale, window, inverted });
  }, [pane, image, size, scale, center, width, flipped, inverted, pan, turned, zoom]);
}
