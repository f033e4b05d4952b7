import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Paper,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  TextField,
  Typography,
} from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WishView } from '../../../src/workstation/api/erasure.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateOnly, dateTime, named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { wordFor } from '../../i18n/words.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { ErasedList } from '../erasure/ErasedList.tsx';

/** Wishes of patients to have a record erased: signed or declined here; and what is erased, with every receipt. */
export function Erasures() {
  const { t } = useTranslation();
  const [wishes, reload] = useAsk('erasure/wishes', {}, ['ledger']);
  const [erased] = useAsk('erasure/erased', {}, ['ledger']);
  const [chosen, setChosen] = useState<WishView | null>(null);
  const close = (): void => {
    setChosen(null);
    reload();
  };
  return (
    <Paper component="section" aria-label={t('erasure.title')} sx={{ p: 2 }}>
      <Stack direction="row" sx={{ alignItems: 'center', justifyContent: 'space-between' }}>
        <Typography variant="h2">{t('erasure.title')}</Typography>
        <Button size="small" onClick={reload}>
          {t('invite.look')}
        </Button>
      </Stack>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('erasure.hint')}
      </Typography>
      <Answer of={wishes}>{(list) => <Wishes list={list} onChoose={setChosen} />}</Answer>
      <Answer of={erased}>{(list) => <ErasedList list={list} />}</Answer>
      {chosen !== null && <Decision wish={chosen} onClose={close} />}
    </Paper>
  );
}

interface WishesProps {
  readonly list: readonly WishView[];
  readonly onChoose: (wish: WishView) => void;
}

function Wishes({ list, onChoose }: WishesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (list.length === 0) return <Typography color="textSecondary">{t('erasure.noWishes')}</Typography>;
  return (
    <Table size="small" sx={{ mb: 2 }}>
      <TableHead>
        <TableRow>
          <TableCell>{t('erasure.record')}</TableCell>
          <TableCell>{t('erasure.writtenAt')}</TableCell>
          <TableCell>{t('erasure.askedAt')}</TableCell>
          <TableCell />
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((wish) => (
          <TableRow key={wish.statement}>
            <TableCell>
              {wordFor('kind', wish.kind, language)} · {named(wish.author, language)}
            </TableCell>
            <TableCell>{dateTime(wish.writtenAt)}</TableCell>
            <TableCell>{dateTime(wish.askedAt)}</TableCell>
            <TableCell align="right">
              <Button size="small" onClick={() => onChoose(wish)}>
                {t('erasure.look')}
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

interface DecisionProps {
  readonly wish: WishView;
  readonly onClose: () => void;
}

/** All that is signed, and what signing does; declining takes a reason, which the patient is told. */
function Decision({ wish, onClose }: DecisionProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const action = useAction();
  const { statement } = wish;
  const sign = (): void =>
    action.run(async () => {
      await ask('erasure/sign', { statement });
      onClose();
    });
  const decline = (): void =>
    action.run(async () => {
      await ask('erasure/decline', { statement, reason: reason.trim() });
      onClose();
    });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('erasure.decide')}</DialogTitle>
      <DialogContent>
        <Signed wish={wish} />
        <Typography variant="body2" sx={{ my: 1 }}>
          {t('erasure.signHint')}
        </Typography>
        <TextField
          label={t('erasure.declineReason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        {action.busy && <Loading label={t('sign.signing')} />}
        <ErrorNote error={action.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.back')}</Button>
        <Button disabled={action.busy || reason.trim() === ''} onClick={decline}>
          {t('erasure.decline')}
        </Button>
        <Button variant="contained" color="error" disabled={action.busy} onClick={sign}>
          {t('erasure.signErase')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Signed({ wish }: { readonly wish: WishView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { archiveUntil, followers, statement } = wish;
  return (
    <Table size="small" aria-label={t('erasure.record')}>
      <TableBody>
        <Row label={t('erasure.record')}>
          {wordFor('kind', wish.kind, language)} · {named(wish.author, language)} ·{' '}
          {named(wish.institution, language)}
        </Row>
        <Row label={t('erasure.writtenAt')}>{dateTime(wish.writtenAt)}</Row>
        <Row label={t('erasure.statement')}>
          <HashText hash={statement} what={t('erasure.statement')} />
        </Row>
        <Row label={t('erasure.reason')}>{t(`erasure.reasons.${wish.reason}`)}</Row>
        <Row label={t('erasure.askedAt')}>
          {t('erasure.askedBy', { asked: dateTime(wish.askedAt), received: dateTime(wish.receivedAt) })}
        </Row>
        <Row label={t('erasure.keeps')}>
          {archiveUntil === null
            ? t('erasure.nothing')
            : t('erasure.archive', { date: dateOnly(archiveUntil) })}
        </Row>
        {followers > 0 && (
          <Row label={t('erasure.following')}>{t('erasure.followers', { count: followers })}</Row>
        )}
      </TableBody>
    </Table>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ width: 160, color: 'text.secondary' }}>
        {label}
      </TableCell>
      <TableCell>{children}</TableCell>
    </TableRow>
  );
}
