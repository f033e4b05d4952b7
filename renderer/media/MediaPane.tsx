import { Box, Stack } from '@mui/material';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import type { AttachmentView, PlayedHolder } from '../../src/workstation/api/attachments.ts';
import { asCoreError, playable, stopPlaying, type CoreError } from '../client/core.ts';
import { ErrorNote } from '../parts/ErrorNote.tsx';
import { shown } from './shown.ts';

interface MediaPaneProps {
  readonly attachment: AttachmentView;
  readonly holder: PlayedHolder;
}

/** A film or a sound, played from where it lies: what has been passed is not kept. */
export function MediaPane({ attachment, holder }: MediaPaneProps) {
  const { address, error, refuse } = useAddress(attachment, holder);
  const settle = useLength();
  const shared = {
    src: address ?? undefined,
    controls: true,
    preload: 'metadata',
    'aria-label': attachment.title,
    onLoadedMetadata: settle.onLoadedMetadata,
    onDurationChange: settle.onDurationChange,
    onError: (event: SyntheticEvent<HTMLMediaElement>) => refuse(event.currentTarget.error),
    // What is saved would lie on a disk in the clear.
    controlsList: 'nodownload noremoteplayback',
    disableRemotePlayback: true,
  } as const;
  return (
    <Stack
      sx={{ flex: 1, minWidth: 0, p: 1, justifyContent: 'center' }}
      role="group"
      aria-label={attachment.title}
    >
      <ErrorNote error={error} />
      {address !== null && attachment.kind === 'audio' && (
        <Box component="audio" {...shared} sx={{ width: '100%', maxWidth: 640, mx: 'auto' }} />
      )}
      {address !== null && attachment.kind === 'video' && (
        <Box
          component="video"
          {...shared}
          disablePictureInPicture
          sx={{ maxWidth: '100%', maxHeight: '100%', minHeight: 0, mx: 'auto', bgcolor: '#000' }}
        />
      )}
    </Stack>
  );
}

function useAddress({ contentType, id, size }: AttachmentView, holder: PlayedHolder) {
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  const key = JSON.stringify(holder);
  useEffect(() => {
    let current = true;
    let given: string | null = null;
    const of = JSON.parse(key) as PlayedHolder;
    playable({ of, id, size, contentType }).then(
      (found) => {
        given = found;
        if (current) setAddress(found);
        else stopPlaying(found);
      },
      (cause: unknown) => current && setError(asCoreError(cause)),
    );
    return () => {
      current = false;
      if (given !== null) stopPlaying(given);
    };
  }, [contentType, id, key, size]);
  const refuse = (cause: MediaError | null): void => {
    const isRead = cause?.code === MediaError.MEDIA_ERR_NETWORK;
    setError(shown(isRead ? 'media-unreadable' : 'media-undecodable'));
  };
  return { address, error, refuse };
}

/** Farther than any film goes; s. */
const BEYOND = 1e7;

/** What a recorder writes does not say how long it is: the player finds out by going to its end, once. */
function useLength() {
  const looking = useRef(false);
  return {
    onLoadedMetadata: ({ currentTarget }: SyntheticEvent<HTMLMediaElement>): void => {
      if (Number.isFinite(currentTarget.duration)) return;
      looking.current = true;
      currentTarget.currentTime = BEYOND;
    },
    onDurationChange: ({ currentTarget }: SyntheticEvent<HTMLMediaElement>): void => {
      if (!looking.current || !Number.isFinite(currentTarget.duration)) return;
      looking.current = false;
      currentTarget.currentTime = 0;
    },
  };
}
