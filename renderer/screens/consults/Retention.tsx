import { Alert, Button, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

const TERMS = ['0', '1', '7', '30', '90', '365'] as const;

/** How long messages stay on both sides: what holds, what is asked, and what went because of it. */
export function Retention({ of, canAsk }: { readonly of: DialogueView; readonly canAsk: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { dialogue, doctor } = of;
  const { days, gone, own, peer } = of.retention;
  const termOf = (term: number): string =>
    term === 0 ? t('retention.kept') : t('retention.after', { count: term });
  const propose = (term: number): void =>
    action.run(async () => void (await ask('dialogue/retention', { dialogue, days: term })));
  const answer = (agrees: boolean): void =>
    action.run(async () => void (await ask('dialogue/retention-answer', { dialogue, agrees })));
  const offered = TERMS.some((term) => Number(term) === days) ? TERMS : [...TERMS, String(days)];
  return (
    <Stack spacing={1}>
      {canAsk ? (
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <Choice
            label={t('retention.label')}
            value={String(days)}
            options={offered.map((term) => [term, termOf(Number(term))])}
            onChange={(term) => Number(term) !== days && propose(Number(term))}
            sx={{ minWidth: 240 }}
          />
          {own !== null && (
            <Typography variant="body2" role="status">
              {t('retention.asked', { term: termOf(own) })}
            </Typography>
          )}
        </Stack>
      ) : (
        <Typography variant="body2">{termOf(days)}</Typography>
      )}
      {peer !== null && canAsk && (
        <Alert
          severity="warning"
          action={
            <>
              <Button size="small" disabled={action.busy} onClick={() => answer(true)}>
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
    </Stack>
  );
}
