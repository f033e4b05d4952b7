import { Box } from '@mui/material';
import { useEffect, useRef, type VideoHTMLAttributes } from 'react';
import { useLoudspeaker } from '../../calls/devices/useLoudspeaker.ts';

/** A stream as it comes: of the other side with its sound, of this one without. */
export function Face({
  stream,
  label,
  isOwn = false,
  isMirrored = isOwn,
}: {
  readonly stream: MediaStream;
  readonly label: string;
  readonly isOwn?: boolean;
  /** As in a mirror, which is how people know their own face; never of something to read. */
  readonly isMirrored?: boolean;
}) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const shown = video.current;
    if (shown === null) return undefined;
    shown.srcObject = stream;
    // Where the system holds playing back, the element plays as soon as it may.
    shown.play().catch(() => undefined);
    return () => {
      shown.srcObject = null;
    };
  }, [stream]);
  useLoudspeaker(video, isOwn);
  const more: VideoHTMLAttributes<HTMLVideoElement> = { autoPlay: true, playsInline: true, muted: isOwn };
  return (
    <Box
      component="video"
      ref={video}
      aria-label={label}
      {...more}
      sx={{
        width: '100%',
        height: '100%',
        objectFit: isMirrored ? 'cover' : 'contain',
        display: 'block',
        bgcolor: '#000',
        ...(isMirrored && { transform: 'scaleX(-1)' }),
      }}
    />
  );
}
