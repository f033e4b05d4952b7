import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { InvitationCode } from './InvitationCode.tsx';

type Member = ResultOf<'staff/list'>[number];

interface MemberKeysProps {
  readonly member: Member;
  readonly onClose: () => void;
}

/** Somebody's workstation: lost, so that its key is revoked, or another one, for which a code is made. */
export function MemberKeys({ member, onClose }: MemberKeysProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [invitation, setInvitation] = useState<ResultOf<'staff/invite'> | null>(null);
  const action = useAction();
  const { id, role } = member;
  const name = named(member.name, language);
  const make = (): void =>
    action.run(async () => setInvitation(await ask('staff/invite', { member: { id, role } })));
  if (invitation !== null) {
    return (
      <InvitationCode
        title={t('invite.memberCodeTitle', { name })}
        invitation={invitation}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm">
      <DialogTitle>{t('workstation.title', { name })}</DialogTitle>
      <DialogContent>
        <KeyState member={member} />
        <Typography variant="h3" sx={{ mt: 2 }}>
          {t('workstation.another')}
        </Typography>
        <Typography variant="body2">
          {t('workstation.anotherHint')}
          {member.key.revokedAt === null && ` ${t('workstation.goodUntil')}`}
        </Typography>
        <Button variant="outlined" sx={{ mt: 1 }} disabled={action.busy} onClick={make}>
          {t('invite.make')}
        </Button>
        {action.busy && <Loading />}
        <ErrorNote error={action.error} />
        {member.key.revokedAt === null && <Lost member={member} onRevoked={onClose} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function KeyState({ member }: { readonly member: Member }) {
  const { t } = useTranslation();
  const { version, from, revokedAt } = member.key;
  if (revokedAt === null) return <Typography>{t('workstation.inForce', { version, from })}</Typography>;
  return (
    <Alert severity="warning">
      {t('workstation.revoked', { version, height: revokedAt })}
      {member.reason !== '' && ` ${t('workstation.reason', { reason: member.reason })}`}
    </Alert>
  );
}

/** The key of a lost workstation signs nothing from the next block on; the reason stands on the ledger. */
function Lost({ member, onRevoked }: { readonly member: Member; readonly onRevoked: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const action = useAction();
  const complete = reason.trim() !== '' && !action.busy;
  const { id, role } = member;
  const revoke = (): void =>
    action.run(async () => {
      await ask('staff/revoke-key', { id, role, reason: reason.trim() });
      onRevoked();
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) revoke();
      }}
    >
      <Typography variant="h3" sx={{ mt: 3 }}>
        {t('workstation.lost')}
      </Typography>
      <Typography variant="body2">{t('workstation.lostHint')}</Typography>
      <TextField
        label={t('officer.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      <Button type="submit" variant="contained" color="error" sx={{ mt: 1 }} disabled={!complete}>
        {t('workstation.revoke')}
      </Button>
    </form>
  );
}
