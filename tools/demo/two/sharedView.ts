/** The same two doctors look at one image in their call: given in the dialogue, it lies at both, and only places cross. */
import type { Locator } from 'playwright';
import { ctSlice } from '../../../test/support/ctSeries.ts';
import type { StoryStep } from '../story.ts';
import type { WorkstationWindow } from '../workstationWindow.ts';

/** Made up, as all images here. */
const CT = { series: '1.2.826.0.1.3680043.8.498.78.1', slices: 3, side: 256 };

/** Before the call. */
export function giveSteps(): readonly StoryStep[] {
  return [
    {
      id: 'give-image',
      title: 'Dr Wang gives Dr Li an image in their dialogue, sealed',
      at: 'b',
      kinds: [],
      run: async (window) => {
        const files = Array.from({ length: CT.slices }, (_, index) => ({
          name: `胸部CT-${String(index + 1)}`,
          mimeType: 'application/dicom',
          buffer: Buffer.from(ctSlice(CT, index)),
        }));
        await window.button('given.openAttach').click();
        await window.page.getByLabel(window.text('images.files'), { exact: true }).setInputFiles(files);
        await window.button('given.send').click();
        await window.see(window.text('given.received'));
        return 'Dr Li has all of it';
      },
    },
  ];
}

/** In the call. */
export function tableSteps(): readonly StoryStep[] {
  return [
    {
      id: 'look-together',
      title: 'Dr Li puts the image on the table between them',
      at: 'a',
      kinds: [],
      run: async (window) => {
        await room(window)
          .getByRole('button', { name: window.text('sharedView.open') })
          .click();
        await window.button('sharedView.show').click();
        await window.page.getByRole('menuitem').first().click();
        await shownImage(window).waitFor();
        return 'it opens at Dr Li’s';
      },
    },
    {
      id: 'look-point',
      title: 'Dr Wang sees it too, points at it, and draws an arrow',
      at: 'b',
      kinds: [],
      run: async (window) => {
        const box = await boxOf(shownImage(window));
        const { mouse } = window.page;
        await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
        await room(window)
          .getByRole('button', { name: window.text('sharedView.arrow') })
          .click();
        await mouse.move(box.x + box.width / 3, box.y + box.height / 3);
        await mouse.down();
        await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
        await mouse.up();
        await room(window).locator('[data-marks="1"] polygon').waitFor();
        await mouse.wheel(0, 100);
        await shownImage(window).and(window.page.locator('[data-slice="1"]')).waitFor();
        await mouse.wheel(0, -100);
        await shownImage(window).and(window.page.locator('[data-slice="0"]')).waitFor();
        await room(window).locator('[data-marks="1"] polygon').waitFor();
        return 'the arrow stands at the same place of the image for both';
      },
    },
    {
      id: 'look-marked',
      title: 'Dr Li sees the arrow of Dr Wang',
      at: 'a',
      kinds: [],
      run: async (window) => {
        await room(window).locator('[data-marks="1"] polygon').waitFor();
        return 'one arrow, named after Dr Wang';
      },
    },
  ];
}

function room(window: WorkstationWindow): Locator {
  return window.page.getByRole('region', { name: window.text('call.room') });
}

function shownImage(window: WorkstationWindow): Locator {
  return room(window).locator('[data-shown=image]');
}

async function boxOf(locator: Locator) {
  await locator.waitFor();
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it has no place');
  return box;
}
