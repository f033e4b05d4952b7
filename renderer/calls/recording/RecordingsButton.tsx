import { Button } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../client/useAsk.ts';
import { isWith } from './ledger/isWith.ts';

const RecordingsDialog = lazy(async () => ({
  default: (await import('./RecordingsDialog.tsx')).RecordingsDialog,
}));

interface RecordingsButtonProps {
  readonly dialogue: string;
  /** With whom. */
  readonly peer: string;
}

/** Where calls with a doctor were recorded: what there is of them, here or on the ledger. */
export function RecordingsButton({ dialogue, peer }: RecordingsButtonProps) {
  const { t } = useTranslation();
  const [recordings] = useAsk('recording/list', { dialogue }, ['dialogue']);
  const [isOpen, setOpen] = useState(false);
  const [anchored] = useAsk('recording/anchored', {}, ['ledger']);
  const isSome =
    (recordings.state === 'ready' && recordings.value.length > 0) ||
    (anchored.state === 'ready' && anchored.value.some((one) => isWith(one, peer)));
  if (!isSome && !isOpen) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('recording.list')}
      </Button>
      {isOpen && (
        <Suspense>
          <RecordingsDialog dialogue={dialogue} peer={peer} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
