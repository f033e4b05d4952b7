import {
  Box,
  Button,
  Paper,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../src/workstation/api.ts';
import { useLanguage } from '../../../app/useLanguage.ts';
import { ask } from '../../../client/core.ts';
import { dateOnly } from '../../../client/format.ts';
import { useAction, useAsk } from '../../../client/useAsk.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { ErrorNote } from '../../../parts/ErrorNote.tsx';

type Period = ResultOf<'points/account'>['periods'][number];

const FIELDS = ['shares', 'reads', 'consults', 'recordings', 'service'] as const;

/** What a doctor's sharing has earned: the account, and how each period's points came about. */
export function Points() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [account, reload] = useAsk('points/account', {}, ['ledger', 'outbox']);
  return (
    <Stack spacing={2} sx={{ maxWidth: 960, overflow: 'auto' }}>
      <Answer of={account}>
        {({ points, periods }) => (
          <>
            <Paper sx={{ p: 2 }}>
              <Typography variant="body2" color="textSecondary">
                {t('points.account')}
              </Typography>
              <Typography variant="h1" component="p">
                {numberText(points, language)}
              </Typography>
              <Typography variant="body2">{t('points.how')}</Typography>
            </Paper>
            {periods.length === 0 && <Typography color="textSecondary">{t('points.none')}</Typography>}
            {periods.map((period) => (
              <PeriodCard key={period.period} of={period} onClaimed={reload} />
            ))}
          </>
        )}
      </Answer>
    </Stack>
  );
}

function PeriodCard({ of, onClaimed }: { readonly of: Period; readonly onClaimed: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { busy, error } = action;
  const { closed, claimed, counted, period, points, since } = of;
  const total = points === null ? 0 : FIELDS.reduce((sum, field) => sum + points[field], 0);
  const claim = (): void =>
    action.run(async () => {
      await ask('points/claim', { period });
      onClaimed();
    });
  return (
    <Paper component="section" sx={{ p: 2 }} aria-label={t('points.period', { number: period + 1 })}>
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center' }}>
        <Box>
          <Typography variant="h2">{t('points.period', { number: period + 1 })}</Typography>
          <Typography variant="body2" color="textSecondary">
            {closed === null
              ? t('points.open', { since: dateOnly(since) })
              : t('points.closed', { since: dateOnly(since), closed: dateOnly(closed) })}
          </Typography>
        </Box>
        {claimed !== null ? (
          <Typography>{t('points.claimed', { date: dateOnly(claimed) })}</Typography>
        ) : (
          total > 0 && (
            <Button variant="contained" disabled={busy} onClick={claim}>
              {t('points.claim', { points: numberText(total, language) })}
            </Button>
          )
        )}
      </Stack>
      <ErrorNote error={error} />
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('points.for')}</TableCell>
            <TableCell align="right">{t('points.counted')}</TableCell>
            <TableCell align="right">{t('points.points')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {FIELDS.map((field) => (
            <TableRow key={field}>
              <TableCell component="th" scope="row">
                {t(`points.field.${field}`)}
              </TableCell>
              <TableCell align="right">{counted[field]}</TableCell>
              <TableCell align="right">
                {points === null ? t('points.notYet') : numberText(points[field], language)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}

function numberText(points: number, language: string): string {
  return new Intl.NumberFormat(language).format(points);
}
