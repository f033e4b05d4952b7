import { Alert, Box, Paper, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { SignPreview } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named } from '../../client/format.ts';
import { joined, wordFor } from '../../i18n/words.ts';
import { HashText } from '../../parts/HashText.tsx';

/** Exactly what is signed, read back from the bytes whose hash is signed, and by whom and when. */
export function SignedContent({ preview }: { readonly preview: SignPreview }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const missing = preview.missing.map((field) => wordFor('field', field, language));
  return (
    <section aria-label={t('sign.exactly')}>
      {missing.length > 0 && (
        <Alert severity="warning" sx={{ mb: 1 }}>
          {t('sign.missing', { fields: joined(missing, language) })}
        </Alert>
      )}
      <Typography variant="h3" gutterBottom>
        {t('sign.exactly')}
      </Typography>
      <Paper sx={{ px: 1.5, py: 1 }}>
        {preview.sections.map((section) => (
          <Box key={section.code} sx={{ mb: 1 }}>
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
        {t('sign.byLabel')}{' '}
        {t('sign.by', {
          author: named(preview.author, language),
          institution: named(preview.institution, language),
          time: dateTime(preview.time),
        })}
        <br />
        {t('sign.followUntil', { time: dateTime(preview.followUntil) })}
        <br />
        {preview.sealedNames.length > 0 && (
          <>
            {t('sign.sealedNames', { names: joined(preview.sealedNames, language) })}
            <br />
          </>
        )}
        {t('sign.hash')} <HashText hash={preview.hash} what={t('sign.hash')} />
      </Typography>
    </section>
  );
}
