import { Box, ButtonBase, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Change, Placed } from './ImagePane.tsx';
import { lengthOf } from './lengths.ts';
import { edgeLetters } from './placement.ts';
import type { Frame } from './protocol.ts';
import type { Loaded } from './useStack.ts';
import { unmeasured, type Measurement, type Point, type ViewerState } from './viewerState.ts';

/** Stands out from gray values and from the colours of tissue. */
const LINE = 'gold';

interface LinesProps {
  readonly placed: Placed;
  readonly state: ViewerState;
  /** What is being drawn. */
  readonly line: Measurement | null;
}

/** The measurements of a slice, over its picture; in canvas pixels. */
export function Lines({ placed, state, line }: LinesProps) {
  const { pane, placement } = placed;
  const textOf = useLengthText(placed);
  const lines = [...measurementsOf(state), ...(line === null ? [] : [line])];
  return (
    <svg
      viewBox={`0 0 ${String(pane.width)} ${String(pane.height)}`}
      style={{ position: 'absolute', inset: 0, width: '100%', height: '100%', pointerEvents: 'none' }}
      aria-hidden
    >
      {lines.map((one, index) => {
        const [from, to] = [placement.toPane(one.from), placement.toPane(one.to)];
        return (
          <g key={index} stroke={LINE} fill={LINE}>
            <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} strokeWidth={2} />
            <circle cx={from.x} cy={from.y} r={3} />
            <circle cx={to.x} cy={to.y} r={3} />
            <text x={to.x + 8} y={to.y - 8} stroke="black" strokeWidth={3} paintOrder="stroke" fontSize={14}>
              {textOf(one)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

interface OverlayProps {
  readonly loaded: Loaded;
  readonly placed: Placed | null;
  readonly state: ViewerState;
  readonly patient: string;
  readonly onChange: Change;
}

const CORNER = {
  position: 'absolute',
  color: 'common.white',
  textShadow: '0 0 3px black, 0 0 3px black',
  pointerEvents: 'none',
  m: 1,
} as const;

/** What is shown, in the corners; where the patient's sides are, at the edges. */
export function Overlay({ loaded, placed, state, patient, onChange }: OverlayProps) {
  const { t } = useTranslation();
  const opened = placed?.slice.opened;
  return (
    <>
      <Box sx={{ ...CORNER, left: 0, top: 0 }}>
        <Typography variant="body2">{patient}</Typography>
        {opened !== undefined && (
          <Typography variant="body2" lang="en">
            {[opened.modality, opened.description].filter((text) => text !== '').join(' · ')}
          </Typography>
        )}
      </Box>
      <Box sx={{ ...CORNER, left: 0, bottom: 0 }}>
        {placed !== null && <Measurements placed={placed} state={state} onChange={onChange} />}
        <Typography variant="body2">
          {t('images.slice', { at: state.slice + 1, of: loaded.slices.length })}
        </Typography>
        {placed?.window && (
          <Typography variant="body2">
            {t('images.windowIs', {
              center: Math.round(placed.window.center),
              width: Math.round(placed.window.width),
            })}
          </Typography>
        )}
      </Box>
      <Box sx={{ ...CORNER, right: 0, bottom: 0, textAlign: 'right' }}>
        <Value placed={placed} pointer={state.pointer} />
        {placed !== null && (
          <Typography variant="body2">
            {t('viewer.zoomIs', { percent: Math.round(placed.placement.scale * 100) })}
          </Typography>
        )}
      </Box>
      <Letters placed={placed} state={state} />
    </>
  );
}

function Letters({ placed, state }: Pick<OverlayProps, 'placed' | 'state'>) {
  const letters = edgeLetters(placed?.slice.place.plane ?? null, state);
  if (letters === null) return null;
  const middle = { left: '50%', top: '50%' };
  const edges = [
    { name: 'left', at: { top: middle.top, left: 0 } },
    { name: 'right', at: { top: middle.top, right: 0 } },
    { name: 'top', at: { left: middle.left, top: 0 } },
    { name: 'bottom', at: { left: middle.left, bottom: 0 } },
  ] as const;
  return edges.map(({ at, name }) => (
    <Typography key={name} lang="en" data-edge={name} sx={{ ...CORNER, ...at, fontWeight: 'bold' }}>
      {letters[name]}
    </Typography>
  ));
}

interface ValueProps {
  readonly placed: Placed | null;
  readonly pointer: Point | null;
}

/** What the pixel under the pointer means: Hounsfield units of a CT. */
function Value({ placed, pointer }: ValueProps) {
  const { t } = useTranslation();
  const value = placed === null || pointer === null ? null : valueAt(placed.image.frame, pointer);
  if (value === null || placed === null) return null;
  const isCt = placed.slice.opened.modality === 'CT';
  const text = Number.isInteger(value) ? String(value) : value.toPrecision(5);
  return (
    <Typography variant="body2">{t(isCt ? 'viewer.hounsfield' : 'viewer.value', { value: text })}</Typography>
  );
}

function valueAt(frame: Frame, { x, y }: Point): number | null {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (frame.kind !== 'gray' || column < 0 || row < 0 || column >= frame.columns || row >= frame.rows)
    return null;
  return (frame.values[row * frame.columns + column] ?? 0) * frame.slope + frame.intercept;
}

/** The lengths of a slice; each can be taken away. */
function Measurements({
  placed,
  state,
  onChange,
}: Pick<OverlayProps, 'onChange' | 'state'> & { readonly placed: Placed }) {
  const { t } = useTranslation();
  const textOf = useLengthText(placed);
  return measurementsOf(state).map((one, index) => (
    <ButtonBase
      key={index}
      sx={{
        display: 'block',
        color: LINE,
        pointerEvents: 'auto',
        typography: 'body2',
        minHeight: 24,
        px: 0.5,
      }}
      aria-label={t('viewer.unmeasure', { length: textOf(one) })}
      title={t('viewer.unmeasure', { length: textOf(one) })}
      onClick={() => onChange((now) => unmeasured(now, one))}
    >
      {textOf(one)} ×
    </ButtonBase>
  ));
}

function measurementsOf({ measurements, slice }: ViewerState): readonly Measurement[] {
  return measurements.filter((one) => one.slice === slice);
}

const UNIT_TEXTS = {
  mm: 'images.millimetres',
  px: 'images.pixels',
  s: 'viewer.seconds',
  'cm/s': 'viewer.speed',
} as const;

function useLengthText({ slice }: Placed): (line: Measurement) => string {
  const { t } = useTranslation();
  return (line) => {
    const { size, unit } = lengthOf(line, slice);
    return t(UNIT_TEXTS[unit], { length: size.toFixed(unit === 's' ? 2 : 1) });
  };
}
