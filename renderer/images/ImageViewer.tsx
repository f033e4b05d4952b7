import Close from '@mui/icons-material/Close';
import {
  Alert,
  Button,
  Dialog,
  IconButton,
  List,
  ListItemButton,
  ListItemText,
  MenuItem,
  Stack,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
  Toolbar,
  Typography,
} from '@mui/material';
import { lazy, Suspense, useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, PlayedHolder } from '../../src/workstation/api/attachments.ts';
import { MediaPane } from '../media/MediaPane.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ImagePane } from './ImagePane.tsx';
import { ImageReader } from './imageReader.ts';
import { ImageStack, seriesOf, type ReadBytes, type Series, type Slice } from './imageStack.ts';
import { FIRST, PRESETS, reset, toSlice, type Tool, type ViewerState } from './viewerState.ts';

const PdfPane = lazy(async () => ({ default: (await import('../media/PdfPane.tsx')).PdfPane }));

interface ImageViewerProps {
  readonly attachments: readonly AttachmentView[];
  /** Key of the series that is shown first. */
  readonly first: string;
  /** Whose images these are, as the chart says: above them at all times. */
  readonly patient: string;
  readonly read: ReadBytes;
  /** Where they are read from, for those that are played. */
  readonly holder: PlayedHolder;
  readonly onClose: () => void;
}

const TOOLS: readonly Tool[] = ['window', 'pan', 'zoom', 'measure'];
/** Images a second when a stack plays. */
const CINE_RATE = 15;

/** All images of a record, one series at a time or two beside each other. */
export function ImageViewer({ attachments, first, holder, patient, read, onClose }: ImageViewerProps) {
  const { t } = useTranslation();
  const series = useMemo(() => seriesOf(attachments), [attachments]);
  const [left, setLeft] = useState(first);
  const [right, setRight] = useState<string | null>(null);
  const choose = (key: string): void => (right === null ? setLeft(key) : setRight(key));
  const other = series.find(({ key }) => key !== left)?.key ?? left;
  return (
    <Dialog fullScreen open onClose={onClose} slotProps={{ paper: { 'aria-label': t('images.viewer') } }}>
      <Toolbar variant="dense" sx={{ gap: 2, borderBottom: 1, borderColor: 'divider' }}>
        <Typography variant="h2" component="h1" sx={{ flexGrow: 1 }}>
          {patient}
        </Typography>
        <Button onClick={() => setRight(right === null ? other : null)} aria-pressed={right !== null}>
          {t('images.compare')}
        </Button>
        <IconButton aria-label={t('images.close')} onClick={onClose}>
          <Close />
        </IconButton>
      </Toolbar>
      <Stack direction="row" sx={{ flexGrow: 1, minHeight: 0 }}>
        <SeriesList series={series} chosen={[left, ...(right === null ? [] : [right])]} onChoose={choose} />
        {[left, ...(right === null ? [] : [right])].map((key, index) => {
          const shown = series.find((one) => one.key === key);
          return shown === undefined ? null : (
            <AnyPane key={`${String(index)} ${key}`} series={shown} read={read} holder={holder} />
          );
        })}
      </Stack>
    </Dialog>
  );
}

interface SeriesListProps {
  readonly series: readonly Series[];
  readonly chosen: readonly string[];
  readonly onChoose: (key: string) => void;
}

function SeriesList({ series, chosen, onChoose }: SeriesListProps) {
  const { t } = useTranslation();
  return (
    <List
      component="nav"
      dense
      aria-label={t('images.series')}
      sx={{ width: 220, overflow: 'auto', flexShrink: 0 }}
    >
      {series.map(({ attachments, key, modality, title }) => (
        <ListItemButton key={key} selected={chosen.includes(key)} onClick={() => onChoose(key)}>
          <ListItemText
            primary={modality === '' ? title : `${modality} · ${title}`}
            secondary={t('images.count', { count: attachments.length })}
          />
        </ListItemButton>
      ))}
    </List>
  );
}

interface AnyPaneProps {
  readonly series: Series;
  readonly read: ReadBytes;
  readonly holder: PlayedHolder;
}

/** Images of a series, or the document, film or sound that it is. */
function AnyPane({ series, read, holder }: AnyPaneProps) {
  const { t } = useTranslation();
  const [first] = series.attachments;
  if (first?.kind === 'pdf')
    return (
      <Suspense fallback={<Loading label={t('media.pdf.opening')} />}>
        <PdfPane attachment={first} read={read} />
      </Suspense>
    );
  if (first?.kind === 'audio' || first?.kind === 'video')
    return <MediaPane attachment={first} holder={holder} />;
  return <SeriesView series={series} read={read} />;
}

