/**
 * What the patient takes away, who else signs, and whoever checks it later: in one hospital that follows its records
 * up, whose trainee works at a workstation of their own.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consilium } from '../../tools/demo/commandLine.ts';
import { historyFile } from '../../tools/demo/story.ts';
import { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';
import type { ResultOf } from '../../src/workstation/api.ts';
import type { Note } from '../../src/workstation/api/visits.ts';
import { askPage } from '../support/askPage.ts';
import { founders, FOUNDED, PASSPHRASES } from '../support/founding.ts';
import { launchApp, root, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { moveAccount } from '../support/separateHospitals.ts';
import { until } from '../support/nodeWorld.ts';
import { codesOfPages, textOfPages } from '../support/pdf.ts';
import { screenFaults } from '../support/screenCheck.ts';
import { item, NOTE, PERSON, PIN } from '../workstation/support/story.ts';

const TRAINEE = { zh: '周宁', en: 'Zhou Ning' } as const;
const DOCTOR = { zh: '林岚', en: 'Lin Lan' } as const;
const TRAINEE_PASSPHRASE = 'the trainee’s own words';
const HISTORY = historyFile(root);

const folder = temporaryFolder();
const dataFolder = join(folder.path, 'data');
const pdfFile = join(folder.path, 'visit.pdf');
let launched: LaunchedApp;
/** The trainee's workstation. */
let own: LaunchedApp;
let window: WorkstationWindow;
let traineeWindow: WorkstationWindow;
let patient: ResultOf<'registrar/register-patient'>;
let visit = '';

const page = (): Page => launched.page;
const consent = () => ({ slip: item(patient.slips, 1), pin: PIN });
const ask: Parameters<typeof founders>[0] = async (channel, args) => await askPage(page(), channel, args);

/** Whatever is saved next is saved there, as if a person had chosen it. */
async function saveTo(path: string): Promise<void> {
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => await Promise.resolve({ canceled: false, filePath });
  }, path);
}

/** Somebody sits down at a computer. */
async function sitDown(at: WorkstationWindow, name: string, passphrase: string): Promise<void> {
  const accounts = await askPage(at.page, 'account/list', {});
  const id = accounts.find((account) => account.name.zh === name)?.id ?? '';
  await askPage(at.page, 'account/unlock', { id, passphrase });
  await at.page.reload();
  await at.page.getByRole('navigation', { name: at.text('nav.label') }).waitFor();
}

async function sign(note: Note, at: Page = page()): Promise<string> {
  await askPage(at, 'draft/save', { visit, note });
  const { hash } = await askPage(at, 'sign/preview', { visit });
  const { statement } = await askPage(at, 'sign/commit', { visit, hash, consent: consent() });
  await until(async () => (await askPage(at, 'visit/records', { visit })).waiting === 0);
  return statement;
}

function records(at: WorkstationWindow = window): Locator {
  return at.page.getByRole('region', { name: at.text('visitRecords.title') });
}

beforeAll(async () => {
  launched = await launchApp({ dataFolder, locale: 'zh-CN' });
  window = new WorkstationWindow(page(), 'zh-CN');
  const { people } = await founders(ask);
  const made = await ask('setup/person', { passphrase: TRAINEE_PASSPHRASE, language: 'zh' });
  const words = made.ask.map((position) => made.words[position] ?? '');
  await ask('setup/person-confirm', { ticket: made.ticket, words });
  const trainee = {
    role: 'doctor',
    name: TRAINEE,
    licence: '',
    specialty: '全科',
    ticket: made.ticket,
  } as const;
  await ask('setup/institution', { name: FOUNDED, people: [...people, trainee] });
  const ownFolder = join(folder.path, 'own');
  moveAccount(dataFolder, ownFolder, ({ names }) => names?.zh === TRAINEE.zh);
  own = await launchApp({ dataFolder: ownFolder, locale: 'zh-CN' });
  traineeWindow = new WorkstationWindow(own.page, 'zh-CN');
  await sitDown(window, '许晴', PASSPHRASES.registrar);
  const files = [{ name: basename(HISTORY), bytes: new Uint8Array(readFileSync(HISTORY)) }];
  const sheet = { pin: PIN, cards: 2, files, emergency: false };
  patient = await askPage(page(), 'registrar/register-patient', { ...PERSON, ...sheet });
  await sitDown(window, DOCTOR.zh, PASSPHRASES.doctor);
  await window.readCard(item(patient.cards, 1));
  await window.openVisit();
  visit = (await askPage(page(), 'visit/list', {}))[0]?.id ?? '';
});

