/**
 * What a page may use of the machine. Electron allows everything unless both handlers say no, so both are set, and
 * ask one function. Nothing is allowed yet: no screen uses a camera, a microphone, a device or a notification.
 */
import { session } from 'electron';
import { mayLoad } from './origin.ts';

/** Denies permissions, devices and screens, and any request that leaves the program's own origin. */
export function denyPermissions(): void {
  const screens = session.defaultSession;
  screens.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  screens.setPermissionCheckHandler(() => false);
  screens.setDevicePermissionHandler(() => false);
  screens.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  screens.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayLoad(details.url) }));
}
