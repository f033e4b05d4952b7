import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { INSTITUTION_A, PASSPHRASE, PIN } from '../../tools/demo/story.ts';
import { WorkstationWindow, type PatientItems } from '../../tools/demo/workstationWindow.ts';
import { copyWithPatient } from '../support/demonstration.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';

const DAY = 24 * 60 * 60 * 1000;
const COMPLAINT = '反复胸闷3天';
const NOTE = [
  ['chiefComplaint', COMPLAINT],
  ['presentIllness', '活动后加重，休息可缓解。'],
  ['allergyHistory', '青霉素过敏'],
  ['physicalExamination', 'BP 148/92 mmHg，律齐'],
  ['diagnosis', '稳定型心绞痛'],
  ['plan', '动态心电图，一周后复诊'],
] as const;

const folder = temporaryFolder();
const dataFolder = join(folder.path, 'data');
let launched: LaunchedApp;
let window: WorkstationWindow;
let items: PatientItems;

async function launch(): Promise<void> {
  launched = await launchApp({ dataFolder, locale: 'zh-CN' });
  window = new WorkstationWindow(launched.page, 'zh-CN');
}

const page = (): Page => launched.page;

/** The control that the keyboard speaks to now, by the label it has. */
async function focused(): Promise<string> {
  return await page().evaluate(() => {
    const control = document.activeElement;
    const label =
      control?.id === undefined ? null : document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
    return label?.textContent ?? control?.textContent ?? '';
  });
}

/** Goes on with the one visit that is open. */
async function goOn(): Promise<void> {
  await page()
    .getByRole('region', { name: window.text('today.visits') })
    .getByRole('button', { name: window.text('today.goOn') })
    .click();
  await window.tab('note');
}

function complaint(): Locator {
  return page().getByRole('textbox', { name: window.text('field.chiefComplaint') });
}

