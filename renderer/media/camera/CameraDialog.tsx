import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Offered } from '../../images/useTaking.ts';
import { timeOnly } from '../../client/format.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { Loading } from '../../parts/Loading.tsx';
import { LONGEST, photograph, type Photograph } from './recorder.ts';
import { useCamera, type Taking } from './useCamera.ts';
import { clock, useRecording } from './useRecording.ts';

interface CameraDialogProps {
  /** What it begins with. */
  readonly first?: Taking;
  readonly onTaken: (taken: Offered) => void;
  readonly onClose: () => void;
}

const TAKINGS: readonly Taking[] = ['photo', 'film', 'voice'];

/** A picture, film or sound of the patient, looked at before it is used. While the camera is on, it says so. */
export function CameraDialog({ first = 'photo', onTaken, onClose }: CameraDialogProps) {
  const { t } = useTranslation();
  const [taking, setTaking] = useState<Taking>(first);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="camera">
      <DialogTitle id="camera">{t('media.camera.title')}</DialogTitle>
      <Taken key={taking} taking={taking} onChange={setTaking} onTaken={onTaken} onClose={onClose} />
    </Dialog>
  );
}

interface TakenProps extends Omit<CameraDialogProps, 'first'> {
  readonly taking: Taking;
  readonly onChange: (taking: Taking) => void;
}

function Taken({ taking, onChange, onTaken, onClose }: TakenProps) {
  const { t } = useTranslation();
  const { change, error, stream } = useCamera(taking);
  const [photo, setPhoto] = useState<Photograph | null>(null);
  const recording = useRecording(stream, taking);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream, photo]);
  const bytes = photo?.bytes ?? recording.bytes;
  const use = (taken: Uint8Array<ArrayBuffer>): void => {
    const name = t(`media.camera.name.${taking}`, { time: timeOnly(Date.now()).slice(0, 5) });
    onTaken({ name, path: name, read: async () => Promise.resolve(taken) });
    onClose();
  };
  const again = (): void => {
    setPhoto(null);
    recording.drop();
  };
  return (
    <>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1, minHeight: 360 }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={taking}
          disabled={recording.since !== null}
          aria-label={t('media.camera.what')}
          onChange={(_, chosen: Taking | null) => chosen !== null && onChange(chosen)}
        >
          {TAKINGS.map((one) => (
            <ToggleButton key={one} value={one}>
              {t(`media.camera.taking.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <ErrorNote error={error} />
        {stream === null && error === null && <Loading label={t('media.camera.starting')} />}
        {stream !== null && (
          <Typography role="status" variant="body2" color="error">
            {t(taking === 'voice' ? 'media.camera.microphoneOn' : 'media.camera.on')}
          </Typography>
        )}
        {stream !== null && taking !== 'voice' && photo === null && (
          <Box
            component="video"
            ref={video}
            autoPlay
            muted
            aria-label={t('media.camera.preview')}
            sx={SHOWN}
          />
        )}
        {photo !== null && (
          <Box component="img" src={photo.address} alt={t('media.camera.taken')} sx={SHOWN} />
        )}
        {recording.length !== null && <Length seconds={recording.length} taking={taking} />}
        {recording.bytes !== null && <Alert severity="success">{t('media.camera.recorded')}</Alert>}
      </DialogContent>
      <DialogActions>
        {change !== null && recording.since === null && (
          <Button onClick={change}>{t('media.camera.change')}</Button>
        )}
        <Button onClick={onClose}>{t('common.close')}</Button>
        {bytes !== null && <Button onClick={again}>{t('media.camera.again')}</Button>}
        {bytes !== null && (
          <Button variant="contained" autoFocus onClick={() => use(bytes)}>
            {t('media.camera.use')}
          </Button>
        )}
        {bytes === null && taking === 'photo' && (
          <Button
            variant="contained"
            disabled={stream === null}
            onClick={() => video.current !== null && setPhoto(photograph(video.current))}
          >
            {t('media.camera.shoot')}
          </Button>
        )}
        {bytes === null && taking !== 'photo' && (
          <RecordButton disabled={stream === null} recording={recording} />
        )}
      </DialogActions>
    </>
  );
}

function Length({ seconds, taking }: { readonly seconds: number; readonly taking: Taking }) {
  const { t } = useTranslation();
  const most = clock(taking === 'voice' ? LONGEST.voice : LONGEST.film);
  return <Typography role="timer">{t('media.camera.length', { length: clock(seconds), most })}</Typography>;
}

interface RecordButtonProps {
  readonly disabled: boolean;
  readonly recording: ReturnType<typeof useRecording>;
}

function RecordButton({ disabled, recording }: RecordButtonProps) {
  const { t } = useTranslation();
  const isRunning = recording.since !== null;
  return (
    <Button variant="contained" disabled={disabled} onClick={isRunning ? recording.stop : recording.start}>
      {t(isRunning ? 'media.camera.stop' : 'media.camera.record')}
    </Button>
  );
}

const SHOWN = { maxHeight: '55vh', maxWidth: '100%', mx: 'auto', bgcolor: '#000' } as const;
