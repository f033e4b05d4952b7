/**
 * What two doctors look at together, in a page of Chromium with both of them side by side and a real connection between:
 * the pixels at the pointer's place prove that both see the same.
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import { chromium, type Browser, type Locator, type Page } from 'playwright';
import { PNG } from 'pngjs';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { AttachmentView } from '../../../src/workstation/api/attachments.ts';
import type { DialogueMessageView } from '../../../src/workstation/api/dialogue.ts';
import { chromiumProgram } from '../../../tools/electron-standin/chromium.ts';
import { dicom, element, image, joined } from '../../support/dicom.ts';

const SIDE = 64;
const FRAMES = 4;
/** Pixels of the screen around a pointer that are compared. */
const AROUND = 160;
const [FILM, LETTER, RECORD] = [1, 2, 3] as const;
const HASH = '22'.repeat(32);

/** Of four frames, each with stripes of its own width. */
function film(): Uint8Array {
  const pixels = Uint8Array.from({ length: SIDE * SIDE * FRAMES }, (_, at) => {
    const [frame, column] = [Math.floor(at / (SIDE * SIDE)), at % SIDE];
    return Math.floor(column / (2 + frame)) % 2 === 0 ? 40 : 60 + column * 3;
  });
  const series = joined(element(0x0008_0060, 'CS', 'XA'), element(0x0020_0013, 'IS', '1'));
  return dicom([series, ...image({ rows: SIDE, columns: SIDE, frames: String(FRAMES), pixels })]);
}

/** Two pages with boxes that lie elsewhere on each. */
async function letter(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const shift of [0, 120]) {
    const page = document.addPage([595, 842]);
    for (let box = 0; box < 80; box += 1)
      page.drawRectangle({
        x: 10 + ((box * 37 + shift) % 560),
        y: 5 + box * 10,
        width: 60,
        height: 6,
        color: rgb(box / 80, 0.2, 1 - box / 80),
      });
  }
  return await document.save();
}

function file(title: string, kind: AttachmentView['kind']): AttachmentView {
  return { id: 0, title, kind, contentType: '', size: 1, place: null };
}

function message(row: number, text: string, files: readonly AttachmentView[]): DialogueMessageView {
  const isRecord = row === RECORD;
  return {
    row,
    message: String(row).padStart(32, '0'),
    mine: true,
    time: 1,
    text,
    exchange: null,
    transcript: null,
    reply: null,
    edited: null,
    deleted: null,
    state: 'read',
    code: null,
    given: {
      kind: isRecord ? 'record' : 'files',
      statement: isRecord ? HASH : null,
      signed: null,
      count: files.length,
      state: 'whole',
      trouble: null,
      stored: false,
      size: 1,
      moved: 1,
      files: files.map((one) => ({ ...one, here: true, code: null })),
    },
  };
}

function record(): ResultOf<'dialogue/record'> {
  const name = { zh: '门诊病历', en: 'Visit note' };
  const at = { height: 1, time: 1, headerHash: HASH };
  const house = { zh: '海河医院', en: 'Haihe Hospital' };
  const author = { zh: '李明', en: 'Li Ming' };
  return {
    summary: {
      statement: HASH,
      leaf: 0,
      epoch: 1,
      kind: 'record',
      refers: null,
      corrected: null,
      coSignature: null,
      attestedBy: null,
      consent: 'patient',
      title: name,
      date: 1,
      institution: house,
      author,
      summary: '',
      form: 'outpatient',
      verified: true,
    },
    amendments: [],
    sections: Array.from({ length: 12 }, (_, index) => ({
      code: String(index),
      title: { zh: `第${String(index)}节`, en: `Section ${String(index)}` },
      text: `咳嗽三天，无发热；肺部听诊清音，第${String(index)}次记录。`.repeat(8),
    })),
    entries: [],
    attachments: [],
    proof: {
      verified: true,
      failure: null,
      statement: HASH,
      author,
      authorId: '01'.repeat(16),
      authorKeyVersion: 1,
      institution: house,
      consent: 'patient',
      anchor: at,
      block: at,
      transaction: HASH,
      dataHash: HASH,
    },
  };
}

