import { describe, expect, it } from 'vitest';
import { matching } from '../../renderer/app/palette/matching.ts';
import { isComposing } from '../../renderer/client/keys.ts';
import { readPreferences } from '../../renderer/client/preferences.ts';

describe('the palette', () => {
  const commands = ['前往：今日', 'Go to: My ledger', 'Lock'].map((label) => ({
    id: label,
    label,
    hint: label === 'Lock' ? 'Ctrl+Shift+L' : '',
    run: () => undefined,
  }));
  const found = (query: string): string[] => matching(commands, query).map(({ label }) => label);

  it('shows everything until something is typed', () => {
    expect(found(' ')).toHaveLength(3);
  });

  it('wants every word, in label or keys, in any case and width', () => {
    expect([found('LEDGER go'), found('ｓｈｉｆｔ'), found('今日'), found('my lock')]).toEqual([
      ['Go to: My ledger'],
      ['Lock'],
      ['前往：今日'],
      [],
    ]);
  });
});

describe('a key', () => {
  it('belongs to the input method while it composes, by either sign of it', () => {
    expect([
      isComposing({ isComposing: true }),
      isComposing({ isComposing: false, keyCode: 229 }),
      isComposing({ isComposing: false, keyCode: 13 }),
    ]).toEqual([true, true, false]);
  });
});

describe('preferences', () => {
  it('that are damaged or of another time are those of a fresh computer', () => {
    const fresh = { lockMinutes: 10, contrast: 'normal', relayOnly: false };
    for (const stored of [null, '', '{', '[]', 'null', '{"lockMinutes":0,"contrast":"loud","relayOnly":1}'])
      expect(readPreferences(stored, false)).toEqual(fresh);
  });

  it('follow the system in contrast until somebody chooses', () => {
    expect(readPreferences(null, true).contrast).toBe('high');
    expect(readPreferences('{"contrast":"normal","lockMinutes":2}', true)).toEqual({
      lockMinutes: 2,
      contrast: 'normal',
      relayOnly: false,
    });
  });
});
