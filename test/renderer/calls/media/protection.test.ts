/** The second layer over a call's media, between two ends in one page of Chromium. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLaboratory, type Laboratory } from '../../peer/laboratory.ts';
import type { MediaScenarios } from './scenarios.ts';

/** Changes of keys in one call. More: `SOAK_SEEDS=200`. */
const CHANGES = Number(process.env['SOAK_SEEDS'] ?? '2');

/** Calls one after the other; from ten on their heap is compared. */
const CALLS = Number(process.env['SOAK_SEEDS'] ?? '2');
/** Bytes by which a heap that is looked at now and then may differ. */
const GROWN = 8 * 1024 * 1024;

let laboratory: Laboratory<MediaScenarios>;
beforeAll(async () => {
  laboratory = await openLaboratory<MediaScenarios>(new URL('scenarios.ts', import.meta.url));
});
afterAll(async () => {
  await laboratory.close();
});

describe('the media of a call', () => {
  it('is sealed frame by frame under random keys of each sender, and seen and heard at the other end', async () => {
    expect(await laboratory.run('shows')).toStrictEqual({
      kids: [0, 0, 1, 1],
      differs: 4,
      sealed: true,
      opened: true,
      refused: [],
      legible: true,
      size: [640, 360],
    });
  });

  it('is not shown where it was sent unsealed', async () => {
    expect(await laboratory.run('plainSender')).toStrictEqual({
      opened: 0,
      shown: 0,
      decoded: 0,
      arrived: true,
    });
  });

  it('is no picture to whoever has DTLS-SRTP alone', async () => {
    expect(await laboratory.run('plainReceiver')).toStrictEqual({ decoded: 0, legible: 0 });
  });

  it('is dropped until its key is here, and shown from then on', async () => {
    expect(await laboratory.run('lostKeys')).toStrictEqual({
      openedBefore: 0,
      refusedBefore: ['sframe-unknown-key'],
      openedAfter: true,
    });
  });

  it(`goes on without a gap of half a second through changes of its keys (${String(CHANGES)})`, async () => {
    const { longest, ...rest } = await laboratory.run('rekeys', CHANGES);
    expect(rest).toStrictEqual({ again: 0, keys: 4 + 4 * CHANGES, refused: 0 });
    expect(longest).toBeLessThanOrEqual(500);
  });

  it('is not opened with the old key once the new one is used', async () => {
    expect(await laboratory.run('oldKey')).toStrictEqual({ opened: 0, refused: ['sframe-unknown-key'] });
  });

  it(`leaves nothing behind: ${String(CALLS)} calls, each seen and closed`, async () => {
    const { alive, heaps } = await laboratory.run('manyCalls', CALLS);
    // The last ones may still be held by what the browser has to do for them: four things of each.
    expect(alive).toBeLessThanOrEqual(16);
    const [first = 0] = heaps;
    expect(heaps.filter((bytes) => bytes > first + GROWN)).toEqual([]);
  });

  it('is no call at all in a browser that cannot seal it', async () => {
    expect(await laboratory.run('unable')).toBe('call-unprotected');
  });
});

describe('what a call negotiates', () => {
  it('is VP8 and Opus, without what tells how loud somebody speaks, over DTLS that is named', async () => {
    expect(await laboratory.run('negotiated')).toStrictEqual({
      protection: {
        srtpCipher: 'SRTP_AES128_CM_HMAC_SHA1_80',
        tlsVersion: 'FEFC',
        dtlsCipher: 'TLS_AES_128_GCM_SHA256',
      },
      descriptions: 2,
      loudness: 0,
      codecs: ['opus', 'VP8', 'rtx'],
    });
  });
});
