import { Alert, Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { ask } from '../client/core.ts';
import { useAction } from '../client/useAsk.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';

/** So many names tell which files are meant; a series has hundreds. */
const NAMES_SHOWN = 3;

interface OtherPatientProps {
  readonly visit: string;
  readonly attachments: readonly AttachmentView[];
  readonly onChanged: () => void;
}

/** Files that name somebody else than the chart: kept with a reason or removed, before anything is signed. */
export function OtherPatient({ visit, attachments, onChanged }: OtherPatientProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const action = useAction();
  const open = attachments.filter(({ mismatch }) => mismatch?.reason === null);
  const answered = new Set(
    attachments.map(({ mismatch }) => mismatch?.reason ?? '').filter((one) => one !== ''),
  );
  const keep = (): void =>
    action.run(async () => {
      await ask('attachment/keep', { visit, ids: open.map(({ id }) => id), reason });
      setReason('');
      onChanged();
    });
  const remove = (): void =>
    action.run(async () => {
      for (const { id } of open) await ask('attachment/remove', { visit, id });
      onChanged();
    });
  const names = open.slice(0, NAMES_SHOWN).map(({ title }) => title);
  const shown = [...names, ...(open.length > NAMES_SHOWN ? ['…'] : [])].join(', ');
  return (
    <>
      {open.length > 0 && (
        <Alert severity="error">
          {t('images.otherPatient', { count: open.length, names: shown })}
          <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <TextField
              label={t('images.keepReason')}
              value={reason}
              sx={{ flex: '1 1 260px' }}
              onChange={(event) => setReason(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 200 } }}
            />
            <Button color="inherit" disabled={action.busy || reason.trim() === ''} onClick={keep}>
              {t('images.keepAll')}
            </Button>
            <Button color="inherit" disabled={action.busy} onClick={remove}>
              {t('images.removeAll')}
            </Button>
          </Stack>
          <ErrorNote error={action.error} />
        </Alert>
      )}
      {[...answered].map((one) => (
        <Alert key={one} severity="warning">
          {t('images.kept', { reason: one })}
        </Alert>
      ))}
    </>
  );
}
