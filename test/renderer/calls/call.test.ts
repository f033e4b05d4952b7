import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../replica/support/temporary.ts';
import { Relay } from '../../../src/hospital/relay/relay.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { hasCoturn, SECRET, startCoturn, type Coturn } from '../../hospital/relay/coturn.ts';
import { withoutSecondLayer } from '../../support/secondLayer.ts';
import { openCallPages, type CallEnd, type CallPages, type RelayServer } from './callPages.ts';

/** What takes half a minute. */
const isSoak = process.env['SOAK_SEEDS'] !== undefined;
const SLEEP_MS = 30_000;

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
    await wang.run('setOff', 'video', false);
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

  it('changes its keys as it goes on, and no frame comes before its key; saves bandwidth at both ends when one asks', async () => {
    const pages = await openCallPages(SIDES);
    const { li, until, wang } = pages;
    await call(pages);
    await sees(pages, li, SIDES.wang);
    const early = async (): Promise<number> => (await li.run('refused'))?.['sframe-unknown-key'] ?? 0;
    const before = await early();
    await li.ask('call/rekey', { call: li.view?.call, epoch: 1 });
    await until(() => mediaKeys(wang).filter(({ epoch }) => epoch === 1).length === 2);
    await sees(pages, li, SIDES.wang);
    await sees(pages, li, SIDES.wang);
    expect(await early()).toBe(before);
    await wang.run('setNarrow', true);
    await until(async () => (await li.run('sides')).narrow.there && (await wang.run('sides')).narrow.here);
    for (const end of [li, wang]) await until(async () => ((await end.run('bitrates'))[0] ?? 1e9) <= 150_000);
    await wang.run('setNarrow', false);
    await until(async () => !(await li.run('sides')).narrow.there);
    await sees(pages, li, SIDES.wang);
  });

  it('shows a screen in the place of a face, says so at both ends, and the face again when that is stopped here or by the system', async () => {
    const pages = await openCallPages(SIDES);
    const { li, until, wang } = pages;
    const [screen, other] = [0b0101, 0b0011];
    await call(pages);
    await sees(pages, li, SIDES.wang);
    for (const [side, stop] of [
      [screen, 'stopSharing'],
      [other, 'endScreen'],
    ] as const) {
      await wang.run('share', side);
      await until(async () => (await li.run('sides')).sharing.there);
      expect((await wang.run('sides')).sharing).toEqual({ here: true, there: false });
      await sees(pages, li, side);
      // The camera is not opened again: what the page's camera is from now on is what comes after.
      await wang.run('begin', SIDES.wang, false);
      await wang.run(stop);
      await until(async () => !(await li.run('sides')).sharing.there);
      await sees(pages, li, SIDES.wang);
    }
    expect(li.view?.phase).toBe('live');
  });

  it('is heard by another microphone when one is chosen', async () => {
    const pages = await openCallPages(SIDES);
    const { li, until, wang } = pages;
    await wang.run('plugMicrophones', { desk: 440, headset: 1_760 });
    await call(pages);
    await until(async () => near(await li.run('heardTone'), 440));
    await wang.run('chooseMicrophone', 'headset');
    await until(async () => near(await li.run('heardTone'), 1_760));
    expect(await li.run('remote')).toEqual({ audio: true, video: true });
  });

  it('goes on without devices that are denied, absent or busy, names why, tells the other side, and takes them once they can be had', async () => {
    const pages = await openCallPages(SIDES);
    const { li, until, wang } = pages;
    await wang.run('deny', { audio: 'NotReadableError', video: 'NotAllowedError' });
    await li.run('deny', { audio: 'NotFoundError', video: 'NotFoundError' });
    await call(pages);
    const nothing = { audio: false, video: false };
    for (const end of [li, wang]) await until(async () => !(await end.run('remote')).video);
    expect(await li.run('remote')).toEqual(nothing);
    expect(await wang.run('remote')).toEqual(nothing);
    expect((await wang.run('notes')).trouble).toEqual({
      audio: 'NotReadableError',
      video: 'NotAllowedError',
    });
    expect((await li.run('notes')).trouble).toEqual({ audio: 'NotFoundError', video: 'NotFoundError' });
    await wang.run('begin', SIDES.wang, false);
    for (const kind of ['audio', 'video'] as const) await wang.run('retry', kind);
    await sees(pages, li, SIDES.wang);
    expect(await li.run('remote')).toEqual({ audio: true, video: true });
    expect((await wang.run('notes')).trouble).toEqual({});
  });

  it('goes on when the viewer in its room breaks; keys mute, switch the camera, and end it', async () => {
    const pages = await openCallPages(SIDES);
    const { li, until, wang } = pages;
    await call(pages);
    await sees(pages, li, SIDES.wang);
    await li.run('openRoom');
    await until(async () => (await li.run('middle')) === 'viewer');
    await li.run('breakViewer', true);
    await li.run('press', 'm');
    await until(async () => (await li.run('middle')) === 'broken');
    await sees(pages, li, SIDES.wang);
    expect(li.view?.phase).toBe('live');
    await li.run('breakViewer', false);
    await li.run('openAgain');
    await until(async () => (await li.run('middle')) === 'viewer');
    expect(await li.run('muted')).toEqual({ audio: true, video: false });
    await li.run('press', 'O');
    await until(async () => !(await wang.run('remote')).audio && !(await wang.run('remote')).video);
    await li.run('press', 'm');
    await li.run('press', 'o');
    expect(await li.run('muted')).toEqual({ audio: false, video: false });
    await li.run('press', 'h');
    await until(() => li.view?.end?.reason === 'hung-up' && wang.view?.end?.reason === 'hung-up');
  });

  it('says within 2.5 s that nothing comes, looks for new ways by 3 s, and makes another connection of the same call when that did not help', async () => {
    const pages = await openCallPages(SIDES);
    const { li, until, wang } = pages;
    await li.run('holdClock');
    await call(pages);
    await sees(pages, li, SIDES.wang);
    const { call: id } = li.view ?? {};
    const rings = connectionsOf(li);
    await li.run('pass');
    await sees(pages, li, SIDES.wang);
    const { frozen, lost, restart } = await li.run('noticed');
    expect(frozen).toBeLessThanOrEqual(2_500);
    expect(restart).toBeGreaterThanOrEqual(frozen);
    expect(restart).toBeLessThanOrEqual(3_000);
    expect(lost).toBeGreaterThan(restart);
    await until(() => li.view?.phase !== 'live');
    await until(() => li.view?.phase === 'live' && wang.view?.phase === 'live');
    for (const end of [li, wang]) await sees(pages, end, end === li ? SIDES.wang : SIDES.li);
    expect([li.view?.call, wang.view?.call]).toEqual([id, id]);
    expect(connectionsOf(li)).toBe(rings + 1);
  });

  it('seals nothing in a consortium that was founded without the second layer, and says so', async () => {
    const pages = await openCallPages(SIDES, [], withoutSecondLayer);
    const { li, wang } = pages;
    await call(pages);
    await sees(pages, li, SIDES.wang);
    await sees(pages, wang, SIDES.li);
    for (const end of [li, wang]) {
      expect(await end.run('counts')).toBeNull();
      expect(end.view?.protection?.sealed).toBe(false);
      expect(mediaKeys(end)).toEqual([]);
    }
  });

  it.runIf(hasCoturn)(
    'shows each the face of the other through the relay of the hospital alone',
    async () => {
      const { pages } = await relayedCall();
      for (const end of [pages.li, pages.wang])
        expect(new Set(await end.run('types'))).toEqual(new Set(['relay']));
    },
  );

  it.runIf(hasCoturn)(
    'looks for new ways while nothing comes any more, and goes on as the same call once something does',
    async () => {
      const { coturn, pages } = await relayedCall();
      const { li, until, wang } = pages;
      const { call: id } = li.view ?? {};
      const before = await li.run('restarts');
      coturn.pause();
      await until(async () => li.run('frozen'));
      expect(li.view?.phase).toBe('interrupted');
      await until(async () => (await li.run('restarts')) > before);
      coturn.goOn();
      await until(async () => !(await li.run('frozen')) && li.view?.phase === 'live');
      for (const end of [li, wang]) await sees(pages, end, end === li ? SIDES.wang : SIDES.li);
      expect([li.view?.call, wang.view?.call]).toEqual([id, id]);
    },
  );

  it.runIf(hasCoturn && isSoak)('gets another connection when new ways did not help', async () => {
    const { coturn, pages } = await relayedCall();
    const { li, until, wang } = pages;
    const { call: id } = li.view ?? {};
    const before = connectionsOf(li);
    coturn.pause();
    await until(() => li.asked.some(([channel, args]) => channel === 'call/way' && isLost(args)));
    coturn.goOn();
    await until(() => connectionsOf(li) > before);
    await until(() => li.view?.phase === 'live' && wang.view?.phase === 'live');
    for (const end of [li, wang]) await sees(pages, end, end === li ? SIDES.wang : SIDES.li);
    expect([li.view?.call, wang.view?.call]).toEqual([id, id]);
  });

  it.runIf(isSoak)('survives that the machine of one side sleeps for half a minute', async () => {
    const pages = await openCallPages(SIDES, [], undefined, true);
    const { li, sleep, until, untilAlone, wang } = pages;
    await call(pages);
    await sees(pages, li, SIDES.wang);
    const { call: id } = li.view ?? {};
    sleep.begin();
    const until30 = performance.now() + SLEEP_MS;
    await untilAlone(() => performance.now() > until30);
    expect(li.view?.phase).toBe('interrupted');
    sleep.end();
    await until(() => li.view?.phase === 'live' && wang.view?.phase === 'live');
    for (const end of [li, wang]) await sees(pages, end, end === li ? SIDES.wang : SIDES.li);
    expect([li.view?.call, wang.view?.call]).toEqual([id, id]);
  });
});