afterAll(async () => {
  await own.close();
  await launched.close();
  folder.remove();
});

describe('a record that was imported', () => {
  it('can be saved as the very bytes that came', async () => {
    const file = join(folder.path, 'original.json');
    await saveTo(file);
    const originals = page().getByRole('region', { name: window.text('original.title') });
    await originals.scrollIntoViewIfNeeded();
    await originals.getByRole('button', { name: window.text('original.save') }).click();
    await until(() => existsSync(file) && readFileSync(file).length > 0);
    expect(readFileSync(file).equals(readFileSync(HISTORY))).toBe(true);
  });
});

describe('a trainee', () => {
  it('is invited by the doctor of the visit, and joins it at a workstation of their own', async () => {
    await window.button('joining.open').click();
    const dialog = page().getByRole('dialog');
    await dialog.getByText(TRAINEE.zh).waitFor();
    expect(await screenFaults(page(), { screen: 'invite', language: 'zh-CN' })).toEqual([]);
    await page().emulateMedia({ colorScheme: 'light' });
    await window.button('joining.makeInvitation').click();
    await window.see(window.text('joining.invited', { name: TRAINEE.zh }));
    const code = await dialog.getByRole('figure').getByLabel(window.text('card.text')).innerText();
    await window.button('common.close').click();
    await sitDown(traineeWindow, TRAINEE.zh, TRAINEE_PASSPHRASE);
    await traineeWindow.see(traineeWindow.text('node.connected'));
    await traineeWindow.button('joining.invitedByCode').click();
    await traineeWindow.field('joining.codeText').fill(code);
    expect(await screenFaults(own.page, { screen: 'invitations', language: 'zh-CN' })).toEqual([]);
    await own.page.emulateMedia({ colorScheme: 'light' });
    await traineeWindow.button('joining.join').click();
    await own.page.getByRole('tab', { name: traineeWindow.text('visit.history') }).waitFor();
  });

  it('writes a note, which is marked as not co-signed, and leaves the visit to its doctor', async () => {
    const presentIllness = `${NOTE.presentIllness}\n${'夜间加重，白天好转。\n'.repeat(60)}`;
    await sign({ ...NOTE, presentIllness }, own.page);
    await traineeWindow.tab('end');
    await records(traineeWindow).getByText(traineeWindow.text('coSign.awaiting')).waitFor();
    await expect(traineeWindow.button('joining.leave').waitFor()).resolves.toBeUndefined();
  });

  it('is stood for by the doctor, who has read the note: whose note it is and who co-signed it stands there', async () => {
    await window.tab('end');
    expect(await screenFaults(page(), { screen: 'end', language: 'zh-CN' })).toEqual([]);
    await page().emulateMedia({ colorScheme: 'light' });
    await records()
      .getByRole('button', { name: window.text('coSign.open') })
      .click();
    const dialog = page().getByRole('dialog');
    await dialog.getByText(NOTE.plan).waitFor();
    await window.field('coSign.remark', dialog).fill('同意，注意青霉素过敏。');
    await window.button('coSign.show').click();
    await window.button('sign.commit').click();
    await dialog.getByText(window.text('amend.done.following')).waitFor();
    await dialog.getByRole('button', { name: window.text('common.close') }).click();
    await records()
      .getByText(/林岚 于 .+ 会签/u)
      .waitFor();
  });
});

describe('a record that was corrected', () => {
  it('stays to be read, struck through, with who corrected it and when', async () => {
    const statement = await sign({ ...NOTE, diagnosis: '急性咽炎' });
    const reason = '诊断笔误';
    const amendment = { kind: 'correction', reason, note: { ...NOTE, diagnosis: '肺炎' } } as const;
    const { hash } = await askPage(page(), 'amend/preview', { statement, amendment });
    await askPage(page(), 'amend/commit', { statement, hash, consent: null });
    const corrected = records()
      .getByRole('listitem')
      .filter({ hasText: /已由林岚于/u });
    await corrected.getByRole('button').click();
    const dialog = page().getByRole('dialog');
    await dialog.getByText(/已由林岚于 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 更正/u).waitFor();
    const found = dialog.getByText('急性咽炎');
    await found.first().waitFor();
    const lines = await found.evaluateAll((nodes) =>
      nodes.map((node) => {
        for (let at: Element | null = node; at !== null; at = at.parentElement)
          if (getComputedStyle(at).textDecorationLine === 'line-through') return 'struck through';
        return 'plain';
      }),
    );
    expect(new Set(lines)).toEqual(new Set(['struck through']));
    await dialog.getByRole('button', { name: window.text('common.close') }).click();
  });
});

