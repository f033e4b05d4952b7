/** A page: loads, navigates, talks to its preload script, asks for permissions, ends. */
import type {
  HandlerDetails,
  IpcMainInvokeEvent,
  PrintToPDFOptions,
  WebContents,
  WindowOpenHandlerResponse,
} from 'electron';
import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fromChromium, toChromium } from './addresses.ts';
import type { StandInApp } from './app.ts';
import type { Session } from './cdp.ts';
import { preventable } from './events.ts';
import { MainDocument, type Question } from './frame.ts';
import type { StandInIpcMain } from './ipcMain.ts';
import { LargeBuffers } from './largeBuffers.ts';
import { interceptRequests } from './network.ts';
import { BINDING, isolatedWorldScript, mainWorldScript, WORLD } from './pageScripts.ts';
import type { StandInProtocol } from './protocol.ts';
import type { StandInSession } from './session.ts';

/** The parts of the program that a page touches. */
export interface Runtime {
  readonly app: StandInApp;
  readonly ipcMain: StandInIpcMain;
  readonly protocol: StandInProtocol;
  readonly session: StandInSession;
}

export interface PageOptions {
  readonly preload: string | undefined;
  readonly width: number;
  readonly height: number;
}

interface OpenPage {
  readonly session: Session;
  readonly targetId: string;
  readonly document: MainDocument;
}

const pages = new Set<StandInWebContents>();
let nextId = 1;

export class StandInWebContents extends EventEmitter {
  readonly id = nextId++;
  readonly #runtime: Runtime;
  readonly #options: PageOptions;
  readonly #page: Promise<OpenPage>;
  readonly #ownNavigations: string[] = [];
  readonly #buffers = new LargeBuffers();
  #open: OpenPage | null = null;
  #printing: Promise<unknown> = Promise.resolve();
  #destroyed = false;
  #windowOpen: (details: HandlerDetails) => WindowOpenHandlerResponse = () => ({ action: 'allow' });

  constructor(runtime: Runtime, options: PageOptions) {
    super();
    this.#runtime = runtime;
    this.#options = options;
    pages.add(this);
    runtime.app.emit('web-contents-created', preventable({}), this);
    this.#page = this.#openPage();
    this.#page.catch((error: unknown) => console.error('page:', error));
  }

