/** The page's side of calls, alone in a page; the core is beyond an exposed function. */
import { CallConnection } from '../../../renderer/calls/callConnection.ts';
import { chooseDevices } from '../../../renderer/calls/devices/chosen.ts';
import { showAbove } from '../../../renderer/calls/pictureAbove.ts';
import { listenForTalk } from '../../../renderer/calls/pushToTalk.ts';
import { setPreferences } from '../../../renderer/client/preferences.ts';
import { codedCamera, readFace } from '../../support/codedFace.ts';
import { holdClock, parts, pass, restarts, silence } from './testClock.ts';

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

export const connection = new CallConnection(parts);
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

/** From now on these microphones are plugged in, by their ids, each with its tone, Hz; the system takes the first. */
function plugMicrophones(tones: Readonly<Record<string, number>>): void {
  const devices = navigator.mediaDevices;
  const cameras = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    const { audio } = wanted ?? {};
    if (typeof audio !== 'object') return cameras(wanted);
    const exact = (audio.deviceId as { readonly exact: string } | undefined)?.exact;
    const context = new AudioContext();
    const tone = context.createOscillator();
    tone.frequency.value = tones[exact ?? Object.keys(tones)[0] ?? ''] ?? 0;
    const out = context.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    return out.stream;
  };
}

let listening: AnalyserNode | null = null;

/** The loudest tone of the other side, Hz; as near as a spectrum of 2,048 bands tells. */
function heardTone(): number {
  const { remoteStream } = connection.snapshot;
  if (remoteStream === null) return 0;
  if (listening === null) {
    const context = new AudioContext();
    listening = context.createAnalyser();
    listening.fftSize = 4096;
    context.createMediaStreamSource(remoteStream).connect(listening);
  }
  const bands = new Float32Array(listening.frequencyBinCount);
  listening.getFloatFrequencyData(bands);
  const loudest = bands.indexOf(Math.max(...bands));
  return Math.max(...bands) < -70 ? 0 : (loudest * listening.context.sampleRate) / listening.fftSize;
}

/** No device can be opened, by these names of getUserMedia's errors. */
function deny(why: { readonly audio: string; readonly video: string }): void {
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    throw new DOMException('', wanted?.video === undefined ? why.audio : why.video);
  };
}

/** Shows a screen, whose picture says which side it is of. */
async function share(side: number): Promise<void> {
  codedCamera(side);
  const stream = await navigator.mediaDevices.getUserMedia({ video: true });
  const [track] = stream.getVideoTracks();
  if (track !== undefined) await connection.share(track);
}

/** What a call is sent by, as the browser was told: bit/s of the picture and of the sound. */
async function bitrates(): Promise<readonly number[]> {
  const report = [...((await connection.stats())?.values() ?? [])] as readonly {
    readonly type: string;
    readonly targetBitrate?: number;
    readonly kind?: string;
  }[];
  return report.flatMap(({ kind, targetBitrate, type }) =>
    type === 'outbound-rtp' && kind === 'video' ? [targetBitrate ?? 0] : [],
  );
}

/** Nothing is counted as coming any more: when that was noticed and what was done, ms after the last sample before. */
async function noticed() {
  const from = await pass();
  silence(true);
  let [frozen, lost, at] = [Number.NaN, Number.NaN, from];
  const before = restarts.length;
  while (Number.isNaN(lost)) {
    at = await pass();
    if (Number.isNaN(frozen) && connection.snapshot.isFrozen) frozen = at - from;
    if (!Number.isNaN(frozen) && connection.snapshot.remoteStream === null) lost = at - from;
  }
  silence(false);
  return { frozen, restart: (restarts[before] ?? Number.NaN) - from, lost };
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
  plugMicrophones,
  heardTone,
  deny,
  bitrates,
  holdClock,
  pass,
  noticed,
  share,
  retry: async (kind: 'audio' | 'video') => connection.retry(kind),
  stopSharing: async () => connection.stopSharing(),
  /** The system's own button, or the window that was shown was closed. */
  endScreen: () => {
    const [track] = connection.snapshot.localStream?.getVideoTracks() ?? [];
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  },
  sides: () => ({ sharing: connection.snapshot.sharing, narrow: connection.snapshot.narrow }),
  muted: () => ({ audio: connection.snapshot.isMuted, video: connection.snapshot.isCameraOff }),
  frozen: () => connection.snapshot.isFrozen,
  restarts: () => restarts.length,
  setNarrow: (isOn: boolean) => connection.setNarrow(isOn),
  refused: async () => (await connection.counts())?.video.refused ?? null,
  counts: async () => connection.counts(),
  talk,
  plug,
  choose: (camera: string) => chooseDevices({ camera }),
  chooseMicrophone: (microphone: string) => chooseDevices({ microphone }),
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

/** What roomScenarios.ts adds: the compiler takes screens with those of the renderer alone. */
export interface RoomScenarios {
  /** Opens the room of the call that there is, with a viewer in its middle. */
  openRoom(): Promise<void>;
  /** The viewer breaks as it is drawn the next time: whenever anything of the call changes. */
  breakViewer(isSo: boolean): void;
  /** What the room shows in its middle. */
  middle(): string;
  openAgain(): void;
  /** With Ctrl and Shift. */
  press(key: string): void;
}
export type CallScenarios = typeof scenarios & RoomScenarios;

Object.assign(window, { scenarios });
