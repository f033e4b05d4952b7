import { ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';

export type SharingChoice = 'yes' | 'no';

interface SharingQuestionProps {
  readonly value: SharingChoice | null;
  readonly onChange: (value: SharingChoice | null) => void;
}

/** Asked while the slip is in hand, which signs the answer. Nothing is chosen for the patient: no answer is no. */
export function SharingQuestion({ value, onChange }: SharingQuestionProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('sharing.title')}>
      <Typography variant="body2" sx={{ mt: 1, mb: 0.5 }}>
        {t('sharing.question')}
      </Typography>
      <ToggleButtonGroup
        exclusive
        size="small"
        color="primary"
        value={value}
        onChange={(_, chosen: SharingChoice | null) => onChange(chosen)}
        aria-label={t('sharing.title')}
      >
        <ToggleButton value="yes">{t('sharing.yes')}</ToggleButton>
        <ToggleButton value="no">{t('sharing.no')}</ToggleButton>
      </ToggleButtonGroup>
      <Typography variant="caption" color="textSecondary" component="div">
        {t('sharing.hint')}
      </Typography>
    </section>
  );
}