let browser: Browser;
let page: Page;
let a: Locator;
let b: Locator;

beforeAll(async () => {
  const files = await bundled();
  browser = await chromium.launch({
    executablePath: chromiumProgram(),
    args: ['--no-sandbox', '--disable-features=WebRtcHideLocalIpsWithMdns'],
  });
  page = await browser.newPage({ viewport: { width: 1366, height: 768 }, colorScheme: 'light' });
  await page.route('**/*', async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const body = files.get(name);
    if (name === '') await route.fulfill({ contentType: 'text/html', body: PAGE });
    else if (body === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ contentType: 'text/javascript', body: Buffer.from(body) });
  });
  await page.goto('https://laboratory.invalid/');
  await page.waitForFunction(() => 'show' in window);
  const given = {
    messages: [
      message(FILM, '', [file('造影', 'dicom')]),
      message(LETTER, '', [file('来信', 'pdf')]),
      message(RECORD, '门诊病历', [file('病历', 'pdf')]),
    ],
    files: { [FILM]: base64(film()), [LETTER]: base64(await letter()) },
    record: record(),
  };
  await page.evaluate(async (everything) => {
    const { show } = window as unknown as { readonly show: (given: unknown) => Promise<void> };
    await show(everything);
  }, given);
  a = page.locator(`[id="${'01'.repeat(16)}"]`);
  b = page.locator(`[id="${'02'.repeat(16)}"]`);
});

afterAll(async () => browser.close());

