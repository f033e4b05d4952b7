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
  /** What is seen here. */
  readonly local = new MediaStream();
  /** What goes to the other side. */
  readonly sent = new MediaStream();
  /** Why there is no camera or microphone: names of getUserMedia's errors. */
  readonly trouble: Partial<Record<MediaKind, string>> = {};
  readonly #isOff: Record<MediaKind, boolean> = { audio: false, video: false };
  readonly #idle: (() => void)[] = [];
  #release: (() => void) | null = null;
  #isShown = false;
  #isClosed = false;

  /** Opens both devices; of one that is not there nothing goes, and the call goes on without it. */
  async open(media: MediaKind): Promise<void> {
    this.#release = await holdDevices();
    this.#isOff.video = media === 'audio';
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

  /** Another device in the place of the one before: answers what is to be sent of it. */
  replace(kind: MediaKind, track: MediaStreamTrack): MediaStreamTrack {
    for (const stream of [this.local, this.sent])
      for (const old of stream.getTracks().filter((one) => one.kind === kind)) {
        old.stop();
        stream.removeTrack(old);
      }
    delete this.trouble[kind];
    return this.#add(track);
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
      if (kind === 'video' && this.#isOff.video) throw new DOMException('not wanted', 'AbortError');
      this.#add(await (kind === 'audio' ? openMicrophone(chosenDevices()) : openCamera(chosenDevices())));
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      if (name !== 'AbortError') this.trouble[kind] = name;
      // Its place in the call is kept: a device that comes later goes without another description.
      this.sent.addTrack(kind === 'audio' ? this.#silence() : this.#blackness());
    }
  }

  #add(track: MediaStreamTrack): MediaStreamTrack {
    const copy = track.clone();
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
    canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height);
    return firstOf(canvas.captureStream(1));
  }
}

function firstOf(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks();
  if (track === undefined) throw new DOMException('no track', 'NotFoundError');
  return track;
}
