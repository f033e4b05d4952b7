import { Alert, Table, TableBody, TableCell, TableRow } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { ask } from '../../client/core.ts';
import { shortNumber } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { ChooseFile } from '../../parts/ChooseFile.tsx';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { readFiles } from '../imports/files.ts';
import { Reports } from '../imports/Reports.tsx';

/** Registers the visits that an admission system announces in HL7 files; the same announcement twice is one visit. */
export function AnnouncedVisits({ onRegistered }: { readonly onRegistered: () => void }) {
  const { t } = useTranslation();
  const [done, setDone] = useState<ResultOf<'registrar/register-announced'> | null>(null);
  const action = useAction();
  const take = (chosen: readonly File[]): void =>
    action.run(async () => {
      setDone(null);
      const files = await readFiles(chosen);
      setDone(await ask('registrar/register-announced', { files: [...files] }));
      onRegistered();
    });
  return (
    <>
      <ChooseFile
        label={t('imports.fromFile')}
        accept=".hl7,.txt"
        multiple
        variant="text"
        size="small"
        disabled={action.busy}
        onFiles={take}
      >
        {t('imports.fromFile')}
      </ChooseFile>
      <ErrorNote error={action.error} />
      {done !== null && <Registered result={done} />}
    </>
  );
}

function Registered({ result }: { readonly result: ResultOf<'registrar/register-announced'> }) {
  const { t } = useTranslation();
  const refused = result.files.filter(({ state }) => state === 'refused');
  return (
    <>
      {refused.length > 0 && <Reports list={refused} />}
      {result.registered.length === 0 ? (
        refused.length === 0 && <Alert severity="info">{t('imports.registeredNone')}</Alert>
      ) : (
        <Table aria-label={t('imports.registered')}>
          <TableBody>
            {result.registered.map((visit) => (
              <TableRow key={visit.number}>
                <TableCell sx={{ fontFamily: 'monospace' }}>{shortNumber(visit.number)}</TableCell>
                <TableCell>{visit.department}</TableCell>
                <TableCell>{visit.patientName ?? t('banner.notKnown')}</TableCell>
                <TableCell>{t(`imports.registeredState.${visit.state}`)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}
