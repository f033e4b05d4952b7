import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Entry } from '../../parts/Entry.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { isGiven, SecretFields, secretOf, type GivenSecret } from './SecretFields.tsx';

interface PatientEntryProps {
  /** `opened` is what it was opened with, without PIN or passphrase. */
  readonly onView: (view: ResultOf<'patient/view'>, opened: GivenSecret) => void;
  readonly onBack: () => void;
}

/** Asks for slip and PIN, or master card and passphrase, and opens the record. */
export function PatientEntry({ onView, onBack }: PatientEntryProps) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<GivenSecret>({ kind: 'slip', text: '', secret: '' });
  const [chosen, setChosen] = useState('');
  const [setup] = useAsk('setup/status', {});
  const institutions = setup.state === 'ready' ? setup.value.institutions : [];
  const institution = chosen === '' ? (institutions[0]?.id ?? '') : chosen;
  const action = useAction();
  const complete = isGiven(given) && institution !== '';
  const open = (): void =>
    action.run(async () => {
      try {
        const view = await ask('patient/view', { secret: secretOf(given), institution });
        onView(view, { ...given, secret: '' });
      } finally {
        setGiven((before) => ({ ...before, secret: '' }));
      }
    });
  return (
    <Entry title={t('patient.title')} width={640}>
      <Typography sx={{ mb: 1 }}>{t('patient.explain')}</Typography>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) open();
        }}
      >
        <SecretFields value={given} onChange={setGiven} autoFocus />
        <Institutions list={institutions} value={institution} onInstitution={setChosen} />
        {action.busy && <Loading label={t('patient.opening')} />}
        <ErrorNote error={action.error} />
        <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
          <Button type="submit" variant="contained" disabled={!complete || action.busy}>
            {action.busy ? t('patient.opening') : t('patient.open')}
          </Button>
          <Button onClick={onBack}>{t('common.back')}</Button>
        </Stack>
      </form>
    </Entry>
  );
}

interface InstitutionsProps {
  readonly list: ResultOf<'setup/status'>['institutions'];
  readonly value: string;
  readonly onInstitution: (id: string) => void;
}

/** The hospital whose node opens a slip: the one that issued it. */
function Institutions({ list, value, onInstitution }: InstitutionsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <TextField
      select
      label={t('account.institution')}
      helperText={t('patient.institutionHint')}
      value={value}
      onChange={(event) => onInstitution(event.target.value)}
    >
      {list.map((item) => (
        <MenuItem key={item.id} value={item.id}>
          {named(item.name, language)}
        </MenuItem>
      ))}
    </TextField>
  );
}
