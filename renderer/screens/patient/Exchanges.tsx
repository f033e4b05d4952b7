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
import type { PatientExchange } from '../../../src/workstation/api/patient.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { wordFor } from '../../i18n/words.ts';
import { EndReadingDialog } from './EndReadingDialog.tsx';
import type { GivenSecret } from './SecretFields.tsx';

interface ExchangesProps {
  readonly view: ResultOf<'patient/view'>;
  readonly opened: GivenSecret;
  readonly onChanged: () => Promise<void>;
}

/** Which doctor gave whom the patient's records, what for, until when, and how to end it. */
export function Exchanges({ view, opened, onChanged }: ExchangesProps) {
  const { t } = useTranslation();
  const [ending, setEnding] = useState<PatientExchange | null>(null);
  return (
    <Paper component="section" aria-label={t('exchange.list')} sx={{ p: 2, flexShrink: 0 }}>
      <Typography variant="h2" gutterBottom>
        {t('exchange.list')}
      </Typography>
      <Table>
        <TableHead>
          <TableRow>
            <TableCell>{t('patient.card')}</TableCell>
            <TableCell>{t('exchange.giver')}</TableCell>
            <TableCell>{t('exchange.reader')}</TableCell>
            <TableCell>{t('patient.why')}</TableCell>
            <TableCell>{t('patient.from')}</TableCell>
            <TableCell>{t('patient.until')}</TableCell>
            <TableCell>{t('grant.state')}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {view.exchanges.map((one) => (
            <ExchangeRow key={`${one.exchange} ${one.visit}`} one={one} onEnd={() => setEnding(one)} />
          ))}
        </TableBody>
      </Table>
      {ending !== null && (
        <EndReadingDialog
          doctor={ending.reader}
          epoch={ending.epoch}
          opened={opened}
          end={async (secret) =>
            await ask('patient/end-exchange', { handle: view.handle, secret, exchange: ending.exchange })
          }
          onChanged={onChanged}
          onClose={() => setEnding(null)}
        />
      )}
    </Paper>
  );
}

function ExchangeRow({ one, onEnd }: { readonly one: PatientExchange; readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state } = one;
  return (
    <TableRow>
      <TableCell>{one.epoch}</TableCell>
      <TableCell>{named(one.giver, language)}</TableCell>
      <TableCell>
        {named(one.reader, language)} · {named(one.institution, language)}
      </TableCell>
      <TableCell>{wordFor('purpose', one.purpose, language)}</TableCell>
      <TableCell>{dateTime(one.from)}</TableCell>
      <TableCell>{dateTime(one.revokedAt ?? one.until)}</TableCell>
      <TableCell>
        <Chip
          size="small"
          label={state === 'waiting' ? t('exchange.notYet') : t(`grant.states.${state}`)}
          color={state === 'in-force' ? 'success' : 'default'}
        />
      </TableCell>
      <TableCell align="right">
        {state !== 'over' && state !== 'revoked' && (
          <Button size="small" color="warning" onClick={onEnd}>
            {t('grant.revoke')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}
