import { useCallback, useEffect, useState } from 'react';
import { holdDevices } from '../../calls/devices/permission.ts';
import type { CoreError } from '../../client/core.ts';
import { shown } from '../shown.ts';

/** What is taken: a picture, a film with sound, or sound alone. */
export type Taking = 'film' | 'photo' | 'voice';

interface Camera {
  readonly stream: MediaStream | null;
  readonly error: CoreError | null;
  /** Another camera of this machine; null where there is one alone. */
  readonly change: (() => void) | null;
}

/**
 * The camera, or the microphone alone, for as long as the dialog that uses it is there: whatever closes it, the devices are
 * let go, and the page may use them no more.
 */
export function useCamera(taking: Taking): Camera {
  const [devices, setDevices] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState(0);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  const device = devices[chosen];
  useEffect(() => {
    let current = true;
    let opened: MediaStream | null = null;
    const held = holdDevices();
    const open = async (): Promise<void> => {
      await held;
      opened = await navigator.mediaDevices.getUserMedia(constraints(taking, device));
      if (!current) return stop(opened);
      setError(null);
      setStream(opened);
      const found = await navigator.mediaDevices.enumerateDevices();
      if (current && device === undefined)
        setDevices(found.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId));
    };
    open().catch((cause: unknown) => current && setError(refusalOf(cause)));
    return () => {
      current = false;
      stop(opened);
      void held.then((release) => release()).catch(() => undefined);
    };
  }, [taking, device]);
  const next = useCallback(() => setChosen((now) => (now + 1) % devices.length), [devices]);
  return { stream, error, change: devices.length > 1 && taking !== 'voice' ? next : null };
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function constraints(taking: Taking, device: string | undefined): MediaStreamConstraints {
  const picture = {
    width: { ideal: taking === 'photo' ? 3840 : 1280 },
    ...(device === undefined ? {} : { deviceId: { exact: device } }),
  };
  return { video: taking === 'voice' ? false : picture, audio: taking !== 'photo' };
}

/** Names of W3C Media Capture and Streams §10.2.5. */
function refusalOf(cause: unknown): CoreError {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'NotAllowedError') return shown('camera-refused');
  return shown(name === 'NotReadableError' ? 'camera-busy' : 'camera-missing');
}
