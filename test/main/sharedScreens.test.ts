import type { DesktopCapturerSource } from 'electron';
import { describe, expect, it } from 'vitest';
import type { AskCore } from '../../main/requests.ts';
import { SharedScreens } from '../../main/sharedScreens.ts';
import { codeOfAsync } from '../support/codeOf.ts';

const SCREEN = { id: 'screen:0:0', name: 'Entire screen' };
const WINDOW = { id: 'window:7:0', name: '张桂兰 – 检验报告' };

/** A system with one screen and one window. */
function screens(): SharedScreens {
  const thumbnail = { toPNG: () => Buffer.from('a picture') };
  const sources = [SCREEN, WINDOW].map((one) => ({ ...one, thumbnail }) as unknown as DesktopCapturerSource);
  return new SharedScreens({ getSources: async () => Promise.resolve(sources) });
}

/** A core in whose call things stand so; null: there is no call. */
function coreIn(phase: string | null): AskCore {
  const call = phase === null ? null : { phase };
  return async (channel) =>
    Promise.resolve(channel === 'call/now' ? { ok: true, value: { call } } : { ok: true, value: {} });
}

describe('screens and windows that can be shown in a call', () => {
  it('are listed with a picture, and the one that was chosen is given, once', async () => {
    const all = screens();
    const listed = await all.list(coreIn('live'));
    expect(listed.screens.map(({ id, isWindow }) => [id, isWindow])).toEqual([
      [SCREEN.id, false],
      [WINDOW.id, true],
    ]);
    expect(Buffer.from(listed.screens[0]?.picture ?? []).toString()).toBe('a picture');
    await all.choose(coreIn('interrupted'), WINDOW.id);
    expect(await all.take()).toMatchObject(WINDOW);
    expect(await all.take()).toBeNull();
  });

  it('are given to nobody who chose none, or one that is not there, or whose account was locked since', async () => {
    const all = screens();
    expect(await all.take()).toBeNull();
    await all.choose(coreIn('live'), 'window:8:0');
    expect(await all.take()).toBeNull();
    await all.choose(coreIn('live'), SCREEN.id);
    all.forget();
    expect(await all.take()).toBeNull();
  });

  it.each([null, 'preparing', 'ringing', 'rung', 'connecting', 'confirming', 'ended'])(
    'are neither listed nor given while no call goes on (%s)',
    async (phase) => {
      const all = screens();
      expect(await codeOfAsync(all.list(coreIn(phase)))).toBe('call-unknown');
      expect(await codeOfAsync(all.choose(coreIn(phase), SCREEN.id))).toBe('call-unknown');
      expect(await all.take()).toBeNull();
    },
  );

  it('are not given either where nobody is logged in', async () => {
    const refusing: AskCore = async () =>
      Promise.resolve({ ok: false, code: 'role-doctor-required', detail: {} });
    expect(await codeOfAsync(screens().list(refusing))).toBe('call-unknown');
  });
});
