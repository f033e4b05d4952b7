import { Button } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../client/useAsk.ts';

const RecordingsDialog = lazy(async () => ({
  default: (await import('./RecordingsDialog.tsx')).RecordingsDialog,
}));

/** Where calls of a dialogue were recorded: what there is of them. */
export function RecordingsButton({ dialogue }: { readonly dialogue: string }) {
  const { t } = useTranslation();
  const [recordings] = useAsk('recording/list', { dialogue }, ['dialogue']);
  const [isOpen, setOpen] = useState(false);
  const isSome = recordings.state === 'ready' && recordings.value.length > 0;
  if (!isSome && !isOpen) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('recording.list')}
      </Button>
      {isOpen && (
        <Suspense>
          <RecordingsDialog dialogue={dialogue} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
