import {
  Alert,
  Box,
  Button,
  Chip,
  Paper,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableRow,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Registration } from '../../../src/workstation/api/visits.ts';
import { ask } from '../../client/core.ts';
import { dateTime, shortNumber } from '../../client/format.ts';
import { useAction, useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { AnnouncedVisits } from './AnnouncedVisits.tsx';

/** 挂号: a number for a department. It names no patient; that is what the card is for. */
export function RegisterVisit() {
  const { t } = useTranslation();
  const [registrations, reload] = useAsk('registrar/registrations', {}, ['ledger']);
  return (
    <Paper component="section" aria-label={t('registrar.newVisit')} sx={{ p: 2 }}>
      <Typography variant="h2" gutterBottom>
        {t('registrar.newVisit')}
      </Typography>
      <VisitForm onRegistered={reload} />
      <AnnouncedVisits onRegistered={reload} />
      <Typography variant="h3" sx={{ mt: 2 }}>
        {t('registrar.registrations')}
      </Typography>
      <Answer of={registrations}>{(list) => <Registered list={list} />}</Answer>
    </Paper>
  );
}

function VisitForm({ onRegistered }: { readonly onRegistered: () => void }) {
  const { t } = useTranslation();
  const [department, setDepartment] = useState('');
  const [number, setNumber] = useState<string | null>(null);
  const action = useAction();
  const complete = department.trim() !== '';
  const register = (): void =>
    action.run(async () => {
      setNumber(null);
      setNumber((await ask('registrar/register-visit', { department: department.trim() })).number);
      setDepartment('');
      onRegistered();
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) register();
      }}
    >
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <TextField
          label={t('today.department')}
          value={department}
          autoFocus
          onChange={(event) => setDepartment(event.target.value)}
        />
        <Button type="submit" variant="contained" disabled={!complete || action.busy}>
          {action.busy ? t('registrar.registering') : t('registrar.register')}
        </Button>
      </Stack>
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      {number !== null && (
        <Alert severity="success" sx={{ mt: 1 }}>
          {t('registrar.number', { number: shortNumber(number) })}
        </Alert>
      )}
    </form>
  );
}

function Registered({ list }: { readonly list: readonly Registration[] }) {
  const { t } = useTranslation();
  if (list.length === 0)
    return <Typography color="textSecondary">{t('registrar.noRegistrations')}</Typography>;
  // A long day does not push what stands below out of sight.
  return (
    <Box tabIndex={0} sx={{ maxHeight: 220, overflowY: 'auto' }}>
      <Table aria-label={t('registrar.registrations')}>
        <TableBody>
          {list.map((item) => (
            <TableRow key={item.number}>
              <TableCell sx={{ fontFamily: 'monospace' }}>{shortNumber(item.number)}</TableCell>
              <TableCell>{item.department}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{dateTime(item.time)}</TableCell>
              <TableCell>
                <Chip size="small" label={t(`registration.${item.state}`)} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
