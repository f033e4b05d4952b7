import { Box, LinearProgress, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/useLanguage.ts';
import { listen } from '../../client/core.ts';
import { knownWord } from '../../i18n/words.ts';

/** How far a set-up is, and what it does now. */
export function SetupProgress() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [progress, setProgress] = useState({ done: 0, total: 1, step: '' });
  useEffect(
    () => listen((event) => event.type === 'progress' && event.task === 'setup' && setProgress(event)),
    [],
  );
  return (
    <Box role="status" sx={{ mt: 1 }}>
      <LinearProgress
        variant={progress.done === 0 ? 'indeterminate' : 'determinate'}
        value={(100 * progress.done) / Math.max(1, progress.total)}
        aria-label={t('setup.progress')}
      />
      <Typography variant="caption">
        {knownWord('setupStep', progress.step, language) ?? t('common.working')} · {t('setup.wait')}
      </Typography>
    </Box>
  );
}
