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
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { QrPicture } from '../../parts/QrPicture.tsx';

type Invitation = ResultOf<'staff/invite'>;
type Offer = ResultOf<'staff/offers'>[number];

/** Invites somebody to the institution, and enters who answered, after their fingerprint was compared. */
export function InviteStaff({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useTranslation();
  const [offers, reload] = useAsk('staff/offers', {}, ['ledger']);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [chosen, setChosen] = useState<Offer | null>(null);
  const action = useAction();
  const close = (): void => {
    setChosen(null);
    reload();
    onAdded();
  };
  return (
    <Paper component="section" aria-label={t('invite.title')} sx={{ p: 2 }}>
      <Typography variant="h2">{t('invite.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('invite.hint')}
      </Typography>
      <Answer of={offers}>{(list) => <Offers list={list} onChoose={setChosen} />}</Answer>
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        <Button
          variant="contained"
          disabled={action.busy}
          onClick={() => action.run(async () => setInvitation(await ask('staff/invite', {})))}
        >
          {t('invite.make')}
        </Button>
        <Button onClick={reload}>{t('invite.look')}</Button>
      </Stack>
      {invitation !== null && <Code invitation={invitation} onClose={() => setInvitation(null)} />}
      {chosen !== null && <Compare offer={chosen} onClose={close} />}
    </Paper>
  );
}

function Offers({
  list,
  onChoose,
}: {
  readonly list: readonly Offer[];
  readonly onChoose: (offer: Offer) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (list.length === 0) return <Typography color="textSecondary">{t('invite.empty')}</Typography>;
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell>{t('officer.name')}</TableCell>
          <TableCell>{t('account.role')}</TableCell>
          <TableCell>{t('account.licence')}</TableCell>
          <TableCell>{t('invite.answered')}</TableCell>
          <TableCell align="right">{t('today.action')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((offer) => (
          <TableRow key={offer.token}>
            <TableCell>{named(offer.name, language)}</TableCell>
            <TableCell>{t(`role.${offer.role}`)}</TableCell>
            <TableCell>{offer.licence}</TableCell>
            <TableCell>{dateTime(offer.offeredAt)}</TableCell>
            <TableCell align="right">
              <Button size="small" variant="outlined" onClick={() => onChoose(offer)}>
                {t('invite.check')}
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** The code to hand over; it is good once. */
function Code({ invitation, onClose }: { readonly invitation: Invitation; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('invite.codeTitle')}</DialogTitle>
      <DialogContent>
        <Stack direction="row" spacing={2}>
          <QrPicture png={invitation.qrPng} label={t('invite.code')} size={240} />
          <Stack spacing={1} sx={{ flexGrow: 1 }}>
            <Typography>{t('invite.codeHint', { until: dateTime(invitation.expires) })}</Typography>
            <Typography variant="body2" color="textSecondary">
              {t('invite.address')} <code>{invitation.address}</code>
            </Typography>
          </Stack>
        </Stack>
        <TextField
          label={t('invite.code')}
          value={invitation.text}
          multiline
          maxRows={4}
          fullWidth
          onFocus={(event) => event.target.select()}
          slotProps={{
            htmlInput: { readOnly: true, spellCheck: false, style: { fontFamily: 'monospace' } },
          }}
        />
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** The last look before somebody stands on the ledger: the fingerprint, compared with the person. */
function Compare({ offer, onClose }: { readonly offer: Offer; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { name, role, licence, specialty, fingerprint, enrolment, token } = offer;
  const settle = (work: () => Promise<unknown>): void =>
    action.run(async () => {
      await work();
      onClose();
    });
  const said = [t(`role.${role}`), licence, specialty].filter((part) => part !== '').join(' · ');
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('invite.compareTitle', { name: named(name, language) })}</DialogTitle>
      <DialogContent>
        <Typography>{said}</Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
          {t('invite.compare')}
        </Typography>
        <Typography component="p" variant="h2" sx={{ my: 1 }}>
          <code>{fingerprint}</code>
        </Typography>
        {action.busy && <Loading />}
        <ErrorNote error={action.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.back')}</Button>
        <Button
          color="error"
          disabled={action.busy}
          onClick={() => settle(async () => ask('staff/decline', { token }))}
        >
          {t('invite.decline')}
        </Button>
        <Button
          variant="contained"
          disabled={action.busy}
          onClick={() => settle(async () => ask('staff/add', { enrolment }))}
        >
          {t('invite.same')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
