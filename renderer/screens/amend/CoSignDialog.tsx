import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { DocumentPane } from '../chart/DocumentPane.tsx';
import { AmendPreview } from './AmendPreview.tsx';

interface CoSignDialogProps {
  readonly statement: string;
  /** Whether this doctor may co-sign it; else it is only read. */
  readonly isDue: boolean;
  readonly onClose: () => void;
}

/** A record of this visit, to be read; where it is a trainee's, to be stood for: read first, then co-signed. */
export default function CoSignDialog({ statement, isDue, onClose }: CoSignDialogProps) {
  const { t } = useTranslation();
  const [remark, setRemark] = useState('');
  const [preview, setPreview] = useState<ResultOf<'amend/preview'> | null>(null);
  const action = useAction();
  const show = (): void =>
    action.run(async () => {
      const amendment = { kind: 'co-signature', remark } as const;
      setPreview(await ask('amend/preview', { statement, amendment }));
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="co-sign">
      <DialogTitle id="co-sign">{t(isDue ? 'coSign.title' : 'coSign.read')}</DialogTitle>
      {preview === null ? (
        <>
          <DialogContent dividers>
            <DocumentPane channel="ledger/my-document" args={{ statement }} />
            <ErrorNote error={action.error} />
          </DialogContent>
          {isDue && (
            <DialogContent sx={{ flex: 'none', pb: 1, overflow: 'visible' }}>
              <TextField
                multiline
                maxRows={4}
                label={t('coSign.remark')}
                helperText={t('coSign.remarkHint')}
                value={remark}
                onChange={(event) => setRemark(event.target.value)}
              />
            </DialogContent>
          )}
          <DialogActions>
            <Button onClick={onClose}>{t('common.close')}</Button>
            {isDue && (
              <Button variant="contained" disabled={action.busy} onClick={show}>
                {t('coSign.show')}
              </Button>
            )}
          </DialogActions>
        </>
      ) : (
        <AmendPreview
          statement={statement}
          preview={preview}
          onBack={() => setPreview(null)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
