import {
  Button,
  Chip,
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
import type { Visit } from '../../../src/workstation/api/visits.ts';
import { dateTime } from '../../client/format.ts';
import { SlipLater } from './SlipLater.tsx';

interface VisitsProps {
  readonly list: readonly Visit[];
  readonly onVisit: (visit: string) => void;
}

/** The doctor's own visits, the newest first; one that goes on can be gone on with. */
export function Visits({ list, onVisit }: VisitsProps) {
  const { t } = useTranslation();
  const [late, setLate] = useState<string | null>(null);
  if (list.length === 0) return <Typography color="textSecondary">{t('today.noVisits')}</Typography>;
  return (
    <>
      <Table>
        <TableHead>
          <TableRow>
            <TableCell>{t('today.patient')}</TableCell>
            <TableCell>{t('today.time')}</TableCell>
            <TableCell>{t('today.recordsLabel')}</TableCell>
            <TableCell>{t('today.state')}</TableCell>
            <TableCell align="right">{t('today.action')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {list.map((visit) => (
            <VisitRow key={visit.id} visit={visit} onVisit={onVisit} onSlip={setLate} />
          ))}
        </TableBody>
      </Table>
      {late !== null && <SlipLater visit={late} onClose={() => setLate(null)} />}
    </>
  );
}

interface VisitRowProps {
  readonly visit: Visit;
  readonly onVisit: (visit: string) => void;
  readonly onSlip: (visit: string) => void;
}

function VisitRow({ visit, onVisit, onSlip }: VisitRowProps) {
  const { t } = useTranslation();
  const goesOn = visit.state === 'open' || visit.state === 'opening';
  const waits = visit.records > 0 && !visit.consented;
  return (
    <TableRow>
      <TableCell>
        {visit.patient === null ? (
          <Typography color="textSecondary">{t('today.sealedPatient')}</Typography>
        ) : (
          <Typography sx={{ fontWeight: 600 }}>{visit.patient.name ?? t('banner.notKnown')}</Typography>
        )}
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        {dateTime(visit.openedAt)}
        {goesOn && (
          <Typography variant="caption" component="div" color="textSecondary">
            {t('today.until', { time: dateTime(visit.until) })}
          </Typography>
        )}
      </TableCell>
      <TableCell>{visit.records}</TableCell>
      <TableCell>
        <Stack direction="row" spacing={0.5}>
          <Chip size="small" label={t(`visitState.${visit.state}`)} color={goesOn ? 'success' : 'default'} />
          {waits && <Chip size="small" color="warning" label={t('today.noConsent')} />}
        </Stack>
      </TableCell>
      <TableCell align="right">
        {goesOn && (
          <Button size="small" variant="contained" onClick={() => onVisit(visit.id)}>
            {t('today.goOn')}
          </Button>
        )}
        {!goesOn && waits && (
          <Button size="small" onClick={() => onSlip(visit.id)}>
            {t('today.bringSlip')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}
