import { Alert, Button, Checkbox, FormControlLabel, LinearProgress, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseReview } from '../../../../src/workstation/api/caseDrafts.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { useAction } from '../../../client/useAsk.ts';
import { joined } from '../../../i18n/words.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { CaseConsent } from './CaseConsent.tsx';
import type { CaseDraftOnScreen } from './useCaseDraft.ts';

const CARE_ITEMS = 13;

interface ReadinessProps {
  readonly draft: CaseDraftOnScreen;
  readonly review: CaseReview;
  readonly onPublished: () => void;
}

/** What is missing, how well the patient is hidden, how complete the case is; and publishing it. */
export function Readiness({ draft, review, onPublished }: ReadinessProps) {
  const { t } = useTranslation();
  const [confirmed, setConfirmed] = useState(false);
  const action = useAction();
  const { anonymity, complete, missing, open } = review;
  const isReady =
    missing.length === 0 &&
    open.length === 0 &&
    anonymity !== null &&
    anonymity.verdict !== 'refused' &&
    (anonymity.verdict === 'enough' || confirmed);
  const publish = (): void =>
    action.run(async () => {
      await draft.keeper.settle();
      await ask('case/publish-draft', { draft: review.draft, confirmed });
      onPublished();
    });
  return (
    <Stack spacing={1.5} component="section" aria-label={t('caseShare.readiness')}>
      <Typography variant="h3">{t('caseShare.readiness')}</Typography>
      {review.visits.map(({ visit }) => (
        <CaseConsent
          key={visit}
          visit={visit}
          onGiven={() => action.run(async () => takeConsent(draft, review.draft))}
        />
      ))}
      <Missing review={review} />
      <div>
        <Typography variant="body2" id="care">
          {t('caseShare.care', { count: complete.length, of: CARE_ITEMS })}
        </Typography>
        <LinearProgress
          variant="determinate"
          aria-labelledby="care"
          value={(complete.length / CARE_ITEMS) * 100}
        />
      </div>
      {anonymity !== null && (
        <Alert
          severity={
            anonymity.verdict === 'enough' ? 'success' : anonymity.verdict === 'ask' ? 'warning' : 'error'
          }
        >
          {t(`caseShare.hidden.${anonymity.verdict}`, { k: anonymity.k })}{' '}
          {anonymity.level > 0 && t('caseShare.coarser', { count: anonymity.level })}
        </Alert>
      )}
      {anonymity?.verdict === 'ask' && (
        <FormControlLabel
          control={<Checkbox size="small" checked={confirmed} onChange={(_, on) => setConfirmed(on)} />}
          label={t('caseShare.confirmHidden')}
        />
      )}
      <Typography variant="body2" color="textSecondary">
        {t('caseShare.publishExplain')}
      </Typography>
      <Button
        variant="contained"
        sx={{ alignSelf: 'flex-start' }}
        disabled={!isReady || action.busy || draft.isBehind}
        onClick={publish}
      >
        {t('caseShare.publish')}
      </Button>
      <ErrorNote error={action.error} />
    </Stack>
  );
}

/** What the patient has just allowed is what the case is shared for, unless its author has said something already. */
async function takeConsent({ keeper }: CaseDraftOnScreen, draft: string): Promise<void> {
  const next = await ask('case/review', { draft });
  keeper.take(next);
  const [first, ...others] = next.visits.map(({ purposes }) => purposes);
  const allowed = (first ?? []).filter((purpose) => others.every((purposes) => purposes.includes(purpose)));
  keeper.change((content) =>
    content.form.purposes.length > 0 ? content : { ...content, form: { ...content.form, purposes: allowed } },
  );
}

function Missing({ review: { missing, open } }: { readonly review: CaseReview }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const items = [
    ...missing.map((item) => t(`caseShare.missing.${item}`)),
    ...(open.length === 0 ? [] : [t('caseShare.doubts', { count: open.length })]),
  ];
  if (items.length === 0) return <Alert severity="success">{t('caseShare.nothingMissing')}</Alert>;
  return <Alert severity="info">{t('caseShare.stillMissing', { list: joined(items, language) })}</Alert>;
}
