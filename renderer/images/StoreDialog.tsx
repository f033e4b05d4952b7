import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  LinearProgress,
  Stack,
  Typography,
} from '@mui/material';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgsOf } from '../../src/workstation/api.ts';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { useAsk } from '../client/useAsk.ts';
import { Answer } from '../parts/Answer.tsx';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { seriesOf } from './imageStack.ts';
import { StorePatient, type ChosenPatient } from './StorePatient.tsx';
import { useStoring } from './useStoring.ts';

export type StoredHolder = ArgsOf<'pacs/store'>['of'];

interface StoreDialogProps {
  readonly holder: StoredHolder;
  readonly attachments: readonly AttachmentView[];
  /** As the chart names them. */
  readonly patient: string;
  readonly onClose: () => void;
}

/** Images of a record into the hospital's archive: which series, and which patient of the archive they are of. */
export function StoreDialog({ holder, attachments, patient, onClose }: StoreDialogProps) {
  const { t } = useTranslation();
  const [known] = useAsk('pacs/settings', {});
  const storing = useStoring(holder);
  const close = (): void => {
    storing.stop();
    onClose();
  };
  return (
    <Dialog open onClose={close} fullWidth maxWidth="sm" aria-labelledby="store">
      <DialogTitle id="store">{t('pacs.storeTitle')}</DialogTitle>
      <Answer of={known}>
        {(archive) =>
          archive === null ? (
            <DialogContent>
              <Alert severity="info">{t('pacs.notSet')}</Alert>
            </DialogContent>
          ) : (
            <Form holder={holder} attachments={attachments} patient={patient} storing={storing} />
          )
        }
      </Answer>
      <DialogActions>
        <Button onClick={close}>{t('common.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

interface FormProps extends Omit<StoreDialogProps, 'onClose'> {
  readonly storing: ReturnType<typeof useStoring>;
}

function Form({ holder, attachments, patient, storing }: FormProps) {
  const { t } = useTranslation();
  const series = useMemo(() => seriesOf(attachments.filter(({ kind }) => kind === 'dicom')), [attachments]);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<ChosenPatient | null>(null);
  const [isSure, setSure] = useState(false);
  const wanted = series.filter(({ key }) => !left.includes(key)).flatMap((one) => one.attachments);
  const { doing, error, refused, stored } = storing;
  const start = (): void => {
    if (chosen !== null) storing.start(wanted, chosen);
  };
  return (
    <DialogContent>
      <Typography variant="body2" gutterBottom>
        {t('pacs.storeHint')}
      </Typography>
      <Stack role="group" aria-label={t('pacs.storeSeries')}>
        <Typography variant="h3">{t('pacs.storeSeries')}</Typography>
        {series.map(({ attachments: files, key, modality, title }) => (
          <FormControlLabel
            key={key}
            control={<Checkbox size="small" checked={!left.includes(key)} />}
            label={`${modality} · ${title} · ${t('images.count', { count: files.length })}`}
            onChange={(_, checked) => setLeft(checked ? left.filter((one) => one !== key) : [...left, key])}
          />
        ))}
      </Stack>
      <StorePatient
        of={holder.kind === 'own' ? holder.statement : holder.visit}
        onChosen={(one) => {
          setChosen(one);
          setSure(false);
        }}
      />
      {chosen !== null && (
        <FormControlLabel
          control={<Checkbox checked={isSure} />}
          label={t('pacs.storeConfirm', { name: patient, id: chosen.id })}
          onChange={(_, checked) => setSure(checked)}
        />
      )}
      {doing !== null && (
        <>
          <Typography role="status">{t('pacs.taking', { done: doing.done + 1, of: doing.of })}</Typography>
          <LinearProgress
            variant="determinate"
            value={(100 * doing.done) / doing.of}
            aria-label={t('pacs.storeTitle')}
          />
        </>
      )}
      {doing === null && stored > 0 && (
        <Alert severity="success">{t('pacs.stored', { count: stored })}</Alert>
      )}
      {[...refused].map(([reason, count]) => (
        <Alert key={reason} severity="error">
          {t('pacs.refused', { count, reason: t(`pacs.refusedWhy.${reason}`) })}
        </Alert>
      ))}
      <ErrorNote error={error} />
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        <Button
          variant="contained"
          disabled={wanted.length === 0 || !isSure || chosen === null || doing !== null}
          onClick={start}
        >
          {t('pacs.storeStart')}
        </Button>
        {doing !== null && <Button onClick={storing.stop}>{t('pacs.stop')}</Button>}
      </Stack>
    </DialogContent>
  );
}
