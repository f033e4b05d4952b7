import { Stack } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../app/useLanguage.ts';
import { wordFor } from '../i18n/words.ts';
import { Choice } from './Choice.tsx';

const TERMS = ['7', '30', '90', '365'] as const;
export type Term = (typeof TERMS)[number];

interface PurposeAndTermProps<Purpose extends string> {
  readonly purposes: readonly Purpose[];
  readonly purpose: Purpose;
  readonly onPurpose: (purpose: Purpose) => void;
  /** Days. */
  readonly term: Term;
  readonly onTerm: (term: Term) => void;
}

/** What records may be read for, and how long. */
export function PurposeAndTerm<Purpose extends string>({
  purposes,
  purpose,
  term,
  ...on
}: PurposeAndTermProps<Purpose>) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Stack direction="row" spacing={1} sx={{ mb: 1, '& > *': { flex: 1 } }}>
      <Choice
        label={t('grant.purpose')}
        value={purpose}
        options={purposes.map((item) => [item, wordFor('purpose', item, language)] as const)}
        onChange={on.onPurpose}
      />
      <Choice
        label={t('grant.term')}
        value={term}
        options={TERMS.map((item) => [item, t('grant.days', { count: Number(item) })] as const)}
        onChange={on.onTerm}
      />
    </Stack>
  );
}
