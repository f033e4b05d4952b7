import Close from '@mui/icons-material/Close';
import { Box, IconButton, TextField } from '@mui/material';
import { useEffect, useReducer, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { marksOnTable } from '../../../src/consult/sharedView/sharedView.ts';
import { sameItem, type Item, type Mark, type Spot } from '../../../src/consult/sharedView/view.ts';
import { LONGEST_TEXT } from '../../../src/consult/sharedView/words.ts';
import { isComposing } from '../../client/keys.ts';
import type { Point } from '../../images/viewerState.ts';
import { begun, drawnTo, finished, type Drawn, type MarkTool } from './drawing.ts';
import type { Grid } from './grid.ts';
import { Shapes } from './Shapes.tsx';
import type { Shared } from './useShared.ts';

interface LayerProps {
  readonly shared: Shared;
  readonly item: Item;
  /** What a mark is drawn with; null while the hand does what it does without. */
  readonly tool: MarkTool | null;
  /** Of the pane that this lies over. */
  readonly gridOf: (layer: HTMLElement) => Grid;
}

/** Pointers and marks of both, over what is shown; it lies in its pane, and hears the pane's pointer. */
export function Layer({ shared, item, tool, gridOf }: LayerProps) {
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  useRedraw(layer);
  const grid = layer === null ? null : gridOf(layer);
  usePointing(layer, { shared, item, gridOf });
  const { drawn, text } = useDrawing(layer, { shared, item, tool, gridOf });
  const { colours, snapshot, store } = shared;
  const mine = marksOnTable(snapshot.view, 'mine');
  return (
    <Box
      ref={setLayer}
      data-marks={mine.length + marksOnTable(snapshot.view, 'theirs').length}
      sx={{
        position: 'absolute',
        inset: 0,
        overflow: 'hidden',
        pointerEvents: 'none',
      }}
    >
      {grid !== null && (
        <>
          <svg
            aria-hidden
            style={{ position: 'absolute', inset: 0, width: '100%', height: '100%', pointerEvents: 'none' }}
          >
            <Shapes grid={grid} colour={colours.mine} marks={drawn === null ? mine : [...mine, drawn]} />
            <Shapes grid={grid} colour={colours.theirs} marks={marksOnTable(snapshot.view, 'theirs')} />
          </svg>
          {mine.map((mark) => (
            <Removal
              key={mark.id}
              mark={mark}
              grid={grid}
              onRemove={() => store.act({ say: 'unmark', id: mark.id })}
            />
          ))}
          {text.at !== null && <Writing at={grid.toPane(text.at, text.at)} onDone={text.write} />}
          <OtherPointer shared={shared} item={item} grid={grid} />
        </>
      )}
    </Box>
  );
}

interface RemovalProps {
  readonly mark: Mark;
  readonly grid: Grid;
  readonly onRemove: () => void;
}

function Removal({ mark, grid, onRemove }: RemovalProps) {
  const { t } = useTranslation();
  const at = grid.toPane(mark.at, mark.at);
  if (at === null) return null;
  const name = t('sharedView.unmark', { what: t(`sharedView.${mark.shape.is}`) });
  return (
    <IconButton
      size="small"
      aria-label={name}
      title={name}
      onClick={onRemove}
      sx={{
        position: 'absolute',
        pointerEvents: 'auto',
        p: 0.25,
        color: '#fff',
        bgcolor: 'rgba(0, 0, 0, 0.6)',
        '&:hover, &:focus-visible': { bgcolor: '#000' },
      }}
      style={{ left: at.x - 26, top: at.y - 12 }}
    >
      <Close sx={{ fontSize: 16 }} />
    </IconButton>
  );
}

interface WritingProps {
  readonly at: Point | null;
  readonly onDone: (text: string) => void;
}

/** The words of a mark: Enter takes them, Escape takes nothing. */
function Writing({ at, onDone }: WritingProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  if (at === null) return null;
  return (
    <TextField
      autoFocus
      size="small"
      hiddenLabel
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text)}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Enter') onDone(text);
        if (event.key === 'Escape') onDone('');
        event.stopPropagation();
      }}
      slotProps={{ htmlInput: { maxLength: LONGEST_TEXT, 'aria-label': t('sharedView.textHere') } }}
      sx={{ position: 'absolute', width: 220, bgcolor: 'background.paper', pointerEvents: 'auto' }}
      style={{ left: at.x, top: at.y }}
    />
  );
}

interface OtherPointerProps {
  readonly shared: Shared;
  readonly item: Item;
  readonly grid: Grid;
}

