import { Alert, LinearProgress, Stack, Typography } from '@mui/material';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ImagePane, type Change, type Placed } from './ImagePane.tsx';
import type { Series, Slice } from './imageStack.ts';
import { NameCheck } from './NameCheck.tsx';
import type { Loaded } from './useStack.ts';
import type { ViewerState } from './viewerState.ts';

export interface SeriesPaneProps {
  readonly series: Series;
  readonly loaded: Loaded;
  readonly state: ViewerState;
  readonly patient: string;
  /** Tools and keys act on it. */
  readonly isActive: boolean;
  readonly hasOther: boolean;
  readonly onActive: () => void;
  readonly onChange: Change;
  readonly onFit: (fit: number) => void;
  /** What lies over the picture. */
  readonly over?: (placed: Placed) => ReactNode;
}

/** One series, with what is wrong with it above it. */
export function SeriesPane(props: SeriesPaneProps) {
  const { series, loaded, state, patient, isActive, hasOther, onActive, onChange, onFit, over } = props;
  const { t } = useTranslation();
  const wrong = useMemo(() => wrongOf(loaded.slices), [loaded.slices]);
  const isLoading = loaded.done < series.attachments.length;
  return (
    <Stack
      role="group"
      aria-label={series.title}
      aria-current={hasOther && isActive}
      tabIndex={0}
      onPointerDownCapture={onActive}
      onFocusCapture={onActive}
      sx={{
        flex: 1,
        minWidth: 0,
        position: 'relative',
        border: 2,
        borderColor: hasOther && isActive ? 'primary.main' : 'transparent',
        '&:focus-visible': { outline: 2, outlineColor: 'primary.main', outlineOffset: -4 },
      }}
    >
      {wrong.failed.length > 0 && (
        <Alert severity="warning">{t('viewer.failed', { count: wrong.failed.length })}</Alert>
      )}
      {wrong.hasProblems && <Alert severity="warning">{t('images.problems')}</Alert>}
      <NameCheck slices={loaded.slices} attachments={series.attachments} patient={patient} />
      {isLoading && (
        <>
          <LinearProgress
            variant="determinate"
            aria-label={t('images.loading', { done: loaded.done, of: series.attachments.length })}
            value={(100 * loaded.done) / series.attachments.length}
          />
          <Typography variant="body2" role="status" sx={{ px: 1 }}>
            {t('images.loading', { done: loaded.done, of: series.attachments.length })}
          </Typography>
        </>
      )}
      <ImagePane
        loaded={loaded}
        state={state}
        onChange={onChange}
        onFit={onFit}
        label={series.title}
        patient={patient}
        over={over}
      />
    </Stack>
  );
}

function wrongOf(slices: readonly Slice[]) {
  return {
    failed: slices.filter((slice) => slice.is === 'failed'),
    hasProblems: slices.some((slice) => slice.is === 'image' && slice.opened.problems.length > 0),
  };
}
