import {
  Alert,
  Button,
  Paper,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableRow,
  TextField,
  Typography,
} from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { CaughtView } from '../../../src/workstation/api/attesting.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import { ask } from '../../client/core.ts';
import { dateTime, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { wordFor } from '../../i18n/words.ts';
import { ChooseFile } from '../../parts/ChooseFile.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { PrintedCard } from '../../parts/PrintedCard.tsx';

interface Handed {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly records: readonly CaughtView[];
}

/** Records that a doctor signed before their key was revoked: sent by the officer in the doctor's place, or declined. */
export function CaughtRecords() {
  const { t } = useTranslation();
  const [handed, setHanded] = useState<Handed | null>(null);
  const action = useAction();
  const read = (file: Uint8Array<ArrayBuffer>): void =>
    action.run(async () => {
      setHanded(null);
      setHanded({ file, ...(await ask('attesting/read', { file })) });
    });
  return (
    <Paper component="section" aria-label={t('attesting.title')} sx={{ p: 2 }}>
      <Typography variant="h2">{t('attesting.title')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('attesting.hint')}
      </Typography>
      <ChooseFile
        label={t('attesting.choose')}
        accept=".attest"
        sx={{ my: 1 }}
        variant="outlined"
        disabled={action.busy}
        onFiles={([file]) => void file?.arrayBuffer().then((bytes) => read(new Uint8Array(bytes)))}
      >
        {t('attesting.choose')}
      </ChooseFile>
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      {handed?.records.map((record) => (
        <Caught key={record.statement} file={handed.file} record={record} />
      ))}
    </Paper>
  );
}

type Decided = ResultOf<'attesting/decline'> & { readonly decision: 'attested' | 'declined' };

interface CaughtProps {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly record: CaughtView;
}

function Caught({ file, record }: CaughtProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [decided, setDecided] = useState<Decided | null>(null);
  const action = useAction();
  const of = { file, statement: record.statement };
  const attest = (): void =>
    action.run(async () => setDecided({ ...(await ask('attesting/attest', of)), decision: 'attested' }));
  const decline = (): void =>
    action.run(async () =>
      setDecided({ ...(await ask('attesting/decline', { ...of, reason })), decision: 'declined' }),
    );
  return (
    <Stack spacing={1} sx={{ mt: 2 }}>
      <Signed record={record} />
      <Alert severity={record.state === 'caught' ? 'info' : 'warning'}>
        {t(`attesting.states.${record.state}`)}
      </Alert>
      {action.busy && <Loading />}
      <ErrorNote error={action.error} />
      {decided === null ? (
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          {(record.state === 'caught' || record.state === 'on-ledger') && (
            <Button variant="contained" disabled={action.busy} onClick={attest}>
              {t('attesting.attest')}
            </Button>
          )}
          <TextField
            label={t('attesting.reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 120 } }}
          />
          <Button disabled={action.busy || reason.trim() === ''} onClick={decline}>
            {t('attesting.decline')}
          </Button>
        </Stack>
      ) : (
        <>
          <Alert severity={decided.decision === 'attested' ? 'success' : 'warning'}>
            {t(decided.decision === 'attested' ? 'attesting.done' : 'attesting.declinedDone')}
          </Alert>
          <PrintedCard item={decided} title={t('attesting.answer')} fileName="answer.card" />
        </>
      )}
    </Stack>
  );
}

/** All that is signed, read back from the bytes of the file. */
function Signed({ record }: { readonly record: CaughtView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { author, licence, keyVersion: version, anchor, revokedAt, reason } = record;
  const anchored = { height: anchor.height, time: dateTime(anchor.time) };
  return (
    <Table size="small" aria-label={t('attesting.statement')}>
      <TableBody>
        <Row label={wordFor('kind', record.kind, language)}>
          {t('attesting.signedBy', { name: named(author, language), licence, version })}
        </Row>
        <Row label={t('attesting.signedAt')}>
          {dateTime(record.signedAt)} · {t('attesting.anchor', anchored)}
        </Row>
        <Row label={t('attesting.caughtBy')}>
          {revokedAt === null
            ? t('attesting.suspended', { reason })
            : t('attesting.revoked', { height: revokedAt, reason })}
        </Row>
        <Row label={t('attesting.consent')}>
          {t(record.consented ? 'attesting.consented' : 'attesting.notConsented')}
        </Row>
        <Row label={t('attesting.data')}>
          <HashText hash={record.dataHash} what={t('attesting.data')} />
        </Row>
        <Row label={t('attesting.statement')}>
          <HashText hash={record.statement} what={t('attesting.statement')} />
        </Row>
      </TableBody>
    </Table>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ width: 200, color: 'text.secondary' }}>
        {label}
      </TableCell>
      <TableCell>{children}</TableCell>
    </TableRow>
  );
}
