import { Box } from '@mui/material';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import { followed } from '../../../src/consult/sharedView/sharedView.ts';
import type { Item } from '../../../src/consult/sharedView/view.ts';
import type { ReadBytes } from '../../images/imageStack.ts';
import { Loading } from '../../parts/Loading.tsx';
import type { MarkTool } from './drawing.ts';
import { elementGrid } from './grid.ts';
import { Layer } from './Layer.tsx';
import { useFollowedScroll, type Anchor } from './useFollowedScroll.ts';
import { useLeading } from './useLeading.ts';
import type { Shared } from './useShared.ts';

const PdfPane = lazy(async () => ({ default: (await import('../../media/PdfPane.tsx')).PdfPane }));

interface PagesTableProps {
  readonly shared: Shared;
  readonly item: Item;
  readonly attachment: AttachmentView;
  readonly read: ReadBytes;
  readonly tool: MarkTool | null;
}

/** A document of pages that both read: the place and the size of whoever leads. */
export function PagesTable({ shared, item, attachment, read, tool }: PagesTableProps) {
  const { t } = useTranslation();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [ownZoom, setOwnZoom] = useState(1);
  const { snapshot, store } = shared;
  const seen = followed(snapshot.view)?.seen;
  const other = seen?.is === 'document' ? seen : null;
  const zoom = other?.zoom ?? ownZoom;
  const say = (anchor: Anchor, size: number): void =>
    store.see({ item, seen: { is: 'document', page: Number(anchor.name), y: anchor.y, zoom: size } });
  const here = useFollowedScroll({
    scroller,
    attribute: 'data-page',
    followed: other === null ? null : { name: String(other.page), y: other.y },
    onAnchor: (anchor, byHand) => {
      if (other === null || byHand) say(anchor, zoom);
    },
  });
  useLeading(shared, () => {
    const anchor = here();
    if (anchor !== null) say(anchor, zoom);
    return anchor !== null;
  });
  const onZoom = (to: number): void => {
    setOwnZoom(to);
    const anchor = here();
    if (anchor !== null) say(anchor, to);
  };
  const find = useCallback((pane: HTMLElement | null) => {
    if (pane === null) return setScroller(null);
    const look = (): boolean => {
      const found = pane.querySelector('[role="document"]');
      if (found instanceof HTMLElement) setScroller(found);
      return found !== null;
    };
    // The pane is read when the first document is opened.
    const changes = new MutationObserver(() => {
      if (look()) changes.disconnect();
    });
    if (!look()) changes.observe(pane, { childList: true, subtree: true });
  }, []);
  return (
    <Box ref={find} sx={{ position: 'relative', display: 'flex', flex: 1, minHeight: 0, minWidth: 0 }}>
      <Suspense fallback={<Loading label={t('media.pdf.opening')} />}>
        <PdfPane attachment={attachment} read={read} shared={{ zoom, onZoom }} />
      </Suspense>
      <Layer shared={shared} item={item} tool={tool} gridOf={gridOfPane} />
    </Box>
  );
}

function gridOfPane(layer: HTMLElement) {
  return elementGrid(layer.parentElement ?? layer);
}
