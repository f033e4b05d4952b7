import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../src/workstation/api/calls.ts';
import { useLanguage } from '../../app/useLanguage.ts';
import type { CallConnection } from '../../calls/callConnection.ts';
import type { CallSnapshot } from '../../calls/callSnapshot.ts';
import { DeviceNotes } from '../../calls/devices/DeviceNotes.tsx';
import { soundDrop } from '../../calls/dropTone.ts';
import { ask } from '../../client/core.ts';
import { duration, named } from '../../client/format.ts';
import { useAction } from '../../client/useAsk.ts';
import { ErrorNote } from '../../parts/ErrorNote.tsx';
import { CallBadge } from './CallBadge.tsx';
import { Face } from './Face.tsx';
import { Timer } from './Timer.tsx';

export interface CallRoomProps {
  readonly view: CallView;
  readonly connection: CallConnection;
  readonly shown: CallSnapshot;
  readonly isSmall: boolean;
  readonly onSmall: () => void;
  /** In the middle, where both point at something: the other face goes to the side then. */
  readonly middle?: ReactNode;
  /** At the edge, for this doctor alone. */
  readonly aside?: ReactNode;
  /** Beside the buttons of the bar. */
  readonly tools?: ReactNode;
  readonly record?: ReactNode;
  readonly quality?: ReactNode;
}

/** Two faces, what both look at, and what can be done; over everything else on screen. */
export function CallRoom(props: CallRoomProps) {
  const { view, shown, isSmall, connection } = props;
  const { t } = useTranslation();
  return (
    <Stack
      component="section"
      aria-label={t('call.room')}
      sx={{ height: '100%', bgcolor: 'background.default' }}
    >
      <Head {...props} />
      <Notes view={view} shown={shown} connection={connection} />
      <Stage {...props} />
      {view.end === null && !isSmall && <Bar {...props} connection={connection} />}
    </Stack>
  );
}

function Head({ view, isSmall, onSmall, quality, record }: CallRoomProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center', px: 1.5, py: 0.75 }}>
      <Typography variant="h2" noWrap sx={{ flexGrow: 1, minWidth: 0, lineHeight: 1.5 }}>
        {named(view.doctor.name, language)} · {named(view.doctor.institution, language)}
      </Typography>
      {view.started !== null && <Timer since={view.started} />}
      {!isSmall && quality}
      {record}
      {!isSmall && view.end === null && <CallBadge view={view} />}
      <Button size="small" onClick={onSmall}>
        {isSmall ? t('call.large') : t('call.small')}
      </Button>
    </Stack>
  );
}

/** What a doctor has to know now, in words. */
function Notes({ view, shown, connection }: Pick<CallRoomProps, 'view' | 'shown' | 'connection'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isGone = view.phase === 'interrupted' || shown.isFrozen;
  const isLost = view.end?.reason === 'lost';
  useEffect(() => {
    if (isGone || isLost) soundDrop();
  }, [isGone, isLost]);
  return (
    <>
      {isGone && (
        <Alert severity="warning" role="alert">
          {t('call.interrupted')}
        </Alert>
      )}
      {shown.sharing.here && view.end === null && (
        <Alert
          severity="info"
          action={
            <Button size="small" color="inherit" onClick={() => void connection.stopSharing()}>
              {t('screenShare.stop')}
            </Button>
          }
        >
          {t('screenShare.here', { name: named(view.doctor.name, language) })}
        </Alert>
      )}
      {(shown.narrow.here || shown.narrow.there) && view.end === null && (
        <Alert severity="info">{t('narrow.on')}</Alert>
      )}
      {view.end === null && <DeviceNotes connection={connection} shown={shown} />}
    </>
  );
}

