import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { AmendPreview } from '../amend/AmendPreview.tsx';
import { ChooseRecord } from './GiveRecord.tsx';

interface OpinionDialogProps {
  readonly dialogue: string;
  /** What was written down in the consult. */
  readonly notes: string;
  readonly onClose: () => void;
}

/** What was written down becomes the consult's opinion in a record of one's own: read through, then signed. */
export function OpinionDialog({ dialogue, notes, onClose }: OpinionDialogProps) {
  const { t } = useTranslation();
  const [rows] = useAsk('ledger/mine', {}, ['ledger']);
  const [statement, setStatement] = useState<string | null>(null);
  const [text, setText] = useState(notes);
  const [preview, setPreview] = useState<ResultOf<'amend/preview'> | null>(null);
  const action = useAction();
  const show = (): void =>
    action.run(async () => {
      if (statement === null) return;
      const amendment = { kind: 'opinion', dialogue, text } as const;
      setPreview(await ask('amend/preview', { statement, amendment }));
    });
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby="opinion">
      <DialogTitle id="opinion">{t('consultNotes.opinion')}</DialogTitle>
      {preview !== null && statement !== null ? (
        <AmendPreview
          statement={statement}
          preview={preview}
          onBack={() => setPreview(null)}
          onClose={onClose}
        />
      ) : (
        <>
          <DialogContent dividers>
            <Alert severity="info" sx={{ mb: 2 }}>
              {t('consultNotes.explain')}
            </Alert>
            <Answer of={rows}>
              {(list) => (
                <ChooseRecord list={list.filter(isOwnRecord)} chosen={statement} onChoose={setStatement} />
              )}
            </Answer>
            <TextField
              multiline
              fullWidth
              minRows={6}
              label={t('consultNotes.text')}
              value={text}
              onChange={(event) => setText(event.target.value)}
              sx={{ mt: 2 }}
            />
            <ErrorNote error={action.error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common.close')}</Button>
            <Button
              variant="contained"
              disabled={statement === null || text.trim() === '' || action.busy}
              onClick={show}
            >
              {t('amend.show')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function isOwnRecord({ erasedAt, kind, title, verified }: ResultOf<'ledger/mine'>[number]): boolean {
  return kind === 'record' && erasedAt === null && title !== null && verified;
}
