import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { named } from '../../../client/format.ts';
import { useAsk } from '../../../client/useAsk.ts';
import { Answer } from '../../../parts/Answer.tsx';

interface ReadDialogProps {
  readonly name: string;
  readonly onClose: () => void;
}

/** An own case as everybody reads it. */
export function ReadDialog({ name, onClose }: ReadDialogProps) {
  const { t } = useTranslation();
  const [read] = useAsk('case/open', { case: name });
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="own-case">
      <DialogTitle id="own-case">{t('caseMine.case')}</DialogTitle>
      <DialogContent dividers>
        <Answer of={read}>{(value) => <Content of={value} />}</Answer>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

const TEXTS = [
  'keywords',
  'abstract',
  'introduction',
  'patient',
  'findings',
  'timeline',
  'assessment',
  'intervention',
  'followUp',
  'discussion',
  'perspective',
] as const;

function Content({ of: { records, texts } }: { readonly of: ResultOf<'case/open'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Stack spacing={1.5}>
      <Typography variant="h2">{texts.title}</Typography>
      {TEXTS.filter((field) => texts[field].trim() !== '').map((field) => (
        <Part key={field} title={t(`caseShare.text.${field}`)} text={texts[field]} />
      ))}
      {records
        .flatMap(({ sections }) => sections)
        .map((section, index) => (
          <Part
            key={`${section.code} ${String(index)}`}
            title={named(section.title, language)}
            text={section.text}
          />
        ))}
    </Stack>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <Typography variant="h3">{title}</Typography>
      <Typography sx={{ whiteSpace: 'pre-wrap' }}>{text}</Typography>
    </div>
  );
}
