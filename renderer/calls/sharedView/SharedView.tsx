import {
  Button,
  Chip,
  FormControlLabel,
  Stack,
  Switch,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import { leader, onTable } from '../../../src/consult/sharedView/sharedView.ts';
import { ask } from '../../client/core.ts';
import { useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { MARK_TOOLS, type MarkTool } from './drawing.ts';
import { ImagesTable } from './ImagesTable.tsx';
import { offeredAs, offeredOf, type Offered } from './items.ts';
import { PagesTable } from './PagesTable.tsx';
import { RecordTable } from './RecordTable.tsx';
import { ShowMenu } from './ShowMenu.tsx';
import type { Shared } from './useShared.ts';

interface SharedViewProps {
  readonly shared: Shared;
  /** Hash of its request, in hex. */
  readonly dialogue: string;
}

/** As far back as what was given can be put on the table. */
const MOST_MESSAGES = 300;

/** One thing on the table between two doctors: chosen by either, pointed at and marked by both. */
export function SharedView({ shared, dialogue }: SharedViewProps) {
  const [messages] = useAsk(
    'dialogue/messages',
    { dialogue, before: null, search: '', limit: MOST_MESSAGES },
    ['dialogue'],
  );
  return <Answer of={messages}>{(list) => <Table shared={shared} messages={list} />}</Answer>;
}

interface TableProps {
  readonly shared: Shared;
  readonly messages: Parameters<typeof offeredOf>[0];
}

function Table({ shared, messages }: TableProps) {
  const { t } = useTranslation();
  const [tool, setTool] = useState<MarkTool | null>(null);
  const offered = useOffered(messages);
  const item = onTable(shared.snapshot.view);
  const chosen = item === null ? null : offeredAs(offered, item);
  return (
    <Stack
      component="section"
      aria-label={t('sharedView.title')}
      sx={{ flex: 1, minHeight: 0, minWidth: 0, border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Stack
        direction="row"
        useFlexGap
        sx={{
          p: 0.5,
          gap: 1,
          flexWrap: 'wrap',
          alignItems: 'center',
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <ShowMenu offered={offered} chosen={chosen} onChoose={({ item: to }) => shared.store.show(to)} />
        {item !== null && (
          <>
            <MarkTools tool={tool} onTool={setTool} />
            <Leading shared={shared} />
            <Button size="small" onClick={() => shared.store.show(null)}>
              {t('sharedView.away')}
            </Button>
          </>
        )}
      </Stack>
      {item === null && (
        <Typography sx={{ p: 2 }}>
          {t(offered.length === 0 ? 'sharedView.none' : 'sharedView.empty')}
        </Typography>
      )}
      {item !== null && chosen === null && <Typography sx={{ p: 2 }}>{t('sharedView.notHere')}</Typography>}
      {chosen !== null && (
        <OnTable key={JSON.stringify(chosen.item)} shared={shared} chosen={chosen} tool={tool} />
      )}
    </Stack>
  );
}

/** The same objects as long as nothing new came: what is opened stays open. */
function useOffered(messages: TableProps['messages']): readonly Offered[] {
  const key = JSON.stringify(offeredOf(messages));
  return useMemo(() => JSON.parse(key) as readonly Offered[], [key]);
}

function MarkTools({
  tool,
  onTool,
}: {
  readonly tool: MarkTool | null;
  readonly onTool: (tool: MarkTool | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <ToggleButtonGroup
      size="small"
      exclusive
      value={tool}
      aria-label={t('sharedView.marks')}
      onChange={(_, chosen: unknown) => onTool(MARK_TOOLS.find((one) => one === chosen) ?? null)}
    >
      {MARK_TOOLS.map((one) => (
        <ToggleButton key={one} value={one}>
          {t(`sharedView.${one}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** Whether both see the same, and as whom. */
function Leading({ shared }: { readonly shared: Shared }) {
  const { t } = useTranslation();
  const { colours, names, snapshot, store } = shared;
  const side = leader(snapshot.view);
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <FormControlLabel
        label={t('sharedView.same')}
        control={<Switch size="small" checked={side !== null} />}
        onChange={(_, checked) => void store.act({ say: 'lead', leads: checked })}
      />
      {side !== null && (
        <Chip
          size="small"
          role="status"
          sx={{ bgcolor: colours[side], color: '#000' }}
          label={t(side === 'mine' ? 'sharedView.youLead' : 'sharedView.theyLead', { name: names.theirs })}
        />
      )}
    </Stack>
  );
}

interface OnTableProps {
  readonly shared: Shared;
  readonly chosen: Offered;
  readonly tool: MarkTool | null;
}

function OnTable({ shared, chosen, tool }: OnTableProps) {
  const { item, row, series, statement } = chosen;
  const read = useCallback(
    async ({ id }: AttachmentView) =>
      (await ask('attachment/read', { of: { kind: 'dialogue', message: row }, id })).bytes,
    [row],
  );
  if (item.is === 'record')
    return statement === null ? null : (
      <RecordTable shared={shared} item={item} row={row} statement={statement} tool={tool} />
    );
  const [first] = series?.attachments ?? [];
  if (series === null || first === undefined) return null;
  return item.is === 'images' ? (
    <ImagesTable shared={shared} item={item} series={series} read={read} tool={tool} />
  ) : (
    <PagesTable shared={shared} item={item} attachment={first} read={read} tool={tool} />
  );
}
