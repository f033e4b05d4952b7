import { Button, Paper, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColleagueView } from '../../../src/workstation/api/dialogue.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';

/** The doctors of the whole ledger; one of them is asked. */
export function FindColleague() {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [found] = useAsk('dialogue/colleagues', { query }, ['ledger', 'dialogue']);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Stack spacing={1} component="section" aria-label={t('consults.find')}>
      <Typography variant="h2">{t('consults.find')}</Typography>
      <TextField
        size="small"
        label={t('consults.search')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
      />
      <Answer of={found}>
        {(list) =>
          list.length === 0 ? (
            <Typography color="textSecondary">{t('consults.nobody')}</Typography>
          ) : (
            list.map((doctor) => (
              <Colleague
                key={doctor.id}
                doctor={doctor}
                isChosen={doctor.id === chosen}
                onChoose={(isChosen) => setChosen(isChosen ? doctor.id : null)}
              />
            ))
          )
        }
      </Answer>
    </Stack>
  );
}

interface ColleagueProps {
  readonly doctor: ColleagueView;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Colleague({ doctor, isChosen, onChoose }: ColleagueProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [reason, setReason] = useState('');
  const action = useAction();
  const { busy, error } = action;
  const { id, blocked } = doctor;
  const send = (): void =>
    action.run(async () => {
      await ask('dialogue/ask', { to: id, reason, subject: null });
      setReason('');
      onChoose(false);
    });
  return (
    <Paper sx={{ p: 1.5 }}>
      <Typography>
        {named(doctor.name, language)} · {named(doctor.institution, language)}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {[doctor.specialty, presenceOf(doctor)].filter((part) => part !== '').join(' · ')}
      </Typography>
      {isChosen && (
        <TextField
          fullWidth
          size="small"
          sx={{ mt: 1 }}
          label={t('consults.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 500, autoComplete: 'off' } }}
        />
      )}
      <ErrorNote error={error} />
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        <Button
          variant={isChosen ? 'contained' : 'outlined'}
          disabled={busy || blocked}
          onClick={isChosen ? send : () => onChoose(true)}
        >
          {t('consults.ask')}
        </Button>
        <Button
          disabled={busy}
          onClick={() =>
            action.run(async () => void (await ask('dialogue/block', { doctor: id, blocked: !blocked })))
          }
        >
          {blocked ? t('consults.unblock') : t('consults.block')}
        </Button>
      </Stack>
    </Paper>
  );

  function presenceOf({ present }: ColleagueView): string {
    if (present === null) return t('consults.unknown');
    return present ? t('consults.present') : t('consults.absent');
  }
}
