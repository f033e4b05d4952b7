import { Button, Popover, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Level } from '../../../src/consult/quality/level.ts';
import type { CallConnection } from '../callConnection.ts';
import { CallFigures } from './CallFigures.tsx';

const SIGNS: Readonly<Record<Level, string>> = { good: '●●●', fair: '●●○', poor: '●○○' };

interface QualityIndicatorProps {
  readonly connection: CallConnection;
  /** Null while nothing was measured. */
  readonly level: Level | null;
}

/** How well the call goes, in a sign and in words; behind it what was measured. */
export function QualityIndicator({ connection, level }: QualityIndicatorProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState<HTMLElement | null>(null);
  if (level === null) return null;
  return (
    <>
      <Button
        size="small"
        color={level === 'good' ? 'inherit' : level === 'fair' ? 'warning' : 'error'}
        startIcon={<span aria-hidden>{SIGNS[level]}</span>}
        aria-expanded={at !== null}
        onClick={(event) => setAt(event.currentTarget)}
        sx={{ flexShrink: 0, '& .MuiButton-startIcon > span': { fontSize: '0.75rem', letterSpacing: 1 } }}
      >
        {t(`quality.level.${level}`)}
      </Button>
      <Popover open={at !== null} anchorEl={at} onClose={() => setAt(null)}>
        <Stack component="section" aria-label={t('quality.figures')} spacing={1.5} sx={{ p: 2, width: 560 }}>
          <Typography>{t(`quality.advice.${level}`)}</Typography>
          <CallFigures connection={connection} />
        </Stack>
      </Popover>
    </>
  );
}
