/** The first run of a hospital that tries nothing out: an institution is founded, and its doctor sees a patient. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyFile, newPatient, PIN } from '../../tools/demo/story.ts';
import { WorkstationWindow, type Language } from '../../tools/demo/workstationWindow.ts';
import { launchApp, root, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { answerWords } from '../support/recoveryWords.ts';
import { screenFaults } from '../support/screenCheck.ts';

const HOSPITAL = { zh: '滨江医院', en: 'Binjiang Hospital' } as const;
const PEOPLE = {
  officer: { name: '郑华', passphrase: '机构管理员的口令' },
  doctor: { name: '林岚', passphrase: '第一位医生的口令' },
  registrar: { name: '许晴', passphrase: '登记员自己的口令' },
} as const;
type Founder = keyof typeof PEOPLE;

const NOTE = [
  ['chiefComplaint', '咳嗽3天'],
  ['presentIllness', '受凉后咳嗽，无发热。'],
  ['allergyHistory', '青霉素过敏'],
  ['physicalExamination', '双肺呼吸音清'],
  ['diagnosis', '急性支气管炎'],
  ['plan', '对症治疗，随诊'],
] as const;

describe.each(['zh-CN', 'en'] satisfies Language[])('the first run in %s', (language) => {
  const folder = temporaryFolder();
  const locale = language === 'en' ? 'en-US' : language;
  const backup = join(folder.path, 'doctor.backup');
  const found: string[] = [];
  let launched: LaunchedApp;
  let window: WorkstationWindow;
  const page = (): Page => launched.page;
  const look = async (screen: string): Promise<void> =>
    void found.push(...(await screenFaults(page(), { screen, language })));

  beforeAll(async () => {
    launched = await launchApp({ dataFolder: join(folder.path, 'data'), locale });
    await launched.page.setViewportSize({ width: 1366, height: 768 });
    window = new WorkstationWindow(launched.page, language);
  });

  afterAll(async () => {
    await launched.close();
    folder.remove();
  });

  /** Takes one of the first people through form, recovery words and the words asked back. */
  async function enter(role: Founder): Promise<void> {
    await window.field('account.nameZh').fill(PEOPLE[role].name);
    await window.field('setup.passphrase').fill(PEOPLE[role].passphrase);
    await window.field('setup.again').fill(PEOPLE[role].passphrase);
    if (role === 'doctor') await look('form of the doctor');
    await window.button('account.make').click();
    const words = await answerWords(window, async (screen) => {
      if (role === 'officer') await look(screen);
    });
    expect(words).toHaveLength(24);
  }

  it('founds an institution with its officer, its first doctor and a registrar', async () => {
    await window.field('setup.passphrase').waitFor();
    await look('set-up of the trial');
    await page()
      .getByRole('radio', { name: window.text('firstRun.ways.institution.title') })
      .check();
    await look('first run');
    await window.button('firstRun.begin').click();
    await window.field('founding.nameZh').fill(HOSPITAL.zh);
    await window.field('founding.nameEn').fill(HOSPITAL.en);
    await window.button('founding.next').click();
    for (const role of ['officer', 'doctor', 'registrar'] as const) await enter(role);
    const review = page().getByRole('table', { name: window.text('founding.step.review') });
    await expect(review.innerText()).resolves.toMatch(
      /滨江医院 · Binjiang Hospital[\s\S]*郑华[\s\S]*林岚[\s\S]*许晴/u,
    );
    await look('review');
    await window.button('founding.found').click();
    await window.see(window.text('founding.done'));
    await look('founded');
    await window.button('account.done').click();
    await window.button('login.unlock').waitFor();
    expect(found).toEqual([]);
  });

  it.runIf(language === 'zh-CN')('lets the doctor see a patient, whom the registrar registered', async () => {
    await window.unlock('registrar', HOSPITAL, PEOPLE.registrar.passphrase);
    const items = await window.registerPatient(newPatient(historyFile(root)));
    await window.button('sheet.done').click();
    await window.lock();
    await window.unlock('doctor', HOSPITAL, PEOPLE.doctor.passphrase);
    await window.readCard(items.cards.get(1) ?? '');
    await window.openVisit();
    await window.tab('note');
    await window.write(NOTE);
    await window.previewSigning();
    await window.sign(items.slips.get(1) ?? '', PIN);
    await window.tab('end');
    await expect(window.endVisit()).resolves.toMatch(/^CC1:/u);
    await window.button('end.leave').click();
  });

  it('makes a backup of the account in one file, and says when', async () => {
    if (language === 'en') await window.unlock('doctor', HOSPITAL, PEOPLE.doctor.passphrase);
    await launched.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => await Promise.resolve({ canceled: false, filePath });
    }, backup);
    await page().getByRole('banner').getByRole('button', { name: PEOPLE.doctor.name }).click();
    await window.see(window.text('backup.never'));
    await window.field('login.passphrase').fill(PEOPLE.doctor.passphrase);
    await window.button('backup.save').click();
    await window.see(window.text('backup.saved'));
    await page().getByText(window.text('backup.never')).waitFor({ state: 'detached' });
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    const faults = await screenFaults(page(), { screen: 'backup', language });
    await window.button('common.close').click();
    expect(faults).toEqual([]);
  });

  it('is taken up on a second computer, where nothing was set up, in one step', async () => {
    const second = await launchApp({ dataFolder: join(folder.path, 'second'), locale });
    try {
      const there = new WorkstationWindow(second.page, language);
      await second.page.setViewportSize({ width: 1366, height: 768 });
      await second.page.getByRole('radio', { name: there.text('firstRun.ways.restore.title') }).check();
      const faults = await screenFaults(second.page, { screen: 'restore', language });
      await there.field('restore.file').setInputFiles(backup);
      await there.field('restore.passphrase').fill(PEOPLE.doctor.passphrase);
      await there.button('restore.restore').click();
      await there.see(there.text('restore.reached'));
      faults.push(...(await screenFaults(second.page, { screen: 'restored', language })));
      await there.button('account.done').click();
      await there.unlock('doctor', HOSPITAL, PEOPLE.doctor.passphrase);
      await there.go('mine');
      // What the doctor signed on the first computer stands in the ledger, and is verified here.
      if (language === 'zh-CN') await there.see(there.text('mine.verified'));
      await there.go('status');
      await there.see(there.text('status.fresh'));
      expect(faults).toEqual([]);
    } finally {
      await second.close();
    }
  });

  it.runIf(language === 'en')('says what is missing where the hospital node does not answer', async () => {
    const far = await launchApp({ dataFolder: join(folder.path, 'far'), locale });
    try {
      const there = new WorkstationWindow(far.page, language);
      await far.page.setViewportSize({ width: 1366, height: 768 });
      await far.page.getByRole('radio', { name: there.text('firstRun.ways.restore.title') }).check();
      await there.field('restore.file').setInputFiles(backup);
      await there.field('restore.passphrase').fill(PEOPLE.doctor.passphrase);
      await there.field('restore.address').fill('wss://127.0.0.1:1');
      await there.button('restore.restore').click();
      await there.see('[node-away]');
      await there.see(there.text('restore.without'));
      const faults = await screenFaults(far.page, { screen: 'node not reached', language });
      await there.field('restore.otherAddress').fill('wss://127.0.0.1:2');
      await there.button('restore.try').click();
      await there.see(/wss:\/\/127\.0\.0\.1:2/u);
      await there.button('account.done').click();
      await there.unlock('doctor', HOSPITAL, PEOPLE.doctor.passphrase);
      expect(faults).toEqual([]);
    } finally {
      await far.close();
    }
  });
});
