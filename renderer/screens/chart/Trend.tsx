import { Box } from '@mui/material';
import { ChartsReferenceLine } from '@mui/x-charts/ChartsReferenceLine';
import { LineChart } from '@mui/x-charts/LineChart';
import { useTranslation } from 'react-i18next';
import type { ResultSeries } from '../../../src/workstation/api/chart.ts';
import { dateOnly } from '../../client/format.ts';
import { drawn, lastPoint } from './results.ts';

const DASHED = { strokeDasharray: '5 4', stroke: 'currentColor', opacity: 0.7 } as const;

/** One analyte over time, with the limits of its range as dashed lines. The table beside it says the same in words. */
export default function Trend({ series }: { readonly series: ResultSeries }) {
  const { t } = useTranslation();
  const points = drawn(series);
  const last = lastPoint(series);
  const limits = [last?.low, last?.high].filter((limit) => typeof limit === 'number');
  const values = [...points.map(({ value }) => value), ...limits];
  const margin = (Math.max(...values) - Math.min(...values)) * 0.08 || 1;
  return (
    <Box role="img" aria-label={t('results.trendOf', { label: series.label, count: points.length })}>
      <LineChart
        height={220}
        skipAnimation
        hideLegend
        xAxis={[
          {
            data: points.map(({ time }) => new Date(time)),
            scaleType: 'time',
            valueFormatter: (time: Date) => dateOnly(time.getTime()),
            tickNumber: 4,
            // Measured by the library they would overlap; four dates never do.
            tickLabelInterval: () => true,
            height: 28,
          },
        ]}
        yAxis={[
          {
            min: Math.min(...values) - margin,
            max: Math.max(...values) + margin,
            label: series.unit,
            width: 64,
          },
        ]}
        series={[
          {
            data: points.map(({ value }) => value),
            label: series.label,
            showMark: true,
            curve: 'linear',
            valueFormatter: (value) => `${String(value)} ${series.unit}`,
          },
        ]}
      >
        {limits.map((limit) => (
          <ChartsReferenceLine key={limit} y={limit} label={String(limit)} lineStyle={DASHED} />
        ))}
      </LineChart>
    </Box>
  );
}