/** A call through the relay alone, in which both see each other. */
async function relayedCall() {
  const coturn = await startCoturn(temporaryFolder(), ['allow-loopback-peers']);
  onTestFinished(() => coturn.stop());
  const pages = await openCallPages(SIDES, [serverAt(coturn)]);
  await call(pages);
  await sees(pages, pages.li, SIDES.wang);
  await sees(pages, pages.wang, SIDES.li);
  return { coturn, pages };
}

function isLost(args: unknown): boolean {
  return (args as { readonly way?: string }).way === 'lost';
}

/** Keys that this page has told. */
function mediaKeys({ asked }: CallEnd): readonly { readonly epoch: number }[] {
  return asked.flatMap(([channel, args]) =>
    channel === 'call/media-key' ? [args as { epoch: number }] : [],
  );
}

/** How many connections it has seen through. */
function connectionsOf({ asked }: CallEnd): number {
  return asked.filter(([channel]) => channel === 'call/seen').length;
}

/** A spectrum's band is some 12 Hz wide. */
function near(heard: number, tone: number): boolean {
  return Math.abs(heard - tone) < 30;
}

function serverAt({ port }: Coturn): RelayServer {
  const urls = [`turn:127.0.0.1:${String(port)}?transport=udp`];
  const relay = new Relay(
    { urls, secret: SECRET, seconds: 600 },
    { clock: systemClock, random: systemRandom },
  );
  const { password, username } = relay.credentials() ?? { password: '', username: '' };
  return { urls, username, credential: password };
}
