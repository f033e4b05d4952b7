/** Whether the page may use camera and microphone now: while it shows that it does, and at no other time. */
import { isOwnUrl } from './origin.ts';

export class CameraUse {
  #allowed = false;

  /** The dialog with the camera opens or closes; locking closes it too. */
  allow(allowed: boolean): void {
    this.#allowed = allowed;
  }

  /** Electron's `media` permission, and that to choose a loudspeaker, for the page itself; nothing else is ever granted. */
  grants(permission: string, url: string): boolean {
    const isAsked = permission === 'media' || permission === 'speaker-selection';
    return this.#allowed && isAsked && isOwnUrl(url);
  }
}
