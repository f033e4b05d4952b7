import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  Stack,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { named } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { PrintedCard } from '../../parts/PrintedCard.tsx';

const ROLES = ['trainee', 'colleague'] as const;
type Role = (typeof ROLES)[number];
type Colleague = ResultOf<'visit/colleagues'>[number];

interface InviteDialogProps {
  readonly visit: string;
  readonly onClose: () => void;
}

/** Invites a colleague into the visit; they join by logging in on this computer, or with the code on another one. */
export default function InviteDialog({ visit, onClose }: InviteDialogProps) {
  const { t } = useTranslation();
  const [colleagues] = useAsk('visit/colleagues', { visit });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="invite">
      <DialogTitle id="invite">{t('joining.invite')}</DialogTitle>
      <Answer of={colleagues}>{(list) => <Invite visit={visit} list={list} onClose={onClose} />}</Answer>
      {colleagues.state === 'failed' && (
        <DialogActions>
          <Button onClick={onClose}>{t('common.close')}</Button>
        </DialogActions>
      )}
    </Dialog>
  );
}

function Invite({ visit, list, onClose }: InviteDialogProps & { readonly list: readonly Colleague[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, setChosen] = useState(list[0]?.id ?? '');
  const [role, setRole] = useState<Role>('trainee');
  const [made, setMade] = useState<ResultOf<'visit/invite'> | null>(null);
  const action = useAction();
  const name = list.find(({ id }) => id === chosen)?.name ?? null;
  const invite = (): void =>
    action.run(async () => setMade(await ask('visit/invite', { visit, colleague: chosen, role })));
  return (
    <>
      <DialogContent dividers>
        {made !== null && name !== null ? (
          <Stack spacing={2}>
            <Alert severity="success">{t('joining.invited', { name: named(name, language) })}</Alert>
            <Typography>{t('joining.elsewhere')}</Typography>
            <PrintedCard item={made} title={t('joining.code')} fileName="visit.invitation" />
          </Stack>
        ) : list.length === 0 ? (
          <Typography>{t('joining.nobody')}</Typography>
        ) : (
          <Stack spacing={1.5} sx={{ alignItems: 'flex-start' }}>
            <TextField
              select
              label={t('joining.colleague')}
              value={chosen}
              onChange={(event) => setChosen(event.target.value)}
            >
              {list.map((each) => (
                <MenuItem key={each.id} value={each.id}>
                  {named(each.name, language)} {each.specialty}
                </MenuItem>
              ))}
            </TextField>
            <ToggleButtonGroup
              exclusive
              size="small"
              value={role}
              aria-label={t('joining.as')}
              onChange={(_, value: Role | null) => value !== null && setRole(value)}
            >
              {ROLES.map((each) => (
                <ToggleButton key={each} value={each}>
                  {t(`visitRole.${each}`)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
            <Typography color="textSecondary">{t(`joining.hint.${role}`)}</Typography>
            <ErrorNote error={action.error} />
          </Stack>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
        {made === null && list.length > 0 && (
          <Button variant="contained" disabled={action.busy || chosen === ''} onClick={invite}>
            {t('joining.makeInvitation')}
          </Button>
        )}
      </DialogActions>
    </>
  );
}
