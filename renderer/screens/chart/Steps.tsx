import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import { Box, IconButton, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../client/keys.ts';
import type { Place } from './place.ts';

interface StepsProps {
  /** The records of the timeline as they are shown, newest first. */
  readonly list: readonly Place[];
  readonly chosen: Place;
  readonly onChoose: (place: Place) => void;
}

/** From the record that is read to the next newer or older one; Alt+↑ and Alt+↓, also while a note is written. */
export function Steps({ list, chosen, onChoose }: StepsProps) {
  const { t } = useTranslation();
  const at = list.findIndex(({ statement, leaf }) => statement === chosen.statement && leaf === chosen.leaf);
  const [newer, older] = at < 0 ? [undefined, list[0]] : [list[at - 1], list[at + 1]];
  const go = (place: Place | undefined): void => {
    if (place !== undefined) onChoose(place);
  };
  useKey({ key: 'arrowup', alt: true }, () => go(newer));
  useKey({ key: 'arrowdown', alt: true }, () => go(older));
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: 0.5, mb: 0.5 }}>
      <Typography variant="caption" color="textSecondary">
        {at < 0 ? '' : t('reading.position', { at: at + 1, total: list.length })}
      </Typography>
      <IconButton
        size="small"
        aria-label={t('reading.newer')}
        title={`${t('reading.newer')} (Alt+↑)`}
        disabled={newer === undefined}
        onClick={() => go(newer)}
      >
        <ArrowUpward fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        aria-label={t('reading.older')}
        title={`${t('reading.older')} (Alt+↓)`}
        disabled={older === undefined}
        onClick={() => go(older)}
      >
        <ArrowDownward fontSize="small" />
      </IconButton>
    </Box>
  );
}
