import { expect } from 'vitest';
import { load, type Case } from '../contract.ts';

export const sessionCases: readonly Case[] = [
  {
    of: [
      'Protocol.registerSchemesAsPrivileged',
      'CustomScheme.scheme',
      'CustomScheme.privileges',
      'Privileges.standard',
      'Privileges.secure',
      'Privileges.supportFetchAPI',
      'Privileges.codeCache',
    ],
    is: 'a scheme is registered before the app is ready, then has an origin, relative addresses and fetch',
    run: async ({ app, page }) => {
      const message = await app.evaluate(({ protocol }) => {
        try {
          protocol.registerSchemesAsPrivileged([{ scheme: 'late' }]);
          return '';
        } catch (error) {
          return String(error);
        }
      });
      expect(message).toContain('before app is ready');
      const seen = await page.evaluate(async () => ({
        secure: isSecureContext,
        relative: await (await fetch('./echo')).text(),
        storage: typeof localStorage,
      }));
      expect(seen).toMatchObject({ secure: true, storage: 'object' });
      expect(JSON.parse(seen.relative)).toMatchObject({ url: 'app://contract/echo' });
    },
  },
  {
    of: ['Protocol.handle'],
    is: 'protocol.handle() receives method, address, headers and body, and answers with a Response',
    run: async ({ page }) => {
      const seen = await page.evaluate(async () => {
        const init = { method: 'POST', body: 'the body', headers: { 'x-asked': 'yes' } };
        const missing = await fetch('/missing');
        return {
          echo: (await (await fetch('/echo?q=1', init)).json()) as unknown,
          missing: [missing.status, await missing.text()],
        };
      });
      expect(seen.echo).toEqual({
        method: 'POST',
        url: 'app://contract/echo?q=1',
        body: 'the body',
        header: 'yes',
      });
      expect(seen.missing).toEqual([404, 'not here']);
    },
  },
  {
    of: ['Protocol.handle', 'Privileges.stream'],
    is: 'a scheme with streams plays a sound of protocol.handle() part by part, and from any place in it',
    run: async ({ page }) => {
      const seen = await page.evaluate(async () => {
        const sound = document.createElement('audio');
        const until = async (event: string): Promise<unknown> =>
          await new Promise((resolve, reject) => {
            sound.addEventListener(event, resolve, { once: true });
            sound.addEventListener('error', () => reject(new Error(sound.error?.message)), { once: true });
          });
        const ready = until('loadedmetadata');
        sound.src = '/sound';
        await ready;
        const found = until('seeked');
        sound.currentTime = 9;
        await found;
        return { duration: sound.duration, at: sound.currentTime };
      });
      expect(seen).toEqual({ duration: 10, at: 9 });
    },
  },
  {
    of: ['Protocol.handle'],
    is: 'protocol.handle() fails the request when it throws or answers Response.error()',
    run: async ({ page }) => {
      const seen = await page.evaluate(async () => {
        const tried = async (path: string): Promise<string> =>
          await fetch(path).then(
            () => 'answered',
            () => 'failed',
          );
        return [await tried('/throw'), await tried('/error')];
      });
      expect(seen).toEqual(['failed', 'failed']);
    },
  },
  {
    of: [
      'Session.defaultSession',
      'Session.setPermissionRequestHandler',
      'Session.setPermissionCheckHandler',
      'PermissionRequest.isMainFrame',
      'PermissionRequest.requestingUrl',
    ],
    is: 'setPermissionRequestHandler() decides on what a page asks for, and is told which; setPermissionCheckHandler() on what it has',
    run: async (stage) => {
      const { app, page } = stage;
      await app.evaluate(({ session }) => {
        const asked: string[] = [];
        Object.assign(globalThis, { asked });
        session.defaultSession.setPermissionCheckHandler(() => false);
        session.defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) => {
          asked.push(`${permission} ${String(details.isMainFrame)} ${details.requestingUrl}`);
          callback(false);
        });
      });
      await load(stage, '/asks');
      const seen = await page.evaluate(async () => ({
        media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
          () => 'granted',
          (error: unknown) => (error as Error).name,
        ),
        notifications: await Notification.requestPermission(),
        position: (await navigator.permissions.query({ name: 'geolocation' })).state,
      }));
      expect(seen).toEqual({ media: 'NotAllowedError', notifications: 'denied', position: 'denied' });
      const asked = await app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
      expect(asked).toEqual(
        expect.arrayContaining([expect.stringMatching(/^notifications true app:\/\/contract\//)]),
      );
    },
  },
  {
    of: ['Session.setDevicePermissionHandler'],
    is: 'setDevicePermissionHandler() that denies leaves a page without devices',
    run: async ({ app, page }) => {
      await app.evaluate(({ session }) => session.defaultSession.setDevicePermissionHandler(() => false));
      const devices = await page.evaluate(async () => {
        const { hid, usb } = navigator as unknown as Record<string, { getDevices(): Promise<unknown[]> }>;
        return [...((await hid?.getDevices()) ?? []), ...((await usb?.getDevices()) ?? [])].length;
      });
      expect(devices).toBe(0);
    },
  },
  {
    of: ['Session.setDisplayMediaRequestHandler'],
    is: 'setDisplayMediaRequestHandler() that gives no stream refuses the page',
    run: async ({ app, page }) => {
      await app.evaluate(({ session }) =>
        session.defaultSession.setDisplayMediaRequestHandler((_request, callback) => callback({})),
      );
      await page.evaluate(() => {
        const button = document.createElement('button');
        button.textContent = 'share';
        button.addEventListener('click', () => {
          void navigator.mediaDevices.getDisplayMedia({ video: true }).then(
            () => Object.assign(globalThis, { shared: 'granted' }),
            () => Object.assign(globalThis, { shared: 'refused' }),
          );
        });
        document.body.append(button);
      });
      await page.getByRole('button', { name: 'share' }).click();
      await page.waitForFunction(() => 'shared' in globalThis);
      expect(await page.evaluate(() => (globalThis as unknown as { shared: string }).shared)).toBe('refused');
    },
  },
  {
    of: [
      'DesktopCapturer.getSources',
      'DesktopCapturerSource.id',
      'DesktopCapturerSource.name',
      'DesktopCapturerSource.thumbnail',
      'DisplayMediaRequestHandlerHandlerRequest.securityOrigin',
      'NativeImage.toPNG',
      'Size.height',
      'Size.width',
      'SourcesOptions.thumbnailSize',
      'SourcesOptions.types',
      'Streams.video',
    ],
    is: 'desktopCapturer names screens and windows with a picture of each, and a page gets the one that it is given',
    run: async ({ app, page }) => {
      const listed = await app.evaluate(async ({ desktopCapturer, session }) => {
        const named = async (width: number, height: number) =>
          await desktopCapturer.getSources({
            types: ['screen', 'window'],
            thumbnailSize: { width, height },
          });
        const [first] = await named(0, 0);
        session.defaultSession.setDisplayMediaRequestHandler((request, callback) => {
          Object.assign(globalThis, { askedBy: request.securityOrigin });
          callback(first === undefined ? {} : { video: first });
        });
        return (await named(320, 180)).map(({ id, name, thumbnail }) => ({
          id,
          name,
          isPng: thumbnail.toPNG().subarray(1, 4).toString('latin1') === 'PNG',
        }));
      });
      expect(listed.some(({ id }) => id.startsWith('screen:'))).toBe(true);
      expect(listed.filter(({ isPng }) => !isPng)).toEqual([]);
      await page.evaluate(() => {
        const button = document.createElement('button');
        button.textContent = 'share one';
        button.addEventListener('click', () => {
          void navigator.mediaDevices.getDisplayMedia({ video: true }).then(
            (stream) => {
              Object.assign(globalThis, { sharedOne: stream.getVideoTracks().length });
              for (const track of stream.getTracks()) track.stop();
            },
            () => Object.assign(globalThis, { sharedOne: 0 }),
          );
        });
        document.body.append(button);
      });
      await page.getByRole('button', { name: 'share one' }).click();
      await page.waitForFunction(() => 'sharedOne' in globalThis);
      expect(await page.evaluate(() => (globalThis as unknown as { sharedOne: number }).sharedOne)).toBe(1);
      const askedBy = await app.evaluate(() => (globalThis as unknown as { askedBy: string }).askedBy);
      expect(URL.parse(askedBy)?.host).toBe('contract');
      await app.evaluate(({ session }) =>
        session.defaultSession.setDisplayMediaRequestHandler((_request, callback) => callback({})),
      );
    },
  },
  {
    of: [
      'Session.webRequest',
      'WebRequest.onBeforeRequest',
      'OnBeforeRequestListenerDetails.url',
      'CallbackResponse.cancel',
    ],
    is: 'webRequest.onBeforeRequest() can cancel the request',
    run: async ({ app, page }) => {
      await app.evaluate(({ session }) => {
        session.defaultSession.webRequest.onBeforeRequest((details, callback) =>
          callback({ cancel: details.url.endsWith('/echo?cancel') }),
        );
      });
      const seen = await page.evaluate(async () => {
        const tried = async (path: string): Promise<string> =>
          await fetch(path).then(
            () => 'answered',
            () => 'failed',
          );
        return [await tried('/echo?cancel'), await tried('/echo?pass')];
      });
      await app.evaluate(({ session }) => session.defaultSession.webRequest.onBeforeRequest(null));
      expect(seen).toEqual(['failed', 'answered']);
    },
  },
];
