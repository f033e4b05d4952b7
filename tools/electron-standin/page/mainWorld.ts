/**
 * The page's side: takes what a preload script exposes, and asks the program before a page uses what Electron would
 * ask about. Runs as text before the scripts of the page.
 */
import { deepFreeze, type BridgeEnd } from './bridge.ts';

/** The function of the isolated world that asks the program; function 1 of this world takes what is exposed. */
export const ASK = 2;

type Ask = (question: string, data: unknown) => Promise<unknown>;

export function startMainWorld(end: BridgeEnd, ask: Ask): void {
  end.functions.set(1, (name, api) => exposeInPage(String(name), api));
  guardOpen(ask);
  guardMedia(ask);
  guardNotifications(ask);
  guardPosition(ask);
  watchTitle(ask);
}

export function exposeInPage(name: string, api: unknown): void {
  if (name in globalThis) {
    throw new Error(`Cannot bind an API on top of an existing property on the window object: ${name}`);
  }
  deepFreeze(api);
  Object.defineProperty(globalThis, name, {
    value: api,
    enumerable: true,
    writable: false,
    configurable: false,
  });
}

/** No window opens before the program was asked; the stand-in knows only programs that say no. */
export function guardOpen(ask: Ask): void {
  window.open = (url, frameName, features) => {
    const address = new URL(String(url ?? 'about:blank'), document.baseURI).href;
    void ask('window-open', { url: address, frameName: frameName ?? '', features: features ?? '' });
    return null;
  };
}

export function guardMedia(ask: Ask): void {
  const { mediaDevices } = navigator;
  if (mediaDevices === undefined) return;
  const refuse = (): never => {
    throw new DOMException('Permission denied', 'NotAllowedError');
  };
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints = {}) => {
    const mediaTypes = ['video', 'audio'].filter((type) => type in constraints);
    if ((await ask('permission', { permission: 'media', mediaTypes })) !== true) refuse();
    return await getUserMedia(constraints);
  };
  const getDisplayMedia = mediaDevices.getDisplayMedia.bind(mediaDevices);
  mediaDevices.getDisplayMedia = async (constraints = {}) => {
    if ((await ask('display-media', {})) !== true) refuse();
    // The program has chosen; Chromium without a display can give nothing but this page.
    const own: DisplayMediaStreamOptions & { readonly preferCurrentTab: boolean } = {
      ...constraints,
      preferCurrentTab: true,
    };
    return await getDisplayMedia(own);
  };
}

export function guardNotifications(ask: Ask): void {
  if (typeof Notification === 'undefined') return;
  Notification.requestPermission = async (callback) => {
    const isGranted = (await ask('permission', { permission: 'notifications' })) === true;
    const answer: NotificationPermission = isGranted ? 'granted' : 'denied';
    callback?.(answer);
    return answer;
  };
}

export function guardPosition(ask: Ask): void {
  const position = navigator.geolocation;
  if (position === undefined) return;
  const getCurrentPosition = position.getCurrentPosition.bind(position);
  position.getCurrentPosition = (success, failure, options) => {
    void ask('permission', { permission: 'geolocation' }).then(() =>
      getCurrentPosition(success, failure, options),
    );
  };
}

/** Chromium's protocol does not say when a title changes. It stands in the head, which seldom changes. */
export function watchTitle(ask: Ask): void {
  let known = '';
  const tell = (): void => {
    if (document.title === known) return;
    known = document.title;
    void ask('title', { title: known });
  };
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(tell).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    tell();
  });
}

/** All of them, to be put into a page. */
export const mainWorldFunctions = [
  startMainWorld,
  exposeInPage,
  guardOpen,
  guardMedia,
  guardNotifications,
  guardPosition,
  watchTitle,
];
