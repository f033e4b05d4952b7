import { Alert } from '@mui/material';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import type { Slice } from './imageStack.ts';

interface NameCheckProps {
  readonly slices: readonly Slice[];
  readonly attachments: readonly AttachmentView[];
  /** As the chart names the patient. */
  readonly patient: string;
}

/**
 * Warns where the files named another patient when they were attached, and of names that are left in them and are not
 * written as the chart writes the patient's.
 */
export function NameCheck({ slices, attachments, patient }: NameCheckProps) {
  const { t } = useTranslation();
  const others = useMemo(() => otherNames(slices, patient), [slices, patient]);
  const mismatch = attachments.find((one) => one.mismatch !== undefined)?.mismatch;
  return (
    <>
      {mismatch !== undefined && (
        <Alert severity="warning">
          {t('viewer.mismatch', { patient })}
          {mismatch.reason !== null && ` ${t('viewer.mismatchReason', { reason: mismatch.reason })}`}
        </Alert>
      )}
      {others.length > 0 && (
        <Alert severity="warning">
          {t('viewer.otherName', { patient })} <span lang="en">{others.join(', ')}</span>
        </Alert>
      )}
    </>
  );
}

/** Of each file whose names are all written in another way. */
function otherNames(slices: readonly Slice[], patient: string): readonly string[] {
  const known = letters(patient);
  const files = slices.flatMap((slice) => (slice.is === 'image' ? [slice.opened.names] : []));
  const others = files.filter((names) => names.length > 0 && !names.some((name) => letters(name) === known));
  return [...new Set(others.flat())].slice(0, MOST_NAMES);
}

/** Names of others that one line holds. */
const MOST_NAMES = 4;

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
