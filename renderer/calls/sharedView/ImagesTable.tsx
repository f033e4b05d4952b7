import { Stack } from '@mui/material';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { followed, leader } from '../../../src/consult/sharedView/sharedView.ts';
import type { Item } from '../../../src/consult/sharedView/view.ts';
import { isComposing } from '../../client/keys.ts';
import type { Change, Placed } from '../../images/ImagePane.tsx';
import type { ReadBytes, Series } from '../../images/imageStack.ts';
import { SeriesPane } from '../../images/SeriesPane.tsx';
import { useCine } from '../../images/useViewing.ts';
import { useStack, type Loaded, type Moved } from '../../images/useStack.ts';
import { actOf } from '../../images/viewerKeys.ts';
import { actualSize, FIRST, reordered, type ViewerState } from '../../images/viewerState.ts';
import { ViewerTools } from '../../images/ViewerTools.tsx';
import type { MarkTool } from './drawing.ts';
import { imageGrid } from './grid.ts';
import { followedState, isSeen, seenOf } from './imageView.ts';
import { Layer } from './Layer.tsx';
import type { Shared } from './useShared.ts';

interface ImagesTableProps {
  readonly shared: Shared;
  readonly item: Item;
  readonly series: Series;
  readonly read: ReadBytes;
  readonly tool: MarkTool | null;
}

const nothing = (): void => undefined;

/** A series or a picture that both look at: slice, zoom and window of whoever leads. */
export function ImagesTable({ shared, item, series, read, tool }: ImagesTableProps) {
  const { loaded, onChange, state } = useSharedState({ shared, item, series, read });
  const cine = useCine(loaded, onChange);
  const fit = useRef(1);
  const onFit = useCallback((now: number) => void (fit.current = now), []);
  const toActualSize = useCallback(() => onChange((now) => actualSize(now, fit.current)), [onChange]);
  const count = loaded.slices.length;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || isComposing(event.nativeEvent)) return;
    // M, V and H are those of the call: muting may not depend on where the focus is.
    if (CALL_KEYS.has(event.key.toLowerCase()) || event.target instanceof HTMLInputElement) return;
    const act = actOf(event.key, series.modality === 'CT');
    if (act?.is === 'state') onChange((now) => act.change(now, count));
    else if (act?.is === 'actual-size') toActualSize();
    else return;
    event.preventDefault();
  };
  return (
    <Stack sx={{ flex: 1, minHeight: 0, minWidth: 0 }} onKeyDown={onKeyDown}>
      <ViewerTools
        state={state}
        modality={series.modality}
        count={count}
        cine={cine}
        onChange={onChange}
        onActualSize={toActualSize}
      />
      <Stack direction="row" sx={{ flex: 1, minHeight: 0 }}>
        <SeriesPane
          series={series}
          loaded={loaded}
          state={state}
          // What is given in a dialogue names no patient.
          patient=""
          isActive
          hasOther={false}
          onActive={nothing}
          onChange={onChange}
          onFit={onFit}
          over={(placed) => <ImageLayer shared={shared} item={item} tool={tool} placed={placed} />}
        />
      </Stack>
    </Stack>
  );
}

const CALL_KEYS: ReadonlySet<string> = new Set(['m', 'v', 'h', ' ']);

interface ImageLayerProps {
  readonly shared: Shared;
  readonly item: Item;
  readonly tool: MarkTool | null;
  readonly placed: Placed;
}

function ImageLayer({ shared, item, tool, placed }: ImageLayerProps) {
  const gridOf = useCallback((layer: HTMLElement) => imageGrid(placed, layer.clientWidth), [placed]);
  return <Layer shared={shared} item={item} tool={tool} gridOf={gridOf} />;
}

/** What the viewer shows: as the other sees it while they lead, else as this doctor left it. */
function useSharedState({ shared, item, series, read }: Omit<ImagesTableProps, 'tool'>) {
  const [own, setOwn] = useState<ViewerState>(FIRST);
  const onMoved = useCallback((moved: Moved) => setOwn((now) => reordered(now, moved)), []);
  const loaded = useStack(series, read, onMoved);
  const { store } = shared;
  const other = followed(shared.snapshot.view);
  const state = followedState(own, other, loaded.slices);
  const latest = useRef({ state, loaded });
  useEffect(() => {
    latest.current = { state, loaded };
  });
  // Whoever followed goes on from there when it is over.
  useEffect(() => {
    if (other !== null) setOwn(latest.current.state);
  }, [other]);
  const say = useCallback(
    (next: ViewerState, of: Loaded) => {
      const seen = seenOf(next, of.slices);
      if (seen !== null) store.see({ item, seen });
    },
    [store, item],
  );
  const onChange: Change = useCallback(
    (change) => {
      const { state: before, loaded: of } = latest.current;
      const next = change(before);
      // What comes before it is drawn goes on from here.
      latest.current = { state: next, loaded: of };
      setOwn(next);
      if (isSeen(before, next)) say(next, of);
    },
    [say],
  );
  useBeginning({ shared, loaded, state, say });
  return { loaded, onChange, state };
}

interface BeginningProps extends Pick<ImagesTableProps, 'shared'> {
  readonly loaded: Loaded;
  readonly state: ViewerState;
  readonly say: (state: ViewerState, of: Loaded) => void;
}

/** Whoever begins to lead says what they see as soon as they see it, before any gesture. */
function useBeginning({ shared, loaded, state, say }: BeginningProps): void {
  const isSaid = useRef(false);
  const leads = leader(shared.snapshot.view) === 'mine';
  useEffect(() => {
    if (!leads) isSaid.current = false;
    if (isSaid.current || !leads || seenOf(state, loaded.slices) === null) return;
    isSaid.current = true;
    say(state, loaded);
  }, [leads, loaded, state, say]);
}
