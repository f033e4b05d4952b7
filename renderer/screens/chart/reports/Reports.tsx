import { Alert, Grid, Link, Stack, Typography } from '@mui/material';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartReport } from '../../../../src/workstation/api/chart.ts';
import type { Chart } from '../../../../src/workstation/api/visits.ts';
import type { OnDocument } from '../place.ts';
import { attentionTo, withMatches, type Matches } from './matching.ts';
import { Orders } from './Orders.tsx';
import { ReportDetail } from './ReportDetail.tsx';
import { ReportList } from './ReportList.tsx';

interface ReportsProps {
  readonly visit: string;
  readonly chart: Chart;
  readonly layout: 'wide' | 'narrow';
  /** Those of the note that is being written. */
  readonly matches: Matches;
  readonly onMatches: (matches: Matches) => void;
  readonly onDocument: OnDocument;
}

/** What was ordered and what came: what needs a look first, then orders, then reports with the one that is read. */
export const Reports = memo(function Reports(props: ReportsProps) {
  const { visit, chart, layout, matches, onMatches, onDocument } = props;
  const { t } = useTranslation();
  const [now] = useState(() => Date.now());
  const { orders, reports } = useMemo(() => withMatches(chart, matches), [chart, matches]);
  const attention = useMemo(() => attentionTo(reports, now), [reports, now]);
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const chosen = reports.find(({ key }) => key === chosenKey) ?? reports[0];
  const wide = layout === 'wide';
  return (
    <Stack spacing={1.5} sx={{ p: 1.5 }}>
      {attention.critical.length > 0 && (
        <Alert severity="error">
          {t('reports.critical', { count: attention.critical.length })}
          <Named list={attention.critical} onChoose={setChosenKey} />
        </Alert>
      )}
      {attention.unmatched.length > 0 && (
        <Alert severity="warning">
          {t('reports.unmatched', { count: attention.unmatched.length })}
          <Named list={attention.unmatched} onChoose={setChosenKey} />
        </Alert>
      )}
      <Orders orders={orders} onReport={setChosenKey} />
      <section aria-label={t('reports.title')}>
        <Typography variant="h3" gutterBottom>
          {t('reports.title')}
        </Typography>
        {chosen === undefined ? (
          <Typography color="textSecondary">{t('reports.none')}</Typography>
        ) : (
          <Grid container spacing={2}>
            <Grid size={wide ? { xs: 5, lg: 4 } : 12} sx={{ maxHeight: wide ? 560 : 220, overflow: 'auto' }}>
              <ReportList reports={reports} chosen={chosen} onChoose={setChosenKey} />
            </Grid>
            <Grid size={wide ? { xs: 7, lg: 8 } : 12}>
              <ReportDetail
                key={chosen.key}
                visit={visit}
                patient={chart.banner.name ?? ''}
                report={chosen}
                orders={orders}
                matches={matches}
                onMatches={onMatches}
                onDocument={onDocument}
              />
            </Grid>
          </Grid>
        )}
      </section>
    </Stack>
  );
});

interface NamedProps {
  readonly list: readonly ChartReport[];
  readonly onChoose: (key: string) => void;
}

/** Each a link to it. */
function Named({ list, onChoose }: NamedProps) {
  const { t } = useTranslation();
  return list.map(({ date, key, title }) => (
    <Link
      key={key}
      component="button"
      color="inherit"
      sx={{ ml: 1, fontWeight: 700, textAlign: 'left' }}
      onClick={() => onChoose(key)}
    >
      {title} {date?.slice(0, 10) ?? t('chart.undated')}
    </Link>
  ));
}
