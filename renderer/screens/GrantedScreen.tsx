import { Alert, Grid, Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReceivedGrant } from '../../src/workstation/api/access.ts';
import { useLanguage } from '../app/useLanguage.ts';
import { dateTime, named } from '../client/format.ts';
import { useAsk, type Asked } from '../client/useAsk.ts';
import { useMoment } from '../client/useMoment.ts';
import { joined, wordFor } from '../i18n/words.ts';
import { Answer } from '../parts/Answer.tsx';
import { PatientBanner } from '../parts/PatientBanner.tsx';
import { DocumentPane } from './chart/DocumentPane.tsx';
import type { Place } from './chart/place.ts';
import { Timeline } from './chart/Timeline.tsx';
import { Unavailable } from './chart/Unavailable.tsx';

interface Chosen extends Place {
  readonly grant: string;
}

/** What patients let this doctor read, read-only: of whom, what for, until when. */
export function GrantedScreen() {
  const { t } = useTranslation();
  const [grants, reload] = useAsk('access/granted', {}, ['ledger', 'node']);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  // What is over closes, though no block comes.
  useMoment(nextEnd(grants), reload);
  return (
    <Stack spacing={2}>
      <Typography variant="h1">{t('granted.title')}</Typography>
      <Answer of={grants}>
        {(list) =>
          list.length === 0 ? (
            <Typography color="textSecondary">{t('granted.none')}</Typography>
          ) : (
            list.map((grant) => (
              <GrantPaper
                key={grant.grant}
                grant={grant}
                chosen={chosen?.grant === grant.grant ? chosen : null}
                onChoose={(place) => setChosen({ grant: grant.grant, ...place })}
                onRetry={reload}
              />
            ))
          )
        }
      </Answer>
    </Stack>
  );
}

/** When the first of what is open is over. */
export function nextEnd(granted: Asked<readonly ReceivedGrant[]>): number | null {
  if (granted.state !== 'ready' || granted.value.length === 0) return null;
  return Math.min(...granted.value.map(({ until }) => until));
}

interface GrantPaperProps {
  readonly grant: ReceivedGrant;
  readonly chosen: Place | null;
  readonly onChoose: (place: Place) => void;
  readonly onRetry: () => void;
}

/** What one grant or exchange lets this doctor read. */
export function GrantPaper({ grant, chosen, onChoose, onRetry }: GrantPaperProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Paper
      component="section"
      aria-label={grant.patient.name ?? t('banner.notKnown')}
      sx={{ overflow: 'hidden' }}
    >
      <PatientBanner banner={grant.patient} />
      <Alert severity="info" square>
        {t('granted.terms', {
          purpose: wordFor('purpose', grant.purpose, language),
          from: dateTime(grant.from),
          until: dateTime(grant.until),
          institutions: joined(
            grant.institutions.map((name) => named(name, language)),
            language,
          ),
        })}
      </Alert>
      {grant.by !== null && (
        <Alert severity="info" square icon={false}>
          {[
            t('exchange.from', {
              doctor: named(grant.by.name, language),
              institution: named(grant.by.institution, language),
            }),
            ...(grant.note === '' ? [] : [grant.note]),
          ].join(' · ')}
        </Alert>
      )}
      <Unavailable list={grant.unavailable} onRetry={onRetry} />
      <Grid container>
        <Grid size={{ xs: 12, md: 5 }} sx={{ display: 'flex', flexDirection: 'column', maxHeight: '70vh' }}>
          <Timeline
            documents={grant.documents}
            chosen={chosen}
            onChoose={({ statement, leaf }) => onChoose({ statement, leaf })}
          />
        </Grid>
        <Grid size={{ xs: 12, md: 7 }} sx={{ p: 2 }}>
          {chosen === null ? (
            <Typography color="textSecondary">{t('chart.none')}</Typography>
          ) : (
            <DocumentPane
              channel="access/document"
              args={{ grant: grant.grant, statement: chosen.statement, leaf: chosen.leaf }}
            />
          )}
        </Grid>
      </Grid>
    </Paper>
  );
}
