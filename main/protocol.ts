/** Serves the screens under a scheme of their own: they have an origin, and no file of the machine within reach. */
import { protocol } from 'electron';
import { isMediaAddress, SCHEME } from './origin.ts';
import { answer } from './screenFiles.ts';

/** Must run before the application is ready, once. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        // Without it a film is played from its beginning only.
        stream: true,
        codeCache: true,
      },
    },
  ]);
}

/** Answers requests of the screens from `folder`; what they play comes from `media`. */
export function serveScreens(folder: string, media: (request: Request) => Promise<Response>): void {
  protocol.handle(SCHEME, async (request) =>
    isMediaAddress(request.url) ? await media(request) : await answer(request, folder),
  );
}
