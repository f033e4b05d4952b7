import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, saveFile } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';

interface HandOverDialogProps {
  /** The account that is let in no more; null where it is unlocked. */
  readonly account: string | null;
  readonly onClose: () => void;
}

/** What an author signed and can no longer send, as a file for the officer; and what the officer answered. */
export function HandOverDialog({ account, onClose }: HandOverDialogProps) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [records, setRecords] = useState<number | null>(null);
  const action = useAction();
  const handOver = (): void =>
    action.run(async () => {
      const given = account === null ? null : { id: account, passphrase };
      const { name, bytes, records: count } = await ask('attesting/hand-over', { account: given });
      const file = { suggestedName: name, bytes, mimeType: 'application/octet-stream' };
      if (await saveFile(file)) setRecords(count);
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="hand-over">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          handOver();
        }}
      >
        <DialogTitle id="hand-over">{t('attesting.handOver')}</DialogTitle>
        <DialogContent>
          <Typography gutterBottom>{t('attesting.handOverHint')}</Typography>
          {account !== null && (
            <SecretInput
              label={t('login.passphrase')}
              value={passphrase}
              onChange={setPassphrase}
              autoFocus
            />
          )}
          <ErrorNote error={action.error} />
          {records !== null && (
            <Alert severity="success">{t('attesting.handedOver', { count: records })}</Alert>
          )}
          <OfficersAnswer />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button
            type="submit"
            variant="contained"
            disabled={action.busy || (account !== null && passphrase === '')}
          >
            {t('attesting.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** Takes the answer that the officer gave, and says what it is. */
function OfficersAnswer() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<ResultOf<'attesting/answer'> | null>(null);
  const action = useAction();
  const read = (whole: string): void =>
    action.run(async () => {
      setAnswer(null);
      setAnswer(await ask('attesting/answer', { text: whole }));
    });
  return (
    <>
      <CardInput label={t('attesting.answer')} value={text} onText={setText} onWhole={read} />
      <ErrorNote error={action.error} />
      {answer !== null && (
        <Alert severity={answer.decision === 'attested' ? 'success' : 'warning'}>
          {t(`attesting.${answer.decision}`, {
            officer: named(answer.officer, language),
            time: dateTime(answer.time),
            reason: answer.reason,
          })}
        </Alert>
      )}
    </>
  );
}
