/** What `npm run demo -- --tamper N` does to the ledger's copy, and that it is found by name. */
import { describe, expect, it } from 'vitest';
import { flipByte } from '../../tools/demo/tamper.ts';
import { answered, refused } from '../cli/support/cli.ts';
import { ledgerFolder } from '../cli/support/folders.ts';

describe('a byte flipped in the copy of the ledger', () => {
  it.each([1, 2, 3, 4])('at height %i is found there, by name', async (height) => {
    const { folder } = ledgerFolder();
    expect(await answered(['replica', 'verify', '--data', folder])).toMatchObject({ verified: true });
    flipByte(folder, height);
    const { code, detail, exit } = await refused(['replica', 'verify', '--data', folder]);
    expect([exit, detail['height']]).toEqual([4, height]);
    expect(code).toMatch(/^(?:block-|commit-|replica-corrupt$)/u);
  });

  it('is not looked for where no block is', () => {
    const { folder } = ledgerFolder();
    expect(() => flipByte(folder, 9)).toThrow('no block at height 9');
  });
});
