import { Button, LinearProgress, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../src/workstation/api.ts';
import { useLanguage } from '../app/useLanguage.ts';
import { ask } from '../client/core.ts';
import { errorText } from '../client/errorText.ts';
import { byteSize, dateTime } from '../client/format.ts';
import { useAction, useAsk } from '../client/useAsk.ts';
import { Code, ErrorNote } from '../parts/ErrorNote.tsx';

type Sending = ResultOf<'attachment/sending'>[number];

interface SendingFilesProps {
  /** Those of one visit; all where it is left out. */
  readonly visit?: string;
}

/** Signed records whose images and films are still on their way: how far, and letting them wait. Nothing where none is. */
export function SendingFiles({ visit }: SendingFilesProps) {
  const { t } = useTranslation();
  const [sending] = useAsk('attachment/sending', {}, ['outbox', 'node']);
  const all = sending.state === 'ready' ? sending.value : [];
  const shown = all.filter((one) => one.state !== 'sent' && (visit === undefined || one.visit === visit));
  if (shown.length === 0) return null;
  return (
    <Stack component="section" aria-label={t('sending.title')} sx={{ my: 1, gap: 1 }}>
      <Typography variant="h3">{t('sending.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('sending.explain')}
      </Typography>
      {shown.map((one) => (
        <OneRecord key={one.id} sending={one} />
      ))}
    </Stack>
  );
}

function OneRecord({ sending }: { readonly sending: Sending }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { code, createdAt, files, id, state } = sending;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const sent = files.reduce((sum, file) => sum + file.sent, 0);
  const paused = state === 'paused';
  const current = files.find((file) => file.state !== 'sent');
  return (
    <Stack sx={{ gap: 0.5 }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography>
          {dateTime(createdAt)} · {current?.title ?? ''}
        </Typography>
        <Typography variant="body2" color="textSecondary" role="status">
          {t(`sending.state.${state}`)} ·{' '}
          {t('sending.files', {
            done: files.filter((file) => file.state === 'sent').length,
            of: files.length,
          })}{' '}
          · {byteSize(sent, language)} / {byteSize(bytes, language)}
        </Typography>
        <Button
          size="small"
          disabled={action.busy}
          onClick={() =>
            action.run(async () => void (await ask('attachment/pause', { id, paused: !paused })))
          }
        >
          {t(paused ? 'sending.goOn' : 'sending.pause')}
        </Button>
      </Stack>
      <LinearProgress
        variant="determinate"
        color={paused ? 'inherit' : 'primary'}
        value={bytes === 0 ? 0 : (sent / bytes) * 100}
        aria-label={t('sending.title')}
      />
      {code !== null && !paused && (
        <Typography variant="body2">
          {errorText({ code, detail: {} }, language)} <Code code={code} />
        </Typography>
      )}
      <ErrorNote error={action.error} />
    </Stack>
  );
}
