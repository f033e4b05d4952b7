/** Why a device cannot be used, by what the browser says of it (W3C Media Capture and Streams §10.2.5). Pure. */

export type Device = 'camera' | 'microphone';

export const TROUBLES = ['busy', 'denied', 'missing', 'unplugged'] as const;
export type Trouble = (typeof TROUBLES)[number];

export function troubleOf(cause: unknown): Trouble {
  switch (cause instanceof Error ? cause.name : '') {
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
