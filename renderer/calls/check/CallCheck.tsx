import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  LinearProgress,
  Stack,
  Switch,
  Typography,
} from '@mui/material';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../parts/Loading.tsx';
import { chooseDevices, useChosenDevices } from '../devices/chosen.ts';
import { DeviceChoice } from '../devices/DeviceChoice.tsx';
import { useLevel } from '../devices/level.ts';
import { playTone } from '../devices/tone.ts';
import type { Opened } from '../devices/useTrack.ts';
import type { FoundDevices } from '../devices/useDevices.ts';
import { TroubleNote } from '../devices/TroubleNote.tsx';
import { useCheck } from './useCheck.ts';
import type { WayFinding } from './findings.ts';

/** Camera, microphone, loudspeaker and the way to others, before a call or at any time. Nothing of it leaves this computer. */
export function CallCheck({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="call-check">
      <DialogTitle id="call-check">{t('check.title')}</DialogTitle>
      <Checked key={round} />
      <DialogActions>
        <Button onClick={() => setRound(round + 1)}>{t('check.again')}</Button>
        <Button variant="contained" onClick={onClose}>
          {t('common.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Checked() {
  const { t } = useTranslation();
  const { camera, found, microphone, way } = useCheck();
  return (
    <DialogContent>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <Part title={t('devices.camera')}>
          <Camera camera={camera} found={found} />
        </Part>
        <Stack spacing={2}>
          <Part title={t('devices.microphone')}>
            <Microphone microphone={microphone} found={found} />
          </Part>
          <Part title={t('devices.speaker')}>
            <Speaker found={found} />
          </Part>
          <Part title={t('check.way.title')}>
            <Way way={way} />
          </Part>
        </Stack>
      </Box>
      {microphone.trouble !== null && (
        <Alert severity="error" sx={{ mt: 2 }}>
          {t('check.hopeless')}
        </Alert>
      )}
    </DialogContent>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack component="section" aria-label={title} spacing={1}>
      <Typography variant="h3">{title}</Typography>
      {children}
    </Stack>
  );
}

interface PartProps {
  readonly found: FoundDevices;
}

function Camera({ camera, found }: PartProps & { readonly camera: Opened }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const { track, trouble } = camera;
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = track === null ? null : new MediaStream([track]);
  }, [track]);
  return (
    <>
      <DeviceChoice of="camera" found={found.cameras} />
      {trouble !== null && <TroubleNote device="camera" trouble={trouble} severity="warning" />}
      {trouble === null && (
        <Box
          component="video"
          ref={video}
          autoPlay
          muted
          aria-label={t('check.preview')}
          // As in a mirror, as people know themselves.
          sx={{ width: '100%', aspectRatio: '16 / 9', bgcolor: '#000', transform: 'scaleX(-1)' }}
        />
      )}
      {track !== null && <Alert severity="success">{t('check.cameraWell')}</Alert>}
    </>
  );
}

function Microphone({ microphone, found }: PartProps & { readonly microphone: Opened }) {
  const { t } = useTranslation();
  const { quiet } = useChosenDevices();
  const { track, trouble } = microphone;
  const level = useLevel(track);
  const [isHeard, setHeard] = useState(false);
  if (!isHeard && level > HEARD) setHeard(true);
  return (
    <>
      <DeviceChoice of="microphone" found={found.microphones} />
      <FormControlLabel
        control={<Switch size="small" checked={quiet} />}
        label={t('devices.quiet')}
        onChange={(_, checked) => chooseDevices({ quiet: checked })}
      />
      {trouble !== null && <TroubleNote device="microphone" trouble={trouble} severity="error" />}
      {track !== null && (
        <>
          <LinearProgress
            variant="determinate"
            value={level * 100}
            aria-label={t('check.level')}
            sx={{ height: 8, borderRadius: 1, '& .MuiLinearProgress-bar': { transition: 'none' } }}
          />
          <Alert severity={isHeard ? 'success' : 'info'}>
            {t(isHeard ? 'check.microphoneWell' : 'check.speak')}
          </Alert>
        </>
      )}
    </>
  );
}

/** Of the bar: more than a quiet room. */
const HEARD = 0.25;

function Speaker({ found }: PartProps) {
  const { t } = useTranslation();
  const { speaker } = useChosenDevices();
  const [state, setState] = useState<'silent' | 'sounding' | 'sounded' | 'failed'>('silent');
  const play = (): void => {
    setState('sounding');
    playTone(speaker).then(
      () => setState('sounded'),
      () => setState('failed'),
    );
  };
  return (
    <>
      <DeviceChoice of="speaker" found={found.speakers} />
      <Button variant="outlined" disabled={state === 'sounding'} onClick={play} sx={{ alignSelf: 'start' }}>
        {t('check.tone')}
      </Button>
      {state === 'sounded' && <Alert severity="info">{t('check.toneHint')}</Alert>}
      {state === 'failed' && <Alert severity="warning">{t('check.toneFailed')}</Alert>}
    </>
  );
}

function Way({ way }: { readonly way: WayFinding }) {
  const { t } = useTranslation();
  switch (way.is) {
    case 'looking':
      return <Loading label={t('check.way.looking')} />;
    case 'none':
      return <Alert severity="info">{t('check.way.none')}</Alert>;
    case 'unreachable':
      return <Alert severity="warning">{t('check.way.unreachable')}</Alert>;
    case 'well':
    case 'narrow':
    case 'sound-only': {
      const { rate, roundTrip } = way.loopback;
      const numbers = { rate: (rate / 1_000_000).toFixed(1), delay: Math.max(1, Math.round(roundTrip)) };
      return (
        <Alert severity={way.is === 'well' ? 'success' : 'warning'}>
          {t(`check.way.${way.is}`)} {t('check.way.numbers', numbers)}
        </Alert>
      );
    }
  }
}
