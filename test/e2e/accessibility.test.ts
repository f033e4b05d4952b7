/** Every screen, in both languages, light and dark, at 1366×768: no violation of WCAG 2.2 AA, and nothing untranslated. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  historyFile,
  INSTITUTION_A,
  INSTITUTION_B,
  newPatient,
  PASSPHRASE,
  PIN,
} from '../../tools/demo/story.ts';
import { encodeApplication } from '../../src/hospital/service/application.ts';
import { WorkstationWindow, type Language, type PatientItems } from '../../tools/demo/workstationWindow.ts';
import { copyDemonstration } from '../support/demonstration.ts';
import { launchApp, root, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { screenFaults } from '../support/screenCheck.ts';
import { SeparateHospitals } from '../support/separateHospitals.ts';
import { makeHouse } from '../support/world.ts';

describe.each(['zh-CN', 'en'] satisfies Language[])('every screen in %s', (language) => {
  const folder = temporaryFolder();
  let hospitals: SeparateHospitals;
  let launched: LaunchedApp;
  let window: WorkstationWindow;
  let items: PatientItems;
  const page = (): Page => launched.page;
  const faults = async (screen: string) => await screenFaults(page(), { screen, language });

  async function open(dataFolder: string): Promise<LaunchedApp> {
    const opened = await launchApp({ dataFolder, locale: language === 'en' ? 'en-US' : language });
    await opened.page.setViewportSize({ width: 1366, height: 768 });
    return opened;
  }

  beforeAll(async () => {
    const demonstration = join(folder.path, 'data');
    copyDemonstration(inject('demonstration'), demonstration);
    hospitals = await SeparateHospitals.of(demonstration);
    launched = await open(hospitals.a);
    window = new WorkstationWindow(launched.page, language);
    await window.button('login.unlock').waitFor();
  });

  afterAll(async () => {
    await launched.close();
    await hospitals.stop();
    folder.remove();
  });

  it('of the entrance: login, new account, patient', async () => {
    const found = [...(await faults('login'))];
    await window.button('login.newAccount').click();
    await window.button('account.make').waitFor();
    found.push(...(await faults('new account')));
    await window.button('common.back').click();
    await window.button('login.patientView').click();
    await window.button('patient.open').waitFor();
    found.push(...(await faults('patient entry')));
    await window.button('common.back').click();
    expect(found).toEqual([]);
  });

  /** Of what a registrar does about cards: each task once, and shares of the master card made and shown. */
  async function faultsOfCards(): Promise<readonly string[]> {
    // The newest stands first: the patient who was registered just now.
    await window.button('patients.open').first().click();
    const dialog = page().getByRole('dialog');
    const found = [...(await faults('cards'))];
    for (const task of ['replace', 'revoke', 'restore', 'succeed', 'shares'] as const) {
      await dialog.getByRole('combobox', { name: window.text('patients.task') }).click();
      await page()
        .getByRole('option', { name: window.text(`patients.tasks.${task}`) })
        .click();
      found.push(...(await faults(`cards: ${task}`)));
    }
    await dialog.getByRole('textbox', { name: window.text('card.text') }).fill(items.master.text);
    await window.field('patient.passphrase', dialog).fill(items.master.passphrase);
    await window.button('shares.make').click();
    await page()
      .getByRole('region', { name: window.text('shares.number', { number: 3, of: 3 }) })
      .waitFor();
    found.push(...(await faults('shares')));
    await window.button('sheet.done').click();
    return found;
  }

  it('of the officer and the registrar, with a preview of files and the patient’s sheet', async () => {
    await window.unlock('officer', INSTITUTION_A, PASSPHRASE);
    await page()
      .getByRole('heading', { name: window.text('officer.staff') })
      .waitFor();
    const found = [...(await faults('officer'))];
    const application = Buffer.from(encodeApplication(makeHouse('C', '协和医院', 'Union Hospital').founded));
    await window
      .field('joint.begin')
      .setInputFiles([{ name: 'application.json', mimeType: 'application/json', buffer: application }]);
    await window.field('joint.toHandOn').waitFor();
    found.push(...(await faults('another institution')));
    await window.lock();
    await window.unlock('registrar', INSTITUTION_A, PASSPHRASE);
    await window.registerVisit('心内科');
    await window.field('imports.files').setInputFiles([
      { name: '病史.json', mimeType: 'application/json', buffer: readFileSync(historyFile(root)) },
      { name: '坏.json', mimeType: 'application/json', buffer: Buffer.from('{') },
    ]);
    await page()
      .getByRole('region', { name: window.text('imports.preview') })
      .getByRole('alert')
      .waitFor();
    found.push(...(await faults('registrar')));
    await window.button('imports.remove').click();
    items = await window.registerPatient(newPatient(historyFile(root)));
    found.push(...(await faults('sheet')));
    await window.button('sheet.done').click();
    found.push(...(await faultsOfCards()));
    await window.lock();
    expect(found).toEqual([]);
  });

  it('of the day, the palette, the shortcuts, the settings', async () => {
    await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
    await window.readCard(items.cards.get(1) ?? '');
    await window.button('card.open').waitFor();
    const found = [...(await faults('today'))];
    await page().keyboard.press('Control+K');
    await page().getByRole('option').first().waitFor();
    found.push(...(await faults('palette')));
    await page().keyboard.press('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await page().locator('body').press('?');
    await page().getByRole('dialog').waitFor();
    found.push(...(await faults('shortcuts')));
    await window.button('common.close').click();
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await window.button('app.settings').click();
    await page().getByRole('dialog').waitFor();
    found.push(...(await faults('settings')));
    await window.button('common.close').click();
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await window.go('consults');
    await window.button('check.open').click();
    await window.see(window.text('check.hopeless'));
    await window.see(window.text('check.way.none'));
    found.push(...(await faults('camera, sound and connection')));
    await window.button('common.close').click();
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await window.go('today');
    await window.readCard(items.cards.get(1) ?? '');
    await window.button('card.open').waitFor();
    expect(found).toEqual([]);
  });

  it('of the chart', async () => {
    await window.openVisit();
    await page().getByRole('article').waitFor();
    const found = [...(await faults('records'))];
    for (const view of ['results', 'medicines', 'problems'] as const) {
      await page()
        .getByRole('tab', { name: window.text(`views.${view}`), exact: true })
        .click();
      await page().getByRole('table').first().waitFor();
      found.push(...(await faults(view)));
    }
    await page()
      .getByRole('tab', { name: window.text('views.reports') })
      .click();
    await page()
      .getByRole('region', { name: window.text('orders.title') })
      .waitFor();
    found.push(...(await faults('reports')));
    await window.button('imports.open').click();
    await page().getByRole('dialog').waitFor();
    found.push(...(await faults('import')));
    await window.button('common.close').click();
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    expect(found).toEqual([]);
  });

  it('of the note, its warnings, and signing', async () => {
    await window.tab('note');
    await window.field('vitals.systolic').fill('1400');
    await window.see(window.text('vitals.impossible', { from: 40, to: 300 }));
    await window.field('prescription.add').fill('amxl');
    await page().getByRole('option').first().waitFor();
    await page().keyboard.press('Enter');
    await page().getByRole('group').getByRole('alert').first().waitFor();
    await window.button('note.sign').click();
    await window.see(window.text('noteHelp.missing'));
    await window.button('orders.addLaboratory').click();
    const ordered = await page().getByRole('option').first().innerText();
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    await window.button('reports.addImaging').click();
    await window.button('reports.addLaboratory').click();
    const found = [...(await faults('note'))];
    await page()
      .getByRole('group')
      .filter({ has: page().getByRole('alert') })
      .last()
      .getByRole('button')
      .first()
      .click();
    await window.field('vitals.systolic').fill('');
    for (const name of [
      'chiefComplaint',
      'presentIllness',
      'allergyHistory',
      'physicalExamination',
      'diagnosis',
      'plan',
    ] as const)
      await window.write([[name, '胸闷3天']]);
    const dialog = await window.previewSigning();
    await dialog.getByRole('heading').first().waitFor();
    // The order with the number that it was given; reports that nothing was written into are none.
    await dialog.getByText(new RegExp(`${ordered}\\s*\\d{12}`, 'u')).waitFor();
    found.push(...(await faults('signing')));
    await dialog.getByRole('button', { name: window.text('sharing.yes') }).click();
    await window.sign(items.slips.get(1) ?? '', PIN);
    await window.tab('end');
    await window.button('end.end').waitFor();
    await window.see(window.text('sharing.answered.yes'));
    found.push(...(await faults('end')));
    await window.endVisit();
    found.push(...(await faults('ended')));
    await window.button('end.leave').click();
    expect(found).toEqual([]);
  });

  it('of the doctor’s ledger, its state, and what the patient sees', async () => {
    await window.go('mine');
    await page().getByRole('table').waitFor();
    await window.see(window.text('sharing.answered.yes'));
    const found = [...(await faults('my ledger'))];
    await page().getByRole('table').getByRole('button').first().click();
    await page().getByRole('article').waitFor();
    await window.button('amend.open').click();
    await window.button('amend.correction').click();
    await window.field('amend.reason').fill('笔误');
    await page().getByRole('dialog').getByRole('textbox').last().fill('休息，一周后复诊');
    found.push(...(await faults('correction')));
    await window.button('amend.show').click();
    await page().getByRole('dialog').getByText('休息，一周后复诊').waitFor();
    found.push(...(await faults('what is signed')));
    await page()
      .getByRole('dialog')
      .getByRole('button', { name: window.text('sign.commit') })
      .click();
    await window.see(window.text('amend.done.outside-consent'));
    await window.button('common.close').click();
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await window.go('status');
    await page().getByRole('table').first().waitFor();
    found.push(...(await faults('status')));
    await window.lock();
    await window.openPatientView(items.master, INSTITUTION_A);
    found.push(...(await faults('patient record')));
    expect(found).toEqual([]);
  });

  it('of the patient who writes an own entry, lets a doctor read, and takes it back', async () => {
    const dialog = page().getByRole('dialog');
    const passphrase = window.field('patient.passphrase', dialog);
    const words = '今早头晕，休息后好转';
    await window.button('ownEntry.open').click();
    await window.field('ownEntry.text', dialog).fill(words);
    await passphrase.fill(items.master.passphrase);
    const found = [...(await faults('own entry'))];
    await window.button('ownEntry.commit').click();
    await window.see(window.text('ownEntry.sent.committed'));
    await window.button('common.close').click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await window.timeline())[0]).toContain(words);
    await window.button('grant.open').click();
    await window.field('grant.doctor', dialog).fill(window.name(INSTITUTION_B));
    await dialog.getByRole('list').getByRole('button').first().click();
    await dialog.getByRole('radio', { name: window.text('grant.some') }).check();
    await dialog.getByRole('checkbox').first().waitFor();
    found.push(...(await faults('grant')));
    await dialog.getByRole('radio', { name: window.text('grant.all') }).check();
    await passphrase.fill(items.master.passphrase);
    await window.button('grant.commit').click();
    await window.see(window.text('grant.sent.committed'));
    found.push(...(await faults('granted')));
    await window.button('common.close').click();
    await dialog.waitFor({ state: 'detached' });
    await window.see(window.text('grant.states.in-force'));
    found.push(...(await faults('grants')));
    await window.button('patient.close').click();
    expect(found).toEqual([]);
  });

  it('of the doctor who was let to read, until the patient takes it back', async () => {
    const elsewhere = await open(hospitals.b);
    const wang = new WorkstationWindow(elsewhere.page, language);
    await wang.unlock('doctor', INSTITUTION_B, PASSPHRASE);
    await wang.go('granted');
    await wang.page
      .getByRole('list', { name: wang.text('chart.timeline') })
      .getByRole('button')
      .first()
      .click();
    await wang.page.getByRole('article').waitFor();
    const found = [...(await screenFaults(wang.page, { screen: 'granted to me', language }))];
    await window.openPatientView(items.master, INSTITUTION_A);
    await window.button('grant.revoke').click();
    const dialog = page().getByRole('dialog');
    await window.field('patient.passphrase', dialog).fill(items.master.passphrase);
    found.push(...(await faults('taking back')));
    await window.button('grant.revokeCommit').click();
    await dialog.waitFor({ state: 'detached' });
    await window.see(window.text('grant.states.revoked'));
    await window.button('patient.close').click();
    // What is open on the other screen goes with the block that takes it back.
    await wang.see(wang.text('granted.none'));
    await elsewhere.close();
    expect(found).toEqual([]);
  });

  it('of a record that is erased: asked by the patient, signed by an officer, confirmed by the hospitals', async () => {
    const dialog = page().getByRole('dialog');
    await window.openPatientView(items.master, INSTITUTION_A);
    await page()
      .getByRole('list', { name: window.text('chart.timeline') })
      .getByRole('button')
      .nth(1)
      .click();
    await window.button('erasure.open').click();
    await window.field('patient.passphrase', dialog).fill(items.master.passphrase);
    const found = [...(await faults('erase'))];
    await window.button('erasure.commit').click();
    await window.see(window.text('erasure.asked'));
    await window.button('common.close').click();
    await dialog.waitFor({ state: 'detached' });
    await page()
      .getByRole('region', { name: window.text('erasure.title') })
      .waitFor();
    found.push(...(await faults('asked')));
    await window.button('patient.close').click();
    await window.unlock('officer', INSTITUTION_A, PASSPHRASE);
    await window.button('erasure.look').click();
    found.push(...(await faults('erasure decision')));
    await window.button('erasure.signErase').click();
    await dialog.waitFor({ state: 'detached' });
    const erased = page().getByRole('region', { name: window.text('erasure.title') });
    await erased.getByText(window.text('erasure.nothing')).waitFor();
    await erased.getByText(window.text('erasure.noReceipt')).waitFor({ state: 'detached' });
    found.push(...(await faults('erased, for the officer')));
    await window.lock();
    await window.openPatientView(items.master, INSTITUTION_A);
    await erased.getByText(window.text('erasure.nothing')).waitFor();
    found.push(...(await faults('erased, for the patient')));
    await window.button('patient.close').click();
    expect(found).toEqual([]);
  });
});
