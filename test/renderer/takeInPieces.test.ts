/** What the page does with a large file, over the handlers of a real core. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { CoreError } from '../../renderer/client/core.ts';
import { STOPPED, takeInPieces } from '../../renderer/images/takeInPieces.ts';
import { isConsiliumError } from '../../src/errors.ts';
import { attachedContent } from '../../src/workstation/core/attachments/content.ts';
import { joined } from '../support/dicom.ts';
import { box, mp4 } from '../support/mediaFiles.ts';
import { noise } from '../workstation/support/largeFiles.ts';
import { item, openWith, Story } from '../workstation/support/story.ts';
import type { TestCore } from '../workstation/support/testCore.ts';

type Request = keyof TestCore & `attachment/${string}`;

/** The bridge of a page, without the processes between. */
function bridgeTo(core: TestCore, asked: string[]): void {
  const invoke = async (channel: Request, args: never) => {
    asked.push(channel);
    try {
      return { ok: true, value: await core[channel](args) };
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      return { ok: false, code: error.code, detail: error.detail };
    }
  };
  vi.stubGlobal('window', { consilium: { invoke } });
  onTestFinished(() => void vi.unstubAllGlobals());
}

it('a large file is handed over in pieces, is stopped between two, and goes on where it was', async () => {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 1 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const asked: string[] = [];
  bridgeTo(li, asked);
  const bytes = Uint8Array.from(joined(mp4('vide', ''), box('mdat', noise(9 * 0x10_0000))));
  const fileOf = (content: Uint8Array<ArrayBuffer>) => ({
    visit,
    name: '手术.mp4',
    size: content.length,
    slice: async (from: number, to: number) => content.slice(from, to),
  });

  const control = new AbortController();
  const told: number[] = [];
  const stopAfterFirst = (taken: number): void => {
    told.push(taken);
    if (taken > 0) control.abort();
  };
  await expect(takeInPieces(fileOf(bytes), stopAfterFirst, control.signal)).rejects.toBe(STOPPED);
  expect(told).toEqual([0, 0x40_0000]);
  expect(await li['attachment/uploads']({ visit })).toMatchObject([{ name: '手术.mp4', taken: 0x40_0000 }]);

  const other = takeInPieces(
    fileOf(bytes.with(5000, 1 ^ (bytes[5000] ?? 0))),
    () => undefined,
    new AbortController().signal,
  );
  await expect(other).rejects.toThrow(CoreError);
  await expect(other).rejects.toMatchObject({ code: 'attachment-other-file' });

  asked.length = 0;
  await takeInPieces(fileOf(bytes), () => undefined, new AbortController().signal);
  // What was taken is not handed over again.
  expect(asked.filter((channel) => channel === 'attachment/piece')).toHaveLength(2);
  const [added] = await li['attachment/list']({ visit });
  const { bytes: read } = await li['attachment/read']({ of: { kind: 'draft', visit }, id: added?.id ?? 0 });
  expect(Buffer.compare(read, attachedContent(bytes).bytes)).toBe(0);
});