/** Where the other points, with their name, while both see the same. */
function OtherPointer({ shared, item, grid }: OtherPointerProps) {
  const { pointer } = shared.snapshot;
  const at =
    pointer === null || !sameItem(pointer.item, item) ? null : grid.toPane(pointer.spot, pointer.spot);
  if (at === null) return null;
  const colour = shared.colours.theirs;
  return (
    <Box
      data-pointer={`${at.x.toFixed(1)} ${at.y.toFixed(1)}`}
      sx={{ position: 'absolute', pointerEvents: 'none' }}
      style={{ left: at.x, top: at.y }}
    >
      <Box
        sx={{
          position: 'absolute',
          width: 18,
          height: 18,
          left: -9,
          top: -9,
          borderRadius: '50%',
          border: 3,
          borderColor: colour,
          boxShadow: '0 0 0 1px #000, inset 0 0 0 1px #000',
        }}
      />
      <Box
        component="span"
        sx={{
          position: 'absolute',
          left: 12,
          top: 8,
          px: 0.75,
          borderRadius: 1,
          whiteSpace: 'nowrap',
          typography: 'body2',
          fontWeight: 'bold',
          color: '#000',
          bgcolor: colour,
        }}
      >
        {shared.names.theirs}
      </Box>
    </Box>
  );
}

type DrawingProps = Pick<LayerProps, 'gridOf' | 'item' | 'shared' | 'tool'>;

/** By the pane itself: what does not hit the picture, a page or an element is the pane's, as is the wheel. */
function useDrawing(layer: HTMLElement | null, props: DrawingProps) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [textAt, setTextAt] = useState<Spot | null>(null);
  const latest = useRef({ ...props, drawn });
  useEffect(() => {
    latest.current = { ...props, drawn };
  });
  const { tool } = props;
  useEffect(() => {
    const pane = layer?.parentElement ?? null;
    if (layer === null || pane === null || tool === null) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const set = (next: Drawn | null): void => {
      latest.current = { ...latest.current, drawn: next };
      setDrawn(next);
    };
    const onDown = (event: globalThis.PointerEvent): void => {
      const grid = latest.current.gridOf(layer);
      const point = pointIn(layer, event);
      if (event.button !== 0 || isControl(event.target) || grid.spotAt(point) === null) return;
      event.stopPropagation();
      // The field for a text is drawn under the pointer: it would lose the focus to what was pressed.
      event.preventDefault();
      if (tool === 'text') return setTextAt(grid.spotAt(point));
      pane.setPointerCapture(event.pointerId);
      set(begun(grid, tool, point));
    };
    const onMove = (event: globalThis.PointerEvent): void => {
      const { drawn: now, gridOf } = latest.current;
      if (now !== null) set(drawnTo(now, gridOf(layer), pointIn(layer, event)));
    };
    const onUp = (): void => {
      const { drawn: now, gridOf, item, shared } = latest.current;
      const mark = now === null ? null : finished(now, gridOf(layer), item);
      if (mark !== null) shared.store.act({ say: 'mark', mark });
      set(null);
    };
    pane.style.setProperty('cursor', 'crosshair');
    pane.addEventListener('pointerdown', onDown, { capture: true, signal });
    pane.addEventListener('pointermove', onMove, { signal });
    pane.addEventListener('pointerup', onUp, { signal });
    pane.addEventListener('pointercancel', () => set(null), { signal });
    return () => {
      pane.style.removeProperty('cursor');
      stop.abort();
    };
  }, [layer, tool]);
  const write = (text: string): void => {
    const words = text.trim();
    const { item, shared } = props;
    if (textAt !== null && words !== '')
      shared.store.act({ say: 'mark', mark: { item, at: textAt, shape: { is: 'text', text: words } } });
    setTextAt(null);
  };
  return { drawn, text: { at: textAt, write } };
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, [role="slider"]') !== null;
}

/** Tells the other where this doctor points, as long as they point at anything. */
function usePointing(layer: HTMLElement | null, of: Pick<LayerProps, 'gridOf' | 'item' | 'shared'>): void {
  const { gridOf, item } = of;
  const { store } = of.shared;
  const hand = useRef<Point | null>(null);
  useEffect(() => {
    const pane = layer?.parentElement ?? null;
    if (layer === null || pane === null) return undefined;
    const say = (): void => {
      const spot = hand.current === null ? null : gridOf(layer).spotAt(hand.current);
      store.point(spot === null ? null : { item, spot });
    };
    const onMove = (event: globalThis.PointerEvent): void => {
      hand.current = pointIn(layer, event);
      say();
    };
    const onLeave = (): void => {
      hand.current = null;
      say();
    };
    // Another picture came under a hand that rests.
    say();
    pane.addEventListener('pointermove', onMove);
    pane.addEventListener('pointerleave', onLeave);
    return () => {
      pane.removeEventListener('pointermove', onMove);
      pane.removeEventListener('pointerleave', onLeave);
    };
  }, [layer, gridOf, item, store]);
  useEffect(() => () => store.point(null), [store, item]);
}

/** Where pages and elements lie changes without a word of React's: by scrolling, and by what is drawn late. */
function useRedraw(layer: HTMLElement | null): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const pane = layer?.parentElement ?? null;
    if (layer === null || pane === null) return undefined;
    const sizes = new ResizeObserver(redraw);
    sizes.observe(pane);
    const changes = new MutationObserver((records) => {
      if (records.some(({ target }) => !layer.contains(target))) redraw();
    });
    changes.observe(pane, { childList: true, subtree: true });
    pane.addEventListener('scroll', redraw, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      changes.disconnect();
      pane.removeEventListener('scroll', redraw, { capture: true });
    };
  }, [layer]);
}

function pointIn(element: HTMLElement, event: { readonly clientX: number; readonly clientY: number }): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