describe('the visit as a PDF', () => {
  it('is saved where the doctor says', async () => {
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
      expect(text).toMatch(
        /周宁（滨江医院）\d{4}-\d{2}-\d{2} \d{2}:\d{2}、林岚（滨江医院）\d{4}-\d{2}-\d{2} \d{2}:\d{2}/u,
      );
      expect(text).toContain(`第 ${String(index + 1)} / ${String(pages.length)} 页`);
    }
  });

  it('has every record of the visit in readable Chinese: the note, who co-signed it, what was corrected', async () => {
    const whole = (await textOfPages(readFileSync(pdfFile))).join('\n');
    for (const words of [
      '夜间加重，白天好转。',
      NOTE.plan,
      '同意，注意青霉素过敏。',
      '急性咽炎',
      '肺炎',
      '诊断笔误',
    ])
      expect(whole).toContain(words);
    expect(whole).toMatch(/林岚 于 .+ 会签/u);
    expect(whole).toMatch(/已由林岚于 .+ 更正/u);
  });

  it('has on each page the code of its proof file, which the command line compares without any node', async () => {
    const pages = await codesOfPages(readFileSync(pdfFile));
    const [code = ''] = pages[0] ?? [];
    expect(code).toMatch(/^consilium-proof:/u);
    expect(pages.every((codes) => codes.join() === code)).toBe(true);
    const elsewhere = join(folder.path, 'nowhere');
    const verified = await consilium(elsewhere, 'proof', 'verify', pdfFile, '--expect', code);
    expect(verified).toMatchObject({
      ok: true,
      value: {
        verified: true,
        complete: true,
        records: [{ kind: 'record' }, { kind: 'co-signature' }, { kind: 'record' }, { kind: 'correction' }],
      },
    });
  });

  it('leaves nothing of itself in the window', async () => {
    await expect(page().locator('[data-print-sheet]').count()).resolves.toBe(0);
  });
});

describe('the proof of one record', () => {
  it('is saved with the text that was signed, or without', async () => {
    await window.tab('history');
    const sizes: number[] = [];
    for (const key of ['proofFile.save', 'proofFile.saveWithout'] as const) {
      const file = join(folder.path, `${key}.json`);
      await saveTo(file);
      await window.button(key).first().click();
      await window.see(window.text('handout.saved'));
      sizes.push(readFileSync(file).length);
      expect(await consilium(folder.path, 'proof', 'verify', file)).toMatchObject({ ok: true });
    }
    // An import is proved by its root alone, with or without.
    expect(sizes).toHaveLength(2);
  });
});

describe('a proof file', () => {
  const choose = async (file: string): Promise<void> =>
    await page().getByRole('dialog').locator('input[type=file]').setInputFiles(file);

  it('is checked at the login, without any account: in plain words, and against the code on the paper', async () => {
    await window.lock();
    await window.button('proofCheck.open').click();
    await choose(pdfFile);
    await window.see(window.text('proofCheck.holds'));
    await window.see(window.text('proofCheck.network.this'));
    await window.see(/滨江医院 的 周宁 于 .+ 签署：就诊记录/u);
    await window.see(window.text('proofCheck.consent.patient'));
    // Names were left out of what is proved.
    await window.see(`${window.text('proofCheck.name')}，3天前受凉后咳嗽`);
    expect(await screenFaults(page(), { screen: 'proof', language: 'zh-CN' })).toEqual([]);
    await page().emulateMedia({ colorScheme: 'light' });
    const [[code = ''] = []] = await codesOfPages(readFileSync(pdfFile));
    await window.field('proofCheck.code').fill(code);
    await window.button('proofCheck.compare').click();
    await window.see(window.text('proofCheck.expected.same'));
  });

  it('is refused in plain words when a byte of it was changed, and when it is none', async () => {
    const file = join(folder.path, 'changed.json');
    const text = readFileSync(join(folder.path, 'proofFile.save.json'), 'utf8');
    const changed = text.replace(
      /"doctorSignature": "(.)/u,
      (_, first: string) => `"doctorSignature": "${first === 'A' ? 'B' : 'A'}`,
    );
    writeFileSync(file, changed);
    await window.field('proofCheck.code').fill('');
    await choose(file);
    await window.see(window.text('proofCheck.failed'));
    await choose(HISTORY);
    const none = page().getByRole('alert').filter({ hasText: '[proof-malformed]' });
    await expect(none.innerText()).resolves.toContain('证明');
    await page()
      .getByRole('dialog')
      .getByRole('button', { name: window.text('common.close') })
      .click();
  });
});
