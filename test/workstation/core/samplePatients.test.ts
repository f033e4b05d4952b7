import { describe, expect, it } from 'vitest';
import { coreFolder, openCore, testHost } from '../../support/coreHost.ts';

const PASSPHRASE = 'correct horse battery';

describe('the sample patients', () => {
  it(
    'are registered once by the registrar of a demonstration, and any doctor can see one of them',
    { timeout: 240_000 },
    async () => {
      const { ask, codeOf } = await openCore(testHost(coreFolder()));
      expect(await codeOf('demonstration/patients', {})).toBe('setup-missing');
      await ask('setup/demonstration', { passphrase: PASSPHRASE });
      expect(await ask('demonstration/patients', {})).toEqual([]);
      const accounts = await ask('account/list', {});
      const unlock = async (name: string): Promise<unknown> => {
        const id = accounts.find((account) => account.name.zh === name)?.id ?? '';
        return ask('account/unlock', { id, passphrase: PASSPHRASE });
      };
      await unlock('李明');
      expect(await codeOf('demonstration/sample-patients', {})).toBe('role-registrar-required');
      await unlock('孙丽');
      const [patients, same] = await Promise.all([
        ask('demonstration/sample-patients', {}),
        ask('demonstration/sample-patients', {}),
      ]);
      expect(patients.map(({ name }) => name)).toEqual([
        '林国栋',
        '何晓雯',
        '马建军',
        'Eleanor Whitcombe',
        'Daniel Okafor',
        'Priya Raman',
      ]);
      expect(same).toEqual(patients);
      expect(await ask('demonstration/patients', {})).toEqual(patients);

      await unlock('李明');
      const states: string[] = [];
      for (const { cards } of patients) {
        const read = await ask('card/read', { text: cards[0]?.text ?? '' });
        const handle = read.state === 'fresh' ? read.handle : '';
        const visit = await ask('visit/open', { handle, registration: null, purpose: 'treatment' });
        const { banner, documents, results } = await ask('visit/chart', { visit: visit.id });
        states.push(banner.allergyState);
        expect(documents.length).toBeGreaterThan(5);
        expect(results.some(({ points }) => points.length >= 4)).toBe(true);
        await ask('visit/end', { visit: visit.id });
      }
      expect(new Set(states)).toEqual(new Set(['known', 'none-known', 'not-recorded', 'unavailable']));
    },
  );
});
