/** The other face in a small window above all others, while the doctor works in another program. */
import { useEffect, useRef, useState } from 'react';

/**
 * Shows a stream so, without its sound, which the call's own window has. Resolves with what ends it; `left` is called when
 * the doctor closes that window. Errors: those of HTMLVideoElement.requestPictureInPicture, which wants a click before it.
 */
export async function showAbove(stream: MediaStream, left: () => void): Promise<() => void> {
  const video = document.createElement('video');
  video.srcObject = stream;
  video.muted = true;
  video.addEventListener('leavepictureinpicture', () => {
    video.srcObject = null;
    left();
  });
  await video.play();
  await video.requestPictureInPicture();
  return () => {
    // Whatever the window does then, it shows nobody any more.
    video.srcObject = null;
    if (document.pictureInPictureElement === video)
      void document.exitPictureInPicture().catch(() => undefined);
  };
}

export interface PictureAbove {
  readonly isAbove: boolean;
  readonly toggle: () => Promise<void>;
}

/** Null where there is no such window, or nobody is seen: whoever is not seen in the call is not seen above it either. */
export function usePictureAbove(stream: MediaStream | null): PictureAbove | null {
  const [isAbove, setAbove] = useState(false);
  const end = useRef<(() => void) | null>(null);
  const current = useRef(stream);
  useEffect(() => {
    current.current = stream;
    return () => {
      current.current = null;
      end.current?.();
      end.current = null;
      setAbove(false);
    };
  }, [stream]);
  if (stream === null || !document.pictureInPictureEnabled) return null;
  const toggle = async (): Promise<void> => {
    if (end.current !== null) {
      end.current();
      end.current = null;
      return;
    }
    const ends = await showAbove(stream, () => {
      end.current = null;
      setAbove(false);
    });
    if (current.current !== stream) return ends();
    end.current = ends;
    setAbove(true);
  };
  return { isAbove, toggle };
}
