import { Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultPoint } from '../../../src/workstation/api/chart.ts';
import { ARROWS, isCritical } from './results.ts';

/** How a result stands to its range: arrow, word and colour; a critical one is white on red. */
export function Flag({ flag }: { readonly flag: ResultPoint['flag'] }) {
  const { t } = useTranslation();
  if (flag === null || flag === 'normal') return null;
  const critical = isCritical(flag);
  return (
    <Typography
      component="span"
      variant="body2"
      sx={{
        whiteSpace: 'nowrap',
        fontWeight: 700,
        ...(critical
          ? { bgcolor: 'banner.known', color: 'banner.ink', px: 0.75, borderRadius: 0.5 }
          : { color: 'error.main' }),
      }}
    >
      {ARROWS[flag]} {t(`flag.${flag}`)}
    </Typography>
  );
}
