import { Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { SubjectView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { named, shortHash } from '../../client/format.ts';

/** What a request is about, in a line: of a case, what the ledger says of it. */
export function SubjectLine({ of }: { readonly of: SubjectView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id, kind } = of;
  return (
    <Typography variant="body2">
      {t(`beside.${kind}`)}: {of.case === null ? shortHash(id) : caseText(of.case)}
    </Typography>
  );

  function caseText({ author, facets, institution }: NonNullable<SubjectView['case']>): string {
    const by = [named(author, language), named(institution, language)];
    if (facets === null) return [t('beside.withdrawn'), ...by].join(' · ');
    const { disease, name, outcome, year } = facets;
    const illness = name === null ? disease : named(name, language);
    return [illness, t(`beside.outcome.${outcome}`), String(year), ...by].join(' · ');
  }
}
