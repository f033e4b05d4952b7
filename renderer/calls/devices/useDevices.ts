import { useEffect, useState } from 'react';

export interface FoundDevice {
  readonly id: string;
  /** As the system calls it; empty before the page may use it. */
  readonly name: string;
}

export interface FoundDevices {
  readonly cameras: readonly FoundDevice[];
  readonly microphones: readonly FoundDevice[];
  readonly speakers: readonly FoundDevice[];
}

const NONE: FoundDevices = { cameras: [], microphones: [], speakers: [] };

/** What is plugged in, again whenever that changes or `key` does: names are there once the page may use a device. */
export function useDevices(key: unknown): FoundDevices {
  const [found, setFound] = useState(NONE);
  useEffect(() => {
    let current = true;
    const look = (): void => {
      navigator.mediaDevices.enumerateDevices().then(
        (all) => current && setFound(sorted(all)),
        () => current && setFound(NONE),
      );
    };
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => {
      current = false;
      navigator.mediaDevices.removeEventListener('devicechange', look);
    };
  }, [key]);
  return found;
}

function sorted(all: readonly MediaDeviceInfo[]): FoundDevices {
  const of = (kind: MediaDeviceKind): readonly FoundDevice[] =>
    all
      // Chromium lists the system's choice a second time under these names.
      .filter((one) => one.kind === kind && !['', 'default', 'communications'].includes(one.deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
  return { cameras: of('videoinput'), microphones: of('audioinput'), speakers: of('audiooutput') };
}
