import { Stack } from '@mui/material';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { PlayedHolder } from '../../src/workstation/api/attachments.ts';
import { AnyPane } from './AnyPane.tsx';
import { isOfImages, type ReadBytes, type Series } from './imageStack.ts';
import { KeyHelp } from './KeyHelp.tsx';
import { canLink } from './order.ts';
import { SeriesList } from './SeriesList.tsx';
import { useChanges, useCine, useFits, useStacks, type OnViewing } from './useViewing.ts';
import { ViewerBar } from './ViewerBar.tsx';
import { actOf, type KeyAct } from './viewerKeys.ts';
import { ViewerTools } from './ViewerTools.tsx';
import { actualSize, unmeasured, type ViewerState } from './viewerState.ts';
import { compared, linkToggled, withSeries, withState, type Viewing } from './viewing.ts';

interface ViewerProps {
  readonly series: readonly Series[];
  /** As the chart names the patient. */
  readonly patient: string;
  readonly read: ReadBytes;
  /** Where they are read from, for those that are played. */
  readonly holder: PlayedHolder;
  /** The truth: what is shown is this, and every gesture is a change of it. */
  readonly viewing: Viewing;
  readonly onChange: OnViewing;
  readonly onClose: () => void;
}

/** One series, or two beside each other, with one set of tools for the one that is active. */
export function Viewer(props: ViewerProps) {
  const { series, holder, patient, read, viewing, onChange, onClose } = props;
  const { active, panes } = viewing;
  const viewer = useViewer(props);
  const { acts, cine, count, isHelp, isLinkable, loaded, modality, onActive, onFits, onPanes } = viewer;
  const keys = useRef<HTMLDivElement>(null);
  // Keys work from the first moment, and go on when what had the focus is not there any more.
  useEffect(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body || isAround(focused, keys.current))
      keys.current?.focus();
  });
  const state = panes[active]?.state;
  return (
    <Stack
      ref={keys}
      tabIndex={-1}
      sx={{ height: '100%', minHeight: 0, overflow: 'hidden', outline: 'none' }}
      onKeyDown={viewer.onKeyDown}
    >
      <ViewerBar viewing={viewing} patient={patient} isLinkable={isLinkable} acts={acts} onClose={onClose} />
      {state !== undefined && viewer.hasImages && (
        <ViewerTools
          state={state}
          modality={modality}
          count={count}
          cine={cine}
          onChange={onActive}
          onActualSize={acts.actualSize}
        />
      )}
      <Stack direction="row" sx={{ flexGrow: 1, minHeight: 0 }}>
        <SeriesList series={series} chosen={panes.map((one) => one.series)} onChoose={acts.choose} />
        {panes.map((pane, index) => {
          const of = series.find(({ key }) => key === pane.series);
          return of === undefined ? null : (
            <AnyPane
              key={`${String(index)} ${pane.series}`}
              series={of}
              read={read}
              holder={holder}
              loaded={loaded[index] ?? loaded[0]}
              state={pane.state}
              patient={patient}
              isActive={index === active}
              hasOther={panes.length > 1}
              onActive={() => onChange((now) => (now.active === index ? now : { ...now, active: index }))}
              onChange={onPanes[index] ?? onActive}
              onFit={onFits[index] ?? onFits[0]}
            />
          );
        })}
      </Stack>
      {isHelp && <KeyHelp onClose={acts.help} />}
    </Stack>
  );
}

function useViewer({ series, read, viewing, onChange }: ViewerProps) {
  const [isHelp, setHelp] = useState(false);
  const loaded = useStacks({ series, read, viewing, onChange });
  const [fits, onFits] = useFits();
  const [onActive, onPanes] = useChanges(loaded, onChange);
  const { active, panes } = viewing;
  const shown = panes[active]?.series ?? '';
  const count = loaded[active]?.slices.length ?? 0;
  const cine = useCine(loaded[active] ?? loaded[0], onActive);
  const toActualSize = useCallback(
    () =>
      onChange((now) =>
        withState(now, now.active, (state) => actualSize(state, fits.current[now.active] ?? 1)),
      ),
    [onChange, fits],
  );
  const choose = useCallback((key: string) => onChange((now) => withSeries(now, key)), [onChange]);
  const isLinkable = panes.length > 1 && canLink(loaded[0].slices, loaded[1].slices);
  const other = series.find(({ key }) => !panes.some((one) => one.series === key))?.key ?? shown;
  const acts = {
    actualSize: toActualSize,
    choose,
    compare: () => onChange((now) => compared(now, other)),
    link: () => {
      if (isLinkable) onChange(linkToggled);
    },
    help: () => setHelp(!isHelp),
  };
  const current = series.find(({ key }) => key === shown);
  const hasImages = current !== undefined && isOfImages(current);
  const modality = current?.modality ?? '';

  const act = (key: KeyAct): void => {
    switch (key.is) {
      case 'state':
        return onActive((state) => key.change(state, count));
      case 'play':
        return cine.setPlaying(!cine.isPlaying);
      case 'compare':
        return acts.compare();
      case 'link':
        return acts.link();
      case 'other-pane':
        return onChange((now) => ({ ...now, active: (now.active + 1) % now.panes.length }));
      case 'actual-size':
        return toActualSize();
      case 'unmeasure':
        return onActive(withoutLast);
      case 'series':
        return choose(besides(series, shown, key.by));
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event)) return;
    if (event.key === '?') return acts.help();
    const key = actOf(event.key, modality === 'CT');
    // A document scrolls and a film plays by keys of its own.
    if (key === null || (!hasImages && OF_IMAGES.has(key.is))) return;
    event.preventDefault();
    event.stopPropagation();
    act(key);
  };
  return {
    acts,
    cine,
    count,
    hasImages,
    isHelp,
    isLinkable,
    loaded,
    modality,
    onActive,
    onFits,
    onKeyDown,
    onPanes,
  };
}

const OF_IMAGES: ReadonlySet<KeyAct['is']> = new Set(['state', 'play', 'actual-size', 'unmeasure']);

function withoutLast(state: ViewerState): ViewerState {
  const last = state.measurements.findLast(({ slice }) => slice === state.slice);
  return last === undefined ? state : unmeasured(state, last);
}

/** The series before or after one, round about. */
function besides(series: readonly Series[], key: string, by: 1 | -1): string {
  const at = series.findIndex((one) => one.key === key);
  return series[(at + by + series.length) % series.length]?.key ?? key;
}

function isAround(focused: Element, viewer: HTMLElement | null): boolean {
  return viewer !== null && focused !== viewer && focused.contains(viewer);
}

/** A field has all keys, a closed list and a slider those by which they are moved. */
function isTyping({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role=combobox], input[type=range]') !== null) return MOVING.has(key);
  return target.closest('input, textarea, [role=listbox]') !== null;
}

const MOVING: ReadonlySet<string> = new Set([
  'Enter',
  ' ',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);
