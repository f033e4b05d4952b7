/** The chart of a patient in a real window: results, trend, medicines, problems, search and filters. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { INSTITUTION_A, PASSPHRASE } from '../../tools/demo/story.ts';
import { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';
import { copyWithPatient } from '../support/demonstration.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { printedPdf, textOfPages } from '../support/pdf.ts';

const folder = temporaryFolder();
let launched: LaunchedApp;
let window: WorkstationWindow;
const page = (): Page => launched.page;

async function view(name: 'medicines' | 'problems' | 'records' | 'results'): Promise<void> {
  await page()
    .getByRole('tab', { name: window.text(`views.${name}`), exact: true })
    .click();
}

async function found(query: string): Promise<readonly string[]> {
  await page().getByRole('search').getByRole('textbox').fill(query);
  await page().getByRole('status').filter({ hasText: '份中的' }).waitFor();
  return await window.timeline();
}

beforeAll(async () => {
  const dataFolder = join(folder.path, 'data');
  const items = copyWithPatient(inject('demonstration'), dataFolder);
  launched = await launchApp({ dataFolder, locale: 'zh-CN' });
  window = new WorkstationWindow(launched.page, 'zh-CN');
  await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
  await window.readCard(items.cards.get(1) ?? '');
  await window.openVisit();
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

describe('results', () => {
  it('stand with range, and with an arrow and a word when they are out of it', async () => {
    await view('results');
    const row = page()
      .getByRole('table', { name: window.text('results.title') })
      .getByRole('row')
      .filter({ hasText: '血钾' });
    await expect(row.innerText()).resolves.toMatch(/3\.3 mmol\/L ↓ 偏低\s+3\.5–5\.3\s+2026-05-21/u);
  });

  it('of one analyte are a line, and the same in a table', async () => {
    await page().getByRole('button', { name: '糖化血红蛋白' }).click();
    await page()
      .getByRole('img', { name: /糖化血红蛋白趋势图，3 个点/u })
      .waitFor();
    const table = page().getByRole('table', { name: '全部结果：糖化血红蛋白' });
    await expect(table.getByRole('row').count()).resolves.toBe(4);
  });

  it('lead to the record they stand in', async () => {
    await page().getByRole('table', { name: '全部结果：糖化血红蛋白' }).getByRole('button').last().click();
    await expect(page().getByRole('article').getByRole('heading').first().innerText()).resolves.toContain(
      '反复胸闷2月',
    );
  });
});

describe('a record on paper', () => {
  it('says on every page whose it is, who signed it and when, and nothing else of the window is printed', async () => {
    await page().evaluate(() => {
      globalThis.window.print = () => undefined;
    });
    await window.button('print.record').click();
    const sheet = page().locator('[data-print-sheet]');
    await sheet.waitFor({ state: 'attached' });
    const pages = await textOfPages(await printedPdf(launched));
    for (const text of pages)
      expect(text).toMatch(/患者 张秀英 · 签名 .+，\d{4}-\d{2}-\d{2} \d{2}:\d{2}\s+第 \d \/ \d 页/u);
    expect(pages.join('')).not.toContain(window.text('views.results'));
    await page().evaluate(() => globalThis.window.dispatchEvent(new Event('afterprint')));
    await sheet.waitFor({ state: 'detached' });
  });
});

describe('medicines, problems and allergies', () => {
  it('are listed once each, with what they are now', async () => {
    await view('medicines');
    await expect(
      page()
        .getByRole('table', { name: window.text('medicines.title') })
        .innerText(),
    ).resolves.toContain('氯吡格雷片');
    await view('problems');
    const problems = page().getByRole('region', { name: window.text('problems.title'), exact: true });
    await expect(problems.innerText()).resolves.toMatch(/I20\.0\s+不稳定型心绞痛\s+现患/u);
    await expect(
      page()
        .getByRole('region', { name: window.text('problems.allergies'), exact: true })
        .innerText(),
    ).resolves.toMatch(/已知过敏\s+青霉素/u);
    await view('records');
  });
});

describe('the search', () => {
  it('is reached by a slash, and finds the visit by Chinese, initials, English and code', async () => {
    await page()
      .getByRole('tab', { name: window.text('views.records'), exact: true })
      .press('/');
    await expect(
      page()
        .getByRole('search')
        .getByRole('textbox')
        .evaluate((field) => field === document.activeElement),
    ).resolves.toBe(true);
    for (const query of ['胸痛', 'XT', 'chest pain', 'I20'])
      expect([query, (await found(query)).some((text) => text.includes('胸痛3小时'))]).toEqual([query, true]);
  });

  it('says when nothing is like that, and how to get everything back', async () => {
    await page().getByRole('search').getByRole('textbox').fill('绝无此词');
    await window.see(window.text('search.nothing'));
    await window.button('search.clear').click();
    await page().getByText('多饮、乏力1月').first().waitFor();
    await expect(window.timeline()).resolves.toHaveLength(4);
  });

  it('stands beside filters of institution, sort and period', async () => {
    await page()
      .getByRole('search')
      .getByRole('combobox', { name: window.text('account.institution') })
      .click();
    await page().getByRole('option', { name: '天津市长江道医院', exact: true }).click();
    await page().getByText('4 份中的 1 份').waitFor();
    await expect(window.timeline()).resolves.toHaveLength(1);
  });
});
