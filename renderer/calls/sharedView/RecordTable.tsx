import { Box } from '@mui/material';
import { useState } from 'react';
import { followed } from '../../../src/consult/sharedView/sharedView.ts';
import type { Item } from '../../../src/consult/sharedView/view.ts';
import { DocumentPane } from '../../screens/chart/DocumentPane.tsx';
import type { MarkTool } from './drawing.ts';
import { elementGrid } from './grid.ts';
import { Layer } from './Layer.tsx';
import { useFollowedScroll, type Anchor } from './useFollowedScroll.ts';
import { useLeading } from './useLeading.ts';
import type { Shared } from './useShared.ts';

interface RecordTableProps {
  readonly shared: Shared;
  readonly item: Item;
  /** Row of the message that brought it. */
  readonly row: number;
  readonly statement: string;
  readonly tool: MarkTool | null;
}

/** A record that both read, each in the language of their screen: places are elements of it. */
export function RecordTable({ shared, item, row, statement, tool }: RecordTableProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const { snapshot, store } = shared;
  const seen = followed(snapshot.view)?.seen;
  const other = seen?.is === 'record' ? seen : null;
  const say = ({ name, y }: Anchor): void => store.see({ item, seen: { is: 'record', element: name, y } });
  const here = useFollowedScroll({
    scroller,
    attribute: 'data-element',
    followed: other === null ? null : { name: other.element, y: other.y },
    onAnchor: (anchor, byHand) => {
      if (other === null || byHand) say(anchor);
    },
  });
  useLeading(shared, () => {
    const anchor = here();
    if (anchor !== null) say(anchor);
    return anchor !== null;
  });
  return (
    <Box sx={{ position: 'relative', display: 'flex', flex: 1, minHeight: 0, minWidth: 0 }}>
      <Box ref={setScroller} tabIndex={0} role="region" sx={{ flex: 1, minWidth: 0, overflow: 'auto', p: 2 }}>
        <Box sx={{ maxWidth: 900, mx: 'auto' }}>
          <DocumentPane channel="dialogue/record" args={{ message: row, statement }} />
        </Box>
      </Box>
      <Layer shared={shared} item={item} tool={tool} gridOf={gridOfPane} />
    </Box>
  );
}

function gridOfPane(layer: HTMLElement) {
  return elementGrid(layer.parentElement ?? layer);
}
