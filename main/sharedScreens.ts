/**
 * Screens and windows that a doctor shows in a call. The page lists them and chooses one, and gets that one, once, and only
 * while the core says that there is a call: anything else that asks for a screen gets none. What a window is called stands in
 * no log.
 */
import type { DesktopCapturer, DesktopCapturerSource } from 'electron';
import { ConsiliumError } from '../src/errors.ts';
import type { AskCore } from './requests.ts';
import type { ShellResult } from './shellApi.ts';

/** Pixels of the small picture of each. */
const PICTURE = { width: 512, height: 288 };
/** Of a call in which somebody is, or was a moment ago, seen. */
const IN_CALL: ReadonlySet<string> = new Set(['live', 'interrupted']);

export class SharedScreens {
  readonly #capturer: Pick<DesktopCapturer, 'getSources'>;
  #chosen: string | null = null;

  constructor(capturer: Pick<DesktopCapturer, 'getSources'>) {
    this.#capturer = capturer;
  }

  /** What there is to show. Errors: `call-unknown`. */
  async list(core: AskCore): Promise<ShellResult<'shell/screens'>> {
    await demandCall(core);
    const found = await this.#capturer.getSources({ types: ['screen', 'window'], thumbnailSize: PICTURE });
    return {
      screens: found.map(({ id, name, thumbnail }) => ({
        id,
        name: name.slice(0, 200),
        isWindow: id.startsWith('window:'),
        picture: new Uint8Array(thumbnail.toPNG()),
      })),
    };
  }

  /** The page asks for this one next. Errors: `call-unknown`. */
  async choose(core: AskCore, id: string): Promise<void> {
    await demandCall(core);
    this.#chosen = id;
  }

  /** Nobody is in a call any more. */
  forget(): void {
    this.#chosen = null;
  }

  /** What was chosen, once; null for whoever asks without. */
  async take(): Promise<DesktopCapturerSource | null> {
    const id = this.#chosen;
    this.#chosen = null;
    if (id === null) return null;
    const found = await this.#capturer.getSources({
      types: ['screen', 'window'],
      thumbnailSize: { width: 0, height: 0 },
    });
    return found.find((one) => one.id === id) ?? null;
  }
}

async function demandCall(core: AskCore): Promise<void> {
  const outcome = await core('call/now', {});
  const call = outcome.ok ? memberOf(outcome.value, 'call') : null;
  const phase = memberOf(call, 'phase');
  if (typeof phase !== 'string' || !IN_CALL.has(phase)) throw new ConsiliumError('call-unknown');
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : null;
}
