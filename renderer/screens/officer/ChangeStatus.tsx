import {
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

interface ChangeStatusProps {
  readonly member: ResultOf<'staff/list'>[number];
  readonly onClose: () => void;
}

/** Suspends or reinstates one person; the reason stands on the ledger. */
export function ChangeStatus({ member, onClose }: ChangeStatusProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [reason, setReason] = useState('');
  const action = useAction();
  const suspend = member.status === 'active';
  const name = named(member.name, language);
  const complete = reason.trim() !== '';
  const change = (): void =>
    action.run(async () => {
      const args = { id: member.id, role: member.role, reason: reason.trim() };
      await ask(suspend ? 'staff/suspend' : 'staff/reinstate', args);
      onClose();
    });
  const title = suspend ? t('officer.suspendTitle', { name }) : t('officer.reinstateTitle', { name });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) change();
        }}
      >
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          <Typography variant="body2">
            {t(suspend ? 'officer.suspendHint' : 'officer.reinstateHint')}
          </Typography>
          <TextField
            label={t('officer.reason')}
            value={reason}
            autoFocus
            onChange={(event) => setReason(event.target.value)}
          />
          {action.busy && <Loading />}
          <ErrorNote error={action.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('common.back')}</Button>
          <Button
            type="submit"
            variant="contained"
            color={suspend ? 'error' : 'primary'}
            disabled={!complete || action.busy}
          >
            {t(suspend ? 'officer.suspend' : 'officer.reinstate')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
