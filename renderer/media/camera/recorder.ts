/** Films and sound from a stream, kept in the memory of the page until they are attached. */

/** How long one may be: what it becomes stays below what one attachment may have. Seconds. */
export const LONGEST = { film: 120, voice: 600 } as const;

/** Bits a second: two minutes of film have 38 MB. */
const RATES = { videoBitsPerSecond: 2_500_000, audioBitsPerSecond: 64_000 } as const;
/** Parts are taken over as they come, so that none grows large outside of the page; ms. */
const PART_MS = 1_000;

export interface Recording {
  /** Ends it, and gives all of it: WebM. */
  finish(): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends it; nothing of it stays. */
  drop(): void;
}

/** Begins at once. */
export function record(stream: MediaStream, kind: 'film' | 'voice'): Recording {
  const type = kind === 'film' ? 'video/webm' : 'audio/webm';
  const recorder = new MediaRecorder(stream, { mimeType: type, ...RATES });
  const parts: Promise<ArrayBuffer>[] = [];
  const ended = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()));
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data.arrayBuffer()));
  recorder.start(PART_MS);
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  return {
    finish: async () => {
      stop();
      await ended;
      return joined(await Promise.all(parts));
    },
    drop: () => {
      stop();
      parts.length = 0;
    },
  };
}

function joined(parts: readonly ArrayBuffer[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole;
}

const QUALITY = 0.92;

export interface Photograph {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same as the address of a picture. */
  readonly address: string;
}

/** What the camera shows now, as JPEG. By way of text: the other way is an object that Chromium may put on a disk. */
export function photograph(video: HTMLVideoElement): Photograph | null {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d');
  if (context === null || canvas.width === 0) return null;
  context.drawImage(video, 0, 0);
  const address = canvas.toDataURL('image/jpeg', QUALITY);
  const text = window.atob(address.slice(address.indexOf(',') + 1));
  return { address, bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)) };
}
