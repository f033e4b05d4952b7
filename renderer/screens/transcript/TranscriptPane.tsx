import { Alert, Stack } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, asCoreError, type CoreError } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import type { ReadBytes } from '../../images/imageStack.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { TranscriptText } from './TranscriptText.tsx';

type Read = ResultOf<'transcript/read'>;

interface TranscriptPaneProps {
  readonly attachment: AttachmentView;
  readonly read: ReadBytes;
}

/** A transcript in a record, and by whose keys of the ledger it is signed. */
export function TranscriptPane({ attachment, read }: TranscriptPaneProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [shown, setShown] = useState<Read | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const open = async (): Promise<void> => {
      const bytes = new Uint8Array(await read(attachment));
      const answer = await ask('transcript/read', { bytes });
      if (isCurrent) setShown(answer);
    };
    open().catch((cause: unknown) => isCurrent && setError(asCoreError(cause)));
    return () => {
      isCurrent = false;
    };
  }, [attachment, read]);
  if (shown === null) return error === null ? <Loading /> : <ErrorNote error={error} />;
  return (
    <Stack spacing={1}>
      {shown.signers.map((signer, index) => (
        <Alert key={String(index)} severity={signer.verified ? 'success' : 'error'} sx={{ py: 0 }}>
          {t(signer.verified ? 'transcript.verified' : 'transcript.unverified', {
            name: named(signer.name, language),
            institution: named(signer.institution, language),
          })}
        </Alert>
      ))}
      <TranscriptText text={shown.text} />
    </Stack>
  );
}
