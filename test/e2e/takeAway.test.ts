/** What the patient takes away: the visit as a PDF with its proof file, and whoever checks it later. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consilium } from '../../tools/demo/commandLine.ts';
import { INSTITUTION_A, PASSPHRASE } from '../../tools/demo/story.ts';
import { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';
import type { ResultOf } from '../../src/workstation/api.ts';
import { askPage, unlockOnPage } from '../support/askPage.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { until } from '../support/nodeWorld.ts';
import { codesOfPages, textOfPages } from '../support/pdf.ts';
import { item, NOTE, PERSON, PIN } from '../workstation/support/story.ts';

const folder = temporaryFolder();
const dataFolder = join(folder.path, 'data');
const pdfFile = join(folder.path, 'visit.pdf');
let launched: LaunchedApp;
let window: WorkstationWindow;
let patient: ResultOf<'registrar/register-patient'>;
let visit = '';

const page = (): Page => launched.page;

/** Whatever is saved next is saved there, as if a person had chosen it. */
async function saveTo(path: string): Promise<void> {
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => await Promise.resolve({ canceled: false, filePath });
  }, path);
}

beforeAll(async () => {
  launched = await launchApp({ dataFolder, locale: 'zh-CN' });
  window = new WorkstationWindow(page(), 'zh-CN');
  await askPage(page(), 'setup/demonstration', { passphrase: PASSPHRASE });
  await unlockOnPage(page(), { role: 'registrar', at: INSTITUTION_A.zh, passphrase: PASSPHRASE });
  const sheet = { pin: PIN, cards: 2, files: [], emergency: false };
  patient = await askPage(page(), 'registrar/register-patient', { ...PERSON, ...sheet });
  await askPage(page(), 'account/lock', {});
  await page().reload();
  await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
  await window.readCard(item(patient.cards, 1));
  await window.openVisit();
  visit = (await askPage(page(), 'visit/list', {}))[0]?.id ?? '';
  // Long enough for a second page.
  const note = { ...NOTE, presentIllness: `${NOTE.presentIllness}\n${'夜间加重，白天好转。\n'.repeat(60)}` };
  await askPage(page(), 'draft/save', { visit, note });
  const { hash } = await askPage(page(), 'sign/preview', { visit });
  const consent = { slip: item(patient.slips, 1), pin: PIN };
  await askPage(page(), 'sign/commit', { visit, hash, consent });
  await until(async () => (await askPage(page(), 'visit/records', { visit })).waiting === 0);
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

describe('the visit as a PDF', () => {
  it('is saved where the doctor says', async () => {
    await window.tab('end');
    await saveTo(pdfFile);
    await window.button('handout.pdf').click();
    await window.see(window.text('handout.saved'));
    expect(readFileSync(pdfFile).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('says on each page whose it is, who signed it and when, and which page of how many', async () => {
    const pages = await textOfPages(readFileSync(pdfFile));
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, text] of pages.entries()) {
      expect(text).toContain('患者 张秀英，出生 1958-03-12');
      expect(text).toMatch(/签名 李明（海河医院）\d{4}-\d{2}-\d{2} \d{2}:\d{2}/u);
      expect(text).toContain(`第 ${String(index + 1)} / ${String(pages.length)} 页`);
    }
    const whole = pages.join('\n');
    for (const words of ['夜间加重，白天好转。', NOTE.diagnosis, NOTE.plan]) expect(whole).toContain(words);
  });

  it('has on each page the code of its proof file, which the command line compares without any node', async () => {
    const pages = await codesOfPages(readFileSync(pdfFile));
    const [code = ''] = pages[0] ?? [];
    expect(code).toMatch(/^consilium-proof:/u);
    expect(pages.every((codes) => codes.join() === code)).toBe(true);
    const elsewhere = join(folder.path, 'nowhere');
    expect(await consilium(elsewhere, 'proof', 'verify', pdfFile, '--expect', code)).toMatchObject({
      ok: true,
      value: { verified: true, kind: 'record' },
    });
  });

  it('leaves nothing of itself in the window', async () => {
    await expect(page().locator('[data-print-sheet]').count()).resolves.toBe(0);
  });
});