const PAGE =
  '<!doctype html><meta charset="utf-8"><body style="margin:0"><script type="module" src="/page.js"></script>';

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** By name. */
async function bundled(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    base: '/',
    worker: { format: 'es' },
    build: {
      write: false,
      minify: false,
      target: 'chrome152',
      rolldownOptions: {
        input: { page: fileURLToPath(new URL('page.ts', import.meta.url)) },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return new Map(
    output.map((one): [string, string | Uint8Array] => [
      one.fileName,
      one.type === 'chunk' ? one.code : one.source,
    ]),
  );
}

async function boxOf(locator: Locator) {
  const box = await locator.first().boundingBox();
  if (box === null) throw new Error('it is not shown');
  return box;
}

/** A hash of the pixels around a place of the screen, without pointers and marks; null where they are all the same. */
async function hashAt(at: { readonly x: number; readonly y: number }): Promise<string | null> {
  const clip = { x: at.x - AROUND / 2, y: at.y - AROUND / 2, width: AROUND, height: AROUND };
  const { data } = PNG.sync.read(
    await page.screenshot({ clip, style: '[data-marks] { visibility: hidden }' }),
  );
  const isPlain = data.every((byte, index) => byte === data[index % 4]);
  return isPlain ? null : createHash('sha256').update(data).digest('hex');
}

/** Has one doctor point into what is shown: a hash of what they see there, and where the other has the pointer then. */
async function pointed(from: Locator, to: Locator, shown: string) {
  const box = await boxOf(from.locator(shown));
  const at = {
    x: Math.round(box.x + box.width * 0.4),
    y: Math.round(box.y + Math.min(box.height, 300) * 0.6),
  };
  await page.mouse.move(at.x - 30, at.y - 30);
  await page.mouse.move(at.x, at.y, { steps: 4 });
  const [left, right] = [await boxOf(from), await boxOf(to)];
  const there = { x: at.x - left.x + right.x, y: at.y };
  await expect
    .poll(async () => {
      const { x, y } = await boxOf(to.locator('[data-pointer]'));
      return { x: Math.round(x), y: Math.round(y) };
    })
    .toStrictEqual(there);
  const seen = await hashAt(at);
  if (seen === null) throw new Error('there is nothing at the pointer that could differ');
  return { seen, there };
}

async function show(doctor: Locator, title: string): Promise<void> {
  await doctor.getByRole('button').first().click();
  await page.getByRole('menuitem').filter({ hasText: title }).click();
}

const IMAGE = '[data-shown=image]';

describe('the view that two doctors share', () => {
  it('shows both the same frame of a film in the same size and brightness, whoever leads', async () => {
    await show(a, '造影');
    await a.locator(IMAGE).click();
    for (const key of ['End', '+', 'i', 'r']) await page.keyboard.press(key);
    await b.locator(`${IMAGE}[data-slice="${String(FRAMES - 1)}"]`).waitFor();
    const { seen, there } = await pointed(a, b, IMAGE);
    await expect.poll(async () => hashAt(there)).toBe(seen);
    // Whoever scrolls while the other leads takes the lead.
    await b.locator(IMAGE).hover();
    await page.mouse.wheel(0, -100);
    await a.locator(`${IMAGE}[data-slice="2"]`).waitFor();
    const back = await pointed(b, a, IMAGE);
    await expect.poll(async () => hashAt(back.there)).toBe(back.seen);
  });

  it('has each look for themselves when they wish to: no pointer then, and other pixels', async () => {
    await a.getByLabel('双方同步查看').uncheck();
    await a.locator(IMAGE).hover();
    await page.mouse.wheel(0, -100);
    await a.locator(`${IMAGE}[data-slice="1"]`).waitFor();
    await b.locator(`${IMAGE}[data-slice="2"]`).waitFor();
    await b.locator('[data-pointer]').waitFor({ state: 'detached' });
    const [left, right] = [await boxOf(a.locator(IMAGE)), await boxOf(b.locator(IMAGE))];
    const at = { x: Math.round(left.x + 200), y: Math.round(left.y + 200) };
    expect(await hashAt(at)).not.toBe(await hashAt({ ...at, x: Math.round(at.x - left.x + right.x) }));
  });

  it('shows both what either marks, which its author alone takes away', async () => {
    await a.getByLabel('双方同步查看').check();
    await b.locator(`${IMAGE}[data-slice="1"]`).waitFor();
    await a.getByRole('button', { name: '箭头' }).click();
    const box = await boxOf(a.locator(IMAGE));
    await page.mouse.move(box.x + 200, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 250, { steps: 3 });
    await page.mouse.up();
    await b.locator('[data-marks="1"] polygon').waitFor();
    expect(await b.locator('[data-marks] button').count()).toBe(0);
    await b.getByRole('button', { name: '文字' }).click();
    const right = await boxOf(b.locator(IMAGE));
    await page.mouse.click(right.x + 320, right.y + 100);
    await page.getByLabel('标注文字').fill('狭窄');
    await page.keyboard.press('Enter');
    await a.locator('[data-marks="2"] text').filter({ hasText: '狭窄' }).waitFor();
    await a.locator('[data-marks] button').click();
    await b.locator('[data-marks="1"]').waitFor();
  });

  it('shows both the same page of a document', async () => {
    await show(a, '来信');
    for (const one of [a, b]) await one.locator('[data-page="1"] canvas[data-drawn]').waitFor();
    await a.getByRole('button', { name: '下一页' }).click();
    await b.locator('[data-page="2"] canvas[data-drawn]').waitFor();
    const { seen, there } = await pointed(a, b, '[data-page="2"]');
    await expect.poll(async () => hashAt(there)).toBe(seen);
  });

  it('shows both the same place of a record', async () => {
    await show(a, '门诊病历');
    for (const one of [a, b]) await one.locator('[data-element="section-0"]').waitFor();
    await a.locator('[data-element="section-0"]').hover();
    await page.mouse.wheel(0, 300);
    const place = '[data-element="section-5"]';
    await expect.poll(async () => (await boxOf(b.locator(place))).y).toBeLessThan(450);
    expect((await boxOf(a.locator(place))).y).toBeCloseTo((await boxOf(b.locator(place))).y, 0);
    const { seen, there } = await pointed(a, b, place);
    await expect.poll(async () => hashAt(there)).toBe(seen);
  });
});
