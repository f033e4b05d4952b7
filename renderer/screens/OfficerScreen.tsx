import { Paper, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../src/workstation/api.ts';
import { useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { AuditLog } from './officer/AuditLog.tsx';
import { AddStaff } from './officer/AddStaff.tsx';
import { CaughtRecords } from './officer/CaughtRecords.tsx';
import { ChangeStatus } from './officer/ChangeStatus.tsx';
import { Erasures } from './officer/Erasures.tsx';
import { InviteStaff } from './officer/InviteStaff.tsx';
import { JointSigning } from './officer/JointSigning.tsx';
import { MemberKeys } from './officer/MemberKeys.tsx';
import { NodeHealth } from './officer/NodeHealth.tsx';
import { StaffTable } from './officer/StaffTable.tsx';

type Member = ResultOf<'staff/list'>[number];

/** The officer's desk: staff of the institution, entered, suspended and reinstated on the ledger. */
export function OfficerScreen() {
  const { t } = useTranslation();
  const [staff, reload] = useAsk('staff/list', {}, ['ledger']);
  const [chosen, setChosen] = useState<Member | null>(null);
  const [keysOf, setKeysOf] = useState<Member | null>(null);
  const close = (): void => {
    setChosen(null);
    setKeysOf(null);
    reload();
  };
  return (
    <Stack spacing={2}>
      <Paper component="section" aria-label={t('officer.staff')} sx={{ p: 2 }}>
        <Typography variant="h1" gutterBottom>
          {t('officer.staff')}
        </Typography>
        <Answer of={staff}>
          {(list) => <StaffTable list={list} onChoose={setChosen} onKeys={setKeysOf} />}
        </Answer>
      </Paper>
      <InviteStaff onAdded={reload} />
      <AddStaff onAdded={reload} />
      <CaughtRecords />
      <Erasures />
      <JointSigning />
      <NodeHealth />
      <AuditLog />
      {keysOf !== null && <MemberKeys member={keysOf} onClose={close} />}
      {chosen !== null && <ChangeStatus member={chosen} onClose={close} />}
    </Stack>
  );
}
