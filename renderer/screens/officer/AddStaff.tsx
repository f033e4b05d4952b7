import { Alert, Button, Paper, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';

/** Enters a new account on the ledger, from the text that the account's own computer showed. */
export function AddStaff({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useTranslation();
  const [enrolment, setEnrolment] = useState('');
  const [added, setAdded] = useState(false);
  const action = useAction();
  const add = (): void =>
    action.run(async () => {
      setAdded(false);
      await ask('staff/add', { enrolment });
      setEnrolment('');
      setAdded(true);
      onAdded();
    });
  return (
    <Paper component="section" aria-label={t('officer.add')} sx={{ p: 2 }}>
      <Typography variant="h2">{t('officer.add')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('officer.addHint')}
      </Typography>
      <TextField
        label={t('account.enrolment')}
        value={enrolment}
        multiline
        maxRows={5}
        onChange={(event) => setEnrolment(event.target.value.trim())}
        slotProps={{ htmlInput: { spellCheck: false, style: { fontFamily: 'monospace' } } }}
      />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      {added && <Alert severity="success">{t('officer.added')}</Alert>}
      <Button variant="contained" sx={{ mt: 1 }} disabled={enrolment === '' || action.busy} onClick={add}>
        {t('officer.addButton')}
      </Button>
    </Paper>
  );
}
