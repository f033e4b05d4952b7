import { Alert, Box, Button, Grid, Paper, Stack, Tab, Tabs } from '@mui/material';
import { lazy, memo, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chart, Visit } from '../../src/workstation/api/visits.ts';
import { isComposing, isDialogOpen } from '../client/keys.ts';
import { useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { PatientBanner } from '../parts/PatientBanner.tsx';
import { History } from './chart/History.tsx';
import type { Matches } from './chart/reports/matching.ts';
import { Unavailable } from './chart/Unavailable.tsx';
import { ImportDialog } from './imports/ImportDialog.tsx';
import { Ended, EndVisit, type EndedCard } from './visit/EndVisit.tsx';
import { Handout } from './visit/handout/Handout.tsx';
import { NoteEditor } from './visit/NoteEditor.tsx';
import { hasText } from './visit/noteFields.ts';
import { useDraft } from './visit/useDraft.ts';
import { VisitRecords } from './visit/VisitRecords.tsx';

const InviteDialog = lazy(async () => await import('./joining/InviteDialog.tsx'));

interface VisitScreenProps {
  readonly visit: string;
  readonly onLeave: () => void;
}

/** One patient, one visit: banner, history, note, end. */
export function VisitScreen({ visit, onLeave }: VisitScreenProps) {
  const { t } = useTranslation();
  const [chart, reload] = useAsk('visit/chart', { visit }, ['node', 'outbox']);
  // The next card stays on screen until the doctor leaves, though the visit's history is closed by then.
  const [ended, setEnded] = useState<(EndedCard & { readonly left: boolean }) | null>(null);
  if (ended !== null)
    return (
      <Box sx={{ overflow: 'auto', '@media print': { overflow: 'visible' } }}>
        <Ended {...ended} onLeave={onLeave} />
        <HandoutAfter visit={visit} />
      </Box>
    );
  return (
    <>
      <Answer of={chart}>
        {(value) => (
          <>
            <PatientBanner banner={value.banner} />
            <VisitParts
              visit={visit}
              chart={value}
              onReload={reload}
              onEnded={(card, left) => setEnded({ ...card, left })}
            />
          </>
        )}
      </Answer>
      {chart.state === 'failed' && (
        <Button variant="contained" sx={{ m: 2, alignSelf: 'flex-start' }} onClick={onLeave}>
          {t('visit.leave')}
        </Button>
      )}
    </>
  );
}

const LikePatient = lazy(async () => ({
  default: (await import('./cases/browse/LikePatient.tsx')).LikePatient,
}));

const PARTS = ['history', 'note', 'end'] as const;
type Part = (typeof PARTS)[number];
const NO_MATCHES: Matches = [];

interface VisitPartsProps {
  readonly visit: string;
  readonly chart: Chart;
  /** Records may have come since: after signing, or when the node is there again. */
  readonly onReload: () => void;
  /** `left` when the visit goes on without this doctor, who had joined it. */
  readonly onEnded: (card: EndedCard, left: boolean) => void;
}

function VisitParts({ visit, chart, onReload, onEnded }: VisitPartsProps) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>('history');
  const [importing, setImporting] = useState(false);
  const [inviting, setInviting] = useState(false);
  const draft = useDraft(visit);
  const [visits] = useAsk('visit/list', {}, ['visits', 'ledger', 'outbox']);
  const current = visits.state === 'ready' ? visits.value.find(({ id }) => id === visit) : undefined;
  const unsigned = draft.note !== null && hasText(draft.note);
  const { change } = draft;
  const matching = {
    matches: draft.note?.matches ?? NO_MATCHES,
    onMatches: useCallback((matches: Matches) => change({ matches: [...matches] }), [change]),
  };
  usePartKeys(part, setPart);
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          flexShrink: 0,
          borderBottom: 1,
          borderColor: 'divider',
          pr: 2,
        }}
      >
        <PartTabs part={part} unsigned={unsigned} onPart={setPart} />
        {current?.state === 'open' && current.role === 'doctor' && (
          <Button size="small" sx={{ mr: 1 }} onClick={() => setInviting(true)}>
            {t('joining.open')}
          </Button>
        )}
        <Suspense>
          <LikePatient visit={visit} />
        </Suspense>
        <Button size="small" onClick={() => setImporting(true)}>
          {t('imports.open')}
        </Button>
      </Box>
      <Suspense>{inviting && <InviteDialog visit={visit} onClose={() => setInviting(false)} />}</Suspense>
      {importing && (
        <ImportDialog
          visit={visit}
          patient={chart.banner}
          onClose={() => setImporting(false)}
          onImported={onReload}
        />
      )}
      <Box
        role="tabpanel"
        id={`panel-${part}`}
        aria-labelledby={`part-${part}`}
        sx={{ flexGrow: 1, minHeight: 0, overflow: 'hidden' }}
      >
        {part === 'history' && (
          <Scrolled>
            <Unavailable list={chart.unavailable} onRetry={onReload} />
            <History visit={visit} chart={chart} layout="wide" {...matching} />
          </Scrolled>
        )}
        {part === 'note' && (
          <Beside side={<History visit={visit} chart={chart} layout="narrow" {...matching} />}>
            <Opening visit={current} />
            <NoteEditor visit={visit} chart={chart} draft={draft} onSigned={onReload} />
          </Beside>
        )}
        {part === 'end' && (
          <Scrolled>
            <Answer of={visits}>
              {() =>
                current !== undefined && <Closing visit={current} hasDraft={unsigned} onEnded={onEnded} />
              }
            </Answer>
          </Scrolled>
        )}
      </Box>
    </>
  );
}

