import { useTranslation } from 'react-i18next';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateTime, named } from '../../client/format.ts';

export interface Mark {
  readonly severity: 'info' | 'warning';
  readonly text: string;
}

/** What a reader must know of a record before its text: that it was corrected, what it lacks, who stands for it. */
export function useMarks(of: DocumentSummary): readonly Mark[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const { kind, corrected, coSignature, attestedBy, consent } = of;
  const marks: Mark[] = [];
  if (kind === 'own-entry') marks.push({ severity: 'info', text: t('ownEntry.notADoctors') });
  if (corrected !== null)
    marks.push({
      severity: 'warning',
      text: t('chart.corrected', { by: named(corrected.by, language), time: dateTime(corrected.time) }),
    });
  if (coSignature?.state === 'awaiting') marks.push({ severity: 'warning', text: t('coSign.awaiting') });
  if (coSignature?.state === 'given')
    marks.push({
      severity: 'info',
      text: t('coSign.given', { by: named(coSignature.by, language), time: dateTime(coSignature.time) }),
    });
  if (attestedBy !== null)
    marks.push({ severity: 'warning', text: t('attesting.mark', { officer: named(attestedBy, language) }) });
  if (consent === 'outside-consent') marks.push({ severity: 'warning', text: t('chart.outsideConsent') });
  if (consent === 'pending') marks.push({ severity: 'warning', text: t('chart.consentPending') });
  return marks;
}
