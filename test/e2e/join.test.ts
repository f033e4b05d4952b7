/**
 * A doctor joins a hospital on a computer of their own: two programs with their own data folders, and the hospital's
 * node as a process of its own, which both reach over TLS. The officer works in Chinese, the newcomer in English.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { INSTITUTION_A, PASSPHRASE } from '../../tools/demo/story.ts';
import { WorkstationWindow, type PatientItems } from '../../tools/demo/workstationWindow.ts';
import { askPage } from '../support/askPage.ts';
import { copyWithPatient } from '../support/demonstration.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { answerWords } from '../support/recoveryWords.ts';
import { screenFaults } from '../support/screenCheck.ts';
import { SeparateHospitals } from '../support/separateHospitals.ts';
import { until } from '../support/nodeWorld.ts';
import { NOTE } from '../workstation/support/story.ts';

const NEWCOMER = { zh: '何青', en: 'He Qing', licence: '110120000077777' };

describe('joining an institution', () => {
  const folder = temporaryFolder();
  const found: string[] = [];
  let hospitals: SeparateHospitals;
  let hospital: LaunchedApp;
  let own: LaunchedApp;
  let officer: WorkstationWindow;
  let newcomer: WorkstationWindow;
  let patient: PatientItems;
  let code = '';
  let memberCode = '';
  let fingerprint = '';
  /** Of the doctor who joined. */
  let visit = '';

  const look = async (window: WorkstationWindow, screen: string): Promise<void> =>
    void found.push(...(await screenFaults(window.page, { screen, language: window.language })));

  async function open(dataFolder: string, locale: string): Promise<LaunchedApp> {
    const launched = await launchApp({ dataFolder, locale });
    await launched.page.setViewportSize({ width: 1366, height: 768 });
    return launched;
  }

  /** The part of the officer's screen in which people are invited. */
  const invitations = (): Locator => officer.page.getByRole('region', { name: officer.text('invite.title') });

  /** Opens what the officer can do about the workstation of somebody. */
  async function workstationOf(name: string): Promise<void> {
    const row = officer.page.getByRole('row').filter({ hasText: name });
    await row.getByRole('button', { name: officer.text('workstation.open') }).click();
  }

  beforeAll(async () => {
    const demonstration = join(folder.path, 'demonstration');
    patient = copyWithPatient(inject('demonstration'), demonstration);
    hospitals = await SeparateHospitals.of(demonstration);
    hospital = await open(hospitals.a, 'zh-CN');
    officer = new WorkstationWindow(hospital.page, 'zh-CN');
    await officer.unlock('officer', INSTITUTION_A, PASSPHRASE);
    own = await open(join(folder.path, 'own'), 'en-US');
    newcomer = new WorkstationWindow(own.page, 'en');
  });

  afterAll(async () => {
    await own.close();
    await hospital.close();
    await hospitals.stop();
    folder.remove();
  });

  it('begins with a code that the officer makes', async () => {
    await invitations()
      .getByRole('button', { name: officer.text('invite.make') })
      .click();
    const dialog = officer.page.getByRole('dialog');
    code = await dialog.getByRole('textbox', { name: officer.text('invite.code') }).inputValue();
    expect(code).toMatch(/^CJ1:/u);
    await dialog.getByRole('img', { name: officer.text('invite.code') }).waitFor();
    await dialog.getByText(/^wss:/u).waitFor();
    await expect(dialog.getByText(officer.text('invite.onlyHere')).count()).resolves.toBe(0);
    await look(officer, 'code');
    await dialog.getByRole('button', { name: officer.text('common.close') }).click();
  });

  it('is also made for the new workstation of a doctor who is on the ledger, and names them', async () => {
    await workstationOf('李明');
    const dialog = officer.page.getByRole('dialog');
    await look(officer, 'workstation');
    await dialog.getByRole('button', { name: officer.text('invite.make') }).click();
    memberCode = await dialog.getByRole('textbox', { name: officer.text('invite.code') }).inputValue();
    expect(memberCode).toMatch(/^CJ2:/u);
    await dialog.getByRole('button', { name: officer.text('common.close') }).click();
  });

  it('names the hospital on the new computer before anything is made', async () => {
    await newcomer.page.getByRole('radio', { name: newcomer.text('firstRun.ways.join.title') }).check();
    await look(newcomer, 'first run');
    await newcomer.button('join.begin').click();
    await newcomer.field('join.code').fill(memberCode);
    await newcomer.button('join.read').click();
    await newcomer.see(newcomer.text('join.member', { name: 'Li Ming', role: newcomer.text('role.doctor') }));
    await newcomer.button('founding.next').click();
    await newcomer.page.getByRole('combobox', { name: newcomer.text('join.way') }).click();
    await newcomer.page.getByRole('option', { name: newcomer.text('join.ways.words') }).click();
    await newcomer.field('account.words').waitFor();
    await look(newcomer, 'member');
    await newcomer.button('common.back').click();
    await newcomer.field('join.code').fill('CJ1:NOTHING');
    await newcomer.button('join.read').click();
    await newcomer.see(newcomer.text('errors.join-code-malformed'));
    await newcomer.field('join.code').fill(code);
    await newcomer.button('join.read').click();
    await newcomer.see('Haihe Hospital');
    expect(await newcomer.button('founding.next').isEnabled()).toBe(true);
    await look(newcomer, 'code');
    // A code that was changed since it was read leads nowhere.
    await newcomer.field('join.code').fill(`${code}0`);
    await newcomer.button('founding.next').waitFor({ state: 'detached' });
    await newcomer.field('join.code').fill(code);
    await newcomer.button('join.read').click();
    await newcomer.see('Haihe Hospital');
    await newcomer.button('founding.next').click();
  });

  it('makes the doctor’s keys there, and sends what the officer may know', async () => {
    await newcomer.field('account.nameZh').fill(NEWCOMER.zh);
    await newcomer.field('account.nameEn').fill(NEWCOMER.en);
    await newcomer.field('account.licence').fill(NEWCOMER.licence);
    await newcomer.field('setup.passphrase').fill(PASSPHRASE);
    await newcomer.field('setup.again').fill(PASSPHRASE);
    await look(newcomer, 'person');
    await newcomer.button('account.make').click();
    await answerWords(newcomer);
    await look(newcomer, 'send');
    await newcomer.button('join.send').click();
    await newcomer.see(newcomer.text('join.offered'));
    await look(newcomer, 'waiting');
    fingerprint = await newcomer.page.locator('code').first().innerText();
    expect(fingerprint).toMatch(/^(?:[0-9a-f]{4} ){4}[0-9a-f]{4}$/u);
  });

  it('ends with the officer, who sees the same fingerprint and enters the doctor', async () => {
    await invitations()
      .getByRole('button', { name: officer.text('invite.look') })
      .click();
    await invitations()
      .getByRole('button', { name: officer.text('invite.check') })
      .click();
    const dialog = officer.page.getByRole('dialog');
    await dialog.getByText(fingerprint, { exact: true }).waitFor();
    await look(officer, 'compare');
    await dialog.getByRole('button', { name: officer.text('invite.same') }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = officer.page
      .getByRole('row')
      .filter({ hasText: NEWCOMER.zh })
      // Not the row of those who wait, which may stand a moment longer.
      .filter({ has: officer.button('officer.suspend') });
    await expect(row.innerText()).resolves.toContain(officer.text('role.doctor'));
  });

  it('lets the doctor log in, over a node that runs on the other computer', async () => {
    await newcomer.see(newcomer.text('join.entered'));
    await newcomer.button('join.toLogin').click();
    await newcomer.field('login.passphrase').fill(PASSPHRASE);
    await newcomer.button('login.unlock').click();
    await newcomer.page.getByRole('navigation', { name: newcomer.text('nav.label') }).waitFor();
    await newcomer.see(newcomer.text('node.connected'));
    await expect(newcomer.page.getByRole('banner').innerText()).resolves.toContain(NEWCOMER.en);
    await look(newcomer, 'today');
    const read = await askPage(newcomer.page, 'card/read', { text: patient.cards.get(1) ?? '' });
    const handle = read.state === 'fresh' ? read.handle : '';
    visit = (await askPage(newcomer.page, 'visit/open', { handle, registration: null, purpose: 'treatment' }))
      .id;
  });

  it('that is lost: the officer revokes its key with a reason, and the workstation says so', async () => {
    await workstationOf(NEWCOMER.zh);
    const dialog = officer.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: officer.text('officer.reason') }).fill('笔记本电脑遗失');
    await dialog.getByRole('button', { name: officer.text('workstation.revoke') }).click();
    await dialog.waitFor({ state: 'detached' });
    await newcomer.see(newcomer.text('desk.keyRevoked'));
    await look(newcomer, 'key revoked');
    await workstationOf(NEWCOMER.zh);
    await expect(dialog.getByRole('alert').innerText()).resolves.toContain('笔记本电脑遗失');
    await look(officer, 'key revoked');
  });

  it('hands over what was signed before its key was revoked: the officer sees it, and attests it in the doctor’s place', async () => {
    const file = join(folder.path, 'signed.attest');
    await own.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => await Promise.resolve({ canceled: false, filePath });
    }, file);
    // Signed on what this workstation last knew: it hears of no block any more.
    await askPage(newcomer.page, 'draft/save', { visit, note: NOTE });
    const { hash } = await askPage(newcomer.page, 'sign/preview', { visit });
    await askPage(newcomer.page, 'sign/commit', { visit, hash, consent: null });
    await newcomer.button('attesting.handOver').click();
    const dialog = newcomer.page.getByRole('dialog');
    await dialog.getByRole('button', { name: newcomer.text('attesting.save') }).click();
    await newcomer.see(newcomer.text('attesting.handedOver', { count: 1 }));
    await until(() => existsSync(file) && readFileSync(file).length > 0);
    await officer.page.keyboard.press('Escape');
    await officer.field('attesting.choose').setInputFiles(file);
    await officer.see(officer.text('attesting.states.caught'));
    const caught = officer.page.getByRole('region', { name: officer.text('attesting.title') });
    await caught.scrollIntoViewIfNeeded();
    await expect(caught.innerText()).resolves.toContain(NEWCOMER.zh);
    await look(officer, 'caught records');
    await officer.button('attesting.attest').click();
    await officer.see(officer.text('attesting.done'));
    const answer = await caught.getByRole('figure').getByLabel(officer.text('card.text')).innerText();
    await newcomer.field('attesting.answer', dialog).fill(answer);
    await newcomer.page.keyboard.press('Enter');
    await newcomer.see(/attested the record/u);
    await look(newcomer, 'handed over');
    await dialog.getByRole('button', { name: newcomer.text('common.close') }).click();
  });

  it('shows no screen that is inaccessible, too wide, or in another language', () => {
    expect(found).toEqual([]);
  });
});
