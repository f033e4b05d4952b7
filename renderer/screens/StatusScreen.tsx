import { Grid, Paper, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../client/useAsk.ts';
import { SendingFiles } from '../images/SendingFiles.tsx';
import { Answer } from '../parts/Answer.tsx';
import { ConfirmDate } from './status/ConfirmDate.tsx';
import { LedgerFacts } from './status/LedgerFacts.tsx';
import { OutboxTable } from './status/OutboxTable.tsx';
import { VerifyAgain } from './status/VerifyAgain.tsx';

/** The state of the verified local replica and of the outbox. */
export function StatusScreen() {
  const { t } = useTranslation();
  const [status] = useAsk('ledger/status', {}, ['ledger', 'node', 'outbox']);
  const [outbox] = useAsk('outbox/list', {}, ['outbox', 'ledger']);
  return (
    <Grid container spacing={2}>
      <Grid size={{ xs: 12, lg: 6 }}>
        <Paper component="section" aria-label={t('status.title')} sx={{ p: 2 }}>
          <Typography variant="h1" gutterBottom>
            {t('status.title')}
          </Typography>
          <Answer of={status}>{(value) => <LedgerFacts status={value} />}</Answer>
          <VerifyAgain />
        </Paper>
      </Grid>
      <Grid size={{ xs: 12, lg: 6 }}>
        <Paper component="section" aria-label={t('status.outbox')} sx={{ p: 2 }}>
          <Typography variant="h2">{t('status.outbox')}</Typography>
          <Typography variant="body2" color="textSecondary" gutterBottom>
            {t('status.outboxHint')}
          </Typography>
          <SendingFiles />
          <Answer of={outbox}>
            {(list) => (
              <>
                <ConfirmDate list={list} />
                <OutboxTable list={list} />
              </>
            )}
          </Answer>
        </Paper>
      </Grid>
    </Grid>
  );
}
