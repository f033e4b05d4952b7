import { Grid, Paper, Typography } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { Invitations } from './joining/Invitations.tsx';
import { CardReading } from './today/CardReading.tsx';
import { Registrations } from './today/Registrations.tsx';
import { Visits } from './today/Visits.tsx';

interface TodayScreenProps {
  /** A card that was chosen elsewhere. */
  readonly card: string | null;
  readonly onVisit: (visit: string) => void;
}

/** Where a doctor's day begins: who waits, the visits that are open, and the card of the next patient. */
export function TodayScreen({ card, onVisit }: TodayScreenProps) {
  const { t } = useTranslation();
  const [registrations] = useAsk('today/list', {}, ['ledger', 'visits']);
  const [visits] = useAsk('visit/list', {}, ['visits', 'ledger']);
  const [chosen, setChosen] = useState<string | null>(null);
  const own = new Set(visits.state === 'ready' ? visits.value.map(({ id }) => id) : []);
  return (
    <Grid container spacing={2}>
      <Grid size={{ xs: 12, lg: 5 }}>
        <Sheet title={t('today.card')}>
          <CardReading registration={chosen} card={card} onVisit={onVisit} />
        </Sheet>
      </Grid>
      <Grid size={{ xs: 12, lg: 7 }}>
        <Sheet title={t('today.waiting')}>
          <Answer of={registrations}>
            {(list) => (
              <Registrations list={list} own={own} chosen={chosen} onChoose={setChosen} onVisit={onVisit} />
            )}
          </Answer>
        </Sheet>
        <Invitations onVisit={onVisit} />
        <Sheet title={t('today.visits')}>
          <Answer of={visits}>{(list) => <Visits list={list} onVisit={onVisit} />}</Answer>
        </Sheet>
      </Grid>
    </Grid>
  );
}

function Sheet({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title} sx={{ p: 2, mb: 2 }}>
      <Typography variant="h2" gutterBottom>
        {title}
      </Typography>
      {children}
    </Paper>
  );
}
