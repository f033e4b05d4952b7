import { Box, Button, Chip, Stack, Typography } from '@mui/material';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { useAsk, type Asked } from '../../../client/useAsk.ts';
import { Choice } from '../../../parts/Choice.tsx';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { CaseView } from './CaseView.tsx';
import { Facets } from './Facets.tsx';
import { chosenValues, toggled, type BrowsePlace, type Chosen, type KeptPlace, type Sort } from './place.ts';
import { Kept, Pages, Results } from './Results.tsx';
import { SavedSearches } from './SavedSearches.tsx';
import { SearchField } from './SearchField.tsx';
import { languageOf, valueText } from './words.ts';

const Statistics = lazy(async () => import('./Statistics.tsx'));
const SORTS = ['relevance', 'newest', 'completeness'] as const satisfies readonly Sort[];

/** Searching the cases of all hospitals: what they are narrowed by, what is found, and the case itself beside it. */
export function Browse({ kept }: { readonly kept: KeptPlace }) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(kept.get);
  const [isCounting, setCounting] = useState(false);
  const go = useCallback(
    (change: Partial<BrowsePlace>) => setPlace((before) => ({ ...before, ...change })),
    [],
  );
  useEffect(() => kept.set(place), [kept, place]);
  const { chosen, offset, shown, sort, typed } = place;
  const query = useMemo(() => ({ typed, typing: true, chosen }), [typed, chosen]);
  const [answer] = useAsk('library/search', { ...query, sort, offset }, ['library', 'ledger']);
  const [counted] = useAsk('library/facets', query, ['library', 'ledger']);
  const result = useLatest(answer);
  const counts = useLatest(counted);
  const narrow = useCallback((next: Chosen) => go({ chosen: next, offset: 0 }), [go]);
  const show = useCallback((name: string) => go({ shown: name }), [go]);
  return (
    <Box sx={{ display: 'flex', gap: 2, flexGrow: 1, minHeight: 0 }}>
      <Box
        sx={{ width: 216, flexShrink: 0, overflow: 'auto', pr: 0.5 }}
        tabIndex={0}
        role="region"
        aria-label={t('library.facets')}
      >
        <SavedSearches place={place} onPlace={go} />
        {counts !== null && (
          <Facets counts={counts} total={result?.total ?? 0} chosen={chosen} onChosen={narrow} />
        )}
      </Box>
      <Stack sx={{ width: { xs: 400, xl: 560 }, flexShrink: 0, minHeight: 0 }} spacing={1}>
        <SearchField
          typed={typed}
          onTyped={(next) => go({ typed: next, offset: 0 })}
          onDown={() => focusFirst()}
        />
        <Filters chosen={chosen} onChosen={narrow} counts={counts} />
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <Typography variant="body2" role="status" sx={{ flexGrow: 1 }}>
            {result === null ? '' : t('library.total', { count: result.total })}
          </Typography>
          <Choice
            label={t('library.sort')}
            margin="none"
            sx={{ width: 130 }}
            value={sort === 'cited' ? 'relevance' : sort}
            options={SORTS.map((one) => [one, t(`library.sortBy.${one}`)] as const)}
            onChange={(next) => go({ sort: next, offset: 0 })}
          />
          <Button aria-pressed={isCounting} onClick={() => setCounting(!isCounting)}>
            {t('library.statistics')}
          </Button>
        </Stack>
        {answer.state === 'failed' && <ErrorNote error={answer.error} />}
        {result === null ? (
          answer.state === 'loading' && <Loading />
        ) : (
          <Found result={result} place={place} onPlace={go} onShown={show} />
        )}
      </Stack>
      <Box
        sx={{ flexGrow: 1, minWidth: 0, overflow: 'auto', borderLeft: 1, borderColor: 'divider', pl: 2 }}
        role="region"
        tabIndex={0}
        aria-label={t(isCounting ? 'library.statistics' : 'library.preview')}
      >
        {isCounting ? (
          <Suspense fallback={<Loading />}>
            <Statistics chosen={chosen} />
          </Suspense>
        ) : shown === null ? (
          <Typography color="textSecondary">{t('library.choose')}</Typography>
        ) : (
          <CaseView key={shown} name={shown} onShown={show} />
        )}
      </Box>
    </Box>
  );
}

