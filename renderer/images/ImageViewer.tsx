import { Dialog } from '@mui/material';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, PlayedHolder } from '../../src/workstation/api/attachments.ts';
import { seriesOf, type ReadBytes } from './imageStack.ts';
import { Viewer } from './Viewer.tsx';
import { viewingOf } from './viewing.ts';

interface ImageViewerProps {
  readonly attachments: readonly AttachmentView[];
  /** Key of the series that is shown first. */
  readonly first: string;
  /** Whose images these are, as the chart says: above them at all times. */
  readonly patient: string;
  readonly read: ReadBytes;
  /** Where they are read from, for those that are played. */
  readonly holder: PlayedHolder;
  readonly onClose: () => void;
}

/** All images of a record over the whole window. Here alone the state of the viewer is a component's. */
export function ImageViewer({ attachments, first, holder, patient, read, onClose }: ImageViewerProps) {
  const { t } = useTranslation();
  const series = useMemo(() => seriesOf(attachments), [attachments]);
  const [viewing, setViewing] = useState(() => viewingOf(first));
  return (
    <Dialog fullScreen open onClose={onClose} slotProps={{ paper: { 'aria-label': t('images.viewer') } }}>
      <Viewer
        series={series}
        patient={patient}
        read={read}
        holder={holder}
        viewing={viewing}
        onChange={setViewing}
        onClose={onClose}
      />
    </Dialog>
  );
}
