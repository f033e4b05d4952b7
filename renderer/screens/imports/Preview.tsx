import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../src/workstation/api/imports.ts';
import type { Asked } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { Reports } from './Reports.tsx';

/** What an import would do, before anything is imported. */
export function Preview({ of }: { readonly of: Asked<ImportPreview> | null }) {
  const { t } = useTranslation();
  if (of === null) return null;
  if (of.state === 'loading') return <ImportProgress />;
  return (
    <Box
      component="section"
      aria-label={t('imports.preview')}
      sx={{ maxHeight: 320, overflow: 'auto', mt: 1 }}
    >
      <Answer of={of}>
        {(value) => (
          <>
            <Typography sx={{ fontWeight: 500 }}>
              {t('imports.willImport', { count: value.documents })}
            </Typography>
            <Reports list={value.files} />
          </>
        )}
      </Answer>
    </Box>
  );
}
