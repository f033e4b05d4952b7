import VerifiedUser from '@mui/icons-material/VerifiedUser';
import WarningAmber from '@mui/icons-material/WarningAmber';
import { Button, List, ListItem, ListItemButton, ListItemText, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { dateOnly, named, relativeDay } from '../../client/format.ts';
import { newestFirst } from './documentOrder.ts';
import type { Place } from './place.ts';
import { useMarks } from './useMarks.ts';

/** A life's history has hundreds of records; the older ones are listed when they are asked for. */
const SHOWN_AT_ONCE = 100;

interface TimelineProps {
  readonly documents: readonly DocumentSummary[];
  readonly chosen: Place | null;
  readonly onChoose: (document: DocumentSummary) => void;
  /** Records are hidden by a filter: none is then not an empty history. */
  readonly isFiltered?: boolean;
}

/** All records of the history, newest first, each with its institution and whether its proof holds. */
export function Timeline({ documents, chosen, onChoose, isFiltered = false }: TimelineProps) {
  const { t } = useTranslation();
  const [now] = useState(() => Date.now());
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (documents.length === 0)
    return (
      <Typography sx={{ p: 2 }} color="textSecondary">
        {t(isFiltered ? 'search.nothing' : 'chart.empty')}
      </Typography>
    );
  return (
    <List aria-label={t('chart.timeline')} disablePadding>
      {newestFirst(documents)
        .slice(0, shown)
        .map((item) => (
          <Entry
            key={`${item.statement}-${String(item.leaf)}`}
            item={item}
            now={now}
            isChosen={isSame(item, chosen)}
            onChoose={onChoose}
          />
        ))}
      {documents.length > shown && (
        <ListItem disablePadding>
          <Button fullWidth variant="text" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
            {t('common.more', { count: documents.length - shown })}
          </Button>
        </ListItem>
      )}
    </List>
  );
}

interface EntryProps {
  readonly item: DocumentSummary;
  readonly now: number;
  readonly isChosen: boolean;
  readonly onChoose: TimelineProps['onChoose'];
}

function Entry({ item, now, isChosen, onChoose }: EntryProps) {
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
  const heading = [title, ...(title.includes(form) ? [] : [form]), t(`kind.${item.kind}`)];
  return (
    <ListItem disablePadding>
      <ListItemButton
        selected={isChosen}
        aria-current={isChosen}
        divider
        onClick={() => onChoose(item)}
        sx={{ alignItems: 'flex-start', py: 0.5 }}
      >
        <ListItemText
          primary={heading.join(' · ')}
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
    </ListItem>
  );
}

function isSame(left: DocumentSummary, right: Place | null): boolean {
  return right !== null && left.statement === right.statement && left.leaf === right.leaf;
}
