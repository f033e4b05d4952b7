import { Box, Button, Checkbox, FormControlLabel, Stack, Typography } from '@mui/material';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { toggled, type Chosen, type FacetName } from './place.ts';
import { languageOf, valueText } from './words.ts';

type FacetCounts = ResultOf<'library/facets'>[number];

interface FacetsProps {
  readonly counts: ResultOf<'library/facets'>;
  /** How many cases there are now: a value that they all have narrows nothing. */
  readonly total: number;
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
}

/** Values shown before "all of them". */
const FEW = 6;
/** In the order of what a doctor narrows by first; a facet in which all cases are alike is of no use and left out. */
const ORDER: readonly FacetName[] = [
  'specialty',
  'chapter',
  'block',
  'category',
  'outcome',
  'ageBand',
  'sex',
  'treatment',
  'modality',
  'examination',
  'province',
  'year',
  'language',
  'followUp',
  'completeness',
  'consent',
  'contact',
];

/** What cases can be narrowed by, each value with how many it would leave. */
export const Facets = memo(function Facets({ counts, total, chosen, onChosen }: FacetsProps) {
  const { t } = useTranslation();
  const isDeep = (chosen.chapter ?? []).length > 0 || (chosen.block ?? []).length > 0;
  const shown = ORDER.flatMap((name) => counts.filter(({ facet }) => facet === name)).filter(
    ({ facet, values }) =>
      (values.some(({ count }) => count < total) || (chosen[facet] ?? []).length > 0) &&
      (facet !== 'block' || isDeep),
  );
  return (
    <Stack component="section" aria-label={t('library.facets')} spacing={1}>
      {shown.map((one) => (
        <FacetGroup key={one.facet} of={one} chosen={chosen} onChosen={onChosen} />
      ))}
    </Stack>
  );
});

function FacetGroup({
  of: { facet, values },
  chosen,
  onChosen,
}: Omit<FacetsProps, 'counts' | 'total'> & { readonly of: FacetCounts }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const own = chosen[facet] ?? [];
  const ordered = inOrder(facet, values);
  const listed = all ? ordered : ordered.filter(({ value }, index) => index < FEW || own.includes(value));
  const title = t(`library.facet.${facet}`);
  return (
    <Box role="group" aria-label={title}>
      <Typography variant="subtitle2" component="h3">
        {title}
      </Typography>
      {listed.map(({ value, count, label }) => {
        const text = valueText({ facet, value, label }, language, t);
        return (
          <FormControlLabel
            key={value}
            sx={{
              display: 'flex',
              ml: 0,
              mr: 0,
              minHeight: 26,
              '& .MuiFormControlLabel-label': { flexGrow: 1, minWidth: 0 },
            }}
            control={
              <Checkbox
                size="small"
                sx={{ p: 0.25, mr: 0.5 }}
                checked={own.includes(value)}
                onChange={() => onChosen(toggled(chosen, facet, value))}
              />
            }
            label={
              <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
                <Typography variant="body2" sx={{ flexGrow: 1, overflowWrap: 'anywhere' }}>
                  {facet === 'category' ? (
                    <CodedText text={text} value={value} />
                  ) : facet === 'treatment' ? (
                    <span lang={languageOf(text)}>{text}</span>
                  ) : (
                    text
                  )}
                </Typography>
                <Typography variant="caption" color="textSecondary">
                  {count}
                </Typography>
              </Box>
            }
          />
        );
      })}
      {ordered.length > listed.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('library.allValues', { count: ordered.length })}
        </Button>
      )}
    </Box>
  );
}

function CodedText({ text, value }: { readonly text: string; readonly value: string }) {
  return (
    <>
      <code>{value}</code>
      {text.slice(value.length)}
    </>
  );
}

/** Ages, years and steps in their own order; all else the commonest first. */
function inOrder(facet: FacetName, values: FacetCounts['values']): FacetCounts['values'] {
  const order = { ageBand: 1, completeness: 1, year: -1 } as const;
  const direction = facet === 'ageBand' || facet === 'completeness' || facet === 'year' ? order[facet] : 0;
  return direction === 0
    ? values
    : values.toSorted(
        (left, right) => direction * (Number.parseInt(left.value, 10) - Number.parseInt(right.value, 10)),
      );
}
