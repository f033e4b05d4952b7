/** Serves the screens under a scheme of their own: they have an origin, and no file of the machine within reach. */
import { protocol } from 'electron';
import { SCHEME } from './origin.ts';
import { answer } from './screenFiles.ts';

/** Must run before the application is ready, once. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers requests of the screens from `folder`. */
export function serveScreens(folder: string): void {
  protocol.handle(SCHEME, async (request) => await answer(request, folder));
}
