import { Button, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardSummary } from '../../../src/workstation/api/visits.ts';
import { ask } from '../../client/core.ts';
import type { Action } from '../../client/useAsk.ts';
import { SecretInput } from '../../parts/SecretInput.tsx';

interface UnsealProps {
  readonly card: Extract<CardSummary, { state: 'sealed' }>;
  readonly action: Action;
  readonly onCard: (card: CardSummary) => void;
}

/** A sealed card: the patient opens it with the PIN. */
export function Unseal({ card, action, onCard }: UnsealProps) {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const unseal = (): void =>
    action.run(async () => {
      try {
        onCard(await ask('card/unseal', { handle: card.handle, pin }));
      } finally {
        setPin('');
      }
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (pin !== '') unseal();
      }}
    >
      <Typography sx={{ mt: 1 }}>{t('card.sealed', { n: card.epoch })}</Typography>
      <SecretInput label={t('card.pin')} kind="pin" value={pin} onChange={setPin} autoFocus />
      <Button type="submit" variant="contained" disabled={pin === '' || action.busy}>
        {t('card.unseal')}
      </Button>
    </form>
  );
}
