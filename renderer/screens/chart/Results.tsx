import {
  Box,
  FormControlLabel,
  Grid,
  Link,
  Stack,
  Switch,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultSeries } from '../../../src/workstation/api/chart.ts';
import type { Chart } from '../../../src/workstation/api/visits.ts';
import { Flag } from './Flag.tsx';
import type { OnDocument } from './place.ts';
import { lastPoint, seriesShown } from './results.ts';
import { SeriesDetail } from './SeriesDetail.tsx';

interface ResultsProps {
  readonly chart: Chart;
  readonly layout: 'wide' | 'narrow';
  readonly onDocument: OnDocument;
}

/** Results and vital signs as a table of the newest, with range and arrow; one of them at a time as a trend. */
export function Results({ chart, layout, onDocument }: ResultsProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [onlyAbnormal, setOnlyAbnormal] = useState(false);
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const all = [...chart.results, ...chart.vitals];
  const shown = seriesShown(all, { query, onlyAbnormal });
  const chosen =
    shown.find(({ key }) => key === chosenKey) ?? shown.find(({ isTrend }) => isTrend) ?? shown[0];
  if (all.length === 0)
    return (
      <Typography sx={{ p: 2 }} color="textSecondary">
        {t('results.none')}
      </Typography>
    );
  const half = { xs: 12, md: layout === 'wide' ? 6 : 12 };
  return (
    <Box sx={{ p: 1.5 }}>
      <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
        <TextField
          label={t('results.find')}
          value={query}
          sx={{ maxWidth: 260 }}
          onChange={(event) => setQuery(event.target.value)}
        />
        <FormControlLabel
          control={<Switch size="small" checked={onlyAbnormal} />}
          label={t('results.onlyAbnormal')}
          onChange={(_, checked) => setOnlyAbnormal(checked)}
        />
      </Stack>
      <Grid container spacing={2}>
        <Grid size={half}>
          <Newest list={shown} chosen={chosen} onChoose={setChosenKey} />
        </Grid>
        <Grid size={half}>
          {chosen !== undefined && <SeriesDetail series={chosen} onDocument={onDocument} />}
        </Grid>
      </Grid>
    </Box>
  );
}

interface NewestProps {
  readonly list: readonly ResultSeries[];
  readonly chosen: ResultSeries | undefined;
  readonly onChoose: (key: string) => void;
}

function Newest({ list, chosen, onChoose }: NewestProps) {
  const { t } = useTranslation();
  if (list.length === 0) return <Typography color="textSecondary">{t('results.noneFound')}</Typography>;
  return (
    <Table aria-label={t('results.title')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('results.analyte')}</TableCell>
          <TableCell>{t('results.value')}</TableCell>
          <TableCell>{t('results.range')}</TableCell>
          <TableCell>{t('chart.date')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((series) => {
          const last = lastPoint(series);
          return (
            <TableRow key={series.key} selected={series === chosen}>
              <TableCell>
                <Link
                  component="button"
                  aria-pressed={series === chosen}
                  onClick={() => onChoose(series.key)}
                  sx={{ textAlign: 'left' }}
                >
                  {series.label}
                </Link>
                {series.points.length > 1 && (
                  <Typography variant="caption" color="textSecondary" sx={{ ml: 0.5 }}>
                    ×{series.points.length}
                  </Typography>
                )}
              </TableCell>
              <TableCell>
                <strong>{last?.text}</strong> {series.unit} <Flag flag={last?.flag ?? null} />
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{last?.range}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{last?.date?.slice(0, 10) ?? ''}</TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
