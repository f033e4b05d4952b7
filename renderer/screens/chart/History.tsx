import { Badge, Grid, Paper, Stack, Tab, Tabs, Typography } from '@mui/material';
import { memo, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chart } from '../../../src/workstation/api/visits.ts';
import { newestFirst } from './documentOrder.ts';
import { DocumentPane } from './DocumentPane.tsx';
import { Medicines } from './Medicines.tsx';
import { Originals } from './Originals.tsx';
import type { Place } from './place.ts';
import { Problems } from './Problems.tsx';
import { attentionTo, withMatches, type Matches } from './reports/matching.ts';
import { Reports } from './reports/Reports.tsx';
import { Results } from './Results.tsx';
import { Steps } from './Steps.tsx';
import { Timeline } from './Timeline.tsx';
import { filtered, NO_FILTER, type TimelineFilter } from './timelineFilter.ts';
import { TimelineSearch } from './TimelineSearch.tsx';

interface HistoryProps {
  readonly visit: string;
  readonly chart: Chart;
  /** `wide`: timeline and record side by side; `narrow`: one below the other. */
  readonly layout: 'wide' | 'narrow';
  /** Results that the note being written gives to orders. */
  readonly matches: Matches;
  readonly onMatches: (matches: Matches) => void;
}

const VIEWS = ['records', 'reports', 'results', 'medicines', 'problems'] as const;
type View = (typeof VIEWS)[number];

/**
 * The history before this visit: as records, or drawn together as results, medicines, problems. It stands beside the
 * note and is not drawn again with each key.
 */
export const History = memo(function History(props: HistoryProps) {
  const { visit, chart, layout, matches, onMatches } = props;
  const { t } = useTranslation();
  const [view, setView] = useState<View>('records');
  const [chosen, setChosen] = useState<Place | null>(() => toReadFirst(chart));
  const open = (place: Place): void => {
    setChosen(place);
    setView('records');
  };
  return (
    <Stack sx={{ flexGrow: 1, minHeight: 320, height: layout === 'narrow' ? '100%' : 'auto' }}>
      <Tabs
        value={view}
        onChange={(_, value: View) => setView(value)}
        aria-label={t('views.label')}
        sx={{
          flexShrink: 0,
          mb: 1,
          minHeight: 34,
          '& .MuiTab-root': { minHeight: 34, minWidth: 0, px: 1.5 },
        }}
      >
        {VIEWS.map((item) => (
          <Tab
            key={item}
            value={item}
            id={`view-${item}`}
            aria-controls="view-panel"
            label={item === 'reports' ? <ReportsLabel chart={chart} matches={matches} /> : t(`views.${item}`)}
          />
        ))}
      </Tabs>
      <Stack
        role="tabpanel"
        id="view-panel"
        aria-labelledby={`view-${view}`}
        sx={{ flexGrow: 1, minHeight: 0 }}
      >
        {view === 'records' ? (
          <Records visit={visit} chart={chart} layout={layout} chosen={chosen} onChoose={setChosen} />
        ) : (
          <Paper sx={{ height: '100%', overflow: 'auto' }}>
            {view === 'reports' && (
              <Reports
                visit={visit}
                chart={chart}
                layout={layout}
                matches={matches}
                onMatches={onMatches}
                onDocument={open}
              />
            )}
            {view === 'results' && <Results chart={chart} layout={layout} onDocument={open} />}
            {view === 'medicines' && <Medicines list={chart.medicines} onDocument={open} />}
            {view === 'problems' && <Problems chart={chart} onDocument={open} />}
          </Paper>
        )}
      </Stack>
    </Stack>
  );
});

/** With how many of them need a look. */
function ReportsLabel({ chart, matches }: Pick<HistoryProps, 'chart' | 'matches'>) {
  const { t } = useTranslation();
  const [now] = useState(() => Date.now());
  const { critical, unmatched } = attentionTo(withMatches(chart, matches).reports, now);
  const count = new Set([...critical, ...unmatched]).size;
  return (
    <Badge badgeContent={count} color="error" sx={{ pr: count === 0 ? 0 : 1.5 }}>
      {t('views.reports')}
    </Badge>
  );
}

interface RecordsProps extends Pick<HistoryProps, 'chart' | 'layout' | 'visit'> {
  readonly chosen: Place | null;
  readonly onChoose: (place: Place) => void;
}

/** The search stays in sight, the timeline below it scrolls. */
const COLUMN = { display: 'flex', flexDirection: 'column', overflow: 'hidden' } as const;

/** All records before this visit, and the one that is read; the newest to begin with. */
function Records({ visit, chart, layout, chosen, onChoose }: RecordsProps) {
  const [filter, setFilter] = useState<TimelineFilter>(NO_FILTER);
  const [now] = useState(() => Date.now());
  const { documents } = chart;
  const shown = useMemo(() => newestFirst(filtered(documents, filter, now)), [documents, filter, now]);
  const narrow = useCallback(
    (change: Partial<TimelineFilter>) => setFilter((before) => ({ ...before, ...change })),
    [],
  );
  const timeline = (
    <>
      <TimelineSearch
        visit={visit}
        documents={documents}
        filter={filter}
        count={shown.length}
        onFilter={narrow}
      />
      <Timeline
        documents={shown}
        chosen={chosen}
        onChoose={onChoose}
        isFiltered={shown.length < documents.length}
      />
    </>
  );
  const record = (
    <>
      {chosen !== null && <Steps list={shown} chosen={chosen} onChoose={onChoose} />}
      <Chosen visit={visit} chart={chart} chosen={chosen} />
    </>
  );
  if (layout === 'narrow')
    return (
      <Stack spacing={1} sx={{ height: '100%' }}>
        <Paper sx={{ ...COLUMN, flex: '0 1 auto', maxHeight: '45%' }}>{timeline}</Paper>
        <Paper sx={{ flex: '1 1 0', overflow: 'auto', p: 1.5 }}>{record}</Paper>
      </Stack>
    );
  return (
    <Grid container spacing={2} sx={{ flexGrow: 1, minHeight: 0 }}>
      <Grid size={{ xs: 5, lg: 4 }} sx={{ height: '100%' }}>
        <Paper sx={{ ...COLUMN, height: '100%' }}>{timeline}</Paper>
      </Grid>
      <Grid size={{ xs: 7, lg: 8 }} sx={{ height: '100%' }}>
        <Paper sx={{ height: '100%', overflow: 'auto', p: 2 }}>{record}</Paper>
      </Grid>
    </Grid>
  );
}

/** The newest record that says something: a registration alone has nothing to read. */
function toReadFirst(chart: Chart): Place | null {
  const ordered = newestFirst(chart.documents);
  return ordered.find(({ summary }) => summary !== '') ?? ordered[0] ?? null;
}

interface ChosenProps extends Pick<HistoryProps, 'chart' | 'visit'> {
  readonly chosen: Place | null;
}

function Chosen({ visit, chart, chosen }: ChosenProps) {
  const { t } = useTranslation();
  if (chosen === null) return <Typography color="textSecondary">{t('chart.none')}</Typography>;
  const { statement, leaf } = chosen;
  const files = chart.originals.filter((file) => file.statement === statement);
  return (
    <DocumentPane channel="visit/document" args={{ visit, statement, leaf }} patient={chart.banner}>
      {files.length > 0 && <Originals key={statement} visit={visit} files={files} />}
    </DocumentPane>
  );
}
