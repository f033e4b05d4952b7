import { Alert, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

const TERMS = ['0', '1', '7', '30', '90', '365'] as const;

/** A term in words. */
function useTerm(): (days: number) => string {
  const { t } = useTranslation();
  return (days) => (days === 0 ? t('retention.kept') : t('retention.after', { count: days }));
}

/** How long messages stay on both sides; another choice asks the other doctor. */
export function Retention({ of: { dialogue, retention } }: { readonly of: DialogueView }) {
  const { t } = useTranslation();
  const termOf = useTerm();
  const action = useAction();
  const { days } = retention;
  const offered = TERMS.some((term) => Number(term) === days) ? TERMS : [...TERMS, String(days)];
  const propose = (term: number): void =>
    action.run(async () => void (await ask('dialogue/retention', { dialogue, days: term })));
  return (
    <>
      <Choice
        label={t('retention.label')}
        value={String(days)}
        options={offered.map((term) => [term, termOf(Number(term))])}
        onChange={(term) => Number(term) !== days && propose(Number(term))}
        sx={{ minWidth: 210 }}
      />
      <ErrorNote error={action.error} />
    </>
  );
}

/** What is asked about it, by whom, and what went because of it. */
export function RetentionNotes({
  of,
  canAnswer,
}: {
  readonly of: DialogueView;
  readonly canAnswer: boolean;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const termOf = useTerm();
  const action = useAction();
  const { dialogue, doctor } = of;
  const { gone, own, peer } = of.retention;
  const answer = (agrees: boolean): void =>
    action.run(async () => void (await ask('dialogue/retention-answer', { dialogue, agrees })));
  return (
    <>
      {own !== null && (
        <Typography variant="body2" role="status">
          {t('retention.asked', { term: termOf(own) })}
        </Typography>
      )}
      {peer !== null && canAnswer && (
        <Alert
          severity="warning"
          action={
            <>
              <Button size="small" disabled={action.busy} onClick={() => answer(true)} sx={{ mr: 1 }}>
                {t('retention.agree')}
              </Button>
              <Button size="small" disabled={action.busy} onClick={() => answer(false)}>
                {t('retention.decline')}
              </Button>
            </>
          }
        >
          {t(peer === 0 ? 'retention.asksKept' : 'retention.asks', {
            name: named(doctor.name, language),
            term: termOf(peer),
          })}
        </Alert>
      )}
      {gone !== null && (
        <Typography variant="body2" color="textSecondary">
          {t('retention.gone', { count: gone.count, date: dateTime(gone.before) })}
        </Typography>
      )}
      <ErrorNote error={action.error} />
    </>
  );
}
