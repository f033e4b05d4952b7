/** What the image viewer does, in the window of a note: test/e2e/note.test.ts has them run. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  FIRST,
  flipped,
  inverted,
  panned,
  turned,
  zoomed,
  type ViewerState,
} from '../../renderer/images/viewerState.ts';
import type { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';
import { ctSlice } from '../support/ctSeries.ts';
import { dicom, element, fragments, image, joined, marker, vector } from '../support/dicom.ts';
import { boxOf, ImageViewerWindow } from '../support/imageViewer.ts';
import { screenFaults } from '../support/screenCheck.ts';

const SIDE = 64;
const THORAX = { series: '1.2.826.0.1.3680043.8.498.77.1', slices: 5, side: SIDE };
/** From the third slice of the other on, in the same frame of reference. */
const LUNG = {
  ...THORAX,
  series: '1.2.826.0.1.3680043.8.498.77.2',
  slices: 3,
  from: -4,
  reference: `${THORAX.series}.9`,
};
/** In soft tissue; no ellipse of the made-up thorax has its edge near. */
const TISSUE = { x: 32, y: 12 };

type File = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
const file = (name: string, bytes: Uint8Array): File => ({ name, mimeType: '', buffer: Buffer.from(bytes) });

/** Files that cannot be shown, or not without a word, in the series of the thorax: each with what is said of it. */
function hostileFiles(): readonly File[] {
  const series = (number: number): Uint8Array =>
    joined(
      element(0x0008_0060, 'CS', 'CT'),
      element(0x0020_000e, 'UI', THORAX.series),
      element(0x0020_0013, 'IS', String(number)),
    );
  const huge = image({ rows: 65_535, columns: 65_535, frames: '100000', bits: 16 });
  const stream = vector('ct-jls.dcm');
  const large = stream.slice(stream.findIndex((byte, at) => byte === 0xff && stream[at + 1] === 0xd8));
  large.set(
    [0xff, 0xff, 0xff, 0xff],
    large.findIndex((byte, at) => byte === 0xff && large[at + 1] === 0xf7) + 5,
  );
  const open = joined(element(0x0008_1140, 'SQ', '', 0xffff_ffff), marker(0xe000, 0xffff_ffff));
  const close = joined(marker(0xe00d), marker(0xe0dd));
  const nested = joined(...Array<Uint8Array>(3000).fill(open), ...Array<Uint8Array>(3000).fill(close));
  return [
    file('太大', dicom([series(11), ...huge])),
    file('截断', dicom([series(12), ...image({ pixels: Uint8Array.of(1, 2, 3, 4), claimed: 6 })])),
    file('不符', dicom([series(13), ...image().slice(0, -1), fragments(large)], '1.2.840.10008.1.2.4.80')),
    file('无图', dicom([series(14)])),
    file('嵌套', dicom([nested, series(15), ...image()])),
  ];
}

/** Errors of the five by their places, after the five slices; the nested one is shown, with what is wrong. */
const REFUSED = ['pixels-too-large', 'pixels-missing'] as const;

