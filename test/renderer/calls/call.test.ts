import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../replica/support/temporary.ts';
import { Relay } from '../../../src/hospital/relay/relay.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { hasCoturn, SECRET, startCoturn, type Coturn } from '../../hospital/relay/coturn.ts';
import { openCallPages, type CallEnd, type CallPages, type RelayServer } from './callPages.ts';

/** In bits: neither is the other, or its negative. */
const SIDES = { li: 0b1010, wang: 0b1100 };

async function call(pages: CallPages): Promise<void> {
  const { dialogue, li, until, wang } = pages;
  await li.ask('call/ring', { dialogue, media: 'video' });
  await until(() => wang.view?.phase === 'rung');
  await wang.run('prepare');
  await wang.ask('call/take', { call: wang.view?.call });
  await until(() => li.view?.phase === 'live' && wang.view?.phase === 'live');
}

/** The face of `side` is shown at that end, and moves on in time. */
async function sees({ until }: CallPages, end: CallEnd, side: number): Promise<void> {
  await until(async () => (await end.run('seen')).side === side);
  const { time } = await end.run('seen');
  await until(async () => (await end.run('seen')).time > time);
}

describe('a call between two pages, each with its core', () => {
  it('shows each the face of the other, directly, and carries what belongs to the shared view', async () => {
    const pages = await openCallPages(SIDES);
    const { li, until, wang } = pages;
    await call(pages);
    await sees(pages, li, SIDES.wang);
    await sees(pages, wang, SIDES.li);
    expect(li.view?.protection?.tlsVersion).toBe('FEFC');
    expect(li.view?.protection?.srtpCipher).toMatch(/80|GCM/u);
    expect(await li.run('above')).toEqual([true, false]);
    await li.run('state', 'page 3');
    await until(async () => (await wang.run('states')).includes('page 3'));
    await wang.run('setOff', 'video', true);
    await until(async () => !(await li.run('remote')).video);
    await li.ask('call/renew', { call: li.view?.call });
    await until(() => li.view?.phase === 'connecting');
    await until(() => li.view?.phase === 'live' && wang.view?.phase === 'live');
    await sees(pages, wang, SIDES.li);
    await wang.ask('call/hang-up', { call: wang.view?.call });
    await until(() => li.view?.end?.reason === 'hung-up');
    await until(async () => !(await li.run('seen')).isShown && !(await wang.run('seen')).isShown);
    for (const end of [li, wang]) expect(await end.run('sending')).toBe(0);
  });

  it('goes on with another camera when one is chosen, with one that is left when it is unplugged, and without; the space bar is to talk', async () => {
    const pages = await openCallPages(SIDES);
    const { li, until, wang } = pages;
    const [lid, usb] = [0b1001, 0b0110];
    await wang.run('plug', { lid, usb });
    await call(pages);
    await sees(pages, li, lid);
    await wang.run('choose', 'usb');
    await sees(pages, li, usb);
    await wang.run('unplug', { lid });
    await sees(pages, li, lid);
    expect(await wang.run('notes')).toEqual({ swapped: 'video', trouble: {} });
    await wang.run('unplug', {});
    await until(async () => !(await li.run('remote')).video);
    expect(await wang.run('notes')).toMatchObject({ trouble: { video: 'unplugged' } });
    expect(await wang.run('talk')).toEqual({
      body: [true, true, false],
      typed: [false, false, false],
      pressed: [false, false, false],
      composed: [false, false, false],
      left: false,
      ended: false,
      // Who is not muted is heard anyway, and stays so.
      unmuted: [true, true, true],
    });
    await wang.run('plug', { usb });
    await until(async () => (await li.run('remote')).video);
    await sees(pages, li, usb);
    expect(li.view?.phase).toBe('live');
  });

  it.runIf(hasCoturn)(
    'shows each the face of the other through the relay of the hospital alone',
    async () => {
      const coturn = await startCoturn(temporaryFolder(), ['allow-loopback-peers']);
      onTestFinished(() => coturn.stop());
      const pages = await openCallPages(SIDES, [serverAt(coturn)]);
      await call(pages);
      await sees(pages, pages.li, SIDES.wang);
      await sees(pages, pages.wang, SIDES.li);
      for (const end of [pages.li, pages.wang])
        expect(new Set(await end.run('types'))).toEqual(new Set(['relay']));
    },
  );
});

function serverAt({ port }: Coturn): RelayServer {
  const urls = [`turn:127.0.0.1:${String(port)}?transport=udp`];
  const relay = new Relay(
    { urls, secret: SECRET, seconds: 600 },
    { clock: systemClock, random: systemRandom },
  );
  const { password, username } = relay.credentials() ?? { password: '', username: '' };
  return { urls, username, credential: password };
}
