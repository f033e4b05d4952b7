import { Alert, Button, Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NextCard, Visit } from '../../../src/workstation/api/visits.ts';
import { ask } from '../../client/core.ts';
import { useKey } from '../../client/keys.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { PrintedCard } from '../../parts/PrintedCard.tsx';
import { SendingFiles } from '../../images/SendingFiles.tsx';
import { CaseConsent } from '../cases/publish/CaseConsent.tsx';
import { LateConsent } from './LateConsent.tsx';

/** What the patient leaves with. */
export interface EndedCard {
  readonly next: NextCard | null;
  /** There was a next card, and the registrar revoked it while the visit was open. */
  readonly revoked: boolean;
}

interface EndVisitProps {
  readonly visit: Visit;
  readonly hasDraft: boolean;
  readonly onEnded: (ended: EndedCard) => void;
}

/** Ends the visit, after saying what would be left open: an unsigned draft, records that wait for the slip. */
export function EndVisit({ visit, hasDraft, onEnded }: EndVisitProps) {
  const { t } = useTranslation();
  const action = useAction();
  // What asked for the slip stays and says what the slip did, though the visit then counts as consented.
  const [asksForSlip] = useState(!visit.consented || (visit.records > 0 && visit.sharing === null));
  // Who joined a visit leaves it; its doctor ends it.
  const joined = visit.role !== 'doctor';
  const end = (): void =>
    action.run(async () => {
      const { next, revoked = false } = await ask('visit/end', { visit: visit.id });
      onEnded({ next, revoked });
    });
  useKey({ key: 'e', ctrl: true, shift: true }, end);
  return (
    <Paper sx={{ p: 2, maxWidth: 860 }}>
      <Stack spacing={1.5}>
        <Typography>
          {visit.records === 0 ? t('end.noRecords') : t('end.records', { count: visit.records })}
        </Typography>
        {hasDraft && <Alert severity="warning">{t('end.draftOpen')}</Alert>}
        {visit.consented ? (
          <Alert severity="success">{t('end.consented')}</Alert>
        ) : (
          <Alert severity="warning">{t('end.noSlip')}</Alert>
        )}
        {visit.sharing !== null && <Alert severity="info">{t(`sharing.answered.${visit.sharing}`)}</Alert>}
        {asksForSlip && <LateConsent visit={visit.id} />}
        {visit.records > 0 && !asksForSlip && <CaseConsent visit={visit.id} />}
        <SendingFiles visit={visit.id} />
        <Typography variant="body2" color="textSecondary">
          {t(joined ? 'joining.leaveExplain' : 'end.explain')}
        </Typography>
        <ErrorNote error={action.error} />
        {action.busy && <Loading />}
        <Button
          variant={visit.consented ? 'contained' : 'outlined'}
          color={visit.consented ? 'primary' : 'warning'}
          sx={{ alignSelf: 'flex-start' }}
          disabled={action.busy}
          onClick={end}
        >
          {action.busy ? t('end.ending') : t(joined ? 'joining.leave' : 'end.end')}
        </Button>
      </Stack>
    </Paper>
  );
}

interface EndedProps extends EndedCard {
  /** The visit goes on; its doctor ends it. */
  readonly left: boolean;
  readonly onLeave: () => void;
}

/** The patient leaves with the next public card: the one shown today fetches nothing tomorrow. */
export function Ended({ next, revoked, left, onLeave }: EndedProps) {
  const { t } = useTranslation();
  return (
    <Paper sx={{ p: 2, m: 2, maxWidth: 860, '@media print': { border: 0, m: 0 } }}>
      <Alert severity="success" sx={{ displayPrint: 'none' }}>
        {t(left ? 'joining.left' : 'end.ended')}
      </Alert>
      {next === null && !left && (
        <Alert severity="warning" sx={{ mt: 1 }}>
          {t(revoked ? 'succession.nextRevoked' : 'end.noNextCard')}
        </Alert>
      )}
      {next !== null && (
        <>
          <Typography variant="h2" sx={{ mt: 2, mb: 1 }}>
            {t('end.nextCard', { n: next.epoch })}
          </Typography>
          <Alert severity="info" sx={{ mb: 2, displayPrint: 'none' }}>
            {t('end.handOver')}
          </Alert>
          <PrintedCard
            item={next}
            title={t('card.title', { n: next.epoch })}
            fileName={`card-${String(next.epoch)}.card`}
            size={260}
          />
        </>
      )}
      <Stack direction="row" spacing={1} sx={{ mt: 2, displayPrint: 'none' }}>
        {next !== null && (
          <Button variant="contained" onClick={() => window.print()}>
            {t('card.print')}
          </Button>
        )}
        <Button onClick={onLeave}>{t('end.leave')}</Button>
      </Stack>
    </Paper>
  );
}
