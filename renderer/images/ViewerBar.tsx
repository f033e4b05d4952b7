import Close from '@mui/icons-material/Close';
import { Button, IconButton, Toolbar, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Viewing } from './viewing.ts';

interface ViewerBarProps {
  readonly viewing: Viewing;
  readonly patient: string;
  /** Whether the two series lie so that one can follow the other. */
  readonly isLinkable: boolean;
  readonly acts: { readonly compare: () => void; readonly link: () => void; readonly help: () => void };
  readonly onClose: () => void;
}

/** Whose images these are, and what concerns all of them. */
export function ViewerBar({ viewing, patient, isLinkable, acts, onClose }: ViewerBarProps) {
  const { t } = useTranslation();
  const isTwo = viewing.panes.length > 1;
  return (
    <Toolbar variant="dense" sx={{ gap: 1, borderBottom: 1, borderColor: 'divider' }}>
      <Typography variant="h2" component="h1" sx={{ flexGrow: 1 }}>
        {patient}
      </Typography>
      <Button onClick={acts.compare} aria-pressed={isTwo} variant={isTwo ? 'contained' : 'outlined'}>
        {t('images.compare')}
      </Button>
      {isTwo && (
        <Button
          disabled={!isLinkable}
          aria-pressed={viewing.link !== null}
          variant={viewing.link === null ? 'outlined' : 'contained'}
          onClick={acts.link}
        >
          {t('viewer.link')}
        </Button>
      )}
      <Button onClick={acts.help}>{t('viewer.keys.title')}</Button>
      <IconButton aria-label={t('images.close')} title={t('images.close')} onClick={onClose}>
        <Close />
      </IconButton>
    </Toolbar>
  );
}