interface PartTabsProps {
  readonly part: Part;
  /** Something is written that is not signed. */
  readonly unsigned: boolean;
  readonly onPart: (part: Part) => void;
}

/** Tabs measure themselves each time they are drawn: not with each key of a note. */
const PartTabs = memo(function PartTabs({ part, unsigned, onPart }: PartTabsProps) {
  const { t } = useTranslation();
  return (
    <Tabs
      value={part}
      onChange={(_, value: Part) => onPart(value)}
      aria-label={t('visit.parts')}
      sx={{ px: 2, flexGrow: 1 }}
    >
      {PARTS.map((item, index) => (
        <Tab
          key={item}
          value={item}
          id={`part-${item}`}
          aria-controls={`panel-${item}`}
          label={item === 'note' && unsigned ? t('visit.noteUnsigned') : t(`visit.${item}`)}
          title={`Alt+${String(index + 1)}`}
        />
      ))}
    </Tabs>
  );
});
interface ClosingProps {
  readonly visit: Visit;
  readonly hasDraft: boolean;
  /** `left` when the visit goes on without this doctor, who had joined it. */
  readonly onEnded: (card: EndedCard, left: boolean) => void;
}

/** Ending the visit, and beside it what was written in it and what the patient takes away. */
function Closing(props: ClosingProps) {
  return (
    <Grid container spacing={2}>
      <Grid size={{ xs: 12, md: 6 }}>
        <EndVisit {...props} onEnded={(card) => props.onEnded(card, props.visit.role !== 'doctor')} />
      </Grid>
      <Grid size={{ xs: 12, md: 6 }}>
        <Paper sx={{ p: 2 }}>
          <Stack spacing={2.5}>
            <VisitRecords visit={props.visit} />
            <Handout visit={props.visit.id} />
          </Stack>
        </Paper>
      </Grid>
    </Grid>
  );
}

/** Still to be had while it is known here whose visit it was. */
function HandoutAfter({ visit }: { readonly visit: string }) {
  const [records] = useAsk('visit/records', { visit });
  if (records.state !== 'ready' || !records.value.isNamed) return null;
  return (
    <Paper sx={{ p: 2, m: 2, maxWidth: 860, displayPrint: 'none' }}>
      <Handout visit={visit} />
    </Paper>
  );
}

function Opening({ visit }: { readonly visit: Visit | undefined }) {
  const { t } = useTranslation();
  if (visit?.state !== 'opening') return null;
  return (
    <Alert severity="info" sx={{ mb: 1 }}>
      {t('visit.opening')}
    </Alert>
  );
}

/** Alt+1 to Alt+3 go to the parts of the visit; Ctrl+Shift+E goes to its end, and there ends it (EndVisit). */
function usePartKeys(shown: Part, onPart: (part: Part) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isComposing(event)) return;
      const isEnd = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === 'e';
      const isNumber = event.altKey && !event.ctrlKey && !event.metaKey;
      const part = isEnd ? 'end' : isNumber ? PARTS[Number(event.key) - 1] : undefined;
      if (part === undefined || (isEnd && (shown === 'end' || isDialogOpen()))) return;
      event.preventDefault();
      onPart(part);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shown, onPart]);
}

function Scrolled({ children }: { readonly children: ReactNode }) {
  return <Stack sx={{ height: '100%', overflow: 'auto', p: 2, gap: 1 }}>{children}</Stack>;
}

/** The note, and beside it the history it is written from; each scrolls by itself. */
function Beside({ side, children }: { readonly side: ReactNode; readonly children: ReactNode }) {
  return (
    <Grid container sx={{ height: '100%' }}>
      <Grid size={7} sx={{ height: '100%', overflow: 'auto', p: 2, pr: 1 }}>
        {children}
      </Grid>
      <Grid size={5} sx={{ height: '100%', overflow: 'auto', p: 2, pl: 1 }}>
        {side}
      </Grid>
    </Grid>
  );
}
