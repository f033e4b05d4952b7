import { Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOnly } from '../../client/format.ts';
import { useAsk } from '../../client/useAsk.ts';

/** The first day and the last, as `2026-11-25`, and what was said from the one to the end of the other. */
export interface Days {
  readonly since: string;
  readonly until: string;
  /** Rows of the first and the last message, and how many; null while that is not known, or where there are none. */
  readonly span: { readonly from: number; readonly to: number; readonly count: number } | null;
  readonly set: (days: { readonly since: string; readonly until: string }) => void;
}

/** All messages of some days, also of such as are not on screen: those of the last day of the dialogue to begin with. */
export function useDays(dialogue: string, last: number): Days {
  const [days, setDays] = useState({ since: dateOnly(last), until: dateOnly(last) });
  const since = startOf(days.since);
  const end = startOf(days.until);
  const until = end === null ? null : new Date(new Date(end).setDate(new Date(end).getDate() + 1)).getTime();
  // Days that are none have no messages.
  const wanted =
    since !== null && until !== null && since < until ? { since, until } : { since: 0, until: 0 };
  const [found] = useAsk('transcript/span', { dialogue, ...wanted }, ['dialogue']);
  return { ...days, span: found.state === 'ready' ? found.value : null, set: setDays };
}

/** Two dates, and how many messages they choose. */
export function ByDays({ set, since, span, until }: Days) {
  const { t } = useTranslation();
  const shrink = { inputLabel: { shrink: true } };
  return (
    <>
      <Stack direction="row" spacing={1.5}>
        <TextField
          type="date"
          required
          label={t('transcript.since')}
          value={since}
          onChange={({ target }) => set({ since: target.value, until })}
          slotProps={shrink}
        />
        <TextField
          type="date"
          required
          label={t('transcript.until')}
          value={until}
          onChange={({ target }) => set({ since, until: target.value })}
          slotProps={shrink}
        />
      </Stack>
      <Typography color="textSecondary" role="status">
        {span === null ? t('transcript.none') : t('transcript.count', { count: span.count })}
      </Typography>
    </>
  );
}

/** Midnight of a day here, ms; null of what is no day. */
function startOf(day: string): number | null {
  const time = new Date(`${day}T00:00`).getTime();
  return Number.isNaN(time) || time < 0 ? null : time;
}
