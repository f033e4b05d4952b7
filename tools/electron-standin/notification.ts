/** The `Notification` class: notify-send where it is installed and there is a display, else nothing is seen. */
import { execFile } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { NotificationConstructorOptions } from 'electron';

export class StandInNotification extends EventEmitter {
  readonly title: string;
  readonly body: string;

  static isSupported(): boolean {
    return true;
  }

  constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
    super();
    this.title = title;
    this.body = body;
  }

  /** What cannot be shown is not told of, as by a system that has no place for it. */
  show(): void {
    if (process.env['DISPLAY'] !== undefined)
      execFile('notify-send', ['--', this.title, this.body], () => undefined);
    setImmediate(() => this.emit('show'));
  }

  close(): void {
    setImmediate(() => this.emit('close'));
  }
}
