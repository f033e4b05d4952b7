import { Alert, Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateOnly, named, shortNumber } from '../../client/format.ts';
import type { Action } from '../../client/useAsk.ts';

const PURPOSES = ['treatment', 'emergency', 'inpatient'] as const;
type Purpose = (typeof PURPOSES)[number];

interface OpenVisitProps {
  readonly card: Extract<CardSummary, { state: 'fresh' }>;
  readonly registration: string | null;
  readonly action: Action;
  readonly onVisit: (visit: string) => void;
}

/** An unused card: what it is, for which registration and purpose, and the button that spends it. */
export function OpenVisit({ card, registration, action, onVisit }: OpenVisitProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [purpose, setPurpose] = useState<Purpose>('treatment');
  const open = (): void =>
    action.run(async () =>
      onVisit((await ask('visit/open', { handle: card.handle, registration, purpose })).id),
    );
  return (
    <Stack spacing={1} sx={{ mt: 1 }}>
      <Alert severity="success">
        {t('card.fresh', {
          n: card.epoch,
          issuer: named(card.issuer, language),
          date: dateOnly(card.notAfter),
        })}
      </Alert>
      <Typography sx={{ fontWeight: 500 }}>
        {registration === null
          ? t('card.walkIn')
          : t('card.registered', { number: shortNumber(registration) })}
      </Typography>
      <TextField
        select
        label={t('card.purpose')}
        value={purpose}
        onChange={(event) => setPurpose(PURPOSES.find((item) => item === event.target.value) ?? 'treatment')}
      >
        {PURPOSES.map((item) => (
          <MenuItem key={item} value={item}>
            {t(`purpose.${item}`)}
          </MenuItem>
        ))}
      </TextField>
      <Button variant="contained" autoFocus disabled={action.busy} onClick={open}>
        {action.busy ? t('card.opening') : t('card.open')}
      </Button>
      <Typography variant="caption" color="textSecondary">
        {t('card.openHint')}
      </Typography>
    </Stack>
  );
}
