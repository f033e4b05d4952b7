import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PIECE } from '../../../renderer/peer/pieces.ts';
import { Relay } from '../../../src/hospital/relay/relay.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { hasCoturn, SECRET, startCoturn } from '../../hospital/relay/coturn.ts';
import { nodeFolder } from '../../support/nodeWorld.ts';
import { connectDirectly, openPages } from '../../bench/messages/pages.ts';
import { startTalk, until } from '../../bench/messages/talk.ts';
import { openLaboratory, type Laboratory } from './laboratory.ts';
import type { Ways } from './overWays.ts';
import { openUdpWays } from './udpWays.ts';

/** Connections that are opened and closed one after the other. More: `SOAK_SEEDS=200`. */
const CONNECTIONS = Number(process.env['SOAK_SEEDS'] ?? '10');

/** How long no packet comes or goes. After some 17 s Chromium gives a connection up, and another one is made. */
const STALL_MS = 10_000;

/** Longer than Chromium bears, ms: the connection ends, and others fail meanwhile. With `SOAK_SEEDS`: it takes as long. */
const OUTAGE = 28_000;
const isSoak = process.env['SOAK_SEEDS'] !== undefined;

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(async () => {
  await laboratory.close();
});

describe('a peer connection, as it is built and under the policy of the page', () => {
  it('connects two ends over its channels, and tells both when it is closed', async () => {
    expect(await laboratory.run('connects')).toStrictEqual({
      atB: ['chat 你好', 'pointer here'],
      atA: ['bulk stored'],
      ends: ['closed', 'peer-lost'],
      dtls: 'connected',
      cipher: 'TLS_AES_128_GCM_SHA256',
    });
  });

  it('asks the servers that it was given and no other, and shows no address of its own when it is relayed', async () => {
    const none: string[] = [];
    const own = ['turn:127.0.0.1:9'];
    expect(await laboratory.run('servers')).toStrictEqual({
      iceServers: [none, none, own, own],
      policies: ['all', 'all', 'relay', 'relay'],
      hostCandidatesWhenRelayed: 0,
    });
  });

  it('shows no address of this machine where that is set, and is not begun when there is no relay then', async () => {
    expect(await laboratory.run('relaySetting')).toStrictEqual({
      open: true,
      hidden: { begun: 1, hosts: 0 },
      without: { begun: 0, hosts: 0 },
    });
  });

  it('comes back by a restart of ICE, with what was sent meanwhile, when its way was gone for a time', async () => {
    expect(await laboratory.run('stalls', STALL_MS)).toStrictEqual({
      interruptions: [
        [true, false],
        [true, false],
      ],
      isOtherGeneration: true,
      moreChanges: true,
      sameCertificate: true,
      heard: ['while it was gone'],
      ends: [null, null],
    });
  });

  it('restarts ICE from either end, under the same certificate, and goes on', async () => {
    expect(await laboratory.run('restarts')).toStrictEqual({
      generations: 3,
      certificates: 1,
      asked: 1,
      heard: ['still here'],
    });
  });

  it('is over when the description that it waits for is lost', async () => {
    expect(await laboratory.run('lostOffer')).toStrictEqual(['peer-lost', 'peer-lost']);
  });

  it('passes over signals that are repeated, misdirected, invented or nonsense', async () => {
    const { ends, heard, taken } = await laboratory.run('hostileSignals');
    expect(taken.every((one) => !one)).toBe(true);
    expect({ ends, heard }).toStrictEqual({ ends: [null, null], heard: ['unharmed'] });
  });

  it('sends candidates with their description, and takes none of an older generation', async () => {
    expect(await laboratory.run('generations')).toStrictEqual({
      candidatesInOffer: true,
      old: false,
      current: true,
    });
  });

  it('does not wait for the last candidate where somebody waits for the connection', async () => {
    expect(await laboratory.run('urgent')).toStrictEqual({
      first: 'offer',
      state: 'gathering',
      ends: [null, null],
    });
  });

  it('shuts a channel that the other side opened, and keeps its own', async () => {
    expect(await laboratory.run('foreignChannel')).toStrictEqual({ heard: ['after it'], ends: [null, null] });
  });

  it('carries messages of any length', async () => {
    const { count, sound } = await laboratory.run('longMessages');
    expect({ count, sound: sound.every(Boolean) }).toStrictEqual({ count: 7, sound: true });
  });

  it('lets little wait in the browser, and says what of it did not go', async () => {
    const { cut, most, received } = await laboratory.run('backPressure');
    expect({ cut, received }).toStrictEqual({ cut: 'peer-closed', received: 8 });
    expect(most).toBeLessThanOrEqual(64 * 1024 + PIECE + 1);
  });

  it('brings a message through while a file is on its way', async () => {
    // Two pieces of a quarter of a megabyte may already be under way.
    expect((await laboratory.run('chatDuringBulk')).bulkBefore).toBeLessThanOrEqual(4);
  });

  it('puts one track in the place of another, says what went wrong, and leaves no received track running', async () => {
    expect(await laboratory.run('media')).toStrictEqual({
      kinds: ['audio', 'video'],
      offers: 1,
      refused: 'TypeError',
      remote: ['ended', 'ended'],
      own: ['live', 'live'],
    });
  });

  it('takes no description of another certificate than the one that was committed to', async () => {
    expect(await laboratory.run('otherCertificate')).toStrictEqual({ taken: [false], open: 0 });
    expect(await laboratory.run('swappedFingerprint')).toStrictEqual([0, 0, 0, 0]);
  });

  it('ends with who sends what no honest end sends', async () => {
    expect(await laboratory.run('malformedPieces')).toStrictEqual(Array(6).fill('peer-malformed'));
  });

  it('looks at no more signals than a connection needs', async () => {
    const { heard, looked } = await laboratory.run('flood');
    expect(looked).toBeLessThanOrEqual(60);
    expect(heard).toBe(1);
  });

  it(`leaves nothing behind: ${String(CONNECTIONS)} connections, each used and closed`, async () => {
    const { alive, ...rest } = await laboratory.run('manyConnections', CONNECTIONS);
    expect(rest).toStrictEqual({ sound: CONNECTIONS, timers: 0, isCollected: true });
    // The last ones may still be held by what the browser has to do for them.
    expect(alive).toBeLessThanOrEqual(10);
  });
});

