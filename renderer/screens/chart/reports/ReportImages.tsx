import { Typography } from '@mui/material';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../../../src/workstation/api/attachments.ts';
import type { ChartReport } from '../../../../src/workstation/api/chart.ts';
import { ask } from '../../../client/core.ts';
import { useAsk } from '../../../client/useAsk.ts';
import { AttachedImages } from '../../../images/AttachedImages.tsx';
import { Answer } from '../../../parts/Answer.tsx';

interface ReportImagesProps {
  readonly visit: string;
  readonly patient: string;
  readonly images: ChartReport['images'][number];
}

/** The images that a report speaks of, out of the record that they stand in; each series opens the viewer. */
export function ReportImages({ visit, patient, images }: ReportImagesProps) {
  const { t } = useTranslation();
  const { attachments, date, description, leaf, modality, statement } = images;
  const [document] = useAsk('visit/document', { visit, statement, leaf }, ['ledger']);
  const read = useCallback(
    async ({ id }: AttachmentView) => {
      const of = { kind: 'record', visit, statement, leaf } as const;
      return (await ask('attachment/read', { of, id })).bytes;
    },
    [visit, statement, leaf],
  );
  const wanted = useMemo(() => new Set(attachments), [attachments]);
  const about = [modality, description, date?.slice(0, 10) ?? t('chart.undated')];
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {about.filter((text) => text !== '').join(' · ')}
      </Typography>
      <Answer of={document}>
        {(value) => (
          <AttachedImages
            attachments={value.attachments.filter(({ id }) => wanted.has(id))}
            read={read}
            holder={{ kind: 'record', visit, statement, leaf }}
            patient={patient}
          />
        )}
      </Answer>
    </>
  );
}