/** One series with a reader of its own: what breaks it breaks nothing beside it. */
function SeriesView({ series, read }: { readonly series: Series; readonly read: ReadBytes }) {
  const { t } = useTranslation();
  const { done, slices, stack } = useStack(series, read);
  const [state, setState] = useState<ViewerState>(FIRST);
  const [playing, setPlaying] = useState(false);
  useCine(playing, () =>
    setState((now) => toSlice(now, (now.slice + 1) % Math.max(1, slices.length), slices.length)),
  );
  const problems = [
    ...new Set(slices.flatMap((slice) => (slice.is === 'image' ? slice.opened.problems : []))),
  ];
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    setState(toSlice(state, state.slice + by, slices.length));
  };
  return (
    <Stack
      sx={{ flex: 1, minWidth: 0 }}
      onKeyDown={onKeyDown}
      tabIndex={0}
      aria-label={series.title}
      role="group"
    >
      <Stack direction="row" useFlexGap sx={{ p: 0.5, gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Tools state={state} onChange={setState} modality={series.modality} />
        {slices.length > 1 && (
          <Button size="small" aria-pressed={playing} onClick={() => setPlaying(!playing)}>
            {t(playing ? 'images.stop' : 'images.play')}
          </Button>
        )}
        {done < series.attachments.length && (
          <Typography variant="body2" role="status">
            {t('images.loading', { done, of: series.attachments.length })}
          </Typography>
        )}
      </Stack>
      {problems.length > 0 && <Alert severity="warning">{t('images.problems')}</Alert>}
      {stack !== null && (
        <ImagePane stack={stack} slices={slices} state={state} onChange={setState} label={series.title} />
      )}
    </Stack>
  );
}

interface ToolsProps {
  readonly state: ViewerState;
  readonly onChange: (state: ViewerState) => void;
  readonly modality: string;
}

function Tools({ state, onChange, modality }: ToolsProps) {
  const { t } = useTranslation();
  const preset = PRESETS.find(
    ({ center, width }) => state.window?.center === center && state.window.width === width,
  );
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={state.tool}
        aria-label={t('images.tools')}
        onChange={(_, tool: Tool | null) => tool !== null && onChange({ ...state, tool })}
      >
        {TOOLS.map((tool) => (
          <ToggleButton key={tool} value={tool}>
            {t(`images.tool.${tool}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {modality === 'CT' && (
        <TextField
          select
          fullWidth={false}
          size="small"
          label={t('images.preset.label')}
          value={preset?.name ?? 'file'}
          sx={{ minWidth: 140 }}
          onChange={({ target }) => {
            const chosen = PRESETS.find(({ name }) => name === target.value);
            const window = chosen === undefined ? null : { center: chosen.center, width: chosen.width };
            onChange({ ...state, window });
          }}
        >
          <MenuItem value="file">{t('images.preset.file')}</MenuItem>
          {PRESETS.map(({ name }) => (
            <MenuItem key={name} value={name}>
              {t(`images.preset.${name}`)}
            </MenuItem>
          ))}
        </TextField>
      )}
      <Button size="small" onClick={() => onChange(reset(state))}>
        {t('images.reset')}
      </Button>
    </>
  );
}

/** Opens a series; it is closed, and its worker ended, when another is shown. */
function useStack(series: Series, read: ReadBytes) {
  const [loaded, setLoaded] = useState<{ stack: ImageStack; slices: readonly Slice[]; done: number } | null>(
    null,
  );
  useEffect(() => {
    const reader = new ImageReader();
    const stack = new ImageStack(reader);
    let current = true;
    void stack.open(series, read, (done) => {
      if (current) setLoaded({ stack, slices: [...stack.slices], done });
    });
    return () => {
      current = false;
      reader.close();
    };
  }, [series, read]);
  return { stack: loaded?.stack ?? null, slices: loaded?.slices ?? [], done: loaded?.done ?? 0 };
}

function useCine(playing: boolean, next: () => void): void {
  useEffect(() => {
    if (!playing) return undefined;
    const timer = window.setInterval(next, 1_000 / CINE_RATE);
    return () => window.clearInterval(timer);
  });
}
