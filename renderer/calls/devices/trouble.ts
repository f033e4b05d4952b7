/** Why a device cannot be used, by what the browser says of it (W3C Media Capture and Streams §10.2.5). Pure. */

export type Device = 'camera' | 'microphone';

export const TROUBLES = ['busy', 'denied', 'missing', 'unplugged'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** In the place of an error's name: what was used went away, and there is no other. */
export const UNPLUGGED = 'unplugged';

export function troubleOf(cause: unknown): Trouble {
  return troubleNamed(cause instanceof Error ? cause.name : '');
}

/** By the name of an error of getUserMedia, or {@link UNPLUGGED}. */
export function troubleNamed(name: string): Trouble {
  switch (name) {
    case UNPLUGGED:
      return 'unplugged';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'missing';
  }
}
