import { Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

interface SaveProofProps {
  /** Makes the file, with the text that was signed or without. */
  readonly make: (
    withText: boolean,
  ) => Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
}

/** Saves the proof of a record: to show what was signed, or only that and by whom. */
export function SaveProof({ make }: SaveProofProps) {
  const { t } = useTranslation();
  const action = useAction();
  const [saved, setSaved] = useState(false);
  const save = (withText: boolean): void => {
    setSaved(false);
    action.run(async () => {
      const { name, bytes } = await make(withText);
      setSaved(await saveFile({ suggestedName: name, bytes, mimeType: 'application/json' }));
    });
  };
  return (
    <>
      <Stack direction="row" spacing={1} sx={{ mt: 1, alignItems: 'center', displayPrint: 'none' }}>
        <Button size="small" disabled={action.busy} onClick={() => save(true)}>
          {t('proofFile.save')}
        </Button>
        <Button size="small" disabled={action.busy} onClick={() => save(false)}>
          {t('proofFile.saveWithout')}
        </Button>
        {saved && <Typography role="status">{t('handout.saved')}</Typography>}
      </Stack>
      <ErrorNote error={action.error} />
    </>
  );
}
