import { Alert, Button, Stack, TextField, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { OfferedAfterCall } from '../../calls/recording/GiveRecording.tsx';
import { RecordingsButton } from '../../calls/recording/RecordingsButton.tsx';
import { ask, CoreError } from '../../client/core.ts';
import { errorText } from '../../client/errorText.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { useDirect } from '../../peer/useDirect.ts';
import { ProposeExchange } from '../exchange/ProposeExchange.tsx';
import { VideoConsult } from '../call/VideoConsult.tsx';
import { AskTranscript } from '../transcript/AskTranscript.tsx';
import { Composer, type Writing } from './Composer.tsx';
import { ConsultReceipt } from './ConsultReceipt.tsx';
import { GiveFiles } from './GiveFiles.tsx';
import { Live } from './Live.tsx';
import { LookTogether } from './LookTogether.tsx';
import { MessageList } from './MessageList.tsx';
import { Retention, RetentionNotes } from './Retention.tsx';
import { SafetyNumber } from './SafetyNumber.tsx';
import { useMessages } from './useMessages.ts';

/** One dialogue: with whom, what was said, and what is written next. */
export function Conversation({ of }: { readonly of: DialogueView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { dialogue, ended, open, doctor } = of;
  const [search, setSearch] = useState('');
  const messages = useMessages(dialogue, search);
  const [writing, setWriting] = useState<Writing>({ kind: 'new' });
  const [isExchanging, setExchanging] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const action = useAction();
  const { busy, error } = action;
  useDirect(of);
  const canWrite = ended === null && open && of.compared !== 'changed' && of.compared !== 'new';
  useReading(of);
  return (
    <Stack
      spacing={1}
      component="section"
      aria-label={named(doctor.name, language)}
      sx={{ flexGrow: 1, minWidth: 0, minHeight: 0 }}
    >
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography variant="h2" sx={{ flexGrow: 1 }}>
          {named(doctor.name, language)} · {named(doctor.institution, language)}
        </Typography>
        {ended === null && <Live {...of} />}
        <RecordingsButton dialogue={dialogue} peer={doctor.id} />
        {canWrite && (
          <>
            <LookTogether of={of} />
            <Button size="small" onClick={() => setExchanging(true)}>
              {t('exchange.propose')}
            </Button>
            <Button size="small" onClick={() => setExporting(true)}>
              {t('transcript.open')}
            </Button>
          </>
        )}
        {ended === null && (
          <Button
            size="small"
            disabled={busy}
            onClick={() => action.run(async () => void (await ask('dialogue/end', { dialogue })))}
          >
            {t('consults.end')}
          </Button>
        )}
      </Stack>
      <ErrorNote error={error} />
      {ended !== null && <Alert severity="info">{errorText(new CoreError(ended.code, {}), language)}</Alert>}
      <SafetyNumber of={of} />
      <VideoConsult dialogue={dialogue} canAsk={canWrite} />
      {canWrite && <OfferedAfterCall dialogue={dialogue} />}
      <ConsultReceipt dialogue={dialogue} />
      <RetentionNotes of={of} canAnswer={canWrite} />
      <Stack direction="row" spacing={1}>
        {canWrite && <Retention of={of} />}
        <TextField
          size="small"
          fullWidth
          label={t('consults.searchMessages')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
        />
      </Stack>
      <Answer of={messages.shown}>
        {(list) => <MessageList {...messages} list={list} canWrite={canWrite} onWriting={setWriting} />}
      </Answer>
      {ended === null && !open && <Alert severity="info">{t('consults.waiting')}</Alert>}
      {of.typing && <Typing name={named(doctor.name, language)} />}
      {isExporting && messages.shown.state === 'ready' && (
        <AskTranscript of={of} messages={messages.shown.value} onClose={() => setExporting(false)} />
      )}
      {isExchanging && <ProposeExchange of={of} onClose={() => setExchanging(false)} />}
      {canWrite && writing.kind === 'new' && <GiveFiles key={dialogue} dialogue={dialogue} />}
      {canWrite && (
        <Composer
          key={writing.kind === 'new' ? 'new' : `${writing.kind} ${writing.message.message}`}
          dialogue={dialogue}
          writing={writing}
          onDone={() => {
            messages.toNewest();
            setWriting({ kind: 'new' });
          }}
        />
      )}
    </Stack>
  );
}

function Typing({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  return (
    <Typography variant="body2" color="textSecondary" role="status">
      {t('consults.typing', { name })}
    </Typography>
  );
}

/** What is on screen was looked at. */
function useReading({ dialogue, unread }: DialogueView): void {
  useEffect(() => {
    // Where it fails nothing is marked as read, and the next look tries again.
    if (unread > 0) ask('dialogue/read', { dialogue }).catch(() => undefined);
  }, [dialogue, unread]);
}
