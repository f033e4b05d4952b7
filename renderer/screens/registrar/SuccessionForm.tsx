import { Alert, Button } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import type { KnownPatient } from '../../../src/workstation/api/registrar.ts';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { SecretFields } from '../patient/SecretFields.tsx';
import { SHARE_CHOICES, shareTerms, type ShareChoice } from './patientDraft.ts';
import { emptySheet, type Sheet } from './PatientSheet.tsx';
import { ReasonChoice } from './ReasonChoice.tsx';
import { ShareList, ShareTermsChoice } from './ShareForms.tsx';
import { areWhole, NO_WISHES, SheetFields } from './SheetFields.tsx';

type Wishes = ArgsOf<'registrar/succeed'>;
type Former = Wishes['former'];

const REASONS = ['lost', 'stolen'] as const;
const CHECKS = ['identity-card', 'passport', 'household-register', 'guardian'] as const;
const KINDS = ['master', 'shares', 'card', 'nothing'] as const;

/** Nothing typed yet, of each kind of what may be at hand. */
const EMPTY: Readonly<Record<Former['kind'], Former>> = {
  master: { kind: 'master', text: '', passphrase: '' },
  shares: { kind: 'shares', shares: [] },
  card: { kind: 'card', text: '', pin: '' },
  nothing: { kind: 'nothing' },
};

interface SuccessionFormProps {
  readonly patient: KnownPatient;
  readonly onSheet: (sheet: Sheet) => void;
}

/** The master card is lost, or somebody else may have it: a new one with keys of its own, which opens all of before. */
export function SuccessionForm({ patient, onSheet }: SuccessionFormProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<Wishes['reason']>('lost');
  const [identity, setIdentity] = useState<Wishes['identity']>('identity-card');
  const [former, setFormer] = useState<Former>(EMPTY.master);
  const [wishes, setWishes] = useState(NO_WISHES);
  const [shares, setShares] = useState<ShareChoice>('none');
  const action = useAction();
  const complete = isGiven(former) && areWhole(wishes) && !action.busy;
  const succeed = (): void =>
    action.run(async () => {
      const { pin, cards } = wishes;
      const asked = { patient: patient.id, reason, identity, former, pin, cards, shares: shareTerms(shares) };
      const made = await ask('registrar/succeed', asked);
      const { masterText: text, masterQrPng: qrPng, masterPassphrase: passphrase } = made;
      onSheet({ ...emptySheet(patient.guardian), ...made, master: { text, qrPng, passphrase } });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) succeed();
      }}
    >
      <Alert severity="warning" sx={{ my: 1 }}>
        {t(patient.succeeded ? 'succession.again' : 'succession.hint')}
      </Alert>
      <ReasonChoice value={reason} options={REASONS} onChange={setReason} />
      <Choice
        label={t('succession.identity')}
        value={identity}
        options={CHECKS.map((one) => [one, t(`succession.identities.${one}`)] as const)}
        onChange={setIdentity}
      />
      <Choice
        label={t('succession.former')}
        value={former.kind}
        options={KINDS.map((one) => [one, t(`succession.formers.${one}`)] as const)}
        onChange={(kind) => setFormer(EMPTY[kind])}
      />
      <FormerFields value={former} onChange={setFormer} />
      <SheetFields value={wishes} onChange={setWishes} />
      <ShareTermsChoice value={shares} options={SHARE_CHOICES} onChange={setShares} />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Button type="submit" variant="contained" color="error" sx={{ mt: 1 }} disabled={!complete}>
        {t('succession.succeed')}
      </Button>
    </form>
  );
}

interface FormerFieldsProps {
  readonly value: Former;
  readonly onChange: (value: Former) => void;
}

function FormerFields({ value, onChange }: FormerFieldsProps) {
  const { t } = useTranslation();
  switch (value.kind) {
    case 'master':
      return (
        <SecretFields
          masterOnly
          value={{ kind: 'master', text: value.text, secret: value.passphrase }}
          onChange={({ text, secret }) => onChange({ ...value, text, passphrase: secret })}
        />
      );
    case 'shares':
      return (
        <ShareList
          shares={value.shares}
          onShares={(shares) => onChange({ kind: 'shares', shares: [...shares] })}
        />
      );
    case 'card':
      return (
        <>
          <CardInput
            label={t('card.text')}
            value={value.text}
            onText={(text) => onChange({ ...value, text })}
            helperText={t('succession.cardHint')}
          />
          <SecretInput
            label={t('succession.cardPin')}
            kind="pin"
            value={value.pin ?? ''}
            onChange={(pin) => onChange({ ...value, pin })}
          />
        </>
      );
    case 'nothing':
      return (
        <Alert severity="error" sx={{ my: 1 }}>
          {t('succession.nothingHint')}
        </Alert>
      );
  }
}

function isGiven(former: Former): boolean {
  switch (former.kind) {
    case 'master':
      return former.text !== '' && former.passphrase !== '';
    case 'shares':
      return former.shares.length >= 2;
    case 'card':
      return former.text !== '';
    case 'nothing':
      return true;
  }
}
