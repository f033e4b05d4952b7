import { Alert, Button, Paper, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { ConsultRequestView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, CoreError } from '../../client/core.ts';
import { errorText } from '../../client/errorText.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { SubjectLine } from './SubjectLine.tsx';

type RequestsProps = Pick<ResultOf<'dialogue/requests'>, 'requests' | 'refused'>;

/** Requests that wait for an answer, and what was refused of what came. */
export function Requests({ requests, refused }: RequestsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const waiting = requests.filter(({ state }) => state === 'waiting');
  return (
    <Stack spacing={1} component="section" aria-label={t('consults.requests')}>
      <Typography variant="h2">{t('consults.requests')}</Typography>
      {waiting.length === 0 && <Typography color="textSecondary">{t('consults.noRequests')}</Typography>}
      {waiting.map((request) => (
        <Request key={request.request} request={request} />
      ))}
      {refused.length > 0 && (
        <Alert severity="warning">
          {t('consults.refused', { count: refused.length })}
          {refused.slice(0, 3).map(({ time, code, sender }) => (
            <Typography key={`${String(time)} ${code}`} variant="body2">
              {t('consults.refusedLine', {
                date: dateTime(time),
                sender: named(sender, language),
                reason: errorText(new CoreError(code, {}), language),
              })}
            </Typography>
          ))}
        </Alert>
      )}
    </Stack>
  );
}

function Request({ request }: { readonly request: ConsultRequestView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { busy, error } = action;
  const { direction, doctor, reason, expires, sent } = request;
  const isIn = direction === 'in';
  const names = { name: named(doctor.name, language), institution: named(doctor.institution, language) };
  const answer = (channel: 'dialogue/accept' | 'dialogue/decline' | 'dialogue/withdraw') => (): void =>
    action.run(async () => void (await ask(channel, { request: request.request })));
  return (
    <Paper sx={{ p: 1.5 }}>
      <Typography>{isIn ? t('consults.from', names) : t('consults.to', names)}</Typography>
      {request.subject !== null && <SubjectLine of={request.subject} />}
      {reason !== '' && <Typography sx={{ overflowWrap: 'anywhere' }}>{reason}</Typography>}
      <Typography variant="body2" color="textSecondary">
        {!isIn && `${sent ? t('consults.sent') : t('consults.unsent')} · `}
        {t('consults.until', { until: dateTime(expires) })}
      </Typography>
      <ErrorNote error={error} />
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        {isIn ? (
          <>
            <Button variant="contained" disabled={busy} onClick={answer('dialogue/accept')}>
              {t('consults.accept')}
            </Button>
            <Button disabled={busy} onClick={answer('dialogue/decline')}>
              {t('consults.decline')}
            </Button>
          </>
        ) : (
          <Button disabled={busy} onClick={answer('dialogue/withdraw')}>
            {t('consults.withdraw')}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
