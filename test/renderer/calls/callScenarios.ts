/** The page's side of calls, alone in a page; the core is beyond an exposed function. */
import { CallConnection } from '../../../renderer/calls/callConnection.ts';
import { chooseDevices } from '../../../renderer/calls/devices/chosen.ts';
import { showAbove } from '../../../renderer/calls/pictureAbove.ts';
import { listenForTalk } from '../../../renderer/calls/pushToTalk.ts';
import { setPreferences } from '../../../renderer/client/preferences.ts';
import { codedCamera, readFace } from '../../support/codedFace.ts';

/** What crosses to the test's process: bytes as numbers. */
type AskCore = (channel: string, args: string) => Promise<string>;

const { askCore } = window as unknown as { readonly askCore: AskCore };

Object.assign(window, {
  consilium: {
    invoke: async (channel: string, args: unknown) =>
      revive(await askCore(channel, JSON.stringify(args, flat))),
    on: () => () => undefined,
  },
});

function flat(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { bytes: [...value] } : value;
}

function revive(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    const isBytes =
      typeof value === 'object' && value !== null && 'bytes' in value && Array.isArray(value.bytes);
    return isBytes ? new Uint8Array(value.bytes as number[]) : value;
  });
}

const connection = new CallConnection();
const states: string[] = [];
connection.onState((bytes) => states.push(new TextDecoder().decode(bytes)));
const face = document.createElement('video');
face.muted = true;
document.body.append(face);
connection.subscribe(() => {
  const { remoteStream } = connection.snapshot;
  if (face.srcObject === remoteStream) return;
  face.srcObject = remoteStream;
  if (remoteStream !== null) void face.play().catch(() => undefined);
});

/** From now on these cameras are plugged in, by their ids, each with its side; the system takes the first. */
function plug(cameras: Readonly<Record<string, number>>): void {
  const devices = navigator.mediaDevices;
  devices.enumerateDevices = async () =>
    Promise.resolve(
      Object.keys(cameras).map((deviceId) => ({ deviceId, kind: 'videoinput' }) as MediaDeviceInfo),
    );
  codedCamera(0);
  const microphone = devices.getUserMedia.bind(devices);
  const open: typeof microphone = async (wanted) => {
    const { video } = wanted ?? {};
    if (typeof video !== 'object') return microphone(wanted);
    const exact = (video.deviceId as { readonly exact: string } | undefined)?.exact;
    const [first] = Object.keys(cameras);
    const side = cameras[exact ?? first ?? ''];
    if (side === undefined)
      throw new DOMException('', exact === undefined ? 'NotFoundError' : 'OverconstrainedError');
    codedCamera(side);
    const stream = await devices.getUserMedia(wanted);
    devices.getUserMedia = open;
    return stream;
  };
  devices.getUserMedia = open;
  devices.dispatchEvent(new Event('devicechange'));
}

/** What the space bar does at the page's body, in a text, and on a button: whether the microphone is on while it is held. */
function talk() {
  const stop = listenForTalk(connection, window);
  const key = (target: EventTarget, type: string, more: KeyboardEventInit = {}): boolean => {
    const pressed = { code: 'Space', key: ' ', bubbles: true, cancelable: true, ...more };
    target.dispatchEvent(new KeyboardEvent(type, pressed));
    return !connection.snapshot.isMuted;
  };
  const held = (target: EventTarget, more: KeyboardEventInit = {}) =>
    [key(target, 'keydown', more), key(target, 'keydown', { repeat: true }), key(target, 'keyup')] as const;
  const [text, button] = [document.createElement('textarea'), document.createElement('button')];
  document.body.append(text, button);
  connection.setOff('audio', true);
  const [body, typed, pressed] = [held(document.body), held(text), held(button)];
  const composed = held(document.body, { isComposing: true });
  key(document.body, 'keydown');
  window.dispatchEvent(new Event('blur'));
  const left = !connection.snapshot.isMuted;
  key(document.body, 'keydown');
  stop();
  const ended = !connection.snapshot.isMuted;
  connection.setOff('audio', false);
  const unmuted = held(document.body);
  return { body, typed, pressed, composed, left, ended, unmuted };
}

/** Whether a window above others shows the other face, and none does when it is ended. */
async function above(): Promise<readonly boolean[]> {
  const { remoteStream } = connection.snapshot;
  if (remoteStream === null) return [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = await showAbove(remoteStream, resolve);
  const shown = document.pictureInPictureElement;
  const isShown = shown instanceof HTMLVideoElement && shown.srcObject === remoteStream && shown.muted;
  end();
  await promise;
  return [isShown, document.pictureInPictureElement !== null];
}

export const scenarios = {
  above,
  talk,
  plug,
  choose: (camera: string) => chooseDevices({ camera }),
  /** Takes the camera out that is used; `cameras` are left. */
  unplug: (cameras: Readonly<Record<string, number>>) => {
    const [track] = connection.snapshot.localStream?.getVideoTracks() ?? [];
    track?.stop();
    plug(cameras);
    track?.dispatchEvent(new Event('ended'));
  },
  notes: () => ({ swapped: connection.snapshot.swapped?.kind ?? null, trouble: connection.snapshot.trouble }),
  begin: (side: number, relayOnly: boolean) => {
    codedCamera(side);
    setPreferences({ relayOnly });
  },
  prepare: async () => connection.prepare('video'),
  follow: async () => connection.follow(),
  seen: () => ({ ...readFace(face), isShown: connection.snapshot.remoteStream !== null }),
  sending: () => connection.snapshot.localStream?.getTracks().length ?? 0,
  remote: () => connection.snapshot.remote,
  setOff: (kind: 'audio' | 'video', isOff: boolean) => connection.setOff(kind, isOff),
  state: (text: string) => connection.sendState(new TextEncoder().encode(text)),
  states: () => states,
  types: async () => {
    const report = await connection.stats();
    const all = [...(report?.values() ?? [])] as { readonly type: string; readonly candidateType?: string }[];
    return all.flatMap(({ candidateType, type }) =>
      type === 'local-candidate' ? [candidateType ?? ''] : [],
    );
  },
};
export type CallScenarios = typeof scenarios;

Object.assign(window, { scenarios });