beforeAll(async () => {
  items = copyWithPatient(inject('demonstration'), dataFolder);
  await launch();
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

describe('the login', () => {
  it('refuses a wrong passphrase in words and with its code, and has the field ready again', async () => {
    await window.field('login.passphrase').fill('not the passphrase');
    await page().keyboard.press('Enter');
    const alert = page().getByRole('alert');
    await alert.waitFor();
    await expect(alert.innerText()).resolves.toMatch(
      /口令错误。请检查键盘和大小写后重试。\s*\[passphrase-wrong\]/u,
    );
    await expect(window.field('login.passphrase').inputValue()).resolves.toBe('');
  });

  it('never offers to remember a passphrase', async () => {
    const field = window.field('login.passphrase');
    expect([await field.getAttribute('type'), await field.getAttribute('autocomplete')]).toEqual([
      'password',
      'off',
    ]);
  });

  it('opens by keyboard alone, and the cursor waits where a scanner types', async () => {
    await page()
      .getByRole('button', { name: `${window.text('role.doctor')} · ${window.name(INSTITUTION_A)}` })
      .press('Enter');
    await page().keyboard.type(PASSPHRASE);
    await page().keyboard.press('Enter');
    await window.field('card.text').waitFor();
    await expect(focused()).resolves.toBe(window.text('card.text'));
  });
});

describe('the card', () => {
  it('of another kind is named as what it is', async () => {
    await window.readCard(items.slips.get(1) ?? '');
    await expect(page().getByRole('alert').innerText()).resolves.toMatch(/这是私钥条，不是此处所需/u);
  });

  it('is read when a scanner ends it with Enter, in the place of the one before', async () => {
    await window.field('card.text').focus();
    await page().keyboard.insertText(items.cards.get(1) ?? '');
    await page().keyboard.press('Enter');
    await window.button('card.open').waitFor();
    await expect(window.field('card.text').inputValue()).resolves.toBe(items.cards.get(1));
  });

  it('opens the visit, with the patient and the known allergies on top', async () => {
    await window.openVisit();
    const banner = page().getByRole('region', { name: window.text('banner.label'), exact: true });
    await expect(banner.innerText()).resolves.toMatch(
      /张秀英[\s\S]*女[\s\S]*岁[\s\S]*1958-03-12[\s\S]*已知过敏[\s\S]*青霉素/u,
    );
  });
});

describe('the draft', () => {
  it('is saved one second after the last key, at the latest', async () => {
    await window.tab('note');
    const { clock } = page();
    await clock.install();
    await clock.pauseAt(Date.now() + DAY);
    await complaint().pressSequentially('胸');
    await page()
      .getByRole('status')
      .filter({ hasText: window.text('note.unsaved') })
      .waitFor();
    await clock.runFor(1000);
    const saved = page().getByRole('status').filter({ hasText: '草稿已保存' });
    await expect(saved.waitFor()).resolves.toBeUndefined();
    await clock.resume();
    await complaint().fill('');
  });

  it('says that it is saved after the last key, and outlives kill -9', async () => {
    await window.tab('note');
    await complaint().pressSequentially(COMPLAINT);
    await page().getByRole('status').filter({ hasText: '草稿已保存' }).waitFor();
    await launched.kill();
    await launch();
    await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
    await goOn();
    await expect(complaint().inputValue()).resolves.toBe(COMPLAINT);
  });

  it('is not signed by the Enter of an input method, even with Ctrl', async () => {
    await complaint().evaluate((field) => {
      const key = { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent('keydown', key));
    });
    await expect(page().getByRole('dialog').count()).resolves.toBe(0);
  });

  it('is kept when the visit is left and taken up again at once', async () => {
    await complaint().fill(`${COMPLAINT}，加重1天`);
    await window.go('today');
    await goOn();
    await expect(complaint().inputValue()).resolves.toBe(`${COMPLAINT}，加重1天`);
    await window.write(NOTE);
  });
});

describe('signing', () => {
  it('is reached by Ctrl+Enter, shows who the patient is and exactly the note, and Escape loses nothing', async () => {
    await complaint().press('Control+Enter');
    const dialog = page().getByRole('dialog');
    await window.field('sign.slip', dialog).waitFor();
    const shown = await dialog.innerText();
    for (const [, text] of NOTE) expect(shown).toContain(text);
    expect(shown).toMatch(/张秀英[\s\S]*女[\s\S]*岁/u);
    await page().keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect(complaint().inputValue()).resolves.toBe(COMPLAINT);
  });

  it('refuses a wrong PIN with the attempts that are left, and can go on without the slip', async () => {
    const dialog = await window.previewSigning();
    await window.field('sign.slip', dialog).fill(items.slips.get(1) ?? '');
    await window.field('card.pin', dialog).fill('000000');
    await page().keyboard.press('Enter');
    await expect(dialog.getByRole('alert').innerText()).resolves.toMatch(/密码错误，还可以试 \d+ 次/u);
    await window.button('sign.withoutSlip').click();
    await window.see(window.text('note.signed.pending'));
  });
});

describe('the end of a visit', () => {
  it('warns of the missing slip, takes it late, and hands out the next card', async () => {
    await page().keyboard.press('Alt+3');
    await window.see(window.text('end.noSlip'));
    await window.field('sign.slip').fill(items.slips.get(1) ?? '');
    await window.field('card.pin').fill(PIN);
    await page().keyboard.press('Enter');
    await window.see(window.text('end.confirmed', { count: 1 }));
    await window.see(window.text('end.consented'));
    await expect(window.endVisit()).resolves.toMatch(/^CC1:/u);
    await window.button('end.leave').click();
  });
});

describe('every place', () => {
  it('fits the window, and names no patient in its title', async () => {
    for (const place of ['today', 'mine', 'status'] as const) {
      await window.go(place);
      const seen = await page().evaluate(() => ({
        wide: document.documentElement.scrollWidth > innerWidth,
        title: document.title,
      }));
      expect([place, seen]).toEqual([place, { wide: false, title: 'Consilium' }]);
    }
  });

  it('is in the other language after one click, and dark after another', async () => {
    await page().getByRole('button', { name: 'English' }).click();
    await page().getByRole('button', { name: 'Dark mode' }).click();
    const html = page().locator('html');
    expect([await html.getAttribute('lang'), await html.getAttribute('data-color-scheme')]).toEqual([
      'en',
      'dark',
    ]);
    await page().getByRole('heading', { name: 'Ledger status' }).waitFor();
  });

  it('gives every field a label', async () => {
    await page().getByRole('button', { name: 'Lock', exact: true }).click();
    await page().getByRole('button', { name: 'New account' }).click();
    const nameless = await page().evaluate(
      () =>
        [...document.querySelectorAll<HTMLInputElement>('input, textarea, [role=combobox]')].filter(
          (field) =>
            field.getAttribute('aria-hidden') !== 'true' &&
            field.labels?.length !== 1 &&
            !field.hasAttribute('aria-labelledby') &&
            !field.hasAttribute('aria-label'),
        ).length,
    );
    expect(nameless).toBe(0);
  });
});
