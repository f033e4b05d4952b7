import {
  Alert,
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Typography,
} from '@mui/material';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryView } from '../../src/workstation/api/attachments.ts';
import { ask, asCoreError, type CoreError } from '../client/core.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { Loading } from '../parts/Loading.tsx';
import { seriesOfDirectory, type SeriesChoice } from './discFiles.ts';
import type { Offered } from './useTaking.ts';

export interface Disc {
  readonly directory: Offered;
  readonly files: readonly Offered[];
}

interface DiscDialogProps {
  readonly visit: string;
  readonly disc: Disc;
  readonly onTake: (files: readonly Offered[]) => void;
  readonly onClose: () => void;
}

/** What a disc or folder holds by its directory: patients, studies and series, of which those that are wanted are chosen. */
export function DiscDialog({ visit, disc, onTake, onClose }: DiscDialogProps) {
  const { t } = useTranslation();
  const { error, view } = useDirectory(visit, disc);
  const choices = useMemo(
    () => (view === null ? [] : seriesOfDirectory(view, disc.directory, disc.files)),
    [view, disc],
  );
  const [left, setLeft] = useState<ReadonlySet<string> | null>(null);
  // Series of another patient are left out, unless they are chosen.
  const leftOut =
    left ?? new Set(choices.filter(({ patient }) => patient.check === 'different').map(({ key }) => key));
  const wanted = choices.filter(({ key }) => !leftOut.has(key)).flatMap(({ files }) => files);
  const take = (files: readonly Offered[]): void => {
    onTake(files);
    onClose();
  };
  const toggle = (key: string): void => {
    const now = new Set(leftOut);
    if (!now.delete(key)) now.add(key);
    setLeft(now);
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="disc">
      <DialogTitle id="disc">{t('media.disc.title')}</DialogTitle>
      <DialogContent>
        <ErrorNote error={error} />
        {view === null && error === null && <Loading label={t('media.disc.reading')} />}
        {view !== null && <Missing choices={choices} problems={view.problems} />}
        {view?.patients.map((patient, index) => (
          <PatientOf
            key={index}
            choices={choices.filter((choice) => choice.patient === patient)}
            leftOut={leftOut}
            onToggle={toggle}
          />
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => take(disc.files.filter((file) => file !== disc.directory))}>
          {t('media.disc.everything', { count: disc.files.length - 1 })}
        </Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button variant="contained" disabled={wanted.length === 0} onClick={() => take(wanted)}>
          {t('media.disc.take', { count: wanted.length })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface PatientOfProps {
  readonly choices: readonly SeriesChoice[];
  readonly leftOut: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}

/** What stands in the directory keeps its own language. */
function PatientOf({ choices, leftOut, onToggle }: PatientOfProps) {
  const { t } = useTranslation();
  const patient = choices[0]?.patient;
  if (patient === undefined) return null;
  const studies = [...new Set(choices.map(({ study }) => study))];
  return (
    <Box component="section" sx={{ my: 1 }}>
      <Typography variant="h3" color={patient.check === 'different' ? 'error' : 'textPrimary'}>
        <Box component="article" sx={{ display: 'inline', mr: 1 }}>
          {patient.name}
        </Box>
        {t(`pacs.patient.${patient.check}`)}
      </Typography>
      {studies.map((study, index) => (
        <Box key={index} sx={{ pl: 2 }}>
          <Typography component="article" variant="body2" sx={{ mt: 0.5 }}>
            {[dateOf(study.date), study.description].filter((text) => text !== '').join(' · ')}
          </Typography>
          {choices
            .filter((choice) => choice.study === study)
            .map(({ key, files, series }) => (
              <Box key={key} sx={{ pl: 2 }}>
                <FormControlLabel
                  control={
                    <Checkbox
                      size="small"
                      checked={!leftOut.has(key) && files.length > 0}
                      disabled={files.length === 0}
                      onChange={() => onToggle(key)}
                    />
                  }
                  label={
                    <>
                      <Box component="article" sx={{ display: 'inline', mr: 1 }}>
                        {[series.number, series.modality, series.description]
                          .filter((text) => text !== '')
                          .join(' · ')}
                      </Box>
                      {t('images.count', { count: files.length })}
                    </>
                  }
                />
              </Box>
            ))}
        </Box>
      ))}
    </Box>
  );
}

/** Names of files that are shown; the others are counted. */
const NAMED = 8;

interface MissingProps {
  readonly choices: readonly SeriesChoice[];
  readonly problems: DirectoryView['problems'];
}

function Missing({ choices, problems }: MissingProps) {
  const { t } = useTranslation();
  const missing = choices.flatMap((choice) => choice.missing);
  return (
    <>
      {problems.length > 0 && <Alert severity="warning">{t('media.disc.problems')}</Alert>}
      {choices.length === 0 && <Alert severity="info">{t('media.disc.empty')}</Alert>}
      {missing.length > 0 && (
        <Alert severity="warning">
          {t('media.disc.missing', { count: missing.length })}
          <Box component="article" sx={{ overflowWrap: 'anywhere' }}>
            {missing.slice(0, NAMED).join(', ') + (missing.length > NAMED ? ' …' : '')}
          </Box>
        </Alert>
      )}
    </>
  );
}

function dateOf(text: string): string {
  return /^\d{8}$/u.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
}

function useDirectory(visit: string, { directory }: Disc) {
  const [view, setView] = useState<DirectoryView | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  useEffect(() => {
    let current = true;
    directory
      .read()
      .then(async (bytes) => ask('attachment/directory', { visit, bytes }))
      .then(
        (found) => current && setView(found),
        (cause: unknown) => current && setError(asCoreError(cause)),
      );
    return () => {
      current = false;
    };
  }, [visit, directory]);
  return { view, error };
}
