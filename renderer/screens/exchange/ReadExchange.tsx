import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../client/useAsk.ts';
import { useMoment } from '../../client/useMoment.ts';
import { Answer } from '../../parts/Answer.tsx';
import type { Place } from '../chart/place.ts';
import { GrantPaper, nextEnd } from '../GrantedScreen.tsx';

interface ReadExchangeProps {
  readonly exchange: string;
  readonly onClose: () => void;
}

/** The records that were given, read-only; they close by themselves when the exchange is over. */
export function ReadExchange({ exchange, onClose }: ReadExchangeProps) {
  const { t } = useTranslation();
  const [granted, reload] = useAsk('access/granted', {}, ['ledger', 'node']);
  const [chosen, setChosen] = useState<Place | null>(null);
  useMoment(nextEnd(granted), reload);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="lg">
      <DialogTitle>{t('exchange.read')}</DialogTitle>
      <DialogContent>
        <Answer of={granted}>
          {(list) => {
            const found = list.find(({ grant }) => grant === exchange);
            if (found === undefined) return <Typography>{t('exchange.closed')}</Typography>;
            return <GrantPaper grant={found} chosen={chosen} onChoose={setChosen} onRetry={reload} />;
          }}
        </Answer>
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
