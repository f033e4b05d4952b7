/** The image viewer as a person uses it: what is in a pane, and what of the picture is where. */
import type { Locator, Page } from 'playwright';
import { placementOf } from '../../renderer/images/placement.ts';
import type { Point, ViewerState } from '../../renderer/images/viewerState.ts';
import type { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';

export class ImageViewerWindow {
  readonly #window: WorkstationWindow;
  readonly dialog: Locator;

  constructor(window: WorkstationWindow) {
    this.#window = window;
    this.dialog = window.page.getByRole('dialog', { name: window.text('images.viewer'), exact: true });
  }

  get #page(): Page {
    return this.#window.page;
  }

  /** A pane that shows this place of its stack. */
  pane(slice: number): Locator {
    return this.dialog.locator(`[data-shown=image][data-slice="${String(slice)}"]`);
  }

  /** Where the stack of the first pane stands. */
  async slice(): Promise<number> {
    return Number(await this.dialog.locator('[data-slice]').first().getAttribute('data-slice'));
  }

  async close(): Promise<void> {
    await this.#window.button('images.close', this.dialog).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  /** The letters at the edges: left, right, top, bottom. */
  async letters(): Promise<string> {
    const edges = ['left', 'right', 'top', 'bottom'].map(
      async (edge) => await this.dialog.locator(`[data-edge=${edge}]`).innerText(),
    );
    return (await Promise.all(edges)).join(' ');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  /** Drags over a pane, by shares of its size. */
  async drag(
    pane: Locator,
    [from, to]: readonly [Point, Point],
    button: 'left' | 'middle' | 'right' = 'left',
  ): Promise<void> {
    const { height, width, x, y } = await boxOf(pane);
    const { mouse } = this.#page;
    await mouse.move(x + from.x * width, y + from.y * height);
    await mouse.down({ button });
    await mouse.move(x + to.x * width, y + to.y * height, { steps: 3 });
    await mouse.up({ button });
  }

  /** How bright a pixel of the image is on the canvas, 0 to 255, when the pane shows it so. */
  async shade(
    pane: Locator,
    of: { readonly side: number; readonly view: ViewerState; readonly pixel: Point },
  ): Promise<number> {
    const canvas = pane.locator('canvas');
    const size = await canvas.evaluate((element: HTMLCanvasElement) => ({
      width: element.width,
      height: element.height,
    }));
    const { toPane } = placementOf({ width: of.side, height: of.side }, size, {
      view: of.view,
      stretch: { x: 1, y: 1 },
    });
    const at = toPane({ x: of.pixel.x + 0.5, y: of.pixel.y + 0.5 });
    return await canvas.evaluate(
      async (element: HTMLCanvasElement, [x, y]: readonly [number, number]) => {
        // What was changed is drawn with the next picture of the screen.
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return element.getContext('2d')?.getImageData(Math.floor(x), Math.floor(y), 1, 1).data[0] ?? -1;
      },
      [at.x, at.y] as const,
    );
  }
}

export async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on screen');
  return box;
}
