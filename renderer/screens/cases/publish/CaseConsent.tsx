import { Alert, Button, Checkbox, FormControlLabel, FormGroup, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { useAction, useAsk } from '../../../client/useAsk.ts';
import { joined } from '../../../i18n/words.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { isGiven, SecretFields, secretOf, type GivenSecret } from '../../patient/SecretFields.tsx';

export type Purpose = NonNullable<ResultOf<'case/consented'>>['purposes'][number];
const PURPOSES = ['treatment-advice', 'teaching', 'research'] as const;

interface CaseConsentProps {
  readonly visit: string;
  readonly onGiven?: () => void;
}

/** The patient's consent to sharing what was written in a visit: for which purposes, signed with its slip or the master card. */
export function CaseConsent({ visit, onGiven }: CaseConsentProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [given, reload] = useAsk('case/consented', { visit });
  const [asking, setAsking] = useState(false);
  return (
    <Stack spacing={1} component="section" aria-label={t('caseConsent.title')}>
      <Answer of={given}>
        {(value) =>
          value === null ? (
            <Alert severity="info">{t('caseConsent.none')}</Alert>
          ) : (
            <Alert severity="success">
              {t('caseConsent.given', {
                purposes: joined(
                  value.purposes.map((purpose) => t(`caseShare.purpose.${purpose}`)),
                  language,
                ),
              })}
            </Alert>
          )
        }
      </Answer>
      {asking ? (
        <ConsentForm
          visit={visit}
          onGiven={() => {
            setAsking(false);
            reload();
            onGiven?.();
          }}
          onCancel={() => setAsking(false)}
        />
      ) : (
        <Button
          size="small"
          variant="outlined"
          sx={{ alignSelf: 'flex-start' }}
          onClick={() => setAsking(true)}
        >
          {t(given.state === 'ready' && given.value !== null ? 'caseConsent.askAgain' : 'caseConsent.ask')}
        </Button>
      )}
    </Stack>
  );
}

interface ConsentFormProps extends Required<CaseConsentProps> {
  readonly onCancel: () => void;
}

function ConsentForm({ visit, onGiven, onCancel }: ConsentFormProps) {
  const { t } = useTranslation();
  const [purposes, setPurposes] = useState<readonly Purpose[]>([]);
  const [secret, setSecret] = useState<GivenSecret>({ kind: 'slip', text: '', secret: '' });
  const action = useAction();
  const complete = purposes.length > 0 && isGiven(secret);
  const give = (): void =>
    action.run(async () => {
      try {
        await ask('case/consent', { visit, purposes: [...purposes], secret: secretOf(secret) });
        onGiven();
      } finally {
        setSecret((before) => ({ ...before, secret: '' }));
      }
    });
  return (
    <Stack
      component="form"
      spacing={1}
      aria-label={t('caseConsent.ask')}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) give();
      }}
    >
      <Typography variant="body2">{t('caseConsent.question')}</Typography>
      <Purposes purposes={purposes} onPurposes={setPurposes} />
      <Typography variant="caption" color="textSecondary">
        {t('caseConsent.hint')}
      </Typography>
      <SecretFields value={secret} onChange={setSecret} />
      <Stack direction="row" spacing={1}>
        <Button type="submit" variant="contained" disabled={!complete || action.busy}>
          {t('caseConsent.sign')}
        </Button>
        <Button disabled={action.busy} onClick={onCancel}>
          {t('library.cancel')}
        </Button>
      </Stack>
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
    </Stack>
  );
}

interface PurposesProps {
  readonly purposes: readonly Purpose[];
  readonly onPurposes: (purposes: readonly Purpose[]) => void;
}

/** Nothing is chosen for the patient. */
export function Purposes({ purposes, onPurposes }: PurposesProps) {
  const { t } = useTranslation();
  return (
    <FormGroup row role="group" aria-label={t('caseShare.purposes')}>
      {PURPOSES.map((purpose) => (
        <FormControlLabel
          key={purpose}
          control={
            <Checkbox
              size="small"
              checked={purposes.includes(purpose)}
              onChange={(_, on) =>
                onPurposes(on ? [...purposes, purpose] : purposes.filter((one) => one !== purpose))
              }
            />
          }
          label={t(`caseShare.purpose.${purpose}`)}
        />
      ))}
    </FormGroup>
  );
}
