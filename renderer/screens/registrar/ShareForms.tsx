import { Alert, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnownPatient } from '../../../src/workstation/api/registrar.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { isGiven, SecretFields, type GivenSecret } from '../patient/SecretFields.tsx';
import { SHARE_CHOICES, shareTerms, type ShareChoice } from './patientDraft.ts';
import { emptySheet, type Sheet } from './PatientSheet.tsx';

const NO_SECRET: GivenSecret = { kind: 'master', text: '', secret: '' };
const SOME_SHARES = SHARE_CHOICES.filter((choice) => choice !== 'none');

interface ShareFormProps {
  readonly patient: KnownPatient;
  readonly onSheet: (sheet: Sheet) => void;
}

/** How many shares there are, and how many of them restore the master card. */
export function ShareTermsChoice<T extends ShareChoice>(props: {
  readonly value: T;
  readonly options: readonly T[];
  readonly onChange: (choice: T) => void;
}) {
  const { t } = useTranslation();
  const { value, options, onChange } = props;
  const texts: Readonly<Record<ShareChoice, string>> = {
    none: t('shares.none'),
    '2-3': t('shares.terms', { needed: 2, of: 3 }),
    '3-5': t('shares.terms', { needed: 3, of: 5 }),
  };
  return (
    <Choice
      label={t('shares.title')}
      value={value}
      options={options.map((choice) => [choice, texts[choice]] as const)}
      onChange={onChange}
    />
  );
}

/** A new set of shares out of the master card; one of an earlier set does not go with them. */
export function MakeShares({ patient, onSheet }: ShareFormProps) {
  const { t } = useTranslation();
  const [master, setMaster] = useState(NO_SECRET);
  const [choice, setChoice] = useState<ShareChoice>('2-3');
  const action = useAction();
  const terms = shareTerms(choice);
  const complete = isGiven(master) && terms !== null && !action.busy;
  const make = (): void =>
    action.run(async () => {
      if (terms === null) return;
      const given = { text: master.text, passphrase: master.secret };
      const { shares } = await ask('registrar/make-shares', { patient: patient.id, master: given, ...terms });
      onSheet({ ...emptySheet(patient.guardian), shares });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) make();
      }}
    >
      <Alert severity="info" sx={{ my: 1 }}>
        {t('shares.makeHint')}
      </Alert>
      <ShareTermsChoice value={choice} options={SOME_SHARES} onChange={setChoice} />
      <SecretFields value={master} onChange={setMaster} masterOnly />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Button type="submit" variant="contained" sx={{ mt: 1 }} disabled={!complete}>
        {t('shares.make')}
      </Button>
    </form>
  );
}

interface ShareListProps {
  readonly shares: readonly string[];
  readonly onShares: (shares: readonly string[]) => void;
}

/** Takes the shares that were brought, one after another. */
export function ShareList({ shares, onShares }: ShareListProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const take = (whole: string): void => {
    if (whole === '' || shares.includes(whole)) return;
    onShares([...shares, whole]);
    setText('');
  };
  return (
    <>
      <CardInput label={t('shares.one')} value={text} onText={setText} onWhole={take} />
      <Stack direction="row" spacing={1} sx={{ my: 1, alignItems: 'center' }}>
        <Button disabled={text === ''} onClick={() => take(text)}>
          {t('shares.take')}
        </Button>
        <Typography sx={{ flexGrow: 1 }} role="status">
          {t('shares.taken', { count: shares.length })}
        </Typography>
        <Button disabled={shares.length === 0} onClick={() => onShares([])}>
          {t('shares.anew')}
        </Button>
      </Stack>
    </>
  );
}

/** The master card again, out of the shares that were brought. */
export function RestoreMaster({ patient, onSheet }: ShareFormProps) {
  const { t } = useTranslation();
  const [shares, setShares] = useState<readonly string[]>([]);
  const action = useAction();
  const restore = (): void =>
    action.run(async () => {
      const made = await ask('registrar/restore-master', { patient: patient.id, shares: [...shares] });
      const master = {
        text: made.masterText,
        qrPng: made.masterQrPng,
        passphrase: made.masterPassphrase,
      };
      onSheet({ ...emptySheet(patient.guardian), master });
    });
  return (
    <>
      <Alert severity="info" sx={{ my: 1 }}>
        {t('shares.restoreHint')}
      </Alert>
      <ShareList shares={shares} onShares={setShares} />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Button variant="contained" disabled={shares.length < 2 || action.busy} onClick={restore}>
        {t('shares.restore')}
      </Button>
    </>
  );
}
