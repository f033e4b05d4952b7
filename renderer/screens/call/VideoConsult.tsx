import { Alert, Button, Paper, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { PastCallView, VideoRequestView } from '../../../src/workstation/api/calls.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, duration } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { reasonOf } from './CallRoom.tsx';

interface VideoProps {
  readonly dialogue: string;
  /** The dialogue stands, and both may write. */
  readonly canAsk: boolean;
}

/** The video consults of a dialogue: asking for one, answering, ringing, and what became of the last call. */
export function VideoConsult({ dialogue, canAsk }: VideoProps) {
  const [of] = useAsk('call/of', { dialogue }, ['dialogue', 'call', 'ledger']);
  return <Answer of={of}>{(value) => <Video {...value} dialogue={dialogue} canAsk={canAsk} />}</Answer>;
}

function Video({ requests, until, calls, dialogue, canAsk }: VideoProps & ResultOf<'call/of'>) {
  const { t } = useTranslation();
  const action = useAction();
  const { busy, error } = action;
  const [isAsking, setAsking] = useState(false);
  const waiting = requests.filter(({ state }) => state === 'waiting');
  const ring = (media: 'audio' | 'video') => (): void =>
    action.run(async () => void (await ask('call/ring', { dialogue, media })));
  const [last] = calls;
  return (
    <Stack spacing={0.5} component="section" aria-label={t('call.section')}>
      <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
        {canAsk && until !== null && (
          <>
            <Button size="small" variant="contained" disabled={busy} onClick={ring('video')}>
              {t('call.ring')}
            </Button>
            <Button size="small" variant="outlined" disabled={busy} onClick={ring('audio')}>
              {t('call.ringAudio')}
            </Button>
            <Typography variant="body2" color="textSecondary">
              {t('call.until', { until: dateTime(until) })}
            </Typography>
          </>
        )}
        {canAsk && until === null && waiting.length === 0 && !isAsking && (
          <Button size="small" variant="outlined" onClick={() => setAsking(true)}>
            {t('call.ask')}
          </Button>
        )}
        {last !== undefined && last.reason !== null && <PastCall of={last} />}
      </Stack>
      <ErrorNote error={error} />
      {isAsking && <AskVideo dialogue={dialogue} onDone={() => setAsking(false)} />}
      {waiting.map((request) => (
        <Waiting key={request.request} of={request} />
      ))}
    </Stack>
  );
}

function PastCall({ of: { began, durationMs, mine, reason } }: { readonly of: PastCallView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isMissed = !mine && (reason === 'unanswered' || reason === 'cancelled' || reason === 'busy');
  const how = durationMs > 0 ? duration(durationMs, language) : t(`call.ended.${reasonOf(reason ?? '')}`);
  return (
    <Typography variant="body2" color={isMissed ? 'error' : 'textSecondary'}>
      {isMissed
        ? t('call.missed', { time: dateTime(began) })
        : t('call.last', { time: dateTime(began), how })}
    </Typography>
  );
}

function AskVideo({ dialogue, onDone }: { readonly dialogue: string; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const action = useAction();
  const { busy, error } = action;
  const [reason, setReason] = useState('');
  const [at, setAt] = useState('');
  const send = (): void =>
    action.run(async () => {
      await ask('call/ask', { dialogue, reason, at: at === '' ? null : new Date(at).getTime() });
      onDone();
    });
  return (
    <Paper sx={{ p: 1 }}>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
        <TextField
          size="small"
          autoFocus
          label={t('call.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          sx={{ flexGrow: 1, minWidth: 200 }}
          slotProps={{ htmlInput: { maxLength: 500, autoComplete: 'off' } }}
        />
        <TextField
          size="small"
          type="datetime-local"
          label={t('call.at')}
          value={at}
          onChange={(event) => setAt(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
        <Button variant="contained" disabled={busy} onClick={send}>
          {t('call.send')}
        </Button>
        <Button disabled={busy} onClick={onDone}>
          {t('common.close')}
        </Button>
      </Stack>
      <ErrorNote error={error} />
    </Paper>
  );
}

function Waiting({ of: { at, expires, mine, reason, request } }: { readonly of: VideoRequestView }) {
  const { t } = useTranslation();
  const action = useAction();
  const { busy, error } = action;
  const answer = (accepts: boolean) => (): void =>
    action.run(async () => void (await ask('call/answer', { request, accepts })));
  const when = at === null ? t('call.now') : dateTime(at);
  return (
    <Alert
      severity="info"
      action={
        mine ? (
          <Button
            size="small"
            disabled={busy}
            onClick={() => action.run(async () => void (await ask('call/withdraw', { request })))}
          >
            {t('consults.withdraw')}
          </Button>
        ) : (
          <Stack direction="row" spacing={1}>
            <Button size="small" variant="contained" disabled={busy} onClick={answer(true)}>
              {t('call.grant')}
            </Button>
            <Button size="small" disabled={busy} onClick={answer(false)}>
              {t('consults.decline')}
            </Button>
          </Stack>
        )
      }
    >
      {mine ? t('call.asked', { when }) : t('call.askedHere', { when })}
      {reason !== '' && ` ${reason}`}
      <Typography variant="body2">{t('consults.until', { until: dateTime(expires) })}</Typography>
      <ErrorNote error={error} />
    </Alert>
  );
}
