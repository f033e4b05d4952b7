import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { DocumentView } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named, shortHash } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';
import { useMarks } from '../chart/useMarks.ts';

/** One record as it was signed: what a reader must know of it first, then its text, then where it stands. */
export function DocumentOnPaper({ document: record }: { readonly document: DocumentView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { summary, proof } = record;
  const marks = useMarks(summary);
  const kind = summary.kind === 'record' ? [] : [t(`kind.${summary.kind}`)];
  const struck = summary.corrected === null ? 'none' : 'line-through';
  return (
    <Box component="section" sx={{ mb: 2 }}>
      <Typography variant="h2" sx={{ breakAfter: 'avoid', textDecoration: struck }}>
        {[...new Set([named(summary.title, language), ...kind])].join(' · ')}
      </Typography>
      <Typography sx={{ mb: 0.5, breakAfter: 'avoid' }}>
        {t('print.signed', {
          author: named(proof.author, language),
          institution: named(proof.institution, language),
          time: dateTime(proof.block.time),
        })}
      </Typography>
      {marks.map(({ text }) => (
        <Typography key={text} sx={{ fontWeight: 700, breakAfter: 'avoid' }}>
          {text}
        </Typography>
      ))}
      {record.sections.map((section, index) => (
        <Box key={index} sx={{ mb: 1, textDecoration: struck }}>
          <Typography variant="h3" sx={{ breakAfter: 'avoid' }}>
            {named(section.title, language)}
          </Typography>
          <Typography sx={{ whiteSpace: 'pre-wrap' }}>{section.text}</Typography>
        </Box>
      ))}
      {record.entries.map((entry, index) => (
        <Typography key={index} sx={{ textDecoration: struck }}>
          {wordFor('resource', entry.type, language)} {entry.label} {entry.value}
        </Typography>
      ))}
      {record.amendments.map(({ statement, kind, by, time, sections }) => (
        <Box key={statement} sx={{ mt: 1 }}>
          <Typography sx={{ fontWeight: 500, breakAfter: 'avoid' }}>
            {t(`kind.${kind}`)} · {named(by, language)} · {dateTime(time)}
          </Typography>
          {sections.map(({ text }, index) => (
            <Typography key={index} sx={{ whiteSpace: 'pre-wrap' }}>
              {text}
            </Typography>
          ))}
        </Box>
      ))}
      <Typography variant="caption" component="p" sx={{ mt: 0.5 }}>
        {t(proof.verified ? 'proof.verifiedShort' : 'proof.failedShort')} · {t('proof.statement')}{' '}
        {shortHash(proof.statement)} ·{' '}
        {t('proof.blockAt', { height: proof.block.height, time: dateTime(proof.block.time) })}
      </Typography>
    </Box>
  );
}
