/** The main document of a window, and the isolated world that its preload script lives in. */
import { decodeClone, encodeClone } from './page/clone.ts';
import type { FromPage, ToPage } from './page/preloadWorld.ts';
import { fromChromium } from './addresses.ts';
import type { Session } from './cdp.ts';
import type { LargeBuffers } from './largeBuffers.ts';
import { BINDING, DELIVER, WORLD } from './pageScripts.ts';

/** Bytes from which a buffer does not go as text (page/preloadWorld.ts). */
const LARGE = 65_536;

/** What a document asked, with the means to answer that document and no other. */
export interface Question {
  readonly message: FromPage;
  readonly data: unknown;
  /** Whether the document that asked is still there. */
  isAlive(): boolean;
  answer(value: unknown): void;
  refuse(message: string): void;
}

/** Electron's WebFrameMain, as far as a sender is looked at. */
export interface StandInFrame {
  readonly url: string;
  readonly parent: null;
  readonly origin: string;
  readonly routingId: number;
  readonly processId: number;
}

export class MainDocument {
  readonly frame: StandInFrame;
  readonly #session: Session;
  readonly #buffers: LargeBuffers;
  #url = 'about:blank';
  #context: number | null = null;

  constructor(
    session: Session,
    { buffers, mainFrameId }: { readonly buffers: LargeBuffers; readonly mainFrameId: string },
    onQuestion: (question: Question) => void,
  ) {
    this.#session = session;
    this.#buffers = buffers;
    const url = (): string => this.#url;
    this.frame = {
      get url() {
        return url();
      },
      get origin() {
        const parsed = URL.parse(url());
        return parsed === null ? 'null' : `${parsed.protocol}//${parsed.host}`;
      },
      parent: null,
      routingId: 1,
      processId: 1,
    };
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== mainFrameId) return;
      // Chromium tells the part after # by itself.
      this.#url = fromChromium(`${frame.url}${frame.urlFragment ?? ''}`);
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url: address }) => {
      if (frameId === mainFrameId) this.#url = fromChromium(address);
    });
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const data = context.auxData as { readonly frameId?: string } | undefined;
      if (context.name === WORLD && data?.frameId === mainFrameId) this.#context = context.id;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.#forget(executionContextId),
    );
    session.on('Runtime.executionContextsCleared', () => this.#forget(this.#context));
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) onQuestion(this.#question(payload, executionContextId));
    });
  }

  /** Sends an event to the preload script; lost when there is none. Throws for what cannot be cloned. */
  send(channel: string, args: readonly unknown[]): void {
    const names: string[] = [];
    const message: ToPage = { op: 'event', channel, args: this.#encode(args, names) };
    if (this.#context !== null) this.#deliver(this.#context, message, names);
  }

  /** `names` gets those of large buffers, which the page fetches. */
  #encode(value: unknown, names: string[]): string {
    return encodeClone(value, (bytes) => {
      if (bytes.length < LARGE) return Buffer.from(bytes).toString('base64');
      const name = this.#buffers.keep(bytes);
      names.push(name);
      return `#${name}`;
    });
  }

  #decode(text: string): unknown {
    return decodeClone(text, (part) =>
      part.startsWith('#') ? this.#buffers.take(part.slice(1)) : new Uint8Array(Buffer.from(part, 'base64')),
    );
  }

  #forget(context: number | null): void {
    if (this.#context === context) this.#context = null;
  }

  #question(payload: string, context: number): Question {
    const message = JSON.parse(payload) as FromPage;
    const encoded = message.op === 'invoke' ? message.args : message.op === 'ask' ? message.data : null;
    const id = message.op === 'preload-error' ? 0 : message.id;
    const reply = (ok: boolean, value: unknown): void => {
      const names: string[] = [];
      this.#deliver(context, { op: 'answer', id, ok, value: this.#encode(value, names) }, names);
    };
    return {
      message,
      data: encoded === null ? null : this.#decode(encoded),
      isAlive: () => this.#context === context,
      answer: (value) => reply(true, value),
      refuse: (text) => reply(false, text),
    };
  }

  #deliver(contextId: number, message: ToPage, names: readonly string[]): void {
    // As an argument: what stands in a script that is evaluated, Chromium keeps as a part of that script.
    const call = {
      functionDeclaration: `(text, names) => ${DELIVER}(text, names)`,
      executionContextId: contextId,
      arguments: [{ value: JSON.stringify(message) }, { value: names }],
    };
    // A document that has gone meanwhile hears nothing, as in Electron.
    this.#session.send('Runtime.callFunctionOn', call).catch(() => undefined);
  }
}
