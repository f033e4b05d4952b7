import { AppBar, Alert, Box, Button, Dialog, Stack, Toolbar, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { CaseForm } from './CaseForm.tsx';
import { Doubts } from './Doubts.tsx';
import { GiveUp } from './GiveUp.tsx';
import { Images } from './Images.tsx';
import { Readiness } from './Readiness.tsx';
import { rewritten } from './rewritten.ts';
import { Texts } from './Texts.tsx';
import { useCaseDraft } from './useCaseDraft.ts';

interface ShareDialogProps {
  /** Own records of one patient. */
  readonly statements: readonly string[];
  readonly onClose: () => void;
}

/** Own records made ready for doctors of all member hospitals: the case as they will see it, and what is left to decide. */
export default function ShareDialog({ statements, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [published, setPublished] = useState(false);
  const draft = useCaseDraft(async () =>
    ask('case/draft', { statements: [...statements], language: language === 'zh-CN' ? 'zh' : 'en' }),
  );
  const { content, review } = draft;
  return (
    <Dialog fullScreen open onClose={onClose} aria-labelledby="share-title">
      <AppBar position="static" color="default" elevation={0}>
        <Toolbar variant="dense" sx={{ gap: 2 }}>
          <Typography id="share-title" variant="h1" sx={{ flexGrow: 1 }}>
            {t('caseShare.title')}
          </Typography>
          {review !== null && !published && (
            <>
              <Typography variant="body2" role="status">
                {t(draft.isBehind ? 'caseShare.saving' : 'caseShare.saved')}
              </Typography>
              <GiveUp draft={review.draft} onGone={onClose} />
            </>
          )}
          <Button variant="outlined" onClick={onClose}>
            {t('common.close')}
          </Button>
        </Toolbar>
      </AppBar>
      <ErrorNote error={draft.error} />
      {published ? (
        <Alert severity="success" sx={{ m: 2 }}>
          {t('caseShare.published')}
        </Alert>
      ) : review === null || content === null ? (
        draft.error === null && <Loading />
      ) : (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 420px', minHeight: 0, flexGrow: 1 }}>
          <Box sx={{ overflow: 'auto', px: 2, pb: 2 }}>
            <Texts draft={draft} review={review} />
          </Box>
          <Stack spacing={2.5} sx={{ overflow: 'auto', p: 2, borderLeft: 1, borderColor: 'divider' }}>
            <Doubts draft={draft} review={review} />
            <Images review={review} onReview={(next) => draft.keeper.take(next)} />
            <CaseForm
              form={content.form}
              onChange={(change) =>
                draft.keeper.change((now) => ({ ...now, form: { ...now.form, ...change } }))
              }
              onText={(field, value) => draft.keeper.change((now) => rewritten(now, field, value))}
            />
            <WrittenFindings review={review} />
            <Readiness draft={draft} review={review} onPublished={() => setPublished(true)} />
          </Stack>
        </Box>
      )}
    </Dialog>
  );
}

/** What the author wrote goes through the same: where something is taken out of it, others read this. */
function WrittenFindings({
  review,
}: {
  readonly review: NonNullable<ReturnType<typeof useCaseDraft>['review']>;
}) {
  const { t } = useTranslation();
  const changed = review.texts.filter(({ original, result }) => original !== result);
  if (changed.length === 0) return null;
  return (
    <Alert severity="info">
      {t('caseShare.writtenChanged')}
      {changed.map(({ result, text }) => (
        <Typography key={text} variant="body2" sx={{ whiteSpace: 'pre-wrap' }}>
          {result}
        </Typography>
      ))}
    </Alert>
  );
}
