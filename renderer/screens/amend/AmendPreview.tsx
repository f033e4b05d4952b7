import { Alert, Box, Button, DialogActions, DialogContent, Paper, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { wordFor } from '../../i18n/words.ts';
import { CardInput } from '../../parts/CardInput.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { SecretInput } from '../../parts/SecretInput.tsx';

interface AmendPreviewProps {
  readonly statement: string;
  readonly preview: ResultOf<'amend/preview'>;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** Exactly what is signed, how it will stand on the ledger, and the slip where it must have one. */
export function AmendPreview({ statement, preview, onBack, onClose }: AmendPreviewProps) {
  const { t } = useTranslation();
  const [consent, setConsent] = useState({ slip: '', pin: '' });
  const [state, setState] = useState<ResultOf<'amend/commit'>['state'] | null>(null);
  const action = useAction();
  const given = consent.slip !== '' && consent.pin !== '';
  const takesSlip = preview.standing === 'slip-needed' || preview.standing === 'pending';
  const blocked = action.busy || (preview.standing === 'slip-needed' && !given);
  const commit = (): void =>
    action.run(async () => {
      try {
        const { hash } = preview;
        setState((await ask('amend/commit', { statement, hash, consent: given ? consent : null })).state);
      } finally {
        setConsent((before) => ({ ...before, pin: '' }));
      }
    });
  return (
    <>
      <DialogContent dividers>
        {state === null ? (
          <>
            <Signed preview={preview} />
            <Alert severity={preview.standing === 'following' ? 'success' : 'warning'} sx={{ my: 1 }}>
              {t(`amend.standing.${preview.standing}`)}
            </Alert>
            {takesSlip && (
              <>
                <CardInput
                  label={t('sign.slip')}
                  value={consent.slip}
                  onText={(slip) => setConsent({ ...consent, slip })}
                />
                <SecretInput
                  label={t('card.pin')}
                  kind="pin"
                  value={consent.pin}
                  onChange={(pin) => setConsent({ ...consent, pin })}
                />
              </>
            )}
          </>
        ) : (
          <Alert severity="success">{t(`amend.done.${state}`)}</Alert>
        )}
        <ErrorNote error={action.error} />
      </DialogContent>
      <DialogActions>
        {state === null ? (
          <>
            <Button onClick={onBack} disabled={action.busy}>
              {t('common.back')}
            </Button>
            <Button variant="contained" disabled={blocked} onClick={commit}>
              {t('sign.commit')}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{t('common.close')}</Button>
        )}
      </DialogActions>
    </>
  );
}

function Signed({ preview }: { readonly preview: AmendPreviewProps['preview'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section aria-label={t('sign.exactly')}>
      <Typography variant="h3" gutterBottom>
        {t('sign.exactly')}
      </Typography>
      <Paper sx={{ px: 1.5, py: 1 }}>
        {preview.sections.map((section, index) => (
          <Box key={index} sx={{ mb: 1 }}>
            <Typography variant="caption" component="h4" sx={{ m: 0, color: 'text.secondary' }}>
              {named(section.title, language)}
            </Typography>
            <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{section.text}</Typography>
          </Box>
        ))}
        {preview.entries.map((entry, index) => (
          <Typography key={index} variant="body2">
            {wordFor('resource', entry.type, language)} {entry.label} <strong>{entry.value}</strong>
          </Typography>
        ))}
        {preview.attachments.length > 0 && (
          <Typography variant="body2">
            {t('images.title')} <strong>{t('images.count', { count: preview.attachments.length })}</strong>
          </Typography>
        )}
      </Paper>
      <Typography variant="body2" sx={{ mt: 1 }}>
        {preview.patientName ?? t('mine.patientSealed')} ·{' '}
        {t('sign.by', {
          author: named(preview.author, language),
          institution: named(preview.institution, language),
          time: dateTime(preview.time),
        })}
      </Typography>
    </section>
  );
}
