import { LinearProgress, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/useLanguage.ts';
import { listen } from '../../client/core.ts';
import { knownWord } from '../../i18n/words.ts';

/** How far an import is, as the core says while it reads, seals and signs. */
export function ImportProgress() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [progress, setProgress] = useState({ done: 0, total: 0, step: '' });
  useEffect(
    () => listen((event) => event.type === 'progress' && event.task === 'import' && setProgress(event)),
    [],
  );
  const { done, total, step } = progress;
  const counted = total > 1 ? ` ${String(done)}/${String(total)}` : '';
  return (
    <div role="status">
      <LinearProgress
        variant={total > 1 ? 'determinate' : 'indeterminate'}
        value={total > 1 ? (100 * done) / total : 0}
        aria-label={t('imports.progress')}
      />
      <Typography variant="caption">
        {knownWord('importStep', step, language) ?? t('common.working')}
        {counted}
      </Typography>
    </div>
  );
}
