import {
  Alert,
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
import { InvitationCode } from './InvitationCode.tsx';

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
      {invitation !== null && (
        <InvitationCode
          title={t('invite.codeTitle')}
          invitation={invitation}
          onClose={() => setInvitation(null)}
        />
      )}
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
            <TableCell>
              {t(`role.${offer.role}`)}
              {offer.member !== null && ` · ${t('invite.newWorkstation')}`}
            </TableCell>
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

/** The last look before somebody stands on the ledger: the fingerprint, compared with the person. */
function Compare({ offer, onClose }: { readonly offer: Offer; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { name, role, licence, specialty, fingerprint, enrolment, token, member } = offer;
  const settle = (work: () => Promise<unknown>): void =>
    action.run(async () => {
      await work();
      onClose();
    });
  const title = t(member === null ? 'invite.compareTitle' : 'invite.memberTitle', {
    name: named(name, language),
  });
  const enter = async (): Promise<unknown> =>
    member === null ? ask('staff/add', { enrolment }) : ask('staff/replace-key', { enrolment });
  const said = [t(`role.${role}`), licence, specialty].filter((part) => part !== '').join(' · ');
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>
        <Typography>{said}</Typography>
        {member !== null && (
          <Alert severity="info" sx={{ mt: 2 }}>
            {t(member.keyInForce ? 'invite.memberGivesWay' : 'invite.memberHasNone')}
          </Alert>
        )}
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
        <Button variant="contained" disabled={action.busy} onClick={() => settle(enter)}>
          {t('invite.same')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
