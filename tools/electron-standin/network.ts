/** Answers what a page requests: guards of navigation first, then the session, then the scheme's handler. */
import { fromChromium, schemeOf } from './addresses.ts';
import type { Protocol, Session } from './cdp.ts';
import { preventable, type PreventableEvent } from './events.ts';
import type { LargeBuffers } from './largeBuffers.ts';
import type { StandInProtocol } from './protocol.ts';
import type { StandInSession } from './session.ts';

type Paused = Protocol.Fetch.requestPausedPayload;

export interface Navigation {
  readonly url: string;
  readonly isSameDocument: boolean;
  readonly isMainFrame: boolean;
  readonly frame: object | null;
}

export interface NetworkPage {
  readonly session: Session;
  readonly mainFrameId: string;
  readonly mainFrame: object;
  /** Whether the program itself asked for this address; each asking counts once. */
  takeOwnNavigation(url: string): boolean;
  navigation(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    details: PreventableEvent<Navigation>,
  ): void;
}

export interface NetworkRules {
  readonly protocol: StandInProtocol;
  readonly session: StandInSession;
  readonly buffers: LargeBuffers;
}

/** Takes the page's requests from now on. */
export function interceptRequests(page: NetworkPage, rules: NetworkRules): void {
  page.session.on('Fetch.requestPaused', (paused) => {
    // A page that is closed meanwhile takes no answer.
    void answer(paused, page, rules).catch(() => undefined);
  });
}

async function answer(paused: Paused, page: NetworkPage, rules: NetworkRules): Promise<void> {
  const { requestId, request } = paused;
  const buffer = await rules.buffers.placeOf(request.url);
  if (buffer !== null) {
    await page.session.send('Fetch.continueRequest', { requestId, url: buffer });
    return;
  }
  const url = fromChromium(request.url);
  if (paused.resourceType === 'Document' && !mayNavigate(paused, url, page)) {
    await page.session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  if (await isCancelled(url, request.method, rules.session)) {
    await page.session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    return;
  }
  const handler = rules.protocol.handlers.get(schemeOf(url));
  if (handler === undefined) {
    await page.session.send('Fetch.continueRequest', { requestId });
    return;
  }
  const response = await respond(url, paused, handler);
  await fulfil(response, requestId, page.session);
}

function mayNavigate(paused: Paused, url: string, page: NetworkPage): boolean {
  const isMainFrame = paused.frameId === page.mainFrameId;
  const details = { url, isSameDocument: false, isMainFrame, frame: isMainFrame ? page.mainFrame : null };
  if (paused.redirectedRequestId !== undefined) {
    const event = preventable(details);
    page.navigation('will-redirect', event);
    return !event.defaultPrevented;
  }
  if (isMainFrame && page.takeOwnNavigation(url)) return true;
  const frameEvent = preventable(details);
  page.navigation('will-frame-navigate', frameEvent);
  if (!isMainFrame) return !frameEvent.defaultPrevented;
  const event = preventable(details);
  page.navigation('will-navigate', event);
  return !frameEvent.defaultPrevented && !event.defaultPrevented;
}

async function isCancelled(url: string, method: string, session: StandInSession): Promise<boolean> {
  const listener = session.beforeRequest;
  if (listener === null) return false;
  const details = {
    id: 0,
    url,
    method,
    resourceType: 'other' as const,
    referrer: '',
    timestamp: 0,
    uploadData: [],
  };
  return await new Promise((resolve) => listener(details, (response) => resolve(response.cancel === true)));
}

/** A handler that throws, or answers something else than a Response, is a network error of the page. */
async function respond(
  url: string,
  { request }: Paused,
  handler: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  try {
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && request.postData !== undefined;
    const init = { method: request.method, headers: headersOf(request.headers) };
    const asked = new Request(url, hasBody ? { ...init, body: request.postData ?? '' } : init);
    const answered: unknown = await handler(asked);
    return answered instanceof Response ? answered : Response.error();
  } catch (error) {
    console.error('protocol handler:', error);
    return Response.error();
  }
}

function headersOf(headers: Readonly<Record<string, string>>): Headers {
  return new Headers(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
}

async function fulfil(response: Response, requestId: string, session: Session): Promise<void> {
  if (response.status === 0) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return;
  }
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body,
  });
}
