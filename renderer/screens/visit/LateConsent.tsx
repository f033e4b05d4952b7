import { Alert, Button, Stack } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/core.ts';
import { useAction } from '../../client/useAsk.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';
import { Purposes, type Purpose } from '../cases/publish/CaseConsent.tsx';
import { SharingQuestion, type SharingChoice } from './SharingQuestion.tsx';

/**
 * The slip may come at any time: it confirms what waits as pending, signs whether the case may be shared, and yields
 * the next card of an open visit.
 */
export function LateConsent({ visit }: { readonly visit: string }) {
  const { t } = useTranslation();
  const [slip, setSlip] = useState('');
  const [pin, setPin] = useState('');
  const [sharing, setSharing] = useState<SharingChoice | null>(null);
  const [purposes, setPurposes] = useState<readonly Purpose[]>([]);
  const [confirmed, setConfirmed] = useState<number | null>(null);
  const action = useAction();
  const complete = slip !== '' && pin !== '';
  const confirm = (): void =>
    action.run(async () => {
      try {
        const done = await ask('sign/confirm', { visit, consent: { slip, pin, sharing } });
        // The same slip says what it may be shared for.
        if (sharing === 'yes' && purposes.length > 0)
          await ask('case/consent', {
            visit,
            purposes: [...purposes],
            secret: { kind: 'slip', text: slip, pin },
          });
        setConfirmed(done.confirmed);
      } finally {
        setPin('');
      }
    });
  if (confirmed !== null)
    return (
      <Alert severity="success">
        {confirmed === 0 ? t('end.confirmedNone') : t('end.confirmed', { count: confirmed })}
      </Alert>
    );
  return (
    <form
      aria-label={t('end.lateConsent')}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) confirm();
      }}
    >
      <SharingQuestion value={sharing} onChange={setSharing} />
      {sharing === 'yes' && <Purposes purposes={purposes} onPurposes={setPurposes} />}
      <CardInput label={t('sign.slip')} samples="slips" value={slip} onText={setSlip} />
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <SecretInput label={t('card.pin')} kind="pin" value={pin} onChange={setPin} />
        <Button type="submit" disabled={!complete || action.busy}>
          {t('end.confirm')}
        </Button>
      </Stack>
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
    </form>
  );
}
