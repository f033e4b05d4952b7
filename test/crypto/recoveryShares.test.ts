import { describe, expect, it } from 'vitest';
import { toInstitutionId, toNetwork, toPatientSeed } from '../../src/crypto/ids.ts';
import { combineShares, inspectShare, makeShares } from '../../src/crypto/recoveryShares.ts';
import { systemRandom } from '../../src/node/random.ts';
import { codeOf, codeOfAsync } from '../support/codeOf.ts';
import { bytes16, bytes32 } from '../support/world.ts';

const MASTER = {
  seed: toPatientSeed(bytes32('seed')),
  network: toNetwork(bytes32('network')),
  home: toInstitutionId(bytes16('home')),
};

async function sharesOf(needed = 2, of = 3): Promise<readonly string[]> {
  return (await makeShares(MASTER, { needed, of }, systemRandom)).map(({ text }) => text);
}

/** Numbers 1 and 3 of a set of three. */
const MADE_ONCE = [
  'CR1:P70H7QK7SQY5M%I2 POXCPA115W4H0ZUJKOM3L53PVZ*R9EIF/PFYMNWF1PLRLP4DSIXDT3O86HE5UX TA1B7O18NV%X19YTMLD//F V7KONRP2W5WL-BAP5 *QW3914D:-VR*R0$E$Y7EX5UA1/DMX%3H*5PU00HKHTBO6KO%F*K6VQBM:7O4',
  'CR1:P70H7QK7SQY5M%I2 POXCPA115W6H0ZUJKOM3L53PVZ*R9EIF/PFYMNWF1PLRLP4DSIXDT3O86HE5UX TA1B7O18NV%X19YTMLD//F V7KONRP2W5WL-BAP5 *QW39NHFF$46OSJDUVBU.C4I$94%HE-C.-20-05/DIAG5W9.LMR:KWNCB9272',
];

describe('recovery shares', () => {
  it('restore the master card, any that are enough of them, in any order', async () => {
    const shares = await sharesOf(3, 5);
    for (const chosen of [
      [0, 1, 2],
      [4, 2, 0],
      [3, 4, 1],
      [0, 1, 2, 3, 4],
    ]) {
      expect(await combineShares(chosen.map((index) => shares[index] ?? ''))).toEqual(MASTER);
    }
    expect(shares.map(inspectShare)).toEqual([1, 2, 3, 4, 5].map((number) => ({ number, needed: 3, of: 5 })));
  });

  it('made once are still read', async () => {
    expect(await combineShares(MADE_ONCE)).toEqual(MASTER);
  });

  it('fit a QR code in its small alphabet', async () => {
    const [share] = await sharesOf();
    expect(share).toMatch(/^CR1:[0-9A-Z $%*+\-./:]{180,200}$/u);
  });

  it('that are too few are refused, with how many there are and are needed; one that came twice counts once', async () => {
    const [one = '', two = ''] = await sharesOf(3, 5);
    expect(await codeOfAsync(combineShares([]))).toBe('shares-too-few');
    await expect(combineShares([one, two, one])).rejects.toMatchObject({
      code: 'shares-too-few',
      detail: { have: 2, needed: 3 },
    });
  });

  it('of two sets do not go together, even of one master card', async () => {
    const [first, second] = [await sharesOf(), await sharesOf()];
    expect(await codeOfAsync(combineShares([first[0] ?? '', second[1] ?? '']))).toBe('shares-mixed');
  });

  it('that were misread, or are something else, are refused one by one', async () => {
    const [share = ''] = await sharesOf();
    const last = share.at(-1) === '0' ? '1' : '0';
    const middle = share.slice(0, 100) + (share[100] === 'A' ? 'B' : 'A') + share.slice(101);
    for (const wrong of ['', 'CM1:ABC', share.slice(0, -3)]) {
      expect(codeOf(() => inspectShare(wrong))).toBe('share-malformed');
    }
    for (const altered of [middle, share.slice(0, -1) + last]) {
      expect(['share-altered', 'share-malformed']).toContain(codeOf(() => inspectShare(altered)));
    }
  });

  it('are at least two of at most eight', async () => {
    for (const [needed, of] of [
      [1, 3],
      [4, 3],
      [2, 9],
    ] as const) {
      expect(await codeOfAsync(makeShares(MASTER, { needed, of }, systemRandom))).toBe('share-terms');
    }
  });
});
