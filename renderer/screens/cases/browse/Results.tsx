import { Box, Button, List, ListItem, ListItemButton, Stack, Typography } from '@mui/material';
import { memo, useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundCase } from '../../../../src/workstation/api/caseLibrary.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { dateOnly, named } from '../../../client/format.ts';
import { Marked } from './Marked.tsx';
import { factsOf } from './words.ts';

interface ResultsProps {
  readonly found: readonly FoundCase[];
  readonly shown: string | null;
  readonly onShown: (name: string) => void;
  readonly label: string;
}

/** Cases one below the other. Arrows go through them, and the preview goes along; Enter or Tab goes into it. */
export const Results = memo(function Results({ found, shown, onShown, label }: ResultsProps) {
  const list = useRef<HTMLUListElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = found.findIndex((one) => one.case === shown);
    const next = found[Math.min(found.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    onShown(next.case);
    list.current?.querySelector<HTMLElement>(`[data-case="${next.case}"]`)?.focus();
  };
  return (
    <List ref={list} aria-label={label} disablePadding onKeyDown={move}>
      {found.map((one, index) => (
        <ListItem key={one.case} disablePadding>
          <ListItemButton
            data-case={one.case}
            selected={one.case === shown}
            aria-current={one.case === shown ? 'true' : undefined}
            tabIndex={one.case === shown || (shown === null && index === 0) ? 0 : -1}
            onClick={() => onShown(one.case)}
            sx={{ display: 'block', py: 0.75, px: 1, borderBottom: 1, borderColor: 'divider' }}
          >
            <Line of={one} />
          </ListItemButton>
        </ListItem>
      ))}
    </List>
  );
});

function Line({ of }: { readonly of: FoundCase }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <Typography component="article" lang={of.facets.language} sx={{ fontWeight: 600 }}>
        {of.title.text === '' ? (
          <span lang={language}>{t('library.untitled')}</span>
        ) : (
          <Marked of={of.title} />
        )}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {factsOf(of, language, t)}
      </Typography>
      {of.snippet.text !== '' && (
        <Typography
          component="article"
          lang={of.facets.language}
          variant="body2"
          sx={{ display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: 3, overflow: 'hidden' }}
        >
          <Marked of={of.snippet} />
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary">
        {named(of.institution, language)} · {dateOnly(of.published)}
      </Typography>
    </>
  );
}

interface PagesProps {
  readonly offset: number;
  readonly shown: number;
  readonly total: number;
  readonly more: boolean;
  readonly onOffset: (offset: number) => void;
}

const PAGE = 25;

export function Pages({ offset, shown, total, more, onOffset }: PagesProps) {
  const { t } = useTranslation();
  if (offset === 0 && !more) return null;
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center', py: 1 }}>
      <Button size="small" disabled={offset === 0} onClick={() => onOffset(Math.max(0, offset - PAGE))}>
        {t('library.before')}
      </Button>
      <Typography variant="body2">
        {t('library.range', { from: offset + 1, to: offset + shown, total })}
      </Typography>
      <Button size="small" disabled={!more} onClick={() => onOffset(offset + PAGE)}>
        {t('library.after')}
      </Button>
    </Stack>
  );
}

/** A box that is where it was when it is shown again, and tells where it is. */
export function Kept({
  scroll,
  onScroll,
  children,
}: {
  readonly scroll: number;
  readonly onScroll: (scroll: number) => void;
  readonly children: React.ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const first = useRef(scroll);
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = first.current;
  }, []);
  return (
    <Box
      ref={box}
      onScroll={(event) => onScroll(event.currentTarget.scrollTop)}
      sx={{ flexGrow: 1, minHeight: 0, overflow: 'auto' }}
    >
      {children}
    </Box>
  );
}
