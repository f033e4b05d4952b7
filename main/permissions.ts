/**
 * What a page may use of the machine. Electron allows everything unless both handlers say no, so both are set, and
 * ask one function. Camera and microphone are for the dialog that shows them; no screen uses a device or a notification.
 */
import { session } from 'electron';
import type { CameraUse } from './cameraUse.ts';
import { isOwnUrl, mayLoad } from './origin.ts';
import type { SharedScreens } from './sharedScreens.ts';

/** Denies permissions but those of `camera`, devices, and screens but the one that was chosen in a call, and any request that leaves the program's own origin. */
export function denyPermissions(camera: CameraUse, chosen: Pick<SharedScreens, 'take'>): void {
  const screens = session.defaultSession;
  screens.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(details.isMainFrame && camera.grants(permission, details.requestingUrl)),
  );
  screens.setPermissionCheckHandler((_contents, permission, origin) => camera.grants(permission, origin));
  screens.setDevicePermissionHandler(() => false);
  screens.setDisplayMediaRequestHandler((request, callback) => {
    const source = isOwnUrl(request.securityOrigin) ? chosen.take() : Promise.resolve(null);
    source.then(
      (video) => callback(video === null ? {} : { video }),
      () => callback({}),
    );
  });
  screens.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayLoad(details.url) }));
}
