import { Box, Button, Paper, Stack, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { DialogueMessageView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { CoreError } from '../../client/core.ts';
import { errorText } from '../../client/errorText.ts';
import { dateTime } from '../../client/format.ts';
import { ExchangeCard } from '../exchange/ExchangeCard.tsx';
import { TranscriptCard } from '../transcript/TranscriptCard.tsx';
import type { Writing } from './Composer.tsx';
import { Given } from './Given.tsx';

interface MessageProps {
  readonly message: DialogueMessageView;
  readonly canWrite: boolean;
  readonly onWriting: (writing: Writing) => void;
}

const SLIM = { minWidth: 0, px: 0.75, py: 0 } as const;

/** What was said, by whom, when, and how far it has come, in words. */
export function Message({ message, canWrite, onWriting }: MessageProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { row, mine, text, reply, time, edited, deleted, state, code, given } = message;
  const about = [
    ...(mine ? [t('consults.me')] : []),
    dateTime(time),
    ...(edited === null ? [] : [t('consults.changed', { date: dateTime(edited) })]),
    t(`consults.state.${state}`),
    ...(code === null ? [] : [errorText(new CoreError(code, {}), language)]),
  ];
  return (
    <Paper
      component="li"
      data-row={row}
      sx={{
        p: 1,
        maxWidth: '85%',
        alignSelf: mine ? 'flex-end' : 'flex-start',
        ...(mine && { bgcolor: 'action.selected' }),
      }}
    >
      {reply !== null && (
        <Typography variant="body2" color="textSecondary">
          {t('consults.replyTo', { text: reply.text.slice(0, 80) })}
        </Typography>
      )}
      {message.exchange !== null && <ExchangeCard exchange={message.exchange} />}
      {message.transcript !== null && <TranscriptCard transcript={message.transcript} />}
      {deleted === null && given !== null ? (
        <Given row={row} mine={mine} title={text} given={given} />
      ) : deleted === null ? (
        <Typography sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Typography>
      ) : (
        <Typography color="textSecondary">{t('consults.removed')}</Typography>
      )}
      <Stack direction="row" sx={{ alignItems: 'center', flexWrap: 'wrap', columnGap: 1 }}>
        <Typography variant="caption" color="textSecondary" sx={{ mr: 'auto' }}>
          {about.join(' · ')}
        </Typography>
        {canWrite && deleted === null && message.exchange === null && message.transcript === null && (
          <Box>
            <Button
              size="small"
              variant="text"
              sx={SLIM}
              onClick={() => onWriting({ kind: 'reply', message })}
            >
              {t('consults.reply')}
            </Button>
            {mine && (
              <>
                {given === null && (
                  <Button
                    size="small"
                    variant="text"
                    sx={SLIM}
                    onClick={() => onWriting({ kind: 'edit', message })}
                  >
                    {t('consults.edit')}
                  </Button>
                )}
                <Button
                  size="small"
                  variant="text"
                  sx={SLIM}
                  onClick={() => onWriting({ kind: 'delete', message })}
                >
                  {t('consults.remove')}
                </Button>
              </>
            )}
          </Box>
        )}
      </Stack>
    </Paper>
  );
}
