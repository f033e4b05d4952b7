import {
  Button,
  Chip,
  Grid,
  Link,
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
import type { ResultOf } from '../../src/workstation/api.ts';
import { useLanguage } from '../app/useLanguage.ts';
import { AnchoredList } from '../calls/recording/ledger/AnchoredList.tsx';
import { dateOnly, dateTime, named, shortHash } from '../client/format.ts';
import { useAsk } from '../client/useAsk.ts';
import { wordFor } from '../i18n/words.ts';
import { Answer } from '../parts/Answer.tsx';
import { AmendDialog } from './amend/AmendDialog.tsx';
import { ShareButton } from './cases/publish/ShareButton.tsx';
import { DocumentPane } from './chart/DocumentPane.tsx';
import { ReceiptList } from './consults/ReceiptList.tsx';

type Row = ResultOf<'ledger/mine'>[number];

/** A year's records are thousands; the older ones are listed when they are asked for. */
const SHOWN_AT_ONCE = 100;

/** The doctor's ledger (医生诊疗区块): what this doctor signed; without the patient once the follow-up has passed. */
export function MyLedgerScreen() {
  const { t } = useTranslation();
  const [rows] = useAsk('ledger/mine', {}, ['ledger', 'outbox']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [amending, setAmending] = useState<string | null>(null);
  return (
    <Grid container spacing={2}>
      <Grid size={{ xs: 12, lg: chosen === null ? 12 : 7 }}>
        <Paper sx={{ p: 2, overflow: 'auto' }}>
          <Typography variant="h1">{t('mine.title')}</Typography>
          <Typography variant="body2" color="textSecondary" gutterBottom>
            {t('mine.explain')}
          </Typography>
          <Answer of={rows}>{(list) => <Rows list={list} chosen={chosen} onChoose={setChosen} />}</Answer>
        </Paper>
        <AnchoredList />
        <ReceiptList />
      </Grid>
      {chosen !== null && (
        <Grid size={{ xs: 12, lg: 5 }}>
          <Paper sx={{ p: 2 }}>
            <Button size="small" sx={{ mb: 1 }} onClick={() => setAmending(chosen)}>
              {t('amend.open')}
            </Button>{' '}
            <ShareButton statements={[chosen]} />
            <DocumentPane channel="ledger/my-document" args={{ statement: chosen }} />
          </Paper>
        </Grid>
      )}
      {amending !== null && <AmendDialog statement={amending} onClose={() => setAmending(null)} />}
    </Grid>
  );
}

interface RowsProps {
  readonly list: readonly Row[];
  readonly chosen: string | null;
  readonly onChoose: (statement: string) => void;
}

function Rows({ list, chosen, onChoose }: RowsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (list.length === 0) return <Typography color="textSecondary">{t('mine.empty')}</Typography>;
  return (
    <>
      <Table>
        <TableHead>
          <TableRow>
            <TableCell>{t('mine.time')}</TableCell>
            <TableCell>{t('mine.patient')}</TableCell>
            <TableCell>{t('mine.record')}</TableCell>
            <TableCell>{t('mine.state')}</TableCell>
            <TableCell>{t('mine.followUntil')}</TableCell>
            <TableCell>{t('mine.block')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {list.slice(0, shown).map((row) => (
            <RecordRow
              key={row.statement}
              row={row}
              isChosen={row.statement === chosen}
              onChoose={() => onChoose(row.statement)}
            />
          ))}
        </TableBody>
      </Table>
      {list.length > shown && (
        <Button fullWidth variant="text" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('common.more', { count: list.length - shown })}
        </Button>
      )}
    </>
  );
}

interface RecordRowProps {
  readonly row: Row;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function RecordRow({ row, isChosen, onChoose }: RecordRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <TableRow hover selected={isChosen}>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{dateTime(row.time)}</TableCell>
      <TableCell>{row.patientName ?? <em>{t('mine.patientSealed')}</em>}</TableCell>
      <TableCell>
        {row.height === null || row.erasedAt !== null ? (
          <Title row={row} />
        ) : (
          <Link component="button" aria-pressed={isChosen} onClick={onChoose} sx={{ textAlign: 'left' }}>
            <Title row={row} />
          </Link>
        )}
        <Typography variant="caption" component="div">
          {row.summary}
        </Typography>
      </TableCell>
      <TableCell>
        {row.erasedAt === null ? (
          <Chip size="small" label={wordFor('statementState', row.state, language)} color={chipColor(row)} />
        ) : (
          <Chip size="small" label={t('erasure.erased')} />
        )}
        {row.height !== null && row.erasedAt === null && (
          <Typography variant="caption" component="div" color={row.verified ? 'textSecondary' : 'error'}>
            {t(row.verified ? 'mine.verified' : 'mine.unverified')}
          </Typography>
        )}
        {row.sharing !== null && (
          <Typography variant="caption" component="div">
            {t(`sharing.answered.${row.sharing.answer}`)}
          </Typography>
        )}
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{dateOnly(row.followUntil)}</TableCell>
      <TableCell>{row.height ?? '–'}</TableCell>
    </TableRow>
  );
}

/** On its way, refused, or waiting for the slip; green only when nothing is left to do. */
function chipColor(row: Row): 'error' | 'info' | 'success' | 'warning' {
  switch (row.state) {
    case 'rejected':
      return 'error';
    case 'signed-queued':
      return 'info';
    case 'pending':
    case 'pending-consent':
      return 'warning';
    default:
      return row.verified ? 'success' : 'warning';
  }
}

function Title({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (row.erasedAt !== null) return <>{t('erasure.erasedOn', { date: dateOnly(row.erasedAt) })}</>;
  return <>{row.title === null ? shortHash(row.statement) : named(row.title, language)}</>;
}