/** From the search field into the list. */
function focusFirst(): void {
  document.querySelector<HTMLElement>('[data-case][tabindex="0"]')?.focus();
}

interface FoundProps {
  readonly result: ResultOf<'library/search'>;
  readonly place: BrowsePlace;
  readonly onPlace: (change: Partial<BrowsePlace>) => void;
  readonly onShown: (name: string) => void;
}

function Found({ result, place, onPlace, onShown }: FoundProps) {
  const { t } = useTranslation();
  const { chosen, offset, typed } = place;
  const isWaiting = result.held < result.listed;
  return (
    <Kept scroll={place.scroll} onScroll={(scroll) => onPlace({ scroll })}>
      {isWaiting && (
        <Typography variant="body2" color="textSecondary" sx={{ pb: 1 }}>
          {t('library.fetching', { held: result.held, listed: result.listed })}
        </Typography>
      )}
      {result.found.length === 0 ? (
        <Nothing
          isEmpty={result.listed === 0}
          typed={typed}
          chosen={chosen}
          onPlace={(change) => onPlace({ ...change, offset: 0 })}
        />
      ) : (
        <Results found={result.found} shown={place.shown} onShown={onShown} label={t('library.results')} />
      )}
      <Pages
        offset={offset}
        shown={result.found.length}
        total={result.total}
        more={result.more}
        onOffset={(next) => onPlace({ offset: next, scroll: 0 })}
      />
    </Kept>
  );
}

interface NothingProps extends Pick<BrowsePlace, 'typed' | 'chosen'> {
  readonly isEmpty: boolean;
  readonly onPlace: (change: Partial<BrowsePlace>) => void;
}

/** What to do where nothing was found: the last filter again, other words for the same, or all of them. */
function Nothing({ isEmpty, typed, chosen, onPlace }: NothingProps) {
  const { t } = useTranslation();
  const [suggested] = useAsk('library/suggest', { typed });
  const last = chosenValues(chosen).at(-1);
  if (isEmpty) return <Typography color="textSecondary">{t('library.empty')}</Typography>;
  return (
    <Stack spacing={1} sx={{ alignItems: 'flex-start' }}>
      <Typography>{t('library.nothing')}</Typography>
      {last !== undefined && (
        <Button
          variant="outlined"
          onClick={() => onPlace({ chosen: toggled(chosen, last.facet, last.value) })}
        >
          {t('library.dropLast')}
        </Button>
      )}
      {suggested.state === 'ready' &&
        suggested.value.map((word) => (
          <Button key={word} variant="outlined" onClick={() => onPlace({ typed: word })}>
            <span lang={languageOf(word)}>{word}</span>
          </Button>
        ))}
      <Button onClick={() => onPlace({ typed: '', chosen: {} })}>{t('library.clearAll')}</Button>
    </Stack>
  );
}

interface FiltersProps {
  readonly chosen: Chosen;
  readonly counts: ResultOf<'library/facets'> | null;
  readonly onChosen: (chosen: Chosen) => void;
}

/** What the list is narrowed by now, each to be taken away again. */
function Filters({ chosen, counts, onChosen }: FiltersProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const values = chosenValues(chosen);
  if (values.length === 0) return null;
  const labelOf = ({ facet, value }: (typeof values)[number]) =>
    counts?.find((one) => one.facet === facet)?.values.find((one) => one.value === value)?.label ?? null;
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.5 }} role="group" aria-label={t('library.filters')}>
      {values.map((one) => {
        const text = valueText({ ...one, label: labelOf(one) }, language, t);
        return (
          <Chip
            key={`${one.facet} ${one.value}`}
            size="small"
            label={one.facet === 'category' || one.facet === 'block' ? <code>{text}</code> : text}
            onDelete={() => onChosen(toggled(chosen, one.facet, one.value))}
          />
        );
      })}
      <Button size="small" onClick={() => onChosen({})}>
        {t('library.clearFilters')}
      </Button>
    </Stack>
  );
}

/** The last answer while the next is awaited: a list that is typed for must not flicker. */
function useLatest<T>(asked: Asked<T>): T | null {
  const [latest, setLatest] = useState<T | null>(null);
  if (asked.state === 'ready' && asked.value !== latest) setLatest(asked.value);
  return asked.state === 'ready' ? asked.value : latest;
}
