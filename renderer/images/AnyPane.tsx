import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlayedHolder } from '../../src/workstation/api/attachments.ts';
import { MediaPane } from '../media/MediaPane.tsx';
import { Loading } from '../parts/Loading.tsx';
import { TranscriptPane } from '../screens/transcript/TranscriptPane.tsx';
import type { ReadBytes } from './imageStack.ts';
import { SeriesPane, type SeriesPaneProps } from './SeriesPane.tsx';

const PdfPane = lazy(async () => ({ default: (await import('../media/PdfPane.tsx')).PdfPane }));

interface AnyPaneProps extends SeriesPaneProps {
  readonly read: ReadBytes;
  readonly holder: PlayedHolder;
}

/** Images of a series, or the document, film or sound that it is. */
export function AnyPane({ read, holder, ...props }: AnyPaneProps) {
  const { t } = useTranslation();
  const [first] = props.series.attachments;
  if (first?.kind === 'pdf')
    return (
      <Suspense fallback={<Loading label={t('media.pdf.opening')} />}>
        <PdfPane attachment={first} read={read} />
      </Suspense>
    );
  if (first?.kind === 'transcript') return <TranscriptPane attachment={first} read={read} />;
  if (first?.kind === 'audio' || first?.kind === 'video')
    return <MediaPane attachment={first} holder={holder} />;
  return <SeriesPane {...props} />;
}
