import {
  Button,
  MenuItem,
  Stack,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { Entry } from '../../parts/Entry.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';

type Kind = 'slip' | 'master';

interface PatientEntryProps {
  readonly onView: (view: ResultOf<'patient/view'>) => void;
  readonly onBack: () => void;
}

/** Asks for slip and PIN, or master card and passphrase, and opens the record. */
export function PatientEntry({ onView, onBack }: PatientEntryProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('slip');
  const [text, setText] = useState('');
  const [secret, setSecret] = useState('');
  const [chosen, setChosen] = useState('');
  const [setup] = useAsk('setup/status', {});
  const institutions = setup.state === 'ready' ? setup.value.institutions : [];
  const institution = chosen === '' ? (institutions[0]?.id ?? '') : chosen;
  const action = useAction();
  const complete = text !== '' && secret !== '' && institution !== '';
  const open = (): void =>
    action.run(async () => {
      try {
        onView(await ask('patient/view', { secret: secretOf(kind, text, secret), institution }));
      } finally {
        setSecret('');
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
        <ToggleButtonGroup
          exclusive
          size="small"
          color="primary"
          value={kind}
          onChange={(_, value: Kind | null) => value !== null && setKind(value)}
          aria-label={t('patient.which')}
        >
          <ToggleButton value="slip">{t('patient.slip')}</ToggleButton>
          <ToggleButton value="master">{t('patient.master')}</ToggleButton>
        </ToggleButtonGroup>
        <CardInput
          label={t(kind === 'slip' ? 'sign.slip' : 'card.text')}
          value={text}
          onText={setText}
          autoFocus
        />
        <SecretInput
          label={t(kind === 'slip' ? 'card.pin' : 'patient.passphrase')}
          kind={kind === 'slip' ? 'pin' : 'passphrase'}
          value={secret}
          onChange={setSecret}
        />
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

function secretOf(kind: Kind, text: string, secret: string): ArgsOf<'patient/view'>['secret'] {
  return kind === 'slip' ? { kind, text, pin: secret } : { kind, text, passphrase: secret };
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
