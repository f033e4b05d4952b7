import { Alert, Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { copyText } from '../../client/clipboard.ts';

interface EnrolmentProps {
  readonly enrolment: ResultOf<'account/confirm'>['enrolment'];
  readonly onDone: () => void;
}

/** What an officer needs to enter the account on the ledger, and the fingerprint to compare. */
export function Enrolment({ enrolment, onDone }: EnrolmentProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <>
      <Alert severity="success">{t('account.ready')}</Alert>
      <TextField
        label={t('account.enrolment')}
        helperText={t('account.enrolmentHint')}
        value={enrolment.text}
        multiline
        maxRows={5}
        slotProps={{ htmlInput: { readOnly: true, style: { fontFamily: 'monospace' } } }}
      />
      <Typography>{t('account.fingerprint', { fingerprint: enrolment.fingerprint })}</Typography>
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        <Button onClick={() => setCopied(copyText(enrolment.text))}>
          {copied ? t('common.copied') : t('common.copy', { what: t('account.enrolment') })}
        </Button>
        <Button variant="contained" onClick={onDone}>
          {t('account.done')}
        </Button>
      </Stack>
    </>
  );
}
