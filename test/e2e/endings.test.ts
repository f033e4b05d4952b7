/** A visit that is not ended by its End button: the window is closed, or the workstation is killed. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { INSTITUTION_A, PASSPHRASE, PIN } from '../../tools/demo/story.ts';
import { WorkstationWindow, type PatientItems } from '../../tools/demo/workstationWindow.ts';
import type { ResultOf } from '../../src/workstation/api.ts';
import { askPage, unlockOnPage } from '../support/askPage.ts';
import { copyWithPatient } from '../support/demonstration.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { until } from '../support/nodeWorld.ts';
import { NOTE } from '../workstation/support/story.ts';

const folder = temporaryFolder();
const dataFolder = join(folder.path, 'data');
let patient: PatientItems;
let nextCard = '';
let launched: LaunchedApp;

beforeAll(async () => {
  patient = copyWithPatient(inject('demonstration'), dataFolder);
  launched = await launchApp({ dataFolder });
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

/** Dr Li opens a visit with a card and begins to write, at the screen. */
async function beginVisit(card: string, words: string): Promise<void> {
  const window = new WorkstationWindow(launched.page, 'en');
  await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
  await window.readCard(card);
  await window.openVisit();
  await window.tab('note');
  await window.write([['presentIllness', words]]);
}

/** The next start, and what is there of the visit. */
async function afterwards(): Promise<{
  readonly visit: ResultOf<'visit/list'>[number];
  readonly words: string;
}> {
  launched = await launchApp({ dataFolder });
  const { page } = launched;
  await unlockOnPage(page, { role: 'doctor', at: INSTITUTION_A.zh, passphrase: PASSPHRASE });
  const visit = (await askPage(page, 'visit/list', {})).find(({ state }) => state === 'open');
  if (visit === undefined) throw new Error('no visit is open');
  const draft = await askPage(page, 'draft/load', { visit: visit.id });
  return { visit, words: draft?.note.presentIllness ?? '' };
}

describe('a visit under way when the window is closed', () => {
  it('keeps every word, is still open, and has spent its card', async () => {
    const card = patient.cards.get(1) ?? '';
    await beginVisit(card, 'Three days of cough, worse at night.');
    const closed = launched.app.waitForEvent('close');
    await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await closed;
    const { visit, words } = await afterwards();
    expect(words).toBe('Three days of cough, worse at night.');
    expect(visit.epoch).toBe(1);
    expect(await askPage(launched.page, 'card/read', { text: card })).toMatchObject({
      state: 'spent',
      visit: visit.id,
    });
  });

  it('ends as any other: with the record signed and the next card', async () => {
    const { page } = launched;
    const [visit] = await askPage(page, 'visit/list', {});
    const id = visit?.id ?? '';
    await askPage(page, 'draft/save', { visit: id, note: NOTE });
    const { hash } = await askPage(page, 'sign/preview', { visit: id });
    const consent = { slip: patient.slips.get(1) ?? '', pin: PIN };
    expect(await askPage(page, 'sign/commit', { visit: id, hash, consent })).toMatchObject({
      state: 'consented',
    });
    const { next } = await askPage(page, 'visit/end', { visit: id });
    expect(next?.epoch).toBe(2);
    nextCard = next?.text ?? '';
  });

  it('is corrected by its doctor when the follow-up is over, and the correction is marked as outside the consent', async () => {
    const { page } = launched;
    const window = new WorkstationWindow(page, 'en');
    await window.go('mine');
    await page.getByRole('row').filter({ hasText: NOTE.diagnosis }).getByRole('button').click();
    await window.button('amend.open').click();
    await window.button('amend.correction').click();
    const dialog = page.getByRole('dialog');
    await window.field('amend.reason', dialog).fill('A slip of the pen');
    await window.button('amend.show').click();
    await window.see(window.text('amend.standing.outside-consent'));
    await window.button('sign.commit').click();
    await window.see(window.text('amend.done.outside-consent'));
    await dialog.getByRole('button', { name: window.text('common.close') }).click();
    const correction = page
      .getByRole('row')
      .filter({ hasText: window.text('statementState.outside-consent') });
    await correction.getByRole('button').click();
    const marked = page.getByRole('article').getByText(window.text('chart.outsideConsent'));
    await expect(marked.waitFor()).resolves.toBeUndefined();
    // The original stays to be read, with who corrected it.
    await page.getByRole('row').filter({ hasText: 'Consented' }).getByRole('button').click();
    await expect(
      page
        .getByRole('article')
        .getByText(/Corrected by Li Ming/u)
        .waitFor(),
    ).resolves.toBeUndefined();
  });
});

describe('a visit under way when the workstation is killed', () => {
  it('keeps what was saved, is still open, and has spent its card', async () => {
    const { page } = launched;
    await askPage(page, 'account/lock', {});
    await page.reload();
    await beginVisit(nextCard, 'The cough is gone.');
    await until(async () => {
      const [visit] = await askPage(page, 'visit/list', {});
      return visit !== undefined && (await askPage(page, 'draft/load', { visit: visit.id })) !== null;
    });
    await launched.kill();
    const { visit, words } = await afterwards();
    expect(words).toBe('The cough is gone.');
    expect(visit.epoch).toBe(2);
    expect(await askPage(launched.page, 'card/read', { text: nextCard })).toMatchObject({
      state: 'spent',
      visit: visit.id,
    });
    expect(await askPage(launched.page, 'visit/end', { visit: visit.id })).toEqual({ next: null });
    expect((await askPage(launched.page, 'visit/list', {})).map(({ state }) => state)).not.toContain('open');
  });
});
