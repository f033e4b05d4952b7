import { Button, LinearProgress, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../app/useLanguage.ts';
import { byteSize } from '../client/format.ts';
import type { Doing } from './useTaking.ts';

interface TakingProgressProps {
  readonly doing: Doing;
  readonly onStop: () => void;
}

/** How far attaching has come; a large file says how much of it. */
export function TakingProgress({ doing, onStop }: TakingProgressProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { bytes, done, of } = doing;
  return (
    <Stack sx={{ width: '100%', gap: 0.5 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
        <Typography role="status">{t('images.adding', { done, of })}</Typography>
        {bytes !== null && (
          <Typography variant="body2" color="textSecondary">
            {bytes.name} · {byteSize(bytes.taken, language)} / {byteSize(bytes.size, language)}
          </Typography>
        )}
        {(of > 1 || bytes !== null) && (
          <Button size="small" onClick={onStop}>
            {t('sending.stop')}
          </Button>
        )}
      </Stack>
      {bytes !== null && (
        <LinearProgress
          variant="determinate"
          value={(bytes.taken / bytes.size) * 100}
          aria-label={bytes.name}
        />
      )}
    </Stack>
  );
}
