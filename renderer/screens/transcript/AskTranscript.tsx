import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialogueMessageView, DialogueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Choice } from '../../parts/Choice.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { ByDays, useDays } from './ByDays.tsx';
import { ByMessages } from './ByMessages.tsx';

interface AskTranscriptProps {
  readonly of: DialogueView;
  /** Those on screen, the oldest first. */
  readonly messages: readonly DialogueMessageView[];
  readonly onClose: () => void;
}

/** Which messages go into the record of which visit; the other doctor is asked to sign them, too. */
export function AskTranscript({ of: { dialogue, doctor }, messages, onClose }: AskTranscriptProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [visits] = useAsk('visit/list', {}, ['visits']);
  const open = visits.state === 'ready' ? visits.value.filter(({ state }) => state === 'open') : [];
  const said = messages.filter(({ transcript }) => transcript === null);
  const [chosen, setChosen] = useState({ visit: '', from: '', to: '' });
  const [by, setBy] = useState<'messages' | 'days'>('messages');
  const days = useDays(dialogue, messages.at(-1)?.time ?? 0);
  const action = useAction();
  const visit = chosen.visit === '' ? (open[0]?.id ?? '') : chosen.visit;
  const from = chosen.from === '' ? String(said[0]?.row ?? '') : chosen.from;
  const to = chosen.to === '' ? String(said.at(-1)?.row ?? '') : chosen.to;
  const span = by === 'days' ? days.span : from === '' ? null : { from: Number(from), to: Number(to) };
  const isWhole = visit !== '' && span !== null && span.from <= span.to;
  const commit = (): void =>
    action.run(async () => {
      if (span === null) return;
      await ask('transcript/ask', { dialogue, visit, from: span.from, to: span.to });
      onClose();
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('transcript.title')}</DialogTitle>
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole && !action.busy) commit();
        }}
      >
        <DialogContent>
          <Typography variant="body2" gutterBottom>
            {t('transcript.explain', { doctor: named(doctor.name, language) })}
          </Typography>
          {visits.state === 'ready' && open.length === 0 ? (
            <Alert severity="info">{t('exchange.noVisit')}</Alert>
          ) : (
            <Stack spacing={1.5} sx={{ mt: 1 }}>
              <Choice
                label={t('transcript.visit')}
                value={visit}
                options={open.map(({ id, patient, epoch }) => [
                  id,
                  patient?.name ?? t('card.title', { n: epoch }),
                ])}
                onChange={(value) => setChosen({ ...chosen, visit: value })}
              />
              <Choice
                label={t('transcript.by')}
                value={by}
                options={[
                  ['messages', t('transcript.byMessages')],
                  ['days', t('transcript.byDays')],
                ]}
                onChange={setBy}
              />
              {by === 'days' ? (
                <ByDays {...days} />
              ) : (
                <ByMessages
                  messages={said}
                  from={from}
                  to={to}
                  onChange={(rows) => setChosen({ ...chosen, ...rows })}
                />
              )}
            </Stack>
          )}
          <ErrorNote error={action.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button type="submit" variant="contained" disabled={!isWhole || action.busy}>
            {t('transcript.ask')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