  static fromDevToolsTargetId(targetId: string): StandInWebContents | undefined {
    return [...pages].find((page) => page.#open?.targetId === targetId);
  }

  static getAllWebContents(): StandInWebContents[] {
    return [...pages];
  }

  get session(): StandInSession {
    return this.#runtime.session;
  }

  get mainFrame(): object {
    return this.#open?.document.frame ?? {};
  }

  getURL(): string {
    return this.#open?.document.frame.url ?? '';
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.#windowOpen = handler;
  }

  /** Rejects with Chromium's error, whose name is its `code`. */
  async loadURL(url: string): Promise<void> {
    const [{ session }] = await Promise.all([this.#page, this.#applyChecks(url)]);
    const loaded = Promise.withResolvers<void>();
    const stop = session.on('Page.loadEventFired', () => loaded.resolve());
    this.#ownNavigations.push(url);
    try {
      const { errorText } = await session.send('Page.navigate', { url: toChromium(url) });
      if (errorText !== undefined && errorText !== '') throw loadError(errorText, url);
      await loaded.promise;
    } finally {
      stop();
      this.takeOwnNavigation(url);
    }
  }

  async #applyChecks(url: string): Promise<void> {
    const origin = URL.parse(url);
    if (origin === null || origin.host === '') return;
    const { browser } = this.#runtime.app.chromium.connection;
    await this.session.applyChecks(browser, this.#asElectron(), `${origin.protocol}//${origin.host}`);
  }

  /** Throws for a page that is gone, and for what cannot be cloned. */
  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#open?.document.send(channel, args);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { session } = await this.#page;
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value as unknown;
  }

  /**
   * Of Electron's options those that main/ uses; the rest are as Electron has them by default. One after the other, as
   * Electron does: Chromium prints a page once at a time.
   */
  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    const printed = this.#printing.then(async () => {
      const { session } = await this.#page;
      const { data } = await session.send('Page.printToPDF', {
        preferCSSPageSize: options.preferCSSPageSize ?? false,
        generateTaggedPDF: options.generateTaggedPDF ?? false,
      });
      return Buffer.from(data, 'base64');
    });
    this.#printing = printed.catch(() => undefined);
    return await printed;
  }

  /** As it is painted now; PNG. */
  async picture(): Promise<Buffer> {
    const { session } = await this.#page;
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }

  forcefullyCrashRenderer(): void {
    this.#open?.session.send('Page.crash').catch(() => undefined);
  }

  /** With `waitForBeforeUnload`, the page may say no. */
  close(options: { readonly waitForBeforeUnload?: boolean } = {}): void {
    void this.#page
      .then(async ({ session, targetId }) => {
        if (options.waitForBeforeUnload === true) await session.send('Page.close');
        else await this.#runtime.app.chromium.connection.browser.send('Target.closeTarget', { targetId });
      })
      .catch(() => this.#gone());
  }

  takeOwnNavigation(url: string): boolean {
    const wanted = toChromium(url);
    const at = this.#ownNavigations.findIndex((own) => toChromium(own) === wanted);
    if (at === -1) return false;
    this.#ownNavigations.splice(at, 1);
    return true;
  }

  async #openPage(): Promise<OpenPage> {
    const { connection } = this.#runtime.app.chromium;
    const { width, height } = this.#options;
    const { targetId } = await connection.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    const { sessionId } = await connection.browser.send('Target.attachToTarget', { targetId, flatten: true });
    const session = connection.session(sessionId);
    const document = new MainDocument(
      session,
      { buffers: this.#buffers, mainFrameId: targetId },
      (question) => void this.#answer(question),
    );
    this.#open = { session, targetId, document };
    this.#listen(this.#open);
    await setUpWorlds(session, this.#options.preload);
    return this.#open;
  }

  #listen({ session, targetId, document }: OpenPage): void {
    const { browser } = this.#runtime.app.chromium.connection;
    interceptRequests(
      {
        session,
        mainFrameId: targetId,
        mainFrame: document.frame,
        takeOwnNavigation: (url) => this.takeOwnNavigation(url),
        navigation: (event, details) => void this.emit(event, details),
      },
      { protocol: this.#runtime.protocol, session: this.#runtime.session, buffers: this.#buffers },
    );
    session.on('Page.loadEventFired', () => this.emit('did-finish-load'));
    session.on('Page.lifecycleEvent', ({ name, frameId }) => {
      if (name === 'firstPaint' && frameId === targetId && this.getURL() !== 'about:blank')
        this.emit('-painted');
    });
    session.on('Page.javascriptDialogOpening', ({ type }) => {
      if (type === 'beforeunload') this.#askUnload(session);
    });
    session.on('Inspector.targetCrashed', () =>
      this.emit('render-process-gone', preventable({}), { reason: 'crashed', exitCode: 5 }),
    );
    browser.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.openerId === targetId && targetInfo.type === 'page') this.#refuseWindow(targetInfo);
    });
    browser.on('Target.targetDestroyed', (event) => {
      if (event.targetId === targetId) this.#gone();
    });
  }

  /** A page that minds being closed stays, unless a listener lets it go. */
  #askUnload(session: Session): void {
    const event = preventable({});
    this.emit('will-prevent-unload', event);
    session.send('Page.handleJavaScriptDialog', { accept: event.defaultPrevented }).catch(() => undefined);
    if (!event.defaultPrevented) this.#runtime.app.cancelQuit();
  }

  #refuseWindow(target: { readonly targetId: string; readonly url: string }): void {
    this.#askWindowOpen({ url: fromChromium(target.url), frameName: '', features: '' });
    const { browser } = this.#runtime.app.chromium.connection;
    browser.send('Target.closeTarget', { targetId: target.targetId }).catch(() => undefined);
  }

  #askWindowOpen(details: {
    readonly url: string;
    readonly frameName: string;
    readonly features: string;
  }): void {
    const answer = this.#windowOpen({
      ...details,
      disposition: 'foreground-tab',
      referrer: { url: this.getURL(), policy: 'no-referrer' },
    });
    if (answer.action === 'allow') console.error('the stand-in opens no second window for a page');
  }

  async #answer(question: Question): Promise<void> {
    const { message } = question;
    if (message.op === 'preload-error') {
      console.error(`Unable to load preload script: ${String(this.#options.preload)}\n${message.message}`);
      return;
    }
    try {
      question.answer(
        message.op === 'invoke'
          ? await this.#invoke(question, message.channel)
          : await this.#ask(message.question, question.data as Record<string, unknown>),
      );
    } catch (error) {
      question.refuse(error instanceof Error ? error.message : String(error));
    }
  }

  async #invoke(question: Question, channel: string): Promise<unknown> {
    const frame = this.mainFrame;
    const event = {
      type: 'frame',
      sender: this,
      processId: 1,
      frameId: 1,
      get senderFrame() {
        return question.isAlive() ? frame : null;
      },
      preventDefault: () => undefined,
      defaultPrevented: false,
    };
    return await this.#runtime.ipcMain.invoke(
      event as unknown as IpcMainInvokeEvent,
      channel,
      question.data as unknown[],
    );
  }

  async #ask(kind: string, data: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (kind === 'window-open') {
      this.#askWindowOpen({
        url: fromChromium(String(data['url'])),
        frameName: String(data['frameName']),
        features: String(data['features']),
      });
      return null;
    }
    if (kind === 'title') {
      this.emit('-title', String(data['title']));
      return null;
    }
    if (kind === 'display-media') {
      return await this.session.askDisplayMedia({
        frame: null,
        securityOrigin: this.#origin(),
        videoRequested: true,
        audioRequested: false,
        userGesture: false,
      });
    }
    const { browser } = this.#runtime.app.chromium.connection;
    return await this.session.ask(browser, this.#asElectron(), {
      permission: data['permission'] as 'media',
      origin: this.#origin(),
      mediaTypes: (data['mediaTypes'] ?? []) as string[],
    });
  }

  #origin(): string {
    const url = URL.parse(this.getURL());
    return url === null ? 'null' : `${url.protocol}//${url.host}`;
  }

  #asElectron(): WebContents {
    return this as unknown as WebContents;
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    pages.delete(this);
    this.emit('destroyed');
  }
}

async function setUpWorlds(session: Session, preload: string | undefined): Promise<void> {
  const secret = randomUUID();
  const script = preload === undefined ? '' : readFileSync(preload, 'utf8');
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(secret) }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolatedWorldScript(secret, script),
      worldName: WORLD,
    }),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
  ]);
}

function loadError(errorText: string, url: string): Error {
  const code = errorText.replace(/^net::/, '');
  return Object.assign(new Error(`${code} loading '${url}'`), { code, url });
}
