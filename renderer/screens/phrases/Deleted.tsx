import { Alert, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';

interface DeletedProps {
  readonly name: string;
  readonly onUndo: () => void;
}

/** What was just deleted, and the way back. */
export function Deleted({ name, onUndo }: DeletedProps) {
  const { t } = useTranslation();
  return (
    <Alert
      severity="info"
      sx={{ my: 1 }}
      action={
        <Button size="small" color="inherit" onClick={onUndo}>
          {t('phrases.undo')}
        </Button>
      }
    >
      {t('phrases.deleted')} <code>{name}</code>
    </Alert>
  );
}
