import { Alert, Box, Button, Paper, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

/** How the two doctors make sure that nobody sits between them, and whether they did. */
export function SafetyNumber({ of }: { readonly of: DialogueView }) {
  const { t } = useTranslation();
  const isOther = of.compared === 'changed' || of.compared === 'new';
  const [isShown, setShown] = useState(isOther);
  const action = useAction();
  const { busy, error } = action;
  const { dialogue, safety, compared, ended } = of;
  const compare = (): void => action.run(async () => void (await ask('dialogue/compare', { dialogue })));
  const look = (): void => action.run(async () => void (await ask('dialogue/look', { dialogue })));
  return (
    <Paper sx={{ px: 1, py: 0.25 }}>
      <Button size="small" variant="text" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t('consults.safety')} ·{' '}
        {isOther ? t('consults.comparison.no') : t(`consults.comparison.${compared}`)}
      </Button>
      {isOther && <Alert severity="error">{t(`consults.comparison.${compared}`)}</Alert>}
      {isShown && (
        <Box sx={{ p: 1 }}>
          <Typography variant="body2">{t('consults.safetyHelp')}</Typography>
          <Typography
            component="p"
            sx={{ fontVariantNumeric: 'tabular-nums', fontSize: '1.25rem', maxWidth: 420, my: 1 }}
          >
            {safety.join(' ')}
          </Typography>
          <ErrorNote error={error} />
          {compared !== 'yes' && ended === null && (
            <Button variant="contained" disabled={busy} onClick={compare}>
              {t('consults.compare')}
            </Button>
          )}
          {compared === 'new' && ended === null && (
            <Button disabled={busy} onClick={look}>
              {t('consults.look')}
            </Button>
          )}
        </Box>
      )}
    </Paper>
  );
}
