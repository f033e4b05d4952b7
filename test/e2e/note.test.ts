/** Writing a note in a real window: found diagnoses, checked prescriptions, vitals, images, templates, phrases, jumps. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { INSTITUTION_A, PASSPHRASE, PIN } from '../../tools/demo/story.ts';
import { WorkstationWindow, type PatientItems } from '../../tools/demo/workstationWindow.ts';
import { systemRandom } from '../../src/node/random.ts';
import { DicomWeb } from '../../src/workstation/core/pacs/dicomWeb.ts';
import { copyWithPatient } from '../support/demonstration.ts';
import { directory, element, type DirectoryRecord } from '../support/dicom.ts';
import { dicomFile } from '../support/dicomFile.ts';
import { launchApp, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';
import { hasOrthanc, ORTHANC_USER, startOrthanc } from '../support/orthanc.ts';
import { areAllEnded, isPictureThere, tryCamera, watchStreams } from '../support/cameraInPage.ts';
import { recordedFilm, seekToMiddle } from '../support/filmInPage.ts';
import { chinesePdf, lockedPdf, mp4, wav } from '../support/mediaFiles.ts';
import { filesHolding } from '../support/onDisk.ts';
import { screenFaults } from '../support/screenCheck.ts';
import { imageViewerTests } from './imageViewer.ts';

const folder = temporaryFolder();
let launched: LaunchedApp;
let window: WorkstationWindow;
let items: PatientItems;
const page = (): Page => launched.page;

/** Of the patient of the story, as a scanner writes it. */
const HER_CT = {
  patientName: 'Zhang^Xiuying=张^秀英',
  patientId: 'Z-1',
  birthDate: '19580312',
  studyDate: '20260301',
  study: '1.2.826.0.1.3680043.8.498.9',
  series: '1.2.826.0.1.3680043.8.498.9.1',
  modality: 'CT',
  description: '胸部平扫',
} as const;

/** Chromium's own camera for tests: a picture that moves, and a beep. */
const FAKE_CAMERA = '--use-fake-device-for-media-stream';

type Field =
  | 'allergyHistory'
  | 'chiefComplaint'
  | 'diagnosis'
  | 'physicalExamination'
  | 'plan'
  | 'presentIllness';

function field(name: Field): Locator {
  return window.field(`field.${name}`);
}

/** Finds a term by a few letters and takes the first. */
/** What lies in sight of the list is drawn small: more than one shade of it. */
async function smallPictures(images: Locator, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const line = images.getByRole('button', { name });
    await line.scrollIntoViewIfNeeded();
    const shades = await line.locator('[data-thumbnail=drawn] canvas').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      return new Set(data ?? []).size;
    });
    // What is opaque and of one shade has two values.
    expect(shades).toBeGreaterThan(2);
  }
}

/** In the page: what a person does who has copied a picture of several colours. */
async function pastePicture(name: string): Promise<void> {
  const canvas = new OffscreenCanvas(32, 32);
  const context = canvas.getContext('2d');
  if (context === null) throw new TypeError('no canvas');
  for (const [at, colour] of ['#a03060', '#2070c0', '#50b040'].entries()) {
    context.fillStyle = colour;
    context.fillRect(at * 11, 0, 11, 32);
  }
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([await canvas.convertToBlob()], name, { type: 'image/png' }));
  document.body.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  );
}

