import { Alert, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { MediaKind } from './media/frameForm.ts';
import { CallKeys } from './CallKeys.tsx';
import { useMutedTalk } from './devices/mutedTalk.ts';
import { DeviceMenu } from './devices/DeviceMenu.tsx';
import { ShareButton } from './sharing/ShareButton.tsx';
import type { PictureAbove } from './pictureAbove.ts';
import type { CallConnection } from './callConnection.ts';
import type { CallSnapshot } from './callSnapshot.ts';

interface CallToolsProps {
  readonly connection: CallConnection;
  readonly shown: CallSnapshot;
  readonly call: string;
  readonly media: MediaKind;
  readonly picture: PictureAbove | null;
}

/** Beside the buttons for camera and microphone. */
export function CallTools({ call, connection, media, picture, shown }: CallToolsProps) {
  const { t } = useTranslation();
  const isTalking = useMutedTalk(shown.localStream, shown.isMuted);
  const { here } = shown.narrow;
  const isSharing = shown.sharing.here;
  return (
    <>
      <CallKeys call={call} connection={connection} media={media} />
      {isTalking && (
        <Alert severity="warning" role="status" sx={{ flexBasis: '100%', order: -1 }}>
          {t('inCall.mutedTalk')}
        </Alert>
      )}
      <ShareButton
        connection={connection}
        isSharing={isSharing}
        isLive={shown.remoteStream !== null && !shown.isFrozen}
      />
      <DeviceMenu hasCamera={media === 'video'} localStream={shown.localStream} />
      <Button variant="outlined" aria-pressed={here} onClick={() => connection.setNarrow(!here)}>
        {t(here ? 'narrow.stop' : 'narrow.start')}
      </Button>
      {picture !== null && (
        <Button
          variant="outlined"
          aria-pressed={picture.isAbove}
          // A system that refuses it shows the face here, as before.
          onClick={() => void picture.toggle().catch(() => undefined)}
        >
          {t(picture.isAbove ? 'inCall.notAbove' : 'inCall.above')}
        </Button>
      )}
    </>
  );
}
