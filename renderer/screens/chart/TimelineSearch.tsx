import Search from '@mui/icons-material/Search';
import { Box, Button, InputAdornment, TextField, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, asCoreError, type CoreError } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useKey } from '../../client/keys.ts';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { choices, NO_FILTER, PERIODS, type TimelineFilter } from './timelineFilter.ts';

interface TimelineSearchProps {
  readonly visit: string;
  readonly documents: readonly DocumentSummary[];
  readonly filter: TimelineFilter;
  readonly onFilter: (change: Partial<TimelineFilter>) => void;
  /** How many records are shown. */
  readonly count: number;
}

/** Looks for words, initials, codes; narrows to an institution, a sort, a period. "/" brings the cursor here. */
export function TimelineSearch({ visit, documents, filter, onFilter, count }: TimelineSearchProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const error = useSearch(visit, query, onFilter);
  useKey({ key: '/' }, () => field.current?.focus());
  const institutions = choices(documents, ({ institution }) => institution.zh);
  const forms = choices(documents, ({ form }) => form);
  const clear = (): void => {
    setQuery('');
    onFilter(NO_FILTER);
  };
  const isNarrowed = count < documents.length || query !== '';
  return (
    <Box role="search" aria-label={t('search.title')} sx={{ p: 1, borderBottom: 1, borderColor: 'divider' }}>
      <TextField
        label={t('search.label')}
        value={query}
        inputRef={field}
        margin="none"
        placeholder={t('search.example')}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && query !== '') setQuery('');
        }}
        slotProps={{
          htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 200 },
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <Search fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        <Choice
          {...NARROW}
          label={t('account.institution')}
          value={filter.institution}
          options={[
            ['', t('search.all')],
            ...institutions.map(({ institution }) => [institution.zh, named(institution, language)] as const),
          ]}
          onChange={(institution) => onFilter({ institution })}
        />
        <Choice
          {...NARROW}
          label={t('imports.form')}
          value={filter.form}
          options={[
            ['all', t('search.all')],
            ...forms.map(({ form }) => [form, t(`recordForm.${form}`)] as const),
          ]}
          onChange={(form) => onFilter({ form })}
        />
        <Choice
          {...NARROW}
          label={t('search.period')}
          value={filter.period}
          options={PERIODS.map((period) => [period, t(`search.periods.${period}`)] as const)}
          onChange={(period) => onFilter({ period })}
        />
      </Box>
      <ErrorNote error={error} />
      {isNarrowed && (
        <Box sx={{ display: 'flex', alignItems: 'center', mt: 0.5 }}>
          <Typography role="status" variant="body2" sx={{ flexGrow: 1 }}>
            {t('search.shown', { shown: count, total: documents.length })}
          </Typography>
          <Button size="small" variant="text" onClick={clear}>
            {t('search.clear')}
          </Button>
        </Box>
      )}
    </Box>
  );
}

/** Three side by side over the timeline; the label stays above an empty value, which stands for all. */
const NARROW = {
  margin: 'none',
  sx: { minWidth: 0 },
  slotProps: { inputLabel: { shrink: true }, select: { displayEmpty: true } },
} as const;

/** How long after the last key the history is searched. */
const SEARCH_AFTER_MS = 150;

/** Searches soon after the last key; what an earlier query finds late is not shown for a later one. */
function useSearch(
  visit: string,
  query: string,
  onFilter: TimelineSearchProps['onFilter'],
): CoreError | null {
  const [error, setError] = useState<CoreError | null>(null);
  const latest = useRef(onFilter);
  useEffect(() => {
    latest.current = onFilter;
  });
  const wanted = query.trim();
  useEffect(() => {
    let current = true;
    const search = async (): Promise<void> => {
      const found = wanted === '' ? null : await ask('chart/search', { visit, query: wanted });
      if (!current) return;
      setError(null);
      latest.current({ found });
    };
    const timer = window.setTimeout(
      () => void search().catch((cause: unknown) => current && setError(asCoreError(cause))),
      wanted === '' ? 0 : SEARCH_AFTER_MS,
    );
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [visit, wanted]);
  return error;
}
