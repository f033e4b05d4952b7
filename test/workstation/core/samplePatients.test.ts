import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readQrPng } from '../../../src/workstation/qr.ts';
import { coreFolder, openCore, testHost, type RunningCore } from '../../support/coreHost.ts';

const PASSPHRASE = 'correct horse battery';
const NAMES = ['林国栋', '何晓雯', '马建军', 'Eleanor Whitcombe', 'Daniel Okafor', 'Priya Raman'];

async function unlock({ ask }: Pick<RunningCore, 'ask'>, name: string): Promise<void> {
  const id = (await ask('account/list', {})).find((account) => account.name.zh === name)?.id ?? '';
  await ask('account/unlock', { id, passphrase: PASSPHRASE });
}

describe('the sample patients', () => {
  it(
    'come with the demonstration, nobody being logged in, and any doctor can see one of them',
    { timeout: 300_000 },
    async () => {
      const folder = coreFolder();
      const core = await openCore(testHost(folder));
      const { ask, codeOf, host } = core;
      expect(await codeOf('demonstration/patients', {})).toBe('setup-missing');
      await ask('setup/demonstration', { passphrase: PASSPHRASE, patients: true });
      const progress = host.events.flatMap((event) =>
        event.type === 'progress' && event.task === 'setup' ? [event] : [],
      );
      expect(progress.map(({ done }) => done)).toEqual(progress.map((_, index) => index));
      expect(new Set(progress.map(({ total }) => total))).toEqual(new Set([progress.length]));
      expect(progress.slice(-6).map(({ step }) => step)).toEqual(NAMES.map(() => 'sample-patients'));
      expect(host.events.filter(({ type }) => type === 'session')).toEqual([]);
      expect(await ask('session/current', {})).toBeNull();
      const patients = await ask('demonstration/patients', {});
      expect(patients.map(({ name }) => name)).toEqual(NAMES);

      // As after a set-up that was ended before the last: the registrar registers who is missing, and nobody twice.
      const file = join(folder, 'sample-patients.json');
      const stored = JSON.parse(readFileSync(file, 'utf8')) as { patients: object[] };
      writeFileSync(file, JSON.stringify({ ...stored, patients: stored.patients.slice(0, 5) }));
      await unlock(core, '孙丽');
      const [again, same] = await Promise.all([
        ask('demonstration/sample-patients', {}),
        ask('demonstration/sample-patients', {}),
      ]);
      expect(again.map(({ name }) => name)).toEqual(NAMES);
      expect(again.slice(0, 5)).toEqual(patients.slice(0, 5));
      expect(same).toEqual(again);

      await unlock(core, '李明');
      expect(await codeOf('demonstration/sample-patients', {})).toBe('role-registrar-required');
      const states: string[] = [];
      for (const { cards } of again) {
        expect(cards.map(({ spent }) => spent)).toEqual([false, null]);
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

      const [first] = await ask('demonstration/patients', {});
      expect(first?.cards.map(({ spent }) => spent)).toEqual([true, null]);
      const shown = await ask('demonstration/patient', { file: first?.file ?? '' });
      for (const { text, qrPng } of [...shown.cards, ...shown.slips]) expect(readQrPng(qrPng)).toBe(text);
      expect(await codeOf('demonstration/patient', { file: '../machine.json' })).toBe('sample-unknown');
    },
  );
});
