import { Box } from '@mui/material';
import { useEffect, useState } from 'react';
import { CallTools } from '../../calls/CallTools.tsx';
import { usePictureAbove } from '../../calls/pictureAbove.ts';
import { QualityIndicator } from '../../calls/quality/QualityIndicator.tsx';
import { RecordingControls } from '../../calls/recording/RecordingControls.tsx';
import { useCall } from '../../calls/useCall.ts';
import { IncomingCall } from './IncomingCall.tsx';
import { RoomWithTable } from './RoomWithTable.tsx';

/** The call of a doctor over whatever else is on screen; it can be made small, and goes on meanwhile. */
export function CallLayer() {
  const { view, connection, shown } = useCall();
  const [isSmall, setSmall] = useState(false);
  const picture = usePictureAbove(shown.remoteStream);
  const phase = view?.phase ?? null;
  const media = view?.media ?? 'video';
  useEffect(() => {
    // Whoever calls sees their own face while it rings; nothing of it goes.
    if (phase === 'preparing' || phase === 'ringing') void connection.prepare(media).catch(() => undefined);
  }, [connection, phase, media]);
  if (view === null) return null;
  if (view.phase === 'rung') return <IncomingCall view={view} connection={connection} />;
  const place = isSmall
    ? { right: 16, bottom: 16, width: 380, height: 300 }
    : { left: 0, top: 0, right: 0, bottom: 0 };
  return (
    <Box
      sx={{
        position: 'fixed',
        zIndex: 'modal',
        displayPrint: 'none',
        boxShadow: isSmall ? 8 : 0,
        borderRadius: isSmall ? 1 : 0,
        overflow: 'hidden',
        ...place,
      }}
    >
      <RoomWithTable
        key={view.call}
        view={view}
        connection={connection}
        shown={shown}
        isSmall={isSmall}
        onSmall={() => setSmall(!isSmall)}
        tools={
          <CallTools
            call={view.call}
            connection={connection}
            shown={shown}
            media={view.media}
            picture={picture}
          />
        }
        quality={<QualityIndicator connection={connection} level={shown.level} />}
        record={
          <RecordingControls
            key={view.call}
            dialogue={view.dialogue}
            name={view.doctor.name}
            localStream={shown.localStream}
            remoteStream={shown.remoteStream}
            isLive={view.phase === 'live'}
            isSmall={isSmall}
          />
        }
      />
    </Box>
  );
}
