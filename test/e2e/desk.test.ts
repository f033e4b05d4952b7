/** What surrounds the screens: palette, shortcuts, locking by itself, contrast, in a real window. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTITUTION_A, PASSPHRASE } from '../../tools/demo/story.ts';
import { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { screenFaults } from '../support/screenCheck.ts';

const folder = temporaryFolder();
let launched: LaunchedApp;
let window: WorkstationWindow;
const page = (): Page => launched.page;

/** Waits until a place with this heading is on screen. */
async function heading(key: 'registrar.newVisit' | 'status.title'): Promise<boolean> {
  const found = page().getByRole('heading', { name: window.text(key), exact: true });
  await found.waitFor();
  return await found.isVisible();
}

beforeAll(async () => {
  launched = await launchApp({ dataFolder: join(folder.path, 'data'), locale: 'zh-CN' });
  window = new WorkstationWindow(launched.page, 'zh-CN');
  await window.setUpDemonstration(PASSPHRASE, { patients: true });
  await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

describe('the palette', () => {
  it('finds a place by a few letters and goes there, without the mouse', async () => {
    await page().keyboard.press('Control+K');
    await page().keyboard.type('账本');
    await page().keyboard.press('Enter');
    await expect(heading('status.title')).resolves.toBe(true);
    await expect(page().getByRole('dialog').count()).resolves.toBe(0);
  });

  it('leaves Enter to an input method that composes', async () => {
    await page().keyboard.press('Control+K');
    await page()
      .getByRole('combobox', { name: window.text('palette.title') })
      .evaluate((field) => {
        const key = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
        field.dispatchEvent(new KeyboardEvent('keydown', key));
      });
    await expect(page().getByRole('dialog').count()).resolves.toBe(1);
    await page().keyboard.press('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe('the list of shortcuts', () => {
  it('comes at a question mark, and not where one is typed', async () => {
    await page().locator('body').press('?');
    await page()
      .getByRole('dialog', { name: window.text('shortcuts.title') })
      .waitFor();
    await page().keyboard.press('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await window.go('today');
    await window.field('card.text').press('?');
    await expect(window.field('card.text').inputValue()).resolves.toBe('?');
    await expect(page().getByRole('dialog').count()).resolves.toBe(0);
  });
});

describe('high contrast', () => {
  it('is chosen in the settings, and is still there after a restart of the page', async () => {
    const ground = async (): Promise<string> =>
      await page().evaluate(() => {
        const style = getComputedStyle(document.documentElement);
        return ['--mui-palette-divider', '--plain-divider']
          .map((name) => style.getPropertyValue(name))
          .join();
      });
    const before = await ground();
    await page()
      .getByRole('button', { name: window.text('app.settings') })
      .click();
    await page()
      .getByRole('switch', { name: window.text('settings.contrast') })
      .click();
    await window.button('common.close').click();
    const after = await ground();
    expect(after).toBe('#000000,#000000');
    expect(before).not.toContain('#000000');
    await page().reload();
    await window.go('today');
    await expect(ground()).resolves.toBe(after);
  });
});

describe('the made-up patients of a demonstration', () => {
  it('are there after the set-up, marked as made up, with card, slip and PIN', async () => {
    await window.go('samples');
    await window.see(window.text('samples.madeUp'));
    await page()
      .getByRole('region', { name: window.text('nav.samples') })
      .getByRole('button', { name: /何晓雯/u })
      .click();
    const shown = page().getByRole('region', { name: window.text('samples.patient'), exact: true });
    await shown.getByRole('heading', { name: '何晓雯' }).waitFor();
    await expect(shown.innerText()).resolves.toMatch(/虚构[\s\S]*Graves病[\s\S]*246810/u);
    await expect(shown.getByRole('img').count()).resolves.toBe(4);
    const faults = await screenFaults(page(), { screen: 'made-up patients', language: 'zh-CN' });
    await page().getByRole('button', { name: 'English' }).click();
    await page().getByText('These people are made up').waitFor();
    faults.push(...(await screenFaults(page(), { screen: 'made-up patients', language: 'en' })));
    await page().getByRole('button', { name: '中文' }).click();
    expect(faults).toEqual([]);
  });

  it('are seen, and consent, with their card and slip at hand wherever one is asked for', async () => {
    await page()
      .getByRole('figure', { name: window.text('card.title', { n: 1 }) })
      .getByRole('button', { name: window.text('samples.use') })
      .click();
    await window.button('card.read').click();
    await window.openVisit();
    await window.see('何晓雯');
    await window.tab('note');
    for (const field of [
      'chiefComplaint',
      'presentIllness',
      'allergyHistory',
      'physicalExamination',
      'diagnosis',
      'plan',
    ] as const)
      await window.write([[field, '复诊，无不适']]);
    const dialog = await window.previewSigning();
    await dialog.getByRole('button', { name: window.text('samples.take') }).click();
    await page()
      .getByText(window.text('samples.madeUpWithPin', { pin: '246810' }))
      .waitFor();
    await page()
      .getByRole('menuitem', { name: /何晓雯.*第 1 号/u })
      .click();
    await window.field('card.pin', dialog).fill('246810');
    await dialog.getByRole('button', { name: window.text('sign.commit') }).click();
    await window.see(window.text('note.signed.consented'));
    await window.go('samples');
    await page()
      .getByRole('region', { name: window.text('nav.samples') })
      .getByRole('button', { name: /何晓雯/u })
      .click();
    await window.see(window.text('samples.spent'));
    const card = page().getByRole('figure', { name: window.text('card.title', { n: 1 }) });
    await expect(card.innerText()).resolves.toContain(window.text('samples.spent'));
  });
});

describe('a doctor who seeks a colleague', () => {
  it('finds them in the ledger of all hospitals, asks, sees that it is there, and may take it back', async () => {
    await window.lock();
    await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
    await window.go('consults');
    await window.field('consults.search').fill('王芳');
    await window.button('consults.ask').click();
    await window.field('consults.reason').fill('请教华法林剂量');
    const found = [...(await screenFaults(page(), { screen: 'find a colleague', language: 'zh-CN' }))];
    await window.button('consults.ask').click();
    await window.see(new RegExp(window.text('consults.sent'), 'u'));
    found.push(...(await screenFaults(page(), { screen: 'a request', language: 'zh-CN' })));
    await window.button('consults.withdraw').click();
    await window.see(window.text('consults.noRequests'));
    expect(found).toEqual([]);
  });
});

describe('a session nobody uses', () => {
  it('is asked about, and goes on at a key', async () => {
    await page().clock.install();
    await page().reload();
    await window.go('status');
    await page().clock.fastForward('09:31');
    await page()
      .getByRole('dialog', { name: window.text('autoLock.title') })
      .waitFor();
    await page().keyboard.press('Space');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await expect(heading('status.title')).resolves.toBe(true);
  });

  it('locks, says why, and the passphrase alone brings back where it was', async () => {
    await page().clock.fastForward('09:31');
    await page()
      .getByRole('dialog', { name: window.text('autoLock.title') })
      .waitFor();
    await page().clock.runFor('00:31');
    await window.see(window.text('autoLock.locked'));
    // The accounts are listed a moment later; the cursor then waits in the field.
    await page().locator('input[type="password"]:focus').waitFor();
    await page().keyboard.type(PASSPHRASE);
    await page().keyboard.press('Enter');
    await expect(heading('status.title')).resolves.toBe(true);
  });

  it('is left for another account by hand, without a restart', async () => {
    await page().keyboard.press('Control+Shift+L');
    await window.button('login.unlock').waitFor();
    await window.unlock('registrar', INSTITUTION_A, PASSPHRASE);
    await expect(heading('registrar.newVisit')).resolves.toBe(true);
  });
});
