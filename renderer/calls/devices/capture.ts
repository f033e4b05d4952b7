/** Camera and microphone, opened as they were chosen; one that was chosen and is not there any more is replaced by another. */
import type { ChosenDevices } from './chosen.ts';

/** Pixels; a ward's line has no room for more, and faces need none. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } as const;

/** Errors: those of getUserMedia. */
export async function openCamera({ camera }: ChosenDevices): Promise<MediaStreamTrack> {
  return firstTrack(camera, async (deviceId) =>
    navigator.mediaDevices.getUserMedia({ video: { ...PICTURE, ...deviceId } }),
  );
}

/** Errors: those of getUserMedia. */
export async function openMicrophone({ microphone, quiet }: ChosenDevices): Promise<MediaStreamTrack> {
  const sound = { echoCancellation: true, noiseSuppression: quiet, autoGainControl: true };
  return firstTrack(microphone, async (deviceId) =>
    navigator.mediaDevices.getUserMedia({ audio: { ...sound, ...deviceId } }),
  );
}

type Chosen = { readonly deviceId?: { readonly exact: string } };

async function firstTrack(
  device: string | null,
  open: (device: Chosen) => Promise<MediaStream>,
): Promise<MediaStreamTrack> {
  const stream = device === null ? await open({}) : await orAny(device, open);
  const [track] = stream.getTracks();
  if (track === undefined) throw new DOMException('no track', 'NotFoundError');
  return track;
}

async function orAny(device: string, open: (device: Chosen) => Promise<MediaStream>): Promise<MediaStream> {
  try {
    return await open({ deviceId: { exact: device } });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name !== 'OverconstrainedError' && name !== 'NotFoundError') throw error;
    return open({});
  }
}
