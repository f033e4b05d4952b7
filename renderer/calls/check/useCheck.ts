import { useCallback, useEffect, useState } from 'react';
import { ask } from '../../client/core.ts';
import { openCamera, openMicrophone } from '../devices/capture.ts';
import { useChosenDevices } from '../devices/chosen.ts';
import { holdDevices } from '../devices/permission.ts';
import { useDevices } from '../devices/useDevices.ts';
import { useTrack } from '../devices/useTrack.ts';
import { wayOf, type WayFinding } from './findings.ts';
import { measureRelay } from './loopback.ts';

/** Everything at once, so that it is over in seconds. */
export function useCheck() {
  const { camera: cameraId, microphone: microphoneId, quiet } = useChosenDevices();
  const allowed = useAllowed();
  const camera = useTrack(
    useCallback(
      async () => allowed.then(async () => openCamera({ ...REST, camera: cameraId })),
      [allowed, cameraId],
    ),
  );
  const microphone = useTrack(
    useCallback(
      async () => allowed.then(async () => openMicrophone({ ...REST, microphone: microphoneId, quiet })),
      [allowed, microphoneId, quiet],
    ),
  );
  const found = useDevices(camera.track ?? microphone.track);
  return { camera, found, microphone, way: useWay() };
}

const REST = { camera: null, microphone: null, speaker: null, quiet: true } as const;

/** Settles when the page may use devices; it lets go when nobody looks any more. */
function useAllowed(): Promise<void> {
  const [{ promise, resolve }] = useState(() => Promise.withResolvers<void>());
  useEffect(() => {
    const held = holdDevices();
    held.then(
      () => resolve(),
      // What opens a device says itself why it cannot.
      () => resolve(),
    );
    return () => void held.then((release) => release()).catch(() => undefined);
  }, [resolve]);
  return promise;
}

function useWay(): WayFinding {
  const [way, setWay] = useState<WayFinding>({ is: 'looking' });
  useEffect(() => {
    let current = true;
    const look = async (): Promise<WayFinding> => {
      const { servers } = await ask('link/relay', {});
      return servers.length === 0 ? { is: 'none' } : wayOf(await measureRelay(servers));
    };
    look().then(
      (found) => current && setWay(found),
      () => current && setWay({ is: 'unreachable' }),
    );
    return () => {
      current = false;
    };
  }, []);
  return way;
}