/** In the page: where files are read from, and the third piece held back until `letGo`. */
function holdThirdPiece() {
  const [reached, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const read: number[] = [];
  const slice = Reflect.get(Blob.prototype, 'slice') as (this: Blob, ...range: unknown[]) => Blob;
  Blob.prototype.slice = function (this: Blob, from = 0, ...others) {
    const part = slice.call(this, from, ...others);
    read.push(from);
    if (read.length !== 3) return part;
    reached.resolve();
    const bytes = part.arrayBuffer.bind(part);
    return Object.assign(part, { arrayBuffer: async () => await letGo.promise.then(bytes) });
  };
  return { read, reached: reached.promise, letGo: () => letGo.resolve() };
}

async function take(label: 'prescription.add' | 'terms.diagnosis', query: string): Promise<void> {
  await window.field(label).fill(query);
  await page().getByRole('option').first().waitFor();
  await page().keyboard.press('Enter');
}

beforeAll(async () => {
  const dataFolder = join(folder.path, 'data');
  items = copyWithPatient(inject('demonstration'), dataFolder);
  launched = await launchApp({ dataFolder, locale: 'zh-CN', switches: [FAKE_CAMERA] });
  window = new WorkstationWindow(launched.page, 'zh-CN');
  await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
  await window.readCard(items.cards.get(1) ?? '');
  await window.openVisit();
  await window.tab('note');
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

describe('phrases and templates of one’s own', () => {
  const dialog = (): Locator => page().getByRole('dialog');
  const save = async (): Promise<void> => {
    await window.button('phrases.save').click();
    await dialog().waitFor({ state: 'detached' });
  };

  it('are written, changed and deleted in a screen', async () => {
    await window.go('phrases');
    const phrases = page().getByRole('region', { name: window.text('phrases.title'), exact: true });
    for (const [key, body] of [
      ['tx', '头痛___天'],
      ['yy', '不要的常用语'],
    ] as const) {
      await phrases.getByRole('button', { name: window.text('phrases.add') }).click();
      await window.field('phrases.key', dialog()).fill(key);
      await window.field('phrases.body', dialog()).fill(body);
      await save();
    }
    await phrases.getByRole('button', { name: window.text('phrases.add') }).click();
    await window.field('phrases.key', dialog()).fill('TX');
    await window.field('phrases.body', dialog()).fill('又一条');
    await window.button('phrases.save').click();
    await expect(dialog().getByRole('alert').innerText()).resolves.toMatch(/phrase-taken/u);
    const faults = await screenFaults(page(), { screen: 'a phrase', language: 'zh-CN' });
    await window.button('phrases.discard').click();
    await dialog().waitFor({ state: 'detached' });
    await page()
      .getByRole('button', { name: window.text('phrases.deleteNamed', { name: 'yy' }) })
      .click();
    await window.see(window.text('phrases.deleted'));
    await page()
      .getByRole('button', { name: window.text('phrases.editNamed', { name: 'tx' }) })
      .click();
    await window.field('phrases.body', dialog()).fill('头痛___小时');
    await save();
    await phrases.getByText('头痛___小时').waitFor();

    await window.button('templates.add').click();
    await window.field('templates.name', dialog()).fill('头痛');
    await window.field('field.presentIllness', dialog()).fill('{{date}}起头痛。');
    faults.push(...(await screenFaults(page(), { screen: 'a template', language: 'zh-CN' })));
    await save();
    await page()
      .getByRole('button', { name: window.text('phrases.editNamed', { name: '头痛' }) })
      .waitFor();
    faults.push(...(await screenFaults(page(), { screen: 'phrases', language: 'zh-CN' })));
    await page().getByRole('button', { name: 'English' }).click();
    await page().getByRole('heading', { name: 'Phrases' }).waitFor();
    faults.push(...(await screenFaults(page(), { screen: 'phrases', language: 'en' })));
    await page().getByRole('button', { name: '中文' }).click();
    expect(faults).toEqual([]);
  });

  it('stand first in the note, and expand there', async () => {
    await window.go('today');
    await page()
      .getByRole('region', { name: window.text('today.visits') })
      .getByRole('button', { name: window.text('today.goOn') })
      .click();
    await window.tab('note');
    await field('chiefComplaint').fill('.tx');
    await page().keyboard.press('Tab');
    await page().keyboard.type('2');
    await expect(field('chiefComplaint').inputValue()).resolves.toBe('头痛2小时');
    await window.button('noteHelp.template').click();
    await page().getByRole('menuitem').first().click();
    await expect(field('presentIllness').inputValue()).resolves.toMatch(/^\d{4}-\d{2}-\d{2}起头痛。$/u);
    await field('chiefComplaint').fill('');
    await field('presentIllness').fill('');
  });
});

imageViewerTests(() => window);

describe('a note', () => {
  it('that is not complete names what is missing, and goes there', async () => {
    await window.button('note.sign').click();
    const missing = page()
      .getByRole('alert')
      .filter({ hasText: window.text('noteHelp.missing') });
    await missing.getByRole('button', { name: window.text('field.plan') }).click();
    await expect(field('plan').evaluate((element) => element === document.activeElement)).resolves.toBe(true);
    await expect(page().getByRole('dialog').count()).resolves.toBe(0);
  });

  it('is begun with a template, which leaves alone what is written', async () => {
    await field('plan').fill('休息');
    await window.button('noteHelp.template').click();
    await page().getByRole('menuitem', { name: '上呼吸道感染' }).click();
    await expect(field('diagnosis').inputValue()).resolves.toBe('急性上呼吸道感染');
    await expect(field('plan').inputValue()).resolves.toBe('休息');
  });

  it('takes a phrase at Tab, with its blank selected', async () => {
    await field('physicalExamination').fill('.xz');
    await page().keyboard.press('Tab');
    await page().keyboard.type('78');
    await expect(field('physicalExamination').inputValue()).resolves.toMatch(/^心率78次\/分，律齐/u);
  });

  it('takes a diagnosis found by its initials, with its code', async () => {
    await field('diagnosis').fill('');
    await take('terms.diagnosis', 'wdxxjt');
    await expect(field('diagnosis').inputValue()).resolves.toBe('I20.8 稳定型心绞痛');
  });

  it('says at once of a vital sign that it cannot be', async () => {
    await window.field('vitals.systolic').fill('1400');
    await window.see(window.text('vitals.impossible', { from: 40, to: 300 }));
    await window.field('vitals.systolic').fill('140');
    await page()
      .getByText(window.text('vitals.impossible', { from: 40, to: 300 }))
      .waitFor({ state: 'detached' });
    await window.field('vitals.diastolic').fill('88');
    await expect(window.field('vitals.systolic').inputValue()).resolves.toBe('140');
  });

  it('warns of a medicine the patient is allergic to, and asks why it is given all the same', async () => {
    await take('prescription.add', 'amxl');
    const line = page().getByRole('group', { name: /阿莫西林/u });
    await expect(line.getByRole('alert').first().innerText()).resolves.toMatch(/过敏：青霉素/u);
    await window.write([
      ['chiefComplaint', '咽痛2天'],
      ['presentIllness', '受凉后咽痛。'],
      ['allergyHistory', '青霉素过敏'],
    ]);
    await window.button('note.sign').click();
    await window.see(window.text('noteHelp.stopped'));
    await line.getByRole('button').first().click();
    await line.waitFor({ state: 'detached' });
    await take('prescription.add', 'axs');
  });

  it('takes images, each told by its bytes, and shows them frame by frame', async () => {
    const file = (name: string, vector: string) => ({
      name,
      mimeType: '',
      buffer: readFileSync(new URL(`../vectors/dicom/${vector}`, import.meta.url)),
    });
    const text = { name: '说明', mimeType: 'text/plain', buffer: Buffer.from('not an image') };
    await page()
      .getByLabel(window.text('images.files'), { exact: true })
      .setInputFiles([file('骨显像', 'nm-jls.dcm'), text]);
    await page()
      .getByText(/attachment-kind/u)
      .waitFor();
    const disc = join(folder.path, 'disc', 'a');
    mkdirSync(disc, { recursive: true });
    writeFileSync(join(disc, 'autorun.inf'), 'not an image either');
    // Its compressed image ends too early.
    writeFileSync(join(disc, '胸片'), file('', 'cr-extended.dcm').buffer.subarray(0, -100));
    await page().getByLabel(window.text('images.folderFiles')).setInputFiles(join(folder.path, 'disc'));
    await window.see(window.text('images.passedOver', { count: 1 }));
    const images = page().getByRole('region', { name: window.text('images.title'), exact: true });
    await images.getByRole('button', { name: '胸片' }).waitFor();
    await smallPictures(images, ['骨显像', '胸片']);

    await images.getByRole('button', { name: '骨显像' }).click();
    const viewer = page().getByRole('dialog', { name: window.text('images.viewer') });
    const shown = (slice: number): Locator =>
      viewer.locator(`[data-shown=image][data-slice="${String(slice)}"]`);
    await shown(0).waitFor();
    await viewer.getByText(window.text('images.slice', { at: 1, of: 3 })).waitFor();
    await shown(0).hover();
    await page().mouse.wheel(0, 100);
    await shown(1).waitFor();
    await viewer.getByRole('button', { name: window.text('images.compare') }).click();
    await expect.poll(async () => await viewer.locator('[data-shown=image]').count()).toBe(2);
    await viewer.getByText(window.text('images.cut')).waitFor();
    const other = window.text('viewer.mismatch', { patient: '张秀英' });
    await expect.poll(async () => await viewer.getByText(other).count()).toBe(2);
    const faults = await screenFaults(page(), { screen: 'the image viewer', language: 'zh-CN' });
    await viewer.getByRole('button', { name: window.text('images.close') }).click();
    await viewer.waitFor({ state: 'detached' });
    const reason = '设备登记有误，已与患者核对';
    await window.field('images.keepReason').fill(reason);
    await window.button('images.keepAll').click();
    await window.see(window.text('images.kept', { reason }));
    expect(faults).toEqual([]);
  });

  it('reads the directory of a disc, and takes the series that are wanted of it', async () => {
    const disc = join(folder.path, 'cd');
    mkdirSync(join(disc, 'DICOM'), { recursive: true });
    const series = (number: string, files: readonly string[]): DirectoryRecord => ({
      type: 'SERIES',
      elements: [element(0x0008_0060, 'CS', 'CT'), element(0x0020_0011, 'IS', number)],
      lower: files.map((file) => ({ type: 'IMAGE', file })),
    });
    const patient = (name: string, lower: readonly DirectoryRecord[]): DirectoryRecord => ({
      type: 'PATIENT',
      elements: [element(0x0010_0010, 'PN', name)],
      lower: [{ type: 'STUDY', lower }],
    });
    const records = [
      patient('Zhang^Xiuying', [series('7', ['DICOM\\IM1', 'DICOM\\IM2', 'DICOM\\GONE'])]),
      patient('Wang^Gang', [series('8', ['DICOM\\OTHER'])]),
    ];
    writeFileSync(join(disc, 'DICOMDIR'), directory(records));
    for (const [index, name] of ['IM1', 'IM2', 'OTHER'].entries())
      writeFileSync(
        join(disc, 'DICOM', name),
        dicomFile({ ...HER_CT, series: '1.2.7', number: index, instance: `1.2.7.${String(index)}` }),
      );
    await page().getByLabel(window.text('images.folderFiles')).setInputFiles(disc);
    const dialog = page().getByRole('dialog', { name: window.text('media.disc.title') });
    await dialog.getByText('DICOM/GONE').waitFor();
    await expect(dialog.getByRole('checkbox', { name: /^7/u }).isChecked()).resolves.toBe(true);
    await expect(dialog.getByRole('checkbox', { name: /^8/u }).isChecked()).resolves.toBe(false);
    const faults = await screenFaults(page(), { screen: 'a disc', language: 'zh-CN' });
    await dialog.getByRole('button', { name: window.text('media.disc.take', { count: 2 }) }).click();
    const images = page().getByRole('region', { name: window.text('images.title'), exact: true });
    await images.getByRole('button', { name: /^CT · IM1/u }).waitFor();
    const line = images.locator('div', { has: page().getByRole('button', { name: /^CT · IM1/u }) }).last();
    await line.getByText(window.text('images.count', { count: 2 })).waitFor();
    await line.getByRole('button', { name: window.text('images.remove') }).click();
    await line.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('takes documents, sounds and films, reads Chinese without a font of its own, and plays from any place', async () => {
    const images = page().getByRole('region', { name: window.text('images.title'), exact: true });
    const film = await recordedFilm(page());
    await page()
      .getByLabel(window.text('images.files'), { exact: true })
      .setInputFiles([
        { name: '检查报告.pdf', mimeType: '', buffer: Buffer.from(chinesePdf(3)) },
        { name: '锁住.pdf', mimeType: '', buffer: Buffer.from(lockedPdf()) },
        { name: '听诊', mimeType: '', buffer: Buffer.from(wav(new Uint8Array(80_000).fill(128))) },
        { name: '步态', mimeType: '', buffer: Buffer.from(film) },
        { name: '空片', mimeType: '', buffer: Buffer.from(mp4('vide', '')) },
      ]);
    await smallPictures(images, ['检查报告.pdf', '步态']);
    await images.getByRole('button', { name: '听诊' }).locator('[data-thumbnail=audio]').waitFor();
    await images.getByRole('button', { name: '检查报告.pdf' }).click();
    const viewer = page().getByRole('dialog', { name: window.text('images.viewer') });
    const list = viewer.getByRole('navigation', { name: window.text('images.series') });
    await viewer.locator('[data-page="1"] canvas[data-drawn]').waitFor();
    await expect(viewer.locator('[data-page="1"]').innerText()).resolves.toContain('检查报告');
    for (const notice of ['scripts', 'files'] as const)
      await viewer.getByText(window.text(`media.pdf.notice.${notice}`)).waitFor();
    await window.button('media.pdf.next', viewer).click();
    await viewer.getByText(window.text('media.pdf.at', { at: 2, of: 3 })).waitFor();
    const faults = await screenFaults(page(), { screen: 'a document', language: 'zh-CN' });
    await expect(viewer.getByRole('link').count()).resolves.toBe(0);
    await list.getByRole('button', { name: '锁住' }).click();
    await viewer.getByText(/pdf-encrypted/u).waitFor();

    for (const [name, tag] of [
      ['听诊', 'audio'],
      ['步态', 'video'],
    ] as const) {
      await list.getByRole('button', { name }).click();
      const player = viewer.locator(tag);
      await player.waitFor();
      const at = await player.evaluate(seekToMiddle);
      expect(at.seeked).toBeGreaterThan(0);
      expect(at.seeked).toBeCloseTo(at.duration / 2, 1);
    }
    faults.push(...(await screenFaults(page(), { screen: 'a film', language: 'zh-CN' })));
    await list.getByRole('button', { name: '空片' }).click();
    await viewer.getByText(/media-undecodable/u).waitFor();
    await viewer.getByRole('button', { name: window.text('images.close') }).click();
    await viewer.waitFor({ state: 'detached' });
    // Also what plays them, and keeps files of its own, has written nothing of them.
    for (const content of [film, chinesePdf(3)]) {
      expect(filesHolding(folder.path, content)).toEqual([]);
      const planted = join(folder.path, 'planted');
      writeFileSync(planted, content);
      expect(filesHolding(folder.path, content)).toEqual([planted]);
      rmSync(planted);
    }
    for (const name of ['锁住', '空片']) {
      const line = images.locator('div', { has: page().getByRole('button', { name }) }).last();
      await line.getByRole('button', { name: window.text('images.remove') }).click();
      await line.waitFor({ state: 'detached' });
    }
    expect(faults).toEqual([]);
  });

  it('takes a picture out of the clipboard', async () => {
    const images = page().getByRole('region', { name: window.text('images.title'), exact: true });
    await page().evaluate(pastePicture, '截图');
    await smallPictures(images, ['截图']);
    const line = images.locator('div', { has: page().getByRole('button', { name: '截图' }) }).last();
    await line.getByRole('button', { name: window.text('images.remove') }).click();
    await line.waitFor({ state: 'detached' });
    await expect(images.getByRole('button', { name: '截图' }).count()).resolves.toBe(0);
  });

  it('goes on with a large file that was interrupted, from where it was', async () => {
    const images = page().getByRole('region', { name: window.text('images.title'), exact: true });
    const choose = async (): Promise<void> =>
      await page().getByLabel(window.text('images.files'), { exact: true }).setInputFiles(long);
    const long = join(folder.path, '长录音');
    writeFileSync(long, wav(new Uint8Array(36 * 1024 * 1024).fill(128)));
    const held = await page().evaluateHandle(holdThirdPiece);
    await choose();
    await held.evaluate(async ({ reached }) => await reached);
    // What is chosen meanwhile is not lost: it is next.
    const short = { name: '短录音', mimeType: '', buffer: Buffer.from(wav(new Uint8Array(8_000).fill(128))) };
    await page().getByLabel(window.text('images.files'), { exact: true }).setInputFiles([short]);
    await window.see(window.text('images.adding', { done: 0, of: 2 }));
    await window.button('sending.stop').click();
    await held.evaluate(({ letGo }) => letGo());
    await page()
      .getByText(/长录音.*13 MB.*38 MB/u)
      .waitFor();
    const before = await held.evaluate(({ read }) => read.length);
    await choose();
    await page().getByLabel(window.text('images.files'), { exact: true }).setInputFiles([short]);
    await images.getByRole('button', { name: '长录音' }).waitFor();
    await images.getByRole('button', { name: '短录音' }).waitFor();
    // What had come is compared, then what is missing follows.
    const after = await held.evaluate(({ read }, from) => read.slice(from), before);
    expect(after.map((at) => Math.round(at / 1024 / 1024))).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36]);
    for (const name of ['长录音', '短录音']) {
      const line = images.locator('div', { has: page().getByRole('button', { name }) }).last();
      await line.getByRole('button', { name: window.text('images.remove') }).click();
      await line.waitFor({ state: 'detached' });
    }
  });

  it('takes a photo and a voice, with the camera on only while it is shown', async () => {
    const streams = await page().evaluateHandle(watchStreams);
    const dialog = page().getByRole('dialog', { name: window.text('media.camera.title') });
    const open = async (): Promise<void> => {
      await window.button('images.otherWays').click();
      await page()
        .getByRole('menuitem', { name: window.text('images.source.camera') })
        .click();
    };
    await open();
    await dialog.getByText(window.text('media.camera.on')).waitFor();
    await expect.poll(async () => await dialog.locator('video').evaluate(isPictureThere)).toBe(true);
    const faults = await screenFaults(page(), { screen: 'the camera', language: 'zh-CN' });
    await window.button('media.camera.shoot', dialog).click();
    await dialog.getByRole('img', { name: window.text('media.camera.taken') }).waitFor();
    await window.button('media.camera.use', dialog).click();
    await dialog.waitFor({ state: 'detached' });
    const images = page().getByRole('region', { name: window.text('images.title'), exact: true });
    await images.getByRole('button', { name: /^照片 \d\d:\d\d$/u }).waitFor();

    await open();
    await window.button('media.camera.taking.voice', dialog).click();
    await dialog.getByText(window.text('media.camera.microphoneOn')).waitFor();
    await window.button('media.camera.record', dialog).click();
    await dialog.getByRole('timer').filter({ hasText: /[1-9]/u }).waitFor();
    await window.button('media.camera.stop', dialog).click();
    await window.button('media.camera.use', dialog).click();
    await images.getByRole('button', { name: /^录音 \d\d:\d\d$/u }).waitFor();

    const left = await streams.evaluate((all) => all.flatMap((one) => one.getTracks()));
    expect(left.length).toBeGreaterThan(2);
    expect(await streams.evaluate(areAllEnded)).toBe(true);
    expect(await page().evaluate(tryCamera)).toBe('NotAllowedError');
    expect(faults).toEqual([]);
  });

  it.skipIf(!hasOrthanc)(
    'takes a series out of the hospital’s image archive, once that was set up and tried',
    async () => {
      const orthanc = await startOrthanc(folder.path);
      const archive = { address: orthanc.address, ...ORTHANC_USER, authority: orthanc.authority };
      const series = [1, 2].map((number) =>
        dicomFile({ ...HER_CT, number, instance: `${HER_CT.series}.${String(number)}` }),
      );
      for (const one of series) await new DicomWeb(archive).store(one, systemRandom);
      await window.button('images.otherWays').click();
      await page()
        .getByRole('menuitem', { name: window.text('images.source.archive') })
        .click();
      await window.button('pacs.set').click();
      const settings = page().getByRole('dialog', { name: window.text('pacs.settings') });
      await window.field('pacs.address', settings).fill(archive.address);
      await window.field('pacs.userName', settings).fill(archive.userName);
      await window.field('pacs.password', settings).fill(archive.password);
      await window.button('pacs.test', settings).click();
      await settings.getByText(/pacs-certificate/u).waitFor();
      await window.field('pacs.authority', settings).fill(archive.authority);
      await window.button('pacs.test', settings).click();
      await settings.getByText(window.text('pacs.answers')).waitFor();
      await window.button('pacs.save', settings).click();

      const dialog = page().getByRole('dialog', { name: window.text('pacs.title') });
      await dialog.getByRole('button', { name: new RegExp(window.text('pacs.patient.same'), 'u') }).click();
      await dialog.getByRole('checkbox').check();
      const faults = await screenFaults(page(), { screen: 'the image archive', language: 'zh-CN' });
      await window.button('pacs.take', dialog).click();
      await dialog.getByText(window.text('pacs.taken', { count: 2 })).waitFor();
      await window.button('common.close', dialog).click();
      const images = page().getByRole('region', { name: window.text('images.title'), exact: true });
      await images.getByRole('button', { name: /CT 1/u }).waitFor();
      orthanc.stop();
      expect(faults).toEqual([]);
    },
  );

  it('is signed with what programs read: shown before, with its value', async () => {
    const dialog = await window.previewSigning();
    await dialog.getByText(window.text('images.count', { count: hasOrthanc ? 9 : 7 })).waitFor();
    await expect(dialog.innerText()).resolves.toMatch(/I20\.8 稳定型心绞痛[\s\S]*140[\s\S]*氨溴索/u);
    await window.sign(items.slips.get(1) ?? '', PIN);
    await expect(field('plan').inputValue()).resolves.toBe('');
  });

  it('copies the lasting parts of an earlier visit of the same patient into empty fields', async () => {
    await page().getByRole('button', { name: /^沿用/u }).click();
    await window.see(/已写入：|没有写入：/u);
    await expect(field('chiefComplaint').inputValue()).resolves.toBe('');
  });
});
