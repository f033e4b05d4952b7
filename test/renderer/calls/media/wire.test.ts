/** What somebody on the line of a call can read, and what they can do: Chromium's own packets, recorded and spoilt. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFolder } from '../../../support/nodeWorld.ts';
import { openLaboratory, type Laboratory } from '../../peer/laboratory.ts';
import type { Law } from '../../peer/udpWays.ts';
import { chosenGroup, classOf, ENOUGH, pcapOf, plainPackets, soundOf, wireFaults } from './wireFaults.ts';
import type { WireScenarios } from './wireScenarios.ts';

const hasTshark = spawnSync('tshark', ['--version']).error === undefined;
/** X25519MLKEM768, and X25519 alone. */
const GROUPS = [4588, 29];
const CANARIES = ['患者张桂兰的片子', 'CANARY^ZHANG^GUILAN', 'findings-of-the-left-lung.dcm'];
const PICTURES = 20;

let laboratory: Laboratory<WireScenarios>;
beforeAll(async () => {
  laboratory = await openLaboratory<WireScenarios>(new URL('wireScenarios.ts', import.meta.url));
});
afterAll(async () => {
  await laboratory.close();
});

describe('the line of a call', () => {
  let packets: readonly Buffer[] = [];
  let first: readonly string[] = [];
  let isShown = false;
  beforeAll(async () => {
    laboratory.ways.record(true);
    const talk = await laboratory.run('talks', CANARIES, 1.2 * ENOUGH);
    laboratory.ways.record(false);
    isShown = talk.isShown;
    packets = laboratory.ways.packets;
    first = talk.fingerprints;
  });

  it('shows neither words, nor names, nor pictures: only STUN, DTLS and SRTP, and noise in them', () => {
    expect(isShown).toBe(true);
    expect(wireFaults(packets, CANARIES)).toStrictEqual([]);
    expect(new Set(packets.map(classOf))).toStrictEqual(new Set(['dtls', 'srtp', 'stun']));
  });

  it('is judged by what finds every fault in a plain sender of RTP', () => {
    const [canary = ''] = CANARIES;
    const plain = plainPackets(canary);
    expect(wireFaults([...plain, Buffer.from(canary)], CANARIES).toSorted()).toStrictEqual([
      'canary',
      'class',
      'entropy',
      'start-code',
    ]);
    expect(wireFaults(packets.slice(0, 10), CANARIES)).toStrictEqual(['too-little']);
  });

  it('tells by the length of its packets nothing of what is said', () => {
    // The header of a frame grows with its counter: by a byte from 8 and from 256 on.
    const lengths = new Set(soundOf(packets).map(({ length }) => length));
    expect(soundOf(packets).length).toBeGreaterThan(50);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(2);
  });

  it('is keyed by a group that no quantum computer breaks, or by X25519', () => {
    expect(GROUPS).toContain(chosenGroup(packets));
  });

  it('has a certificate of its own in each call, for each end', async () => {
    const { fingerprints } = await laboratory.run('talks', [], 1);
    expect(first).toHaveLength(2);
    expect(new Set([...first, ...fingerprints]).size).toBe(4);
  });

  it.skipIf(!hasTshark)(
    'is to tshark what it is to this test: no word, no name, and the same group of keys',
    () => {
      const file = join(nodeFolder('wire'), 'call.pcap');
      const shown = (captured: readonly Buffer[], filter: string, field: string): readonly string[] => {
        writeFileSync(file, pcapOf(captured));
        const asked = ['-r', file, '-Y', filter, '-T', 'fields', '-e', field];
        const { stdout } = spawnSync('tshark', asked, { encoding: 'utf8', maxBuffer: 1e8 });
        return stdout.split('\n').filter((line) => line !== '');
      };
      const groups = shown(packets, 'dtls.handshake.type == 2', 'dtls.handshake.extensions_key_share_group');
      expect(groups.map(Number)).toStrictEqual([chosenGroup(packets)]);
      const protocols = new Set(
        shown(packets, 'udp', 'frame.protocols').map((line) => line.split(':').at(-1)),
      );
      expect(protocols).toStrictEqual(new Set(['data', 'dtls', 'stun']));
      const canary = 'frame contains "CANARY^ZHANG^GUILAN"';
      expect(shown(packets, canary, 'frame.number')).toStrictEqual([]);
      expect(shown(plainPackets(CANARIES[1] ?? ''), canary, 'frame.number')).not.toStrictEqual([]);
    },
  );
});

describe('a call whose packets are spoilt on their way', () => {
  const fine = { illegible: 0, moreDecodedThanSent: false, forged: 0, isSame: true, ends: [null, null] };
  const always: readonly (readonly [string, Law])[] = [
    ['has a bit of every tenth changed', { flip: 10 }],
    ['gets every third twice, and decodes no picture twice', { duplicate: 3 }],
    ['comes from another port all at once', { rebind: true }],
  ];
  /** With `SOAK_SEEDS`. */
  const more: readonly (readonly [string, Law])[] = [
    ['loses every twentieth', { drop: 20 }],
    ['gets every fifth after the one behind it', { reorder: 5 }],
    ['is a tenth of a second late', { delay: 100 }],
    ['suffers all of it at once', { drop: 20, flip: 15, duplicate: 3, reorder: 5, delay: 60, rebind: true }],
  ];
  const laws = process.env['SOAK_SEEDS'] === undefined ? always : [...always, ...more];
  it.each(laws)('goes on, and shows nothing that was not drawn, where it %s', async (_, law) => {
    expect(await laboratory.run('spoilt', law, PICTURES)).toStrictEqual(fine);
  });

  it('is mended within the same connection when nothing comes for a while, by the watch’s order', async () => {
    expect(await laboratory.run('silent')).toStrictEqual(['frozen', 'restart', 'resumed']);
  });
});
