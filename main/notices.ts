/**
 * Notices of the system about requests and messages. Whoever passes a screen reads them, and some systems keep them: they
 * say what came, and neither from whom, nor about whom, nor a word of it.
 */
import { Notification } from 'electron';
import type { ShellArgs } from './shellApi.ts';

type Notice = ShellArgs<'shell/notify'>;

const TEXTS: Readonly<Record<Notice['language'], Readonly<Record<Notice['kind'] | 'title', string>>>> = {
  en: {
    title: 'Consilium',
    request: 'A colleague asks for a dialogue.',
    message: 'A new message came.',
    call: 'A colleague is calling.',
  },
  'zh-CN': {
    title: '会诊',
    request: '有同行请求与您对话。',
    message: '您有新消息。',
    call: '有同行正在呼叫您。',
  },
};

export class Notices {
  readonly #clicked: (dialogue: string) => void;
  /** The last one of a dialogue: it takes the place of the one before, and is kept while it can be clicked. */
  readonly #shown = new Map<string, Notification>();

  constructor(clicked: (dialogue: string) => void) {
    this.#clicked = clicked;
  }

  show({ kind, dialogue, language }: Notice): void {
    if (!Notification.isSupported()) return;
    const texts = TEXTS[language];
    this.#shown.get(dialogue)?.close();
    const notification = new Notification({ title: texts.title, body: texts[kind] });
    this.#shown.set(dialogue, notification);
    notification.on('click', () => {
      this.#shown.delete(dialogue);
      this.#clicked(dialogue);
    });
    notification.show();
  }

  /** Whoever was logged in has gone: what is clicked now leads nowhere. */
  clear(): void {
    for (const notification of this.#shown.values()) notification.close();
    this.#shown.clear();
  }
}