export function imageViewerTests(windowOf: () => WorkstationWindow): void {
  describe('the image viewer', () => {
    let window: WorkstationWindow;
    let viewer: ImageViewerWindow;
    const page = (): Page => window.page;
    const images = () => page().getByRole('region', { name: window.text('images.title'), exact: true });
    const count = async (at: number, of: number): Promise<void> =>
      await viewer.dialog
        .getByText(window.text('images.slice', { at, of }), { exact: true })
        .first()
        .waitFor();

    beforeAll(async () => {
      window = windowOf();
      viewer = new ImageViewerWindow(window);
      // The numbers run against the places of their names: their order is that of the patient.
      const files = [THORAX, LUNG].flatMap((ct) =>
        Array.from({ length: ct.slices }, (_, index) =>
          file(`${ct.series.slice(-1)}-${String(index)}`, ctSlice(ct, index)),
        ),
      );
      await page()
        .getByLabel(window.text('images.files'), { exact: true })
        .setInputFiles([...files.toReversed(), file('彩超', vector('us.dcm'))]);
      await images().getByRole('button', { name: '彩超' }).waitFor();
      await images()
        .getByRole('button', { name: /CT · 1-/u })
        .click();
      await viewer.pane(0).waitFor();
      await count(1, THORAX.slices);
    });

    afterAll(async () => {
      const remove = images().getByRole('button', { name: window.text('images.remove'), exact: true });
      for (let left = await remove.count(); left > 0; left -= 1) {
        await remove.first().click();
        await remove.nth(left - 1).waitFor({ state: 'detached' });
      }
    });

    it('says whose image it is, which one, how it is windowed and where the patient’s sides are', async () => {
      const text = await viewer.dialog.innerText();
      expect(text).toMatch(/张秀英[\s\S]*Thorax 2\.0/u);
      expect(text).toContain(window.text('images.windowIs', { center: 40, width: 400 }));
      await expect(viewer.letters()).resolves.toBe('R L A P');
      await expect(
        screenFaults(page(), { screen: 'a series of images', language: 'zh-CN' }),
      ).resolves.toEqual([]);
    });

    it('scrolls by wheel, keys and slider', async () => {
      await viewer.pane(0).hover();
      await page().mouse.wheel(0, 100);
      await viewer.pane(1).waitFor();
      await viewer.press('End');
      await viewer.pane(4).waitFor();
      await viewer.press('ArrowUp');
      await viewer.pane(3).waitFor();
      await viewer.dialog.getByRole('slider', { name: window.text('viewer.scroll') }).focus();
      await viewer.press('ArrowUp', 'ArrowUp');
      await viewer.pane(1).waitFor();
      await viewer.pane(1).click();
      await viewer.press('Home');
      await expect.poll(async () => await viewer.slice()).toBe(0);
    });

    it('draws what the file means by the window of the standard, wherever it is turned, flipped and moved', async () => {
      const shadeOf = async (view: ViewerState): Promise<number> =>
        await viewer.shade(viewer.pane(0), { side: SIDE, view, pixel: TISSUE });
      // 45 HU and the grain of this pixel; center 40, width 400: DICOM PS3.3 §C.11.2.1.2.1.
      const value = 45 + ((TISSUE.x * 7 + TISSUE.y * 13) % 23);
      const shade = Math.round(((value - 39.5) / 399 + 0.5) * 255);
      const near = (found: number, wanted: number): void =>
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1);
      near(await shadeOf(FIRST), shade);
      await viewer.press('r');
      near(await shadeOf(turned(FIRST)), shade);
      await viewer.press('h', '+');
      const view = zoomed(flipped(turned(FIRST)), 1.2);
      near(await shadeOf(view), shade);
      const { height, width } = await boxOf(viewer.pane(0));
      const { fit } = { fit: Math.min(width, height) / SIDE };
      await viewer.drag(
        viewer.pane(0),
        [
          { x: 0.5, y: 0.5 },
          { x: 0.5 + (2 * fit) / width, y: 0.5 },
        ],
        'middle',
      );
      // To the right in the pane is up in the image, which stands on its side and is flipped: found by what is drawn.
      const moved = [panned(view, { x: 0, y: 2 / 1.2 }), panned(view, { x: 0, y: -2 / 1.2 })];
      const found = await Promise.all(moved.map(shadeOf));
      expect(Math.min(...found.map((one) => Math.abs(one - shade)))).toBeLessThanOrEqual(1);
      await viewer.press('0', 'i');
      near(await shadeOf(inverted(FIRST)), 255 - shade);
      await viewer.press('0');
      near(await shadeOf(FIRST), shade);
    });

    it('shows colours as they are', async () => {
      await viewer.dialog.getByRole('button', { name: /彩超/u }).click();
      await viewer.pane(0).waitFor();
      await expect
        .poll(
          async () =>
            await viewer
              .pane(0)
              .locator('canvas')
              .evaluate((canvas: HTMLCanvasElement) => {
                const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
                  data: [],
                };
                return data.some((value, at) => at % 4 === 0 && value !== data[at + 1]);
              }),
        )
        .toBe(true);
      await viewer.dialog.getByRole('button', { name: /CT · 1-/u }).click();
      await viewer.pane(0).waitFor();
      await count(1, THORAX.slices);
    });

    it('is windowed by dragging and by presets, and reset', async () => {
      const at = async (center: number, width: number): Promise<void> =>
        await viewer.dialog.getByText(window.text('images.windowIs', { center, width })).waitFor();
      await viewer.press('2');
      await at(-600, 1500);
      await window.field('images.preset.label', viewer.dialog).click();
      await page()
        .getByRole('option', { name: window.text('images.preset.bone') })
        .click();
      await page().getByRole('listbox').waitFor({ state: 'detached' });
      await at(400, 1800);
      await viewer.press('0');
      await at(40, 400);
      const { width } = await boxOf(viewer.pane(0));
      await viewer.drag(viewer.pane(0), [
        { x: 0.3, y: 0.5 },
        { x: 0.3 + 64 / width, y: 0.5 },
      ]);
      // 64 pixels, give or take one, of 400 / 256 each.
      const windowWidth = async (): Promise<number> =>
        Number(/窗宽 (\d+)/u.exec(await viewer.dialog.innerText())?.[1]);
      await expect.poll(async () => Math.abs((await windowWidth()) - 500)).toBeLessThanOrEqual(4);
      await viewer.press('0');
      await at(40, 400);
      await expect.poll(async () => await viewer.slice()).toBe(0);
    });

    it('zooms by wheel, right button, fit and 1:1', async () => {
      const zoom = async (): Promise<number> =>
        Number(/缩放 (\d+)/u.exec(await viewer.dialog.innerText())?.[1] ?? 0);
      const fitted = await zoom();
      await viewer.pane(0).hover();
      await page().keyboard.down('Control');
      await page().mouse.wheel(0, -100);
      await page().keyboard.up('Control');
      await expect.poll(zoom).toBe(Math.round(fitted * 1.2));
      await viewer.drag(
        viewer.pane(0),
        [
          { x: 0.5, y: 0.5 },
          { x: 0.5, y: 0.3 },
        ],
        'right',
      );
      await expect.poll(zoom).toBeGreaterThan(fitted * 1.2);
      await viewer.dialog
        .getByRole('button', { name: window.text('viewer.actualSize'), exact: true })
        .click();
      await expect.poll(zoom).toBe(100);
      await viewer.dialog.getByRole('button', { name: window.text('viewer.fit') }).click();
      await expect.poll(zoom).toBe(fitted);
    });

    it('measures in millimetres, and takes a measurement back', async () => {
      await viewer.press('m');
      const pane = viewer.pane(0);
      const { height, width } = await boxOf(pane);
      const share = Math.min(width, height) / width;
      await viewer.drag(pane, [
        { x: 0.5 - share / 4, y: 0.5 },
        { x: 0.5 + share / 4, y: 0.5 },
      ]);
      const lengths = viewer.dialog.getByRole('button', { name: /^删除测量/u });
      const [length] = await lengths.allInnerTexts();
      // Half of the field of view of 350 mm.
      expect(Number.parseFloat(length ?? '')).toBeCloseTo(175, -0.5);
      await viewer.drag(pane, [
        { x: 0.5, y: 0.3 },
        { x: 0.5, y: 0.6 },
      ]);
      await expect.poll(async () => await lengths.count()).toBe(2);
      await viewer.press('Delete');
      await expect.poll(async () => await lengths.count()).toBe(1);
      await lengths.first().click();
      await lengths.first().waitFor({ state: 'detached' });
      await viewer.press('w');
    });

    it('plays, at the rate that is chosen, until it is stopped', async () => {
      await window.field('viewer.rate', viewer.dialog).click();
      await page().getByRole('option', { name: '60', exact: true }).click();
      await page().getByRole('listbox').waitFor({ state: 'detached' });
      await viewer.dialog.getByRole('button', { name: window.text('images.play'), exact: true }).click();
      for (const slice of [2, 4, 1]) await viewer.pane(slice).waitFor();
      await viewer.dialog.getByRole('button', { name: window.text('images.stop'), exact: true }).click();
      await viewer.dialog.getByRole('button', { name: window.text('images.play'), exact: true }).waitFor();
      const stopped = await viewer.slice();
      await viewer.press('c');
      await expect.poll(async () => await viewer.slice()).not.toBe(stopped);
      await viewer.press('c');
      await viewer.press('Home');
      await viewer.pane(0).waitFor();
    });

    it('has two series beside each other, which scroll together where they lie so', async () => {
      const panes = viewer.dialog.locator('[data-shown=image]');
      const places = async (): Promise<readonly (string | null)[]> =>
        await panes.evaluateAll((found) => found.map((one) => one.getAttribute('data-slice')));
      await viewer.press('d');
      await expect.poll(async () => await panes.count()).toBe(2);
      await count(1, LUNG.slices);
      await viewer.press('ArrowDown');
      await expect.poll(places).toEqual(['1', '0']);
      await viewer.press('l', 'End');
      await expect.poll(places).toEqual(['4', '2']);
      await viewer.press('x', 'Home');
      await expect.poll(places).toEqual(['2', '0']);
      await expect(screenFaults(page(), { screen: 'two series', language: 'zh-CN' })).resolves.toEqual([]);
      await panes.first().click();
      await viewer.press('d');
      await expect.poll(async () => await panes.count()).toBe(1);
      await viewer.press('[');
      await count(1, LUNG.slices);
      await viewer.press(']');
      await count(1, THORAX.slices);
    });

    it('looks into files in a worker that has no bridge to the core and reaches nothing but the program’s own files', async () => {
      const worker = page()
        .workers()
        .find((one) => one.url().includes('imageWorker'));
      if (worker === undefined) throw new Error('no worker looks into the images');
      const tried = await worker.evaluate(async () => {
        const refused = async (act: () => unknown): Promise<boolean> => {
          try {
            await act();
            return false;
          } catch {
            return true;
          }
        };
        return {
          bridges: ['consilium', 'require', 'process', 'window', 'document', 'indexedDB' as string].filter(
            (name) => name !== 'indexedDB' && name in globalThis,
          ),
          fetchAway: await refused(async () => await fetch('https://example.org/')),
          fetchHere: await refused(async () => await fetch('http://127.0.0.1:1/')),
          socket: await refused(
            async () =>
              await new Promise((resolve, reject) => {
                const socket = new WebSocket('ws://127.0.0.1:1/');
                socket.addEventListener('open', resolve);
                socket.addEventListener('error', reject);
              }),
          ),
          text: await refused(() => Reflect.construct(Function, ['return 1'])),
        };
      });
      expect(tried).toEqual({ bridges: [], fetchAway: true, fetchHere: true, socket: true, text: true });
    });

    it('says of each file that cannot be shown what is wrong, and shows the rest of its series', async () => {
      await viewer.close();
      await page()
        .getByLabel(window.text('images.files'), { exact: true })
        .setInputFiles([...hostileFiles()]);
      await images()
        .getByRole('button', { name: /CT · 1-/u })
        .locator('..')
        .getByText(window.text('images.count', { count: 10 }))
        .waitFor();
      await images()
        .getByRole('button', { name: /CT · 1-/u })
        .click();
      await viewer.pane(0).waitFor();
      await viewer.dialog.getByText(window.text('viewer.failed', { count: REFUSED.length })).waitFor();
      await viewer.dialog.getByText(window.text('images.problems')).waitFor();
      const codes = new Set<string>();
      for (let at = 0; at < 10; at += 1) {
        await count(at + 1, 10);
        const shown = viewer.pane(at).or(viewer.dialog.locator('code.code'));
        await shown.first().waitFor();
        for (const code of await viewer.dialog.locator('code.code').allInnerTexts()) codes.add(code);
        await viewer.press('ArrowDown');
      }
      expect([...codes].toSorted()).toEqual([
        '[pixels-mismatch]',
        '[pixels-missing]',
        '[pixels-too-large]',
        '[pixels-truncated]',
      ]);
      await viewer.press('Home');
      await viewer.pane(0).waitFor();
      await viewer.close();
    });
  });
}
