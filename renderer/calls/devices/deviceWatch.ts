/** When a device of a call is to be opened again: another was chosen, or one that was missed is plugged in. */
import type { MediaKind } from '../media/frameForm.ts';
import { KINDS } from '../media/protocol.ts';
import { chosenDevices, onChosen, type ChosenDevices } from './chosen.ts';

export interface InUse {
  /** As the browser names it; null where none is used. */
  readonly device: string | null;
  /** It is wanted, and could not be used. */
  readonly isMissing: boolean;
}

export interface DeviceWatchParts {
  readonly using: (kind: MediaKind) => InUse;
  readonly reopen: (kind: MediaKind) => void;
}

type Plugged = Pick<MediaDeviceInfo, 'deviceId' | 'kind'>;

/** Answers what ends it. */
export function watchDevices({ reopen, using }: DeviceWatchParts): () => void {
  let before = chosenDevices();
  const stop = onChosen(() => {
    const now = chosenDevices();
    const kinds = chosenAnew(before, now);
    before = now;
    for (const kind of kinds) reopen(kind);
  });
  const look = async (): Promise<void> => {
    const plugged = await navigator.mediaDevices.enumerateDevices();
    for (const kind of KINDS) if (isBack(kind, using(kind), plugged, chosenDevices())) reopen(kind);
  };
  const onChange = (): void => void look().catch(() => undefined);
  navigator.mediaDevices.addEventListener('devicechange', onChange);
  return () => {
    stop();
    navigator.mediaDevices.removeEventListener('devicechange', onChange);
  };
}

/** Pure. */
export function chosenAnew(before: ChosenDevices, now: ChosenDevices): readonly MediaKind[] {
  const isOther = { audio: before.microphone !== now.microphone || before.quiet !== now.quiet };
  return KINDS.filter((kind) => (kind === 'audio' ? isOther.audio : before.camera !== now.camera));
}

/** The one that is chosen is there, and another is used; or any is there, and none is used. Pure. */
export function isBack(
  kind: MediaKind,
  { device, isMissing }: InUse,
  plugged: readonly Plugged[],
  { camera, microphone }: ChosenDevices,
): boolean {
  const there = plugged.filter((one) => one.kind === `${kind}input`);
  if (isMissing) return there.length > 0;
  const chosen = kind === 'audio' ? microphone : camera;
  return device !== null && device !== chosen && there.some(({ deviceId }) => deviceId === chosen);
}
