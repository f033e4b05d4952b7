import VerifiedUser from '@mui/icons-material/VerifiedUser';
import WarningAmber from '@mui/icons-material/WarningAmber';
import { ListItem, ListItemButton, ListItemText, Typography } from '@mui/material';
import { memo, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { List, useDynamicRowHeight, useListRef, type RowComponentProps } from 'react-window';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateOnly, named, relativeDay } from '../../client/format.ts';
import { newestFirst } from './documentOrder.ts';
import type { Place } from './place.ts';
import { useMarks } from './useMarks.ts';

/** About as high as an entry of three lines; each is measured once it is there. */
const ENTRY_PX = 66;
/** Before the list has been measured itself. */
const LIST_PX = 600;
/** Entries above and below those in sight: a fast wheel meets no blank. */
const BEYOND_SIGHT = 8;

interface TimelineProps {
  readonly documents: readonly DocumentSummary[];
  readonly chosen: Place | null;
  readonly onChoose: (document: DocumentSummary) => void;
  /** Records are hidden by a filter: none is then not an empty history. */
  readonly isFiltered?: boolean;
}

/**
 * All records of the history, newest first, each with its institution and whether its proof holds. It scrolls by
 * itself, and holds elements for what is in sight alone: a life's history has thousands of records.
 */
export function Timeline({ documents, chosen, onChoose, isFiltered = false }: TimelineProps) {
  const { t } = useTranslation();
  const [now] = useState(() => Date.now());
  const list = useListRef(null);
  const ordered = useMemo(() => newestFirst(documents), [documents]);
  const rowHeight = useDynamicRowHeight({ defaultRowHeight: ENTRY_PX, key: ordered.length });
  const chosenAt = ordered.findIndex((item) => isSame(item, chosen));
  useEffect(() => {
    if (chosenAt >= 0) list.current?.scrollToRow({ index: chosenAt, align: 'auto' });
  }, [list, chosenAt]);
  if (documents.length === 0)
    return (
      <Typography sx={{ p: 2 }} color="textSecondary">
        {t(isFiltered ? 'search.nothing' : 'chart.empty')}
      </Typography>
    );
  return (
    <List<RowProps>
      listRef={list}
      aria-label={t('chart.timeline')}
      rowComponent={Row}
      rowCount={ordered.length}
      rowHeight={rowHeight}
      rowKey={rowKey}
      rowProps={{ ordered, chosenAt, now, onChoose }}
      overscanCount={BEYOND_SIGHT}
      defaultHeight={LIST_PX}
    />
  );
}

interface EntryProps extends Pick<TimelineProps, 'onChoose'> {
  readonly item: DocumentSummary;
  readonly now: number;
  readonly isChosen: boolean;
}

interface RowProps extends Pick<EntryProps, 'now' | 'onChoose'> {
  readonly ordered: readonly DocumentSummary[];
  readonly chosenAt: number;
}

function rowKey(index: number, { ordered }: RowProps): string {
  return nameOf(ordered[index]);
}

function Row({ index, style, ariaAttributes, ordered, chosenAt, ...rest }: RowComponentProps<RowProps>) {
  const item = ordered[index];
  return (
    <ListItem component="div" style={style} {...ariaAttributes} disablePadding>
      {item !== undefined && <Entry item={item} isChosen={index === chosenAt} {...rest} />}
    </ListItem>
  );
}

/** One that did not change is not drawn again while others come into sight. */
const Entry = memo(function Entry({ item, now, isChosen, onChoose }: EntryProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const marks = useMarks(item);
  const date =
    item.date === null
      ? t('chart.undated')
      : `${dateOnly(item.date)} (${relativeDay(item.date, now, language)})`;
  const title = named(item.title, language);
  const form = t(`recordForm.${item.form}`);
  // Titles of many systems say already what sort of record it is.
  const heading = new Set([title, ...(title.includes(form) ? [] : [form]), t(`kind.${item.kind}`)]);
  return (
    <ListItemButton
      selected={isChosen}
      aria-current={isChosen}
      divider
      onClick={() => onChoose(item)}
      sx={{ alignItems: 'flex-start', py: 0.5 }}
    >
      <ListItemText
        primary={[...heading].join(' · ')}
        secondary={
          <>
            <span>
              {date} · {named(item.institution, language)}
            </span>
            <br />
            {item.summary}
            {marks.map(({ text }) => (
              <strong key={text}> {text}</strong>
            ))}
          </>
        }
        slotProps={{
          primary: {
            sx: { fontWeight: 500, textDecoration: item.corrected === null ? 'none' : 'line-through' },
          },
        }}
        sx={{ my: 0 }}
      />
      {item.verified ? (
        <VerifiedUser color="success" fontSize="small" titleAccess={t('proof.verifiedShort')} />
      ) : (
        <WarningAmber color="error" fontSize="small" titleAccess={t('proof.failedShort')} />
      )}
    </ListItemButton>
  );
});

function nameOf(item: Place | undefined): string {
  return `${item?.statement ?? ''}-${String(item?.leaf ?? 0)}`;
}

function isSame(left: DocumentSummary, right: Place | null): boolean {
  return right !== null && left.statement === right.statement && left.leaf === right.leaf;
}
