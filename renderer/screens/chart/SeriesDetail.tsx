import { Box, Link, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultSeries } from '../../../src/workstation/api/chart.ts';
import { Loading } from '../../parts/Loading.tsx';
import { Flag } from './Flag.tsx';
import type { OnDocument } from './place.ts';

// Drawing comes with the first trend that is looked at, not with the first screen of the day.
const Trend = lazy(async () => await import('./Trend.tsx'));

interface SeriesDetailProps {
  readonly series: ResultSeries;
  readonly onDocument: OnDocument;
}

/** All results of one analyte: the line, and the same as a table, the newest first. */
export function SeriesDetail({ series, onDocument }: SeriesDetailProps) {
  const { t } = useTranslation();
  return (
    <Box component="section" aria-label={series.label}>
      <Typography variant="h3">{series.label}</Typography>
      {series.isTrend && (
        <Suspense fallback={<Loading />}>
          <Trend series={series} />
        </Suspense>
      )}
      <Table aria-label={t('results.all', { label: series.label })}>
        <TableHead>
          <TableRow>
            <TableCell>{t('chart.date')}</TableCell>
            <TableCell>{t('results.value')}</TableCell>
            <TableCell>{t('results.range')}</TableCell>
            <TableCell>{t('results.source')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {series.points.toReversed().map((point, index) => (
            <TableRow key={index}>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                {point.date?.slice(0, 16).replace('T', ' ') ?? t('chart.undated')}
              </TableCell>
              <TableCell>
                {point.text} {series.unit} <Flag flag={point.flag} />
                {point.isCorrected && (
                  <Typography variant="caption" component="div">
                    {t('results.corrected')}
                  </Typography>
                )}
              </TableCell>
              <TableCell>{point.range}</TableCell>
              <TableCell>
                <Link component="button" onClick={() => onDocument(point)} sx={{ textAlign: 'left' }}>
                  {point.source || t('results.open')}
                </Link>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
