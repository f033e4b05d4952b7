import { Paper, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/useLanguage.ts';
import { named } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';
import { HashText } from '../../parts/HashText.tsx';
import { ReceiptState } from './ConsultReceipt.tsx';

/** Receipts of this doctor's consults; nothing is shown where there is none. */
export function ReceiptList() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [receipts] = useAsk('consult/receipts', {}, ['ledger', 'outbox']);
  if (receipts.state !== 'ready' || receipts.value.length === 0) return null;
  return (
    <Paper sx={{ p: 2, mt: 2 }}>
      <Stack spacing={1}>
        <Typography variant="h2">{t('consultReceipt.title')}</Typography>
        <Typography variant="body2" color="textSecondary">
          {t('consultReceipt.explain')}
        </Typography>
        {receipts.value.map((one) => (
          <Stack
            key={one.receipt}
            direction="row"
            spacing={1}
            useFlexGap
            sx={{ flexWrap: 'wrap', alignItems: 'center' }}
          >
            <Typography>
              {named(one.other.name, language)} · {named(one.other.institution, language)}
            </Typography>
            <ReceiptState of={one} />
            <HashText hash={one.receipt} what={t('consultReceipt.title')} />
          </Stack>
        ))}
      </Stack>
    </Paper>
  );
}
