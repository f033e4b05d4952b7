import { List, ListItemButton, ListItemText } from '@mui/material';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Series } from './imageStack.ts';

interface SeriesListProps {
  readonly series: readonly Series[];
  readonly chosen: readonly string[];
  readonly onChoose: (key: string) => void;
}

export function SeriesList({ series, chosen, onChoose }: SeriesListProps) {
  const { t } = useTranslation();
  return (
    <List
      component="nav"
      dense
      aria-label={t('images.series')}
      sx={{ width: 220, overflow: 'auto', flexShrink: 0, borderRight: 1, borderColor: 'divider', py: 0 }}
    >
      {series.map((one) => (
        <Line key={one.key} series={one} isChosen={chosen.includes(one.key)} onChoose={onChoose} />
      ))}
    </List>
  );
}

interface LineProps {
  readonly series: Series;
  readonly isChosen: boolean;
  readonly onChoose: (key: string) => void;
}

const Line = memo(function Line({ series, isChosen, onChoose }: LineProps) {
  const { t } = useTranslation();
  return (
    <ListItemButton selected={isChosen} aria-current={isChosen} onClick={() => onChoose(series.key)}>
      <ListItemText
        primary={
          <>
            {series.modality !== '' && <span lang="en">{series.modality} · </span>}
            {series.title}
          </>
        }
        secondary={t('images.count', { count: series.attachments.length })}
        slotProps={{ primary: { sx: { overflowWrap: 'anywhere' } } }}
      />
    </ListItemButton>
  );
});
