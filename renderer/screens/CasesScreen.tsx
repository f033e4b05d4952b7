import { Box, Tab, Tabs, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Browse } from './cases/browse/Browse.tsx';
import type { KeptPlace } from './cases/browse/place.ts';
import { MyCases } from './cases/mine/MyCases.tsx';
import { Points } from './cases/points/Points.tsx';

const PARTS = ['find', 'mine', 'points'] as const;
type Part = (typeof PARTS)[number];

/** Shared cases: finding those of all hospitals, and what the doctor's own have earned. `kept` is where they were before. */
export function CasesScreen({ kept }: { readonly kept: KeptPlace }) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>('find');
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 480, gap: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 3 }}>
        <Typography variant="h1">{t('nav.cases')}</Typography>
        <Tabs value={part} onChange={(_, value: Part) => setPart(value)} aria-label={t('library.parts')}>
          {PARTS.map((item) => (
            <Tab
              key={item}
              value={item}
              id={`cases-${item}`}
              aria-controls={`cases-panel-${item}`}
              label={t(`library.part.${item}`)}
            />
          ))}
        </Tabs>
      </Box>
      <Box
        role="tabpanel"
        id={`cases-panel-${part}`}
        aria-labelledby={`cases-${part}`}
        sx={{ flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}
      >
        {part === 'find' && <Browse kept={kept} />}
        {part === 'mine' && <MyCases />}
        {part === 'points' && <Points />}
      </Box>
    </Box>
  );
}
