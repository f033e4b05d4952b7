import { Alert, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../app/useLanguage.ts';
import { ask } from '../client/core.ts';
import { byteSize } from '../client/format.ts';
import { useAction, type Asked } from '../client/useAsk.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import type { ResultOf } from '../../src/workstation/api.ts';

interface HalfTakenProps {
  readonly visit: string;
  readonly uploads: Asked<ResultOf<'attachment/uploads'>>;
  readonly onChanged: () => void;
}

/** Files of which some was taken when it was interrupted: choosing one again goes on with it. */
export function HalfTaken({ visit, uploads, onChanged }: HalfTakenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const list = uploads.state === 'ready' ? uploads.value : [];
  const discard = (upload: number): void =>
    action.run(async () => {
      await ask('attachment/abandon', { visit, upload });
      onChanged();
    });
  return (
    <>
      {list.map(({ name, size, taken, upload }) => (
        <Alert
          key={upload}
          severity="warning"
          sx={{ my: 0.5 }}
          action={
            <Button color="inherit" size="small" disabled={action.busy} onClick={() => discard(upload)}>
              {t('sending.discard')}
            </Button>
          }
        >
          {t('sending.half', { name, taken: byteSize(taken, language), size: byteSize(size, language) })}
        </Alert>
      ))}
      <ErrorNote error={action.error} />
    </>
  );
}
