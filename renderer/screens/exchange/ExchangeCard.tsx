import { Alert, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeView } from '../../../src/workstation/api/exchange.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask, CoreError } from '../../client/core.ts';
import { errorText } from '../../client/errorText.ts';
import { dateOnly, dateTime, named } from '../../client/format.ts';
import { useAction, useAsk, type Asked } from '../../client/useAsk.ts';
import { useMoment } from '../../client/useMoment.ts';
import { wordFor } from '../../i18n/words.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { EndExchange } from './EndExchange.tsx';
import { GiveBack } from './GiveBack.tsx';
import { ReadExchange } from './ReadExchange.tsx';

/** An exchange inside its dialogue: the terms, how it stands by the ledger, and what can be done about it. */
export function ExchangeCard({ exchange }: { readonly exchange: string }) {
  const [view, reload] = useAsk('exchange/view', { exchange }, ['dialogue', 'ledger', 'outbox']);
  const until = view.state === 'ready' ? (view.value.terms?.until ?? null) : null;
  useMoment(until !== null && isStanding(view) ? until : null, reload);
  return <Answer of={view}>{(value) => <Shown view={value} />}</Answer>;
}

function isStanding(view: Asked<ExchangeView>): boolean {
  return view.state === 'ready' && (view.value.state === 'waiting' || view.value.state === 'in-force');
}

function Shown({ view }: { readonly view: ExchangeView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { back, code, ended, mine, note, records, state, terms } = view;
  const isGood = state === 'in-force';
  return (
    <Stack spacing={0.5}>
      <Typography variant="h3">{t(mine ? 'exchange.mine' : 'exchange.theirs')}</Typography>
      {terms !== null && (
        <Typography variant="body2">
          {t('exchange.terms', {
            purpose: wordFor('purpose', terms.purpose, language),
            until: dateTime(terms.until),
          })}
        </Typography>
      )}
      {note !== '' && <Typography sx={{ overflowWrap: 'anywhere' }}>{note}</Typography>}
      <Typography variant="body2">{t('exchange.listed', { count: records.length })}</Typography>
      <Stack component="ul" sx={{ m: 0, pl: 2.5 }}>
        {records.map((record) => (
          <Typography key={record.statement} component="li" variant="body2">
            {[
              dateOnly(record.time),
              wordFor('kind', record.kind, language),
              named(record.institution, language),
              named(record.author, language),
            ].join(' · ')}
          </Typography>
        ))}
      </Stack>
      {terms?.direction === 'both' && (
        <Typography variant="body2">{t(back ? 'exchange.cameBack' : 'exchange.askedBack')}</Typography>
      )}
      <Alert severity={isGood ? 'success' : state === 'altered' ? 'error' : 'info'} sx={{ py: 0 }}>
        {t(`exchange.states.${state}`)}
        {ended !== null && ` · ${t(`exchange.by.${ended.by}`)} · ${dateTime(ended.time)}`}
        {code !== null && ` · ${errorText(new CoreError(code, {}), language)}`}
      </Alert>
      <Actions view={view} />
    </Stack>
  );
}

function Actions({ view }: { readonly view: ExchangeView }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'back' | 'end' | 'read' | null>(null);
  const action = useAction();
  const { back, exchange, mine, state, terms } = view;
  const isAsked = !mine && state === 'waiting';
  const mayRead = state === 'in-force' && (!mine || back);
  const accept = (): void =>
    action.run(async () => void (await ask('exchange/accept', { exchange, back: null })));
  const close = (): void => setDialog(null);
  return (
    <>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
        {isAsked && (
          <Button size="small" variant="contained" disabled={action.busy} onClick={accept}>
            {t('exchange.accept')}
          </Button>
        )}
        {isAsked && terms?.direction === 'both' && (
          <Button size="small" disabled={action.busy} onClick={() => setDialog('back')}>
            {t('exchange.acceptBack')}
          </Button>
        )}
        {mayRead && (
          <Button size="small" variant="contained" onClick={() => setDialog('read')}>
            {t('exchange.read')}
          </Button>
        )}
        {(state === 'waiting' || state === 'in-force') && (
          <Button size="small" color="warning" disabled={action.busy} onClick={() => setDialog('end')}>
            {t(endingOf(view))}
          </Button>
        )}
      </Stack>
      <ErrorNote error={action.error} />
      {dialog === 'back' && <GiveBack exchange={exchange} onClose={close} />}
      {dialog === 'end' && <EndExchange exchange={exchange} title={endingOf(view)} onClose={close} />}
      {dialog === 'read' && <ReadExchange exchange={exchange} onClose={close} />}
    </>
  );
}

function endingOf({ mine, state }: ExchangeView): 'exchange.end' | 'exchange.withdraw' | 'exchange.decline' {
  if (state === 'in-force') return 'exchange.end';
  return mine ? 'exchange.withdraw' : 'exchange.decline';
}
