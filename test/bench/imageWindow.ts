/**
 * The image viewer in the real window: how soon the first picture of a large radiograph stands, how fast a CT of 300
 * slices is scrolled through once it is loaded, and what the processes hold while a study of 500 MB is open.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { ensureDisplay } from '../../tools/display.ts';
import { INSTITUTION_A, PASSPHRASE } from '../../tools/demo/story.ts';
import { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';
import { findRuntime } from '../../tools/setup.js';
import { readCodestream } from '../../src/imaging/pixels/codestream.ts';
import { ctSlice } from '../support/ctSeries.ts';
import { copyWithPatient, makeDemonstration } from '../support/demonstration.ts';
import { codecs } from '../support/dicom.ts';
import { radiograph } from '../support/encodedImage.ts';
import { root, temporaryFolder } from '../support/launchApp.ts';
import { processTree } from '../support/processes.ts';
import { AttachedWindow } from './attachedWindow.ts';
import { figure, median, timed, type Figure } from './figures.ts';

const SIDE = 512;
/** What is scrolled through, and the rest of the study, large films: with them 500 MB. */
const CT = { series: '1.2.826.0.1.3680043.8.498.88.1', slices: 300, side: SIDE };
const FILMS = { series: '1.2.826.0.1.3680043.8.498.88.2', slices: 21, side: 2880, from: -700 };
/** ms an image: 30 images a second. */
const MOST_MS = 1_000 / 30;
const MOST_KIB = 600 * 1024;
const ROUNDS = 3;
/** As often the first picture is opened. */
const PICTURES = 7;
/** Of a radiograph; decoding it takes about a second. */
const [ROWS, COLUMNS] = [2400, 2000];

export async function imagesInWindow(): Promise<readonly Figure[]> {
  const runtime = findRuntime(root);
  if (runtime === null) throw new Error('there is neither Electron nor Chromium: npm start sets one up');
  const display = await ensureDisplay(process.env, runtime.kind);
  const added = Object.keys(display.env).filter((name) => process.env[name] === undefined);
  Object.assign(process.env, display.env);
  const made = await makeDemonstration();
  const folder = temporaryFolder();
  try {
    const dataFolder = join(folder.path, 'data');
    const { cards } = copyWithPatient(made, dataFolder);
    const window = await AttachedWindow.start(dataFolder);
    try {
      return await measured(window, cards.get(1) ?? '', folder.path);
    } finally {
      await window.close();
    }
  } finally {
    folder.remove();
    rmSync(made, { recursive: true, force: true });
    display.stop();
    for (const name of added) Reflect.deleteProperty(process.env, name);
  }
}

async function measured(app: AttachedWindow, card: string, folder: string): Promise<readonly Figure[]> {
  const { codestream, files } = writeStudy(folder);
  const { alone, first } = await app.in(async (page) => {
    const radiograph = await attached(page, card, files);
    return await firstPictures(new WorkstationWindow(page, 'zh-CN'), radiograph, codestream);
  });
  const held = [await heldNow(app)];
  const scrolled = await app.in(slicesLookedThrough);
  held.push(await heldNow(app));
  await app.in(filmsLookedThrough);
  held.push(await heldNow(app));
  console.error('held', held);
  return [
    figure({
      name: 'first picture in the window',
      value: median(first),
      floor: median(alone),
      limit: 2,
      goal: null,
      note: `a JPEG 2000 radiograph of ${String(ROWS)} × ${String(COLUMNS)}, from the click to what is painted, with its worker started; floor: decoding it alone, by turns; medians of ${String(PICTURES)}`,
    }),
    figure({
      name: 'an image of a loaded CT',
      value: Math.min(...scrolled),
      floor: MOST_MS,
      limit: 1,
      goal: Math.floor(MOST_MS),
      note: `${String(CT.slices)} slices of ${String(SIDE)} × ${String(SIDE)} × 16 bits by the wheel, time for each slice that was really drawn; the best of ${String(ROUNDS)} ways through; floor: 30 images a second`,
    }),
    figure({
      name: 'memory with a study of 500 MB open',
      value: Math.max(...held),
      floor: MOST_KIB,
      unit: 'KiB',
      limit: 1,
      goal: null,
      note: 'most after a collection, before, between and after 300 slices and 21 films of 17 MB were opened beside each other and looked through: resident memory that is not of files (RssAnon and RssShmem of Linux) of page with worker and core together; floor: 600 MB',
    }),
  ];
}

/** With the study attached: the button of its radiograph. */
async function attached(page: Page, card: string, files: string[]): Promise<Locator> {
  await page.setViewportSize({ width: 1366, height: 768 });
  const window = new WorkstationWindow(page, 'zh-CN');
  await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
  await window.readCard(card);
  await window.openVisit();
  await window.tab('note');
  const images = page.getByRole('region', { name: window.text('images.title'), exact: true });
  const attach = page.getByLabel(window.text('images.files'), { exact: true });
  await attach.setInputFiles(files);
  const radiograph = images.getByRole('button', { name: 'dx.dcm' });
  await radiograph.waitFor();
  return radiograph;
}

