import { Button, Stack, Typography } from '@mui/material';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, PlayedHolder } from '../../src/workstation/api/attachments.ts';
import { Thumbnail } from '../media/thumbnails/Thumbnail.tsx';
import { seriesOf, type ReadBytes, type Series } from './imageStack.ts';

const ImageViewer = lazy(async () => ({ default: (await import('./ImageViewer.tsx')).ImageViewer }));

interface AttachedImagesProps {
  readonly attachments: readonly AttachmentView[];
  /** The same function as long as it reads of the same record. */
  readonly read: ReadBytes;
  readonly holder: PlayedHolder;
  /** As the chart names the patient. */
  readonly patient: string;
  /** Where what they belong to says itself what they are. */
  readonly untitled?: boolean;
  /** For a draft: takes one away. */
  readonly onRemove?: (attachment: AttachmentView) => void;
}

/** The images of a note or record, a line a series; each opens the viewer. */
export function AttachedImages(props: AttachedImagesProps) {
  const { attachments, holder, read, patient, untitled = false, onRemove } = props;
  const { t } = useTranslation();
  const [shown, setShown] = useState<string | null>(null);
  const series = useMemo(() => seriesOf(attachments), [attachments]);
  if (attachments.length === 0) return null;
  return (
    <Stack component="section" aria-label={t('images.title')} sx={{ my: 1, gap: 0.5 }}>
      {!untitled && <Typography variant="h3">{t('images.title')}</Typography>}
      {series.map((one) => (
        <Stack key={one.key} direction="row" sx={{ alignItems: 'center', gap: 1 }}>
          <Button
            size="small"
            startIcon={<Small series={one} read={read} holder={holder} />}
            sx={{ textAlign: 'left', overflowWrap: 'anywhere' }}
            onClick={() => setShown(one.key)}
          >
            {one.modality !== '' && <span lang="en">{one.modality} ·&nbsp;</span>}
            {one.title}
          </Button>
          <Typography variant="body2" color="textSecondary">
            {t('images.count', { count: one.attachments.length })}
          </Typography>
          {onRemove !== undefined && (
            <Button size="small" color="error" onClick={() => one.attachments.forEach(onRemove)}>
              {t('images.remove')}
            </Button>
          )}
        </Stack>
      ))}
      <Suspense>
        {shown !== null && (
          <ImageViewer
            attachments={attachments}
            first={shown}
            patient={patient}
            read={read}
            holder={holder}
            onClose={() => setShown(null)}
          />
        )}
      </Suspense>
    </Stack>
  );
}

interface SmallProps {
  readonly series: Series;
  readonly read: ReadBytes;
  readonly holder: PlayedHolder;
}

/** Of a series the image in its middle: the first shows little. */
function Small({ series, read, holder }: SmallProps) {
  const { attachments } = series;
  const middle = attachments[Math.floor(attachments.length / 2)];
  return middle === undefined ? null : <Thumbnail attachment={middle} read={read} holder={holder} />;
}
