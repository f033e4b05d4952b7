/**
 * What this side of a call captures. Nothing of it goes before both ends have confirmed what they see: what is sent are
 * copies of the tracks, which stay off until then, while the doctor sees their own face at once.
 */
import { chosenDevices } from './devices/chosen.ts';
import { openCamera, openMicrophone } from './devices/capture.ts';
import { holdDevices } from './devices/permission.ts';

export type MediaKind = 'audio' | 'video';
const KINDS: readonly MediaKind[] = ['audio', 'video'];

export class OwnMedia {
  /** What is seen here: another stream whenever a device is put in the place of another. */
  local = new MediaStream();
  /** What goes to the other side. */
  readonly sent = new MediaStream();
  /** Why there is no camera or microphone: names of getUserMedia's errors. */
  readonly trouble: Partial<Record<MediaKind, string>> = {};
  readonly #isOff: Record<MediaKind, boolean> = { audio: false, video: false };
  readonly #wanted = new Set<MediaKind>();
  readonly #lost: (kind: MediaKind) => void;
  readonly #idle: (() => void)[] = [];
  /** While a screen takes the camera's place: whether the camera was off before. */
  #screen: { readonly wasOff: boolean } | null = null;
  #release: (() => void) | null = null;
  #isShown = false;
  #isClosed = false;

  /** `lost`: a device was unplugged, or the system took it away. */
  constructor(lost: (kind: MediaKind) => void) {
    this.#lost = lost;
  }

  /** Opens both devices; of one that is not there nothing goes, and the call goes on without it. */
  async open(media: MediaKind): Promise<void> {
    this.#release = await holdDevices();
    this.#isOff.video = media === 'audio';
    for (const kind of KINDS) if (kind === 'audio' || media === 'video') this.#wanted.add(kind);
    await Promise.all(KINDS.map(async (kind) => this.#open(kind)));
    if (this.#isClosed) this.close();
  }

  /** Whether a device is sent from now on, as far as the call allows. */
  setOff(kind: MediaKind, isOff: boolean): void {
    this.#isOff[kind] = isOff;
    this.#apply();
  }

  isOff(kind: MediaKind): boolean {
    return this.#isOff[kind];
  }

  /** Both ends have confirmed. */
  show(isShown: boolean): void {
    this.#isShown = isShown;
    this.#apply();
  }

  /** Whether the call has it at all: one without video opens no camera. */
  isWanted(kind: MediaKind): boolean {
    return this.#wanted.has(kind);
  }

  /** The device that is used, as the browser names it; null where there is none. */
  device(kind: MediaKind): string | null {
    const [track] = this.local.getTracks().filter((one) => one.kind === kind && one.readyState === 'live');
    return track?.getSettings().deviceId ?? null;
  }

  /** Another device in the place of the one before: answers what is to be sent of it. */
  replace(kind: MediaKind, track: MediaStreamTrack): MediaStreamTrack {
    this.#takeOut(kind);
    delete this.trouble[kind];
    return this.#add(track, () => this.#lost(kind));
  }

  /** What is sent is a screen, and the camera is let go of: its light goes out. */
  get isSharing(): boolean {
    return this.#screen !== null;
  }

  /** A screen in the place of the camera: answers what is to be sent of it. `ended`: it has ended by itself. */
  share(track: MediaStreamTrack, ended: () => void): MediaStreamTrack {
    this.#screen ??= { wasOff: this.#isOff.video };
    this.#isOff.video = false;
    this.#takeOut('video');
    // Written words are to be read, not to move smoothly.
    track.contentHint = 'detail';
    return this.#add(track, ended);
  }

  /** Nothing in the place of the screen: answers what is to be sent until there is a camera again. */
  unshare(): MediaStreamTrack {
    this.#isOff.video = this.#screen?.wasOff ?? this.#isOff.video;
    this.#screen = null;
    this.#takeOut('video');
    return this.#keepPlace('video');
  }

  /** There is no device any more: answers what is to be sent in its place, which is nothing to see or hear. */
  lose(kind: MediaKind, why: string): MediaStreamTrack {
    this.#takeOut(kind);
    this.trouble[kind] = why;
    return this.#keepPlace(kind);
  }

  close(): void {
    this.#isClosed = true;
    for (const stream of [this.local, this.sent])
      for (const track of stream.getTracks()) {
        track.stop();
        stream.removeTrack(track);
      }
    for (const end of this.#idle.splice(0)) end();
    this.#release?.();
    this.#release = null;
  }

  async #open(kind: MediaKind): Promise<void> {
    try {
      if (!this.isWanted(kind)) throw new DOMException('not wanted', 'AbortError');
      this.#add(await openDevice(kind), () => this.#lost(kind));
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      if (name !== 'AbortError') this.trouble[kind] = name;
      this.#keepPlace(kind);
    }
  }

  /** A device that comes later goes without another description. */
  #keepPlace(kind: MediaKind): MediaStreamTrack {
    const track = kind === 'audio' ? this.#silence() : this.#blackness();
    this.sent.addTrack(track);
    this.#apply();
    return track;
  }

  #takeOut(kind: MediaKind): void {
    for (const stream of [this.local, this.sent])
      for (const old of stream.getTracks().filter((one) => one.kind === kind)) {
        old.stop();
        stream.removeTrack(old);
      }
    // Whoever records has to see that it is another.
    this.local = new MediaStream(this.local.getTracks());
  }

  #add(track: MediaStreamTrack, ended: () => void): MediaStreamTrack {
    const copy = track.clone();
    // Not of a track that is stopped here.
    track.addEventListener('ended', ended);
    this.local.addTrack(track);
    this.sent.addTrack(copy);
    this.#apply();
    return copy;
  }

  #apply(): void {
    for (const track of this.sent.getTracks())
      track.enabled = this.#isShown && !this.#isOff[track.kind === 'audio' ? 'audio' : 'video'];
    for (const track of this.local.getVideoTracks()) track.enabled = !this.#isOff.video;
  }

  #silence(): MediaStreamTrack {
    const context = new AudioContext();
    this.#idle.push(() => void context.close());
    return firstOf(context.createMediaStreamDestination().stream);
  }

  #blackness(): MediaStreamTrack {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d', { alpha: false })?.fillRect(0, 0, canvas.width, canvas.height);
    return firstOf(canvas.captureStream(1));
  }
}

/** As it is chosen now. Errors: those of getUserMedia. */
export async function openDevice(kind: MediaKind): Promise<MediaStreamTrack> {
  return kind === 'audio' ? openMicrophone(chosenDevices()) : openCamera(chosenDevices());
}

function firstOf(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks();
  if (track === undefined) throw new DOMException('no track', 'NotFoundError');
  return track;
}
