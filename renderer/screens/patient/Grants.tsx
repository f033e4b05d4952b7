import {
  Button,
  Chip,
  Paper,
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
import type { PatientGrant } from '../../../src/workstation/api/patient.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';
import { EndReadingDialog } from './EndReadingDialog.tsx';
import type { GivenSecret } from './SecretFields.tsx';

interface GrantsProps {
  readonly view: ResultOf<'patient/view'>;
  readonly opened: GivenSecret;
  readonly onChanged: () => Promise<void>;
}

/** What the patient granted, whether it still holds, and how to take it back. */
export function Grants({ view, opened, onChanged }: GrantsProps) {
  const { t } = useTranslation();
  const [revoking, setRevoking] = useState<PatientGrant | null>(null);
  return (
    <Paper component="section" aria-label={t('grant.list')} sx={{ p: 2, flexShrink: 0 }}>
      <Typography variant="h2" gutterBottom>
        {t('grant.list')}
      </Typography>
      <Table>
        <TableHead>
          <TableRow>
            <TableCell>{t('patient.card')}</TableCell>
            <TableCell>{t('grant.grantee')}</TableCell>
            <TableCell>{t('patient.why')}</TableCell>
            <TableCell>{t('patient.from')}</TableCell>
            <TableCell>{t('patient.until')}</TableCell>
            <TableCell>{t('grant.state')}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {view.grants.map((grant) => (
            <GrantRow key={grant.grant} grant={grant} onRevoke={() => setRevoking(grant)} />
          ))}
        </TableBody>
      </Table>
      {revoking !== null && (
        <EndReadingDialog
          doctor={revoking.grantee}
          epoch={revoking.epoch}
          opened={opened}
          end={async (secret) =>
            await ask('patient/revoke', { handle: view.handle, secret, grant: revoking.grant })
          }
          onChanged={onChanged}
          onClose={() => setRevoking(null)}
        />
      )}
    </Paper>
  );
}

interface GrantRowProps {
  readonly grant: PatientGrant;
  readonly onRevoke: () => void;
}

function GrantRow({ grant, onRevoke }: GrantRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state } = grant;
  const mayRevoke = state === 'in-force' || state === 'suspended';
  return (
    <TableRow>
      <TableCell>{grant.epoch}</TableCell>
      <TableCell>
        {named(grant.grantee, language)} · {named(grant.institution, language)}
      </TableCell>
      <TableCell>{wordFor('purpose', grant.purpose, language)}</TableCell>
      <TableCell>{dateTime(grant.from)}</TableCell>
      <TableCell>{dateTime(grant.revokedAt ?? grant.until)}</TableCell>
      <TableCell>
        <Chip
          size="small"
          label={t(`grant.states.${state}`)}
          color={state === 'in-force' ? 'success' : 'default'}
        />
      </TableCell>
      <TableCell align="right">
        {mayRevoke && (
          <Button size="small" color="warning" onClick={onRevoke}>
            {t('grant.revoke')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}
