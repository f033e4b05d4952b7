import { Button, MenuItem, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { NewPassphrase } from '../../parts/NewPassphrase.tsx';

type Form = ArgsOf<'account/create'>;

const ROLES = ['doctor', 'registrar', 'officer'] as const;

const EMPTY: Form = {
  role: 'doctor',
  name: { zh: '', en: '' },
  institution: '',
  licence: '',
  specialty: '',
  passphrase: '',
};

interface AccountFormProps {
  readonly onCreated: (created: ResultOf<'account/create'>) => void;
}

/** Who the account is for, and the passphrase of its keys. */
export function AccountForm({ onCreated }: AccountFormProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [form, setForm] = useState(EMPTY);
  const action = useAction();
  const complete = form.name.zh.trim() !== '' && form.institution !== '' && form.passphrase !== '';
  const make = (): void =>
    action.run(async () => {
      const name = { zh: form.name.zh.trim(), en: form.name.en.trim() || form.name.zh.trim() };
      onCreated(await ask('account/create', { ...form, name, language: language === 'en' ? 'en' : 'zh' }));
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) make();
      }}
    >
      <RoleAndInstitution form={form} onForm={setForm} />
      <Stack direction="row" spacing={1}>
        <TextField
          required
          label={t('account.nameZh')}
          value={form.name.zh}
          onChange={(event) => setForm({ ...form, name: { ...form.name, zh: event.target.value } })}
        />
        <TextField
          label={t('account.nameEn')}
          value={form.name.en}
          onChange={(event) => setForm({ ...form, name: { ...form.name, en: event.target.value } })}
        />
      </Stack>
      <Stack direction="row" spacing={1}>
        <TextField
          label={t('account.licence')}
          value={form.licence}
          onChange={(event) => setForm({ ...form, licence: event.target.value })}
        />
        <TextField
          label={t('account.specialty')}
          value={form.specialty}
          onChange={(event) => setForm({ ...form, specialty: event.target.value })}
        />
      </Stack>
      <NewPassphrase
        rule={t('setup.ruleOwn')}
        onPassphrase={(passphrase) => setForm({ ...form, passphrase })}
      />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Button type="submit" variant="contained" sx={{ mt: 1 }} disabled={!complete || action.busy}>
        {t('account.make')}
      </Button>
    </form>
  );
}

interface PartProps {
  readonly form: Form;
  readonly onForm: (form: Form) => void;
}

function RoleAndInstitution({ form, onForm }: PartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [setup] = useAsk('setup/status', {});
  const institutions = setup.state === 'ready' ? setup.value.institutions : [];
  return (
    <Stack direction="row" spacing={1}>
      <TextField
        select
        label={t('account.role')}
        value={form.role}
        onChange={(event) =>
          onForm({ ...form, role: ROLES.find((role) => role === event.target.value) ?? 'doctor' })
        }
      >
        {ROLES.map((role) => (
          <MenuItem key={role} value={role}>
            {t(`role.${role}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={t('account.institution')}
        value={institutions.length === 0 ? '' : form.institution}
        onChange={(event) => onForm({ ...form, institution: event.target.value })}
      >
        {institutions.map((item) => (
          <MenuItem key={item.id} value={item.id}>
            {named(item.name, language)}
          </MenuItem>
        ))}
      </TextField>
    </Stack>
  );
}
