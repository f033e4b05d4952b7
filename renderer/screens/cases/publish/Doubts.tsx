import { Box, Button, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { CaseReview } from '../../../../src/workstation/api/caseDrafts.ts';
import { knownType } from './ReviewedText.tsx';
import type { CaseDraftOnScreen } from './useCaseDraft.ts';

/** Characters beside a doubt that say what it is about. */
const AROUND = 14;

/** Findings that may be none: each is decided, and taken out until it is. What is decided goes at once. */
export function Doubts({
  draft,
  review,
}: {
  readonly draft: CaseDraftOnScreen;
  readonly review: CaseReview;
}) {
  const { t } = useTranslation();
  const decided = new Set([...(draft.content?.agreed ?? []), ...(draft.content?.kept ?? [])].map(nameOf));
  const open = review.open.filter((part) => !decided.has(nameOf(part)));
  const texts = new Map(
    [...review.records.flatMap((record) => record.texts), ...review.texts].map((text) => [text.text, text]),
  );
  const decide = (to: 'agreed' | 'kept', part: CaseReview['open'][number]): void =>
    draft.keeper.change((content) => ({ ...content, [to]: [...content[to], part] }));
  return (
    <section aria-label={t('caseShare.doubts', { count: open.length })}>
      <Typography variant="h3">{t('caseShare.doubts', { count: open.length })}</Typography>
      {open.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('caseShare.doubtsExplain')}
        </Typography>
      )}
      <Stack spacing={1} sx={{ mt: 1 }}>
        {open.map((part) => {
          const { end, start, text } = part;
          const of = texts.get(text);
          const original = of?.original ?? '';
          const type = of?.spans.find((span) => span.start === start && span.end === end)?.type ?? 'other';
          return (
            <Box key={nameOf(part)}>
              <Typography variant="body2">
                {original.slice(Math.max(0, start - AROUND), start)}
                <strong>{original.slice(start, end)}</strong>
                {original.slice(end, end + AROUND)}
              </Typography>
              <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
                <Typography variant="caption" color="textSecondary">
                  {t(`caseShare.span.${knownType(type)}`)}
                </Typography>
                <Button size="small" variant="outlined" onClick={() => decide('agreed', part)}>
                  {t('caseShare.takeOut')}
                </Button>
                <Button size="small" onClick={() => decide('kept', part)}>
                  {t('caseShare.namesNobody')}
                </Button>
              </Stack>
            </Box>
          );
        })}
      </Stack>
    </section>
  );
}

function nameOf({ end, start, text }: CaseReview['open'][number]): string {
  return `${text} ${String(start)} ${String(end)}`;
}