function Stage({ aside, view, shown, middle }: CallRoomProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = named(view.doctor.name, language);
  const { localStream, remoteStream, sharing } = shown;
  const isSeen = remoteStream !== null && view.end === null;
  return (
    <Box sx={{ flexGrow: 1, minHeight: 0, position: 'relative', display: 'flex', bgcolor: '#111' }}>
      {middle !== undefined && <Box sx={{ flex: 1, minWidth: 0 }}>{middle}</Box>}
      <Box
        sx={{
          // What both look at has the room, and the faces stand beside it; a screen is to be read.
          flex: middle === undefined ? 1 : sharing.there ? '0 0 55%' : '0 0 clamp(240px, 22%, 400px)',
          minWidth: 0,
          position: 'relative',
        }}
      >
        {isSeen ? <Face stream={remoteStream} label={t('call.faceOf', { name })} /> : <Waiting view={view} />}
        {isSeen && !shown.remote.video && (
          <Typography
            sx={{ position: 'absolute', inset: 'auto 0 50% 0', textAlign: 'center', color: '#fff' }}
          >
            {t('call.theirCameraOff', { name })}
          </Typography>
        )}
        {isSeen && sharing.there && (
          <Typography
            role="status"
            sx={{ position: 'absolute', left: 12, top: 12, px: 1, bgcolor: '#000a', color: '#fff' }}
          >
            {t('screenShare.there', { name })}
          </Typography>
        )}
      </Box>
      {aside !== undefined && view.end === null && (
        <Box sx={{ width: 300, flexShrink: 0, p: 1, bgcolor: 'background.default' }}>{aside}</Box>
      )}
      {localStream !== null && view.end === null && (
        <Box
          sx={{
            position: 'absolute',
            right: aside === undefined ? 12 : 312,
            bottom: 12,
            width: '18%',
            minWidth: 110,
            aspectRatio: '16 / 9',
            borderRadius: 1,
            overflow: 'hidden',
            boxShadow: 4,
          }}
        >
          <Face
            stream={localStream}
            label={t(sharing.here ? 'screenShare.own' : 'call.ownFace')}
            isOwn
            isMirrored={!sharing.here}
          />
        </Box>
      )}
    </Box>
  );
}

/** In the place of the other face: what is waited for, or how it ended. */
function Waiting({ view }: Pick<CallRoomProps, 'view'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useAction();
  const { busy, error } = action;
  const { call, end, phase } = view;
  return (
    <Stack
      spacing={2}
      sx={{ height: '100%', alignItems: 'center', justifyContent: 'center', color: '#fff', p: 2 }}
    >
      <Typography variant="h2" role="status" sx={{ color: 'inherit', textAlign: 'center' }}>
        {end === null
          ? t(`call.phase.${phase === 'ended' || phase === 'rung' ? 'connecting' : phase}`)
          : t(`call.ended.${reasonOf(end.reason)}`)}
      </Typography>
      {end !== null && end.durationMs > 0 && (
        <Typography>{t('call.lasted', { time: duration(end.durationMs, language) })}</Typography>
      )}
      <ErrorNote error={error} />
      {end !== null && (
        <Button
          variant="contained"
          disabled={busy}
          onClick={() => action.run(async () => void (await ask('call/put-away', { call })))}
        >
          {t('common.close')}
        </Button>
      )}
    </Stack>
  );
}

function Bar({ view: { call, media }, connection, shown, tools }: CallRoomProps) {
  const { t } = useTranslation();
  const action = useAction();
  const { error } = action;
  const [isEnding, setEnding] = useState(false);
  const { isCameraOff, isMuted } = shown;
  return (
    <>
      <ErrorNote error={error} />
      <Stack
        direction="row"
        spacing={1}
        useFlexGap
        role="toolbar"
        aria-label={t('call.bar')}
        sx={{ p: 1, justifyContent: 'center', flexWrap: 'wrap' }}
      >
        <Button
          variant="outlined"
          aria-pressed={isMuted}
          // Pressed with the mouse it does not keep the space bar, which is to talk while it is held.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => connection.setOff('audio', !isMuted)}
        >
          {isMuted ? t('call.unmute') : t('call.mute')}
        </Button>
        {media === 'video' && !shown.sharing.here && (
          <Button
            variant="outlined"
            aria-pressed={isCameraOff}
            onClick={() => connection.setOff('video', !isCameraOff)}
          >
            {isCameraOff ? t('call.cameraOn') : t('call.cameraOff')}
          </Button>
        )}
        {tools}
        <Button
          variant="contained"
          color="error"
          disabled={isEnding}
          onClick={() => {
            setEnding(true);
            action.run(async () => void (await ask('call/hang-up', { call })));
          }}
        >
          {t('call.hangUp')}
        </Button>
      </Stack>
    </>
  );
}

const REASONS = [
  'hung-up',
  'unanswered',
  'declined',
  'busy',
  'cancelled',
  'lost',
  'closed',
  'certificate',
  'unprotected',
  'malformed',
  'right-ended',
  'no-device',
] as const;

/** A reason of a newer program is none that this one has words for. */
export function reasonOf(reason: string): (typeof REASONS)[number] {
  return REASONS.find((one) => one === reason) ?? 'closed';
}
