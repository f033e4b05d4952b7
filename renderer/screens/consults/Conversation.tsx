import { Alert, Button, Stack, TextField, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueMessageView, DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, CoreError } from '../../client/core.ts';
import { errorText } from '../../client/errorText.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { useDirect } from '../../peer/useDirect.ts';
import { ProposeExchange } from '../exchange/ProposeExchange.tsx';
import { Composer, type Writing } from './Composer.tsx';
import { GiveFiles } from './GiveFiles.tsx';
import { Live } from './Live.tsx';
import { Message } from './Message.tsx';
import { SafetyNumber } from './SafetyNumber.tsx';

/** As many as one page of the core has. */
const PAGE = 50;

/** One dialogue: with whom, what was said, and what is written next. */
export function Conversation({ of }: { readonly of: DialogueView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { dialogue, ended, open, doctor } = of;
  const [search, setSearch] = useState('');
  const [before, setBefore] = useState<number | null>(null);
  const [page] = useAsk('dialogue/messages', { dialogue, before, search }, ['dialogue']);
  const [writing, setWriting] = useState<Writing>({ kind: 'new' });
  const [isExchanging, setExchanging] = useState(false);
  const action = useAction();
  const { busy, error } = action;
  useDirect(of);
  const canWrite = ended === null && open && of.compared !== 'changed' && of.compared !== 'new';
  useEffect(() => {
    // Where it fails nothing is marked as read, and the next look tries again.
    if (of.unread > 0) ask('dialogue/read', { dialogue }).catch(() => undefined);
  }, [dialogue, of.unread]);
  return (
    <Stack spacing={1.5} component="section" aria-label={named(doctor.name, language)}>
      <Stack direction="row" spacing={1} sx={{ justifyContent: 'space-between', alignItems: 'center' }}>
        <Typography variant="h2">
          {named(doctor.name, language)} · {named(doctor.institution, language)}
        </Typography>
        {ended === null && <Live live={of.live} />}
        {ended === null && (
          <Button
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
      <TextField
        size="small"
        label={t('consults.searchMessages')}
        value={search}
        onChange={(event) => {
          setBefore(null);
          setSearch(event.target.value);
        }}
        slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
      />
      <Answer of={page}>
        {(list) => <Messages list={list} onEarlier={setBefore} canWrite={canWrite} onWriting={setWriting} />}
      </Answer>
      {before !== null && <Button onClick={() => setBefore(null)}>{t('consults.newest')}</Button>}
      {ended === null && !open && <Alert severity="info">{t('consults.waiting')}</Alert>}
      {of.typing && (
        <Typography variant="body2" color="textSecondary" role="status">
          {t('consults.typing', { name: named(doctor.name, language) })}
        </Typography>
      )}
      {canWrite && <Button onClick={() => setExchanging(true)}>{t('exchange.propose')}</Button>}
      {isExchanging && <ProposeExchange of={of} onClose={() => setExchanging(false)} />}
      {canWrite && writing.kind === 'new' && <GiveFiles key={dialogue} dialogue={dialogue} />}
      {canWrite && (
        <Composer
          key={writing.kind === 'new' ? 'new' : `${writing.kind} ${writing.message.message}`}
          dialogue={dialogue}
          writing={writing}
          onDone={() => {
            setBefore(null);
            setWriting({ kind: 'new' });
          }}
        />
      )}
    </Stack>
  );
}

interface MessagesProps {
  readonly list: readonly DialogueMessageView[];
  readonly onEarlier: (before: number) => void;
  readonly canWrite: boolean;
  readonly onWriting: (writing: Writing) => void;
}

function Messages({ list, onEarlier, canWrite, onWriting }: MessagesProps) {
  const { t } = useTranslation();
  const [first] = list;
  if (first === undefined) return <Typography color="textSecondary">{t('consults.noMessages')}</Typography>;
  return (
    <>
      {list.length === PAGE && <Button onClick={() => onEarlier(first.row)}>{t('consults.earlier')}</Button>}
      <Stack component="ol" spacing={1} sx={{ listStyle: 'none', p: 0, m: 0 }} aria-live="polite">
        {list.map((message) => (
          <Message key={message.row} message={message} canWrite={canWrite} onWriting={onWriting} />
        ))}
      </Stack>
    </>
  );
}
