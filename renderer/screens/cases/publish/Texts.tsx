import { Alert, Box, Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseReview, ReviewedText as Reviewed } from '../../../../src/workstation/api/caseDrafts.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { named } from '../../../client/format.ts';
import { ReviewedText } from './ReviewedText.tsx';
import type { CaseDraftOnScreen } from './useCaseDraft.ts';

type Part = CaseReview['open'][number];

/** All texts of the records side by side, and taking more out of them: a selection, words wherever they stand, entries. */
export function Texts({ draft, review }: { readonly draft: CaseDraftOnScreen; readonly review: CaseReview }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [selected, setSelected] = useState<Part | null>(null);
  const drop = (place: string, dropped: boolean): void =>
    draft.keeper.change((content) => ({
      ...content,
      dropped: dropped ? [...content.dropped, place] : content.dropped.filter((one) => one !== place),
    }));
  const mark = (parts: readonly Part[]): void =>
    draft.keeper.change((content) => ({ ...content, marks: [...content.marks, ...parts] }));
  return (
    <Stack spacing={1}>
      <TakeOut
        texts={allTexts(draft, review)}
        selected={selected}
        onMark={(parts) => {
          mark(parts);
          setSelected(null);
        }}
      />
      {review.records.map((record) => (
        <section key={record.statement} aria-label={named(record.title, language)}>
          <Typography variant="h2">{named(record.title, language)}</Typography>
          <Box
            sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 2, color: 'text.secondary' }}
          >
            <Typography variant="body2">{t('caseShare.original')}</Typography>
            <Typography variant="body2">{t('caseShare.asOthers')}</Typography>
          </Box>
          {shownTexts(record.texts).map((text) => (
            <ReviewedText
              key={text.text}
              text={text}
              heading={text.heading === null ? t('caseShare.entryText') : named(text.heading, language)}
              onSelect={setSelected}
              onDrop={(dropped) => drop(text.text, dropped)}
            />
          ))}
          <Entries record={record} onDrop={drop} />
          <Typography variant="caption" color="textSecondary" component="p">
            {t('caseShare.neverShared', {
              count: record.removed.reduce((sum, { count }) => sum + count, 0),
            })}
          </Typography>
        </section>
      ))}
    </Stack>
  );
}

/** Sections, and whatever else holds something that goes; codes and headings that say nothing of anybody are not shown. */
function shownTexts(texts: readonly Reviewed[]): readonly Reviewed[] {
  return texts.filter(
    ({ heading, path, spans }) => heading !== null || spans.length > 0 || path.includes('.note'),
  );
}

type Original = Pick<Reviewed, 'original' | 'text'>;

/** Of the records as they were signed, of the form as it is written now: the review of that may be a moment behind. */
function allTexts({ content }: CaseDraftOnScreen, review: CaseReview): readonly Original[] {
  const written = Object.entries(content?.form.texts ?? {});
  return [
    ...review.records.flatMap(({ texts }) => texts),
    ...written.map(([field, original]) => ({ original, text: `form.${field}` })),
  ];
}

interface TakeOutProps {
  readonly texts: readonly Original[];
  readonly selected: Part | null;
  readonly onMark: (parts: readonly Part[]) => void;
}

/** By mouse what is selected, by keyboard words wherever they stand. */
function TakeOut({ texts, selected, onMark }: TakeOutProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<number | null>(null);
  const everywhere = (): void => {
    const parts = occurrences(texts, words);
    setFound(parts.length);
    if (parts.length > 0) onMark(parts);
    setWords('');
  };
  return (
    <Stack
      component="form"
      direction="row"
      spacing={1}
      useFlexGap
      sx={{
        alignItems: 'center',
        position: 'sticky',
        top: 0,
        bgcolor: 'background.default',
        zIndex: 1,
        py: 1,
        flexWrap: 'wrap',
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') everywhere();
      }}
    >
      <TextField
        label={t('caseShare.takeOutWords')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        sx={{ width: 300 }}
      />
      <Button type="submit" disabled={words.trim() === ''}>
        {t('caseShare.takeOutEverywhere')}
      </Button>
      <Button disabled={selected === null} onClick={() => selected !== null && onMark([selected])}>
        {t('caseShare.takeOutSelected')}
      </Button>
      {found !== null && (
        <Alert severity={found === 0 ? 'info' : 'success'} sx={{ py: 0 }}>
          {t('caseShare.tookOut', { count: found })}
        </Alert>
      )}
    </Stack>
  );
}

function occurrences(texts: readonly Original[], words: string): readonly Part[] {
  const wanted = words.trim();
  return texts.flatMap(({ original, text }) => {
    const parts: Part[] = [];
    for (let at = original.indexOf(wanted); at >= 0; at = original.indexOf(wanted, at + wanted.length))
      parts.push({ text, start: at, end: at + wanted.length });
    return parts;
  });
}

interface EntriesProps {
  readonly record: CaseReview['records'][number];
  readonly onDrop: (place: string, dropped: boolean) => void;
}

function Entries({ record, onDrop }: EntriesProps) {
  const { t } = useTranslation();
  if (record.entries.length === 0) return null;
  return (
    <Stack
      direction="row"
      spacing={0.5}
      useFlexGap
      sx={{ flexWrap: 'wrap', py: 1 }}
      role="group"
      aria-label={t('caseShare.entries')}
    >
      <Typography variant="body2" sx={{ alignSelf: 'center', mr: 1 }}>
        {t('caseShare.entries')}
      </Typography>
      {record.entries.map(({ dropped, entry, label }) => (
        <Button
          key={entry}
          size="small"
          variant={dropped ? 'text' : 'outlined'}
          aria-pressed={!dropped}
          sx={{ textDecoration: dropped ? 'line-through' : 'none' }}
          onClick={() => onDrop(entry, !dropped)}
        >
          {label === '' ? t('caseShare.entryText') : label}
        </Button>
      ))}
    </Stack>
  );
}
