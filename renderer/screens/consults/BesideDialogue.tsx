import { Alert, Box, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import type { Visit } from '../../../src/workstation/api/visits.ts';
import { useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { PatientBanner } from '../../parts/PatientBanner.tsx';
import { DocumentPane } from '../chart/DocumentPane.tsx';
import { History } from '../chart/History.tsx';
import type { Matches } from '../chart/reports/matching.ts';
import { SubjectLine } from './SubjectLine.tsx';

/** What stands beside: the chart of a visit, by its id, or what the request is about. */
type Shown = string;
const NOTHING = '';
const SUBJECT = 'subject';

/** Where there is room for both; below it the chart would leave neither readable. */
export const WIDE = '@media (min-width: 1366px)';

/** The patient in front, or what the request is about, beside what is said of it. */
export function BesideDialogue({ of }: { readonly of: DialogueView }) {
  const { t } = useTranslation();
  const [visits] = useAsk('visit/list', {}, ['visits', 'ledger']);
  const [chosen, setChosen] = useState<Shown | null>(null);
  const open = visits.state === 'ready' ? visits.value.filter(({ state }) => state === 'open') : [];
  const { subject } = of;
  const shown = shownOf(chosen, open, subject !== null);
  const options = [
    [NOTHING, t('beside.nothing')] as const,
    ...(subject === null ? [] : [[SUBJECT, t('beside.subject')] as const]),
    ...open.map(({ id, patient }) => [id, t('beside.patient', { name: patient?.name ?? '—' })] as const),
  ];
  if (options.length === 1) return null;
  return (
    <Stack
      component="aside"
      aria-label={t('beside.title')}
      spacing={1}
      sx={{
        display: 'none',
        [WIDE]: { display: 'flex' },
        width: shown === NOTHING ? 150 : '40%',
        flexShrink: 0,
        minHeight: 0,
      }}
    >
      <Choice label={t('beside.title')} value={shown} options={options} onChange={setChosen} />
      {shown !== NOTHING && (
        <Box sx={{ flexGrow: 1, minHeight: 0, overflow: 'auto', display: 'flex', flexDirection: 'column' }}>
          {shown === SUBJECT ? <Subject of={of} /> : <ChartOf key={shown} visit={shown} />}
        </Box>
      )}
    </Stack>
  );
}

/** What the request is about, until the doctor chooses; else the one patient who is in front. */
function shownOf(chosen: Shown | null, open: readonly Visit[], hasSubject: boolean): Shown {
  if (chosen === SUBJECT && hasSubject) return SUBJECT;
  if (chosen !== null && (chosen === NOTHING || open.some(({ id }) => id === chosen))) return chosen;
  if (hasSubject) return SUBJECT;
  const [first, ...others] = open;
  return first !== undefined && others.length === 0 ? first.id : NOTHING;
}

const NO_MATCHES: Matches = [];
const keepNone = (): void => undefined;

function ChartOf({ visit }: { readonly visit: string }) {
  const [chart] = useAsk('visit/chart', { visit }, ['node', 'outbox']);
  return (
    <Answer of={chart}>
      {(value) => (
        <>
          <PatientBanner banner={value.banner} />
          <Box sx={{ flexGrow: 1, minHeight: 0, pt: 1 }}>
            <History visit={visit} chart={value} layout="narrow" matches={NO_MATCHES} onMatches={keepNone} />
          </Box>
        </>
      )}
    </Answer>
  );
}

function Subject({ of }: { readonly of: DialogueView }) {
  const { t } = useTranslation();
  const [rows] = useAsk('ledger/mine', {}, ['ledger']);
  const { reason, subject } = of;
  if (subject === null) return null;
  return (
    <>
      <SubjectLine of={subject} />
      {reason !== '' && <Typography variant="body2">{t('beside.about', { reason })}</Typography>}
      {subject.kind === 'record' && (
        <Answer of={rows}>
          {(list) =>
            list.some(({ statement }) => statement === subject.id) ? (
              <DocumentPane channel="ledger/my-document" args={{ statement: subject.id }} />
            ) : (
              <Alert severity="info">{t('beside.notYours')}</Alert>
            )
          }
        </Answer>
      )}
    </>
  );
}