async function slicesLookedThrough(page: Page): Promise<readonly number[]> {
  const window = new WorkstationWindow(page, 'zh-CN');
  const images = page.getByRole('region', { name: window.text('images.title'), exact: true });
  await images.getByRole('button', { name: /CT · a-/u }).click();
  await loaded(viewerOf(window));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await scrollThrough(page));
  return times;
}

/** In a second pane, beside the slices. */
async function filmsLookedThrough(page: Page): Promise<void> {
  const viewer = viewerOf(new WorkstationWindow(page, 'zh-CN'));
  await page.keyboard.press('d');
  await viewer.locator('[data-shown=image]').nth(1).waitFor();
  await loaded(viewer);
  await page.keyboard.press('x');
  for (let film = 0; film < FILMS.slices; film += 1) {
    await viewer
      .locator(`[data-shown=image][data-slice="${String(film)}"]`)
      .last()
      .waitFor();
    await page.keyboard.press('ArrowDown');
  }
}

function viewerOf(window: WorkstationWindow): Locator {
  return window.page.getByRole('dialog', { name: window.text('images.viewer') });
}

function writeStudy(folder: string): { readonly files: string[]; readonly codestream: Uint8Array } {
  const study = join(folder, 'study');
  mkdirSync(study);
  const files: string[] = [];
  const write = (name: string, bytes: Uint8Array): void => {
    const path = join(study, name);
    writeFileSync(path, bytes);
    files.push(path);
  };
  for (const [name, ct] of [
    ['a', CT],
    ['b', FILMS],
  ] as const) {
    for (let slice = 0; slice < ct.slices; slice += 1)
      write(`${name}-${String(slice + 1)}`, ctSlice(ct, slice));
  }
  const { codestream, file } = radiograph(ROWS, COLUMNS);
  write('dx.dcm', file);
  return { files, codestream };
}

/** From the click, made in the page itself, to a picture that is on screen. */
async function firstPictures(
  window: WorkstationWindow,
  button: Locator,
  codestream: Uint8Array,
): Promise<{ readonly first: readonly number[]; readonly alone: readonly number[] }> {
  const [first, alone]: [number[], number[]] = [[], []];
  const stream = readCodestream(codestream, 'jpeg-2000');
  const viewer = viewerOf(window);
  // Once before: what the viewer itself is read from the disk for is the same for every picture.
  for (let round = -1; round < PICTURES; round += 1) {
    const time = await button.evaluate(async (element: HTMLElement) => {
      const from = performance.now();
      const drawn = new Promise<void>((resolve) => {
        document.addEventListener('CORNERSTONE_IMAGE_RENDERED', () => resolve(), {
          capture: true,
          once: true,
        });
      });
      element.click();
      await drawn;
      await new Promise((painted) => requestAnimationFrame(painted));
      return performance.now() - from;
    });
    await window.button('images.close', viewer).click();
    await viewer.waitFor({ state: 'detached' });
    const decoded = await timed(() => codecs.decode(codestream, 'jpeg-2000', stream));
    if (round < 0) continue;
    first.push(time);
    alone.push(decoded);
  }
  return { first, alone };
}

async function loaded(viewer: Locator): Promise<void> {
  await viewer.locator('[data-shown=image]').first().waitFor();
  await viewer.getByRole('progressbar').waitFor({ state: 'detached', timeout: 300_000 });
}

/** From the first slice to the last of the active pane, a notch a frame. ms for each slice that cornerstone drew. */
async function scrollThrough(page: Page): Promise<number> {
  await page.keyboard.press('Home');
  const { drawn, ms } = await page.evaluate(async () => {
    const active =
      document.querySelector('[aria-current=true] [data-slice]') ?? document.querySelector('[data-slice]');
    if (!(active instanceof HTMLElement)) throw new Error('nothing is shown');
    const seen = new Set<string>();
    const note = (event: Event): void => {
      if (event.target === active) seen.add(active.dataset['slice'] ?? '');
    };
    document.addEventListener('CORNERSTONE_IMAGE_RENDERED', note, { capture: true });
    const from = performance.now();
    // A notch a frame, until nothing moves any more.
    for (let [still, before] = [0, '']; still < 10; still += 1) {
      active.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true }));
      await new Promise(requestAnimationFrame);
      const at = active.dataset['slice'] ?? '';
      if (at !== before) still = 0;
      before = at;
    }
    await new Promise(requestAnimationFrame);
    document.removeEventListener('CORNERSTONE_IMAGE_RENDERED', note, { capture: true });
    return { drawn: seen.size, ms: performance.now() - from };
  });
  if (drawn < 250) throw new Error(`only ${String(drawn)} slices were drawn`);
  return ms / drawn;
}

/** What page, worker and core hold when what is no longer used was collected, KiB. */
async function heldNow(app: AttachedWindow): Promise<number> {
  await app.collect();
  return processTree(app.pid)
    .filter(({ command }) => command.includes('--type=renderer') || command.includes('Consilium core'))
    .reduce((total, { pid }) => total + heldBy(pid), 0);
}

function heldBy(pid: number): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return ['RssAnon', 'RssShmem']
      .map((name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1] ?? 0))
      .reduce((sum, one) => sum + one, 0);
  } catch {
    // It ended while it was looked at.
    return 0;
  }
}