describe.skipIf(!hasCoturn)('the check of the way to others', () => {
  it('measures a connection to itself through the hospital’s relay alone, and says when there is none', async () => {
    const folder = nodeFolder('coturn');
    const coturn = await startCoturn(folder, ['allow-loopback-peers']);
    onTestFinished(coturn.stop);
    const urls = [`turn:127.0.0.1:${String(coturn.port)}?transport=udp`];
    const relay = new Relay(
      { urls, secret: SECRET, seconds: 600 },
      { clock: systemClock, random: systemRandom },
    );
    const { password, username } = relay.credentials() ?? { password: '', username: '' };
    const reached = { urls, username, credential: password };
    // It may still be starting.
    await expect
      .poll(async () => ((await laboratory.run('measureRelay', [reached]))?.rate ?? 0) > 500_000)
      .toBe(true);
    expect(await laboratory.run('measureRelay', [{ ...reached, credential: 'wrong' }])).toBeNull();
  });
});

describe('two doctors whose way to each other is gone', () => {
  it.runIf(isSoak)(
    'are connected again by themselves after 28 s, and what was said meanwhile is there once',
    async () => {
      const folder = nodeFolder('outage');
      const talk = await startTalk(folder, async () => undefined);
      onTestFinished(async () => talk.stop());
      const pages = await openPages(new URL('outagePage.ts', import.meta.url));
      onTestFinished(async () => pages.close());
      const ways = await Promise.all(pages.pages.map(async (page) => openUdpWays(page)));
      onTestFinished(() => ways.forEach((way) => way.close()));
      const stall = async (isStalled: boolean): Promise<void> => {
        for (const page of pages.pages)
          await page.evaluate(async (is) => (window as unknown as Ways).stall(is), isStalled);
      };
      const [li, chen] = talk.seats;
      const live = (): string[] => talk.seats.map(({ service }) => service.links.stateOf(talk.request).live);
      await connectDirectly(pages, talk);
      await stall(true);
      const back = new Promise((resolve) => setTimeout(resolve, OUTAGE));
      await until(() => live().every((state) => state !== 'yes'));
      await talk.say('meanwhile');
      await back;
      await stall(false);
      await until(() => live().every((state) => state === 'yes'));
      await talk.say('again');
      const dialogue = chen.desk.dialogues.find(talk.request)?.id ?? 0;
      const heard = chen.desk.messages.page(dialogue, { before: null, search: '', limit: 9 });
      expect(heard.map(({ text }) => text)).toStrictEqual(['again', 'meanwhile']);
      await until(() => li.desk.mail.streams().length === 0);
    },
    120_000,
  );
});
