/** Importing files in a real window: seen before, refused by file with its reason, each document once. */
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JSHandle, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { historyFile, INSTITUTION_A, newPatient, PASSPHRASE, PIN } from '../../tools/demo/story.ts';
import { WorkstationWindow, type PatientItems } from '../../tools/demo/workstationWindow.ts';
import { copyDemonstration } from '../support/demonstration.ts';
import { launchApp, root, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';

const ZHANG = newPatient(historyFile(root));

const folder = temporaryFolder();
let launched: LaunchedApp;
let window: WorkstationWindow;
let items: PatientItems;
const page = (): Page => launched.page;

function file(name: string, text: string) {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

/** An admission of an information system, as it announces it. */
const ADMISSION = [
  String.raw`MSH|^~\&|HIS|海河医院|||20261125080000||ADT^A04|M77|P|2.5.1||||||UTF-8`,
  'PID|1||P77||王^芳||19720204|F',
  'PV1|1|O|呼吸科^^^海河医院||||||||||||||||V77',
].join('\r');

/** A laboratory's message for a patient of this birth date. */
function report(birthDate: string): string {
  return [
    String.raw`MSH|^~\&|LIS|海河医院|HIS|海河医院|20261120083000||ORU^R01|R1|P|2.5.1||||||UTF-8`,
    `PID|1||P1||张^秀英||${birthDate}|F`,
    'OBR|1|A1|B1|24323-8^生化^LN|||20261120080000|||||||||||||||20261120083000|||F',
    'OBX|1|NM|2823-3^血钾^LN||5.9|mmol/L|3.5-5.3|H|||F|||20261120080000',
  ].join('\r');
}

beforeAll(async () => {
  const dataFolder = join(folder.path, 'data');
  copyDemonstration(inject('demonstration'), dataFolder);
  launched = await launchApp({ dataFolder, locale: 'zh-CN' });
  window = new WorkstationWindow(launched.page, 'zh-CN');
  await window.unlock('registrar', INSTITUTION_A, PASSPHRASE);
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

describe('the registrar', () => {
  it('registers the visits that a file announces, and the same file twice only once', async () => {
    for (const state of ['new', 'known'] as const) {
      await page()
        .getByLabel(window.text('imports.fromFile'))
        .first()
        .setInputFiles(file('a04.hl7', ADMISSION));
      const row = page()
        .getByRole('table', { name: window.text('imports.registered'), exact: true })
        .getByRole('row')
        .filter({ hasText: window.text(`imports.registeredState.${state}`) });
      await row.waitFor();
      await expect(row.innerText()).resolves.toContain('呼吸科');
    }
  });

  it('sees what is in the files, and why one of them is refused, before anything is printed', async () => {
    await window.field('registrar.birthDate').fill(ZHANG.birthDate);
    await window
      .field('imports.files')
      .setInputFiles([
        { name: basename(ZHANG.history), mimeType: 'application/json', buffer: readFileSync(ZHANG.history) },
        file('broken.json', '{"resourceType":"Bundle"'),
      ]);
    const preview = page().getByRole('region', { name: window.text('imports.preview') });
    await expect(preview.getByRole('alert').innerText()).resolves.toMatch(
      /broken\.json[\s\S]*\[json-malformed\]/u,
    );
    await expect(preview.getByRole('row').count()).resolves.toBeGreaterThan(3);
    await window.button('imports.remove').click();
    await preview.waitFor({ state: 'detached' });
    const pressable = await pressableUnseen();
    items = await window.registerPatient(ZHANG);
    await expect(pressable.jsonValue()).resolves.toEqual({ unseen: 0 });
    await window.button('sheet.done').click();
    await window.lock();
  });
});

/** How often the patient could be registered while files were chosen whose content was not on the screen yet. */
async function pressableUnseen(): Promise<JSHandle<{ unseen: number }>> {
  const names = {
    register: window.text('registrar.registerPatient'),
    preview: window.text('imports.preview'),
    none: window.text('imports.count', { count: 0 }),
  };
  return await page().evaluateHandle(({ register, preview, none }) => {
    const count = { unseen: 0 };
    const look = (): void => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === register);
      const form = button?.closest('form');
      if (!button || !form || form.textContent.includes(none)) return;
      if (!button.disabled && !form.querySelector(`[aria-label="${preview}"]`)) count.unseen++;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    return count;
  }, names);
}

describe('a file that nobody should import', () => {
  it('is refused on the screen with its name, the place and the reason; 100 MB by their size', async () => {
    const path = (name: string): string => join(folder.path, name);
    writeFileSync(path('hostile.json'), '{"resourceType":"Bundle","entry":[{"__proto__":{"admin":true}}]}');
    writeFileSync(path('deep.json'), `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    writeFileSync(path('large.json'), '');
    truncateSync(path('large.json'), 100 * 1024 * 1024);
    await window.unlock('registrar', INSTITUTION_A, PASSPHRASE);
    await window
      .field('imports.files')
      .setInputFiles(['hostile.json', 'deep.json', 'large.json'].map((name) => path(name)));
    const refusals = page()
      .getByRole('region', { name: window.text('imports.preview') })
      .getByRole('alert');
    await refusals.nth(2).waitFor();
    const texts = await refusals.allInnerTexts();
    expect(texts[0]).toMatch(/hostile\.json[\s\S]*entry\[0\]\.__proto__[\s\S]*\[json-hostile\]/u);
    expect(texts[1]).toMatch(/deep\.json[\s\S]*\[json-too-deep\]/u);
    expect(texts[2]).toMatch(/large\.json[\s\S]*\[json-too-large\]/u);
    await window.lock();
  });
});

describe('the doctor', () => {
  it('imports a laboratory’s message with the patient’s slip; somebody else’s is named and left out', async () => {
    await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
    await window.readCard(items.cards.get(1) ?? '');
    await window.openVisit();
    await window.button('imports.open').click();
    const dialog = page().getByRole('dialog', { name: window.text('imports.title') });
    await window
      .field('imports.files', dialog)
      .setInputFiles([file('lab.hl7', report('19580312')), file('other.hl7', report('19910101'))]);
    await expect(dialog.getByRole('list').getByRole('alert').innerText()).resolves.toContain('1991-01-01');
    await window.field('sign.slip', dialog).fill(items.slips.get(1) ?? '');
    await window.field('card.pin', dialog).fill(PIN);
    await page().keyboard.press('Enter');
    await window.see(window.text('imports.done', { count: 1 }));
    await expect(dialog.getByRole('listitem').count()).resolves.toBe(2);
    await window.button('common.close').click();
  });

  it('imports nothing when the same file comes again', async () => {
    await window.button('imports.open').click();
    const dialog = page().getByRole('dialog', { name: window.text('imports.title') });
    await window.field('imports.files', dialog).setInputFiles(file('again.hl7', report('19580312')));
    await window.see(window.text('imports.willImport', { count: 0 }));
    await expect(
      dialog.getByRole('button', { name: window.text('imports.import', { count: 0 }) }).isDisabled(),
    ).resolves.toBe(true);
    await page().keyboard.press('Escape');
  });
});

describe('a master card that was stolen', () => {
  it('is replaced at the desk, and the new card opens all of before in one chart', async () => {
    await window.lock();
    await window.unlock('registrar', INSTITUTION_A, PASSPHRASE);
    await window.button('patients.open').first().click();
    const dialog = page().getByRole('dialog');
    await window.choose('patients.task', window.text('patients.tasks.succeed'));
    await window.choose('patients.reason', window.text('revocation.stolen'));
    await window.choose('succession.identity', window.text('succession.identities.passport'));
    await window.field('card.text', dialog).fill(items.master.text);
    await window.field('patient.passphrase', dialog).fill(items.master.passphrase);
    await window.field('card.pin', dialog).fill(PIN);
    await window.field('registrar.pinAgain', dialog).fill(PIN);
    await window.field('registrar.cards', dialog).fill('1');
    await window.button('succession.succeed').click();
    await window.see(window.text('succession.kept.all'));
    const figure = page().getByRole('figure', { name: window.text('card.title', { n: 1 }), exact: true });
    const card = await figure.getByLabel(window.text('card.text')).innerText();
    await window.button('sheet.done').click();
    await window.see(window.text('succession.succeeded'));
    await window.lock();
    await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
    await window.readCard(card);
    await window.openVisit();
    const shown = (await window.timeline()).join();
    expect(shown).toContain('生化');
    expect(shown).toContain('换发主卡');
  });
});
