import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zhCN } from '../../renderer/i18n/zh-CN.ts';
import { outcomeOf } from '../support/askPage.ts';
import { launchElectron, root, temporaryFolder } from '../support/launchApp.ts';

/** Playwright starts every Linux program with the key ring whose password everybody knows. */
describe.skipIf(process.platform !== 'linux')('a machine without a key ring', () => {
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, 'data');
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    ({ app } = await launchElectron({
      program: root,
      args: [`--data=${dataFolder}`],
      switches: ['--lang=zh-CN'],
      env: { LANGUAGE: 'zh_CN' },
    }));
    page = await app.firstWindow();
    await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
  });

  afterAll(async () => {
    await app.close();
    folder.remove();
  });

  it('is refused by name, for every request', async () => {
    const refusal = { ok: false, code: 'key-storage-unavailable', detail: { backend: 'basic_text' } };
    expect(await outcomeOf(page, 'setup/status', {})).toEqual(refusal);
    const passphrase = '海河边的第一次会诊';
    expect(await outcomeOf(page, 'setup/demonstration', { passphrase })).toEqual(refusal);
  });

  it('is told so on screen, in the language of the machine', async () => {
    const message = page.getByText(zhCN.errors['key-storage-unavailable']).first();
    await message.waitFor();
    expect(await message.isVisible()).toBe(true);
  });

  it('has nothing written that would need a key', () => {
    expect(existsSync(join(dataFolder, 'machine-key.json'))).toBe(false);
    expect(existsSync(join(dataFolder, 'replica.db'))).toBe(false);
  });
});
