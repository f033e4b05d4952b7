/** Why a line of a prescription is warned about, in words. */
import type { TFunction } from 'i18next';
import type { PrescriptionFinding } from '../../../../src/workstation/api/notes.ts';

export function findingText(finding: PrescriptionFinding, t: TFunction): string {
  switch (finding.kind) {
    case 'allergy':
      return t(`finding.allergy.${finding.relation}`, { allergy: finding.allergy });
    case 'allergies-unknown':
      return t(`finding.allergiesUnknown.${finding.state}`);
    case 'duplicate':
      return t(`finding.duplicate.${finding.where}.${finding.relation}`, { other: finding.other });
    case 'dose':
      return t(`finding.dose.${finding.reason}`, { given: finding.given, limit: finding.limit ?? '' });
    case 'unknown-drug':
      return t('finding.unknownDrug');
  }
}
