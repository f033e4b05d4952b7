import { Box, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { Entry } from '../../parts/Entry.tsx';
import { RestoreForm } from './RestoreForm.tsx';

/** From the login: an account out of its backup, beside those that are here. */
export function RestoreScreen({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <Entry title={t('restore.title')} width={640}>
      <RestoreForm onDone={onDone} />
      <Box sx={{ mt: 2 }}>
        <Button onClick={onDone}>{t('common.back')}</Button>
      </Box>
    </Entry>
  );
}
