/** The default session: who may use what, and which requests go out. */
import type {
  DisplayMediaRequestHandlerHandlerRequest,
  Session as ElectronSession,
  WebContents,
} from 'electron';
import type { Session as CdpSession } from './cdp.ts';
import { toChromium } from './addresses.ts';

type RequestHandler = NonNullable<Parameters<ElectronSession['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<ElectronSession['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<ElectronSession['setDevicePermissionHandler']>[0]>;
type DisplayMediaHandler = NonNullable<Parameters<ElectronSession['setDisplayMediaRequestHandler']>[0]>;
type Permission = Parameters<RequestHandler>[1];
export type BeforeRequest = NonNullable<Parameters<ElectronSession['webRequest']['onBeforeRequest']>[0]>;

/** Permissions that Chromium can be told, by the name that each side has for them. */
const PERMISSIONS: readonly (readonly [Permission, readonly string[]])[] = [
  ['media', ['camera', 'microphone']],
  ['notifications', ['notifications']],
  ['geolocation', ['geolocation']],
  ['midi', ['midi']],
  ['clipboard-read', ['clipboard-read']],
  ['clipboard-sanitized-write', ['clipboard-write']],
  ['idle-detection', ['idle-detection']],
  ['persistent-storage', ['persistent-storage']],
  ['screen-wake-lock', ['screen-wake-lock']],
  ['display-capture', ['display-capture']],
  ['window-management', ['window-management']],
  ['local-fonts', ['local-fonts']],
  ['storage-access', ['storage-access']],
];

export class StandInSession {
  readonly webRequest: Pick<ElectronSession['webRequest'], 'onBeforeRequest'>;
  beforeRequest: BeforeRequest | null = null;
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;
  #device: DeviceHandler | null = null;
  #displayMedia: DisplayMediaHandler | null = null;

  constructor() {
    this.webRequest = {
      onBeforeRequest: (...args: unknown[]) => {
        this.beforeRequest = (args.at(-1) ?? null) as BeforeRequest | null;
      },
    };
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this.#device = handler;
  }

  setDisplayMediaRequestHandler(handler: DisplayMediaHandler | null): void {
    this.#displayMedia = handler;
  }

  /** Whether a device may be used that was not chosen. Chromium here is never given one, so nobody asks. */
  get deviceHandler(): DeviceHandler | null {
    return this.#device;
  }

  /** Tells Chromium what the check handler says of an origin, before its page runs. */
  async applyChecks(browser: CdpSession, contents: WebContents, origin: string): Promise<void> {
    const check = this.#check;
    if (check === null) return;
    const work = PERMISSIONS.flatMap(([permission, names]) => {
      const granted = check(contents, permission, `${origin}/`, {
        isMainFrame: true,
        requestingUrl: `${origin}/`,
      });
      return names.map(async (name) => await setPermission(browser, { name, granted, origin }));
    });
    await Promise.all(work);
  }

  /** A page asks for a permission: the check handler first, then the request handler, as in Electron. */
  async ask(
    browser: CdpSession,
    contents: WebContents,
    question: {
      readonly permission: Permission;
      readonly origin: string;
      readonly mediaTypes: readonly string[];
    },
  ): Promise<boolean> {
    const { permission, origin } = question;
    const request = this.#request;
    const granted =
      request === null ||
      (await new Promise<boolean>((resolve) =>
        request(contents, permission, resolve, {
          requestingUrl: `${origin}/`,
          isMainFrame: true,
          mediaTypes: question.mediaTypes.map((type) => (type === 'audio' ? 'audio' : 'video')),
        }),
      ));
    const names = PERMISSIONS.find(([name]) => name === permission)?.[1] ?? [];
    await Promise.all(names.map(async (name) => await setPermission(browser, { name, granted, origin })));
    return granted;
  }

  /** A page asks for a screen: without a handler, or with no video in its answer, it gets none. */
  async askDisplayMedia(request: DisplayMediaRequestHandlerHandlerRequest): Promise<boolean> {
    const handler = this.#displayMedia;
    if (handler === null) return false;
    return await new Promise((resolve) =>
      handler(request, (streams) => resolve(streams !== null && streams.video !== undefined)),
    );
  }
}

async function setPermission(
  browser: CdpSession,
  { name, granted, origin }: { readonly name: string; readonly granted: boolean; readonly origin: string },
): Promise<void> {
  const setting = granted ? 'granted' : 'denied';
  // A name that this Chromium does not know cannot be used by its pages either.
  await browser
    .send('Browser.setPermission', {
      permission: { name },
      setting,
      origin: toChromium(origin).replace(/\/$/, ''),
    })
    .catch(() => undefined);
}
