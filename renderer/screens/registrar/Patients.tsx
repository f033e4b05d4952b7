import {
  Button,
  Paper,
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
import type { KnownPatient } from '../../../src/workstation/api/registrar.ts';
import { useAsk } from '../../client/useAsk.ts';
import { Answer } from '../../parts/Answer.tsx';
import { CardsDialog } from './CardsDialog.tsx';
import type { Sheet } from './PatientSheet.tsx';

/** Patients whom this registrar registered, and what is to be done about their cards. */
export function Patients({ onSheet }: { readonly onSheet: (sheet: Sheet) => void }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [found, reload] = useAsk('registrar/patients', { query }, ['ledger']);
  const [chosen, setChosen] = useState<KnownPatient | null>(null);
  const close = (): void => {
    setChosen(null);
    reload();
  };
  return (
    <Paper component="section" aria-label={t('patients.title')} sx={{ p: 2 }}>
      <Typography variant="h2">{t('patients.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('patients.hint')}
      </Typography>
      <TextField
        label={t('patients.search')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
      />
      <Answer of={found}>{(list) => <Found list={list} query={query} onChoose={setChosen} />}</Answer>
      {chosen !== null && <CardsDialog patient={chosen} onSheet={onSheet} onClose={close} />}
    </Paper>
  );
}

interface FoundProps {
  readonly list: readonly KnownPatient[];
  readonly query: string;
  readonly onChoose: (patient: KnownPatient) => void;
}

function Found({ list, query, onChoose }: FoundProps) {
  const { t } = useTranslation();
  if (list.length === 0) {
    return (
      <Typography color="textSecondary">
        {t(query.trim() === '' ? 'patients.none' : 'patients.notFound')}
      </Typography>
    );
  }
  return (
    <Table size="small" aria-label={t('patients.title')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('registrar.name')}</TableCell>
          <TableCell>{t('patients.cards')}</TableCell>
          <TableCell align="right">{t('today.action')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {list.map((patient) => (
          <PatientRow key={patient.id} patient={patient} onChoose={onChoose} />
        ))}
      </TableBody>
    </Table>
  );
}

interface PatientRowProps {
  readonly patient: KnownPatient;
  readonly onChoose: FoundProps['onChoose'];
}

function PatientRow({ patient, onChoose }: PatientRowProps) {
  const { t } = useTranslation();
  const { name, birthDate, identifier, guardian, cards } = patient;
  const count = (state: string): number => cards.filter((card) => card.state === state).length;
  return (
    <TableRow>
      <TableCell>
        {name}
        <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
          {birthDate}
          {identifier.length < 4 ? '' : ` · …${identifier.slice(-4)}`}
        </Typography>
        {guardian !== null && (
          <Typography variant="body2" color="textSecondary">
            {t('patients.guardian')} {t('patients.guardianIs', guardian)}
          </Typography>
        )}
      </TableCell>
      <TableCell>
        {patient.succeeded
          ? t('succession.succeeded')
          : t('patients.cardsAre', {
              unused: count('unused'),
              used: count('used'),
              revoked: count('revoked'),
            })}
      </TableCell>
      <TableCell align="right">
        <Button size="small" onClick={() => onChoose(patient)}>
          {t('patients.open')}
        </Button>
      </TableCell>
    </TableRow>
  );
}
