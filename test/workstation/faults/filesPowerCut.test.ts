/**
 * The power goes at a seeded step of taking a file: before each write to a file's name or to a row, with what was not synced
 * yet gone or cut anywhere. Whoever chooses the file again has it attached once and whole, and nothing is left over.
 */
import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { attachedContent } from '../../../src/workstation/core/attachments/content.ts';
import { joined } from '../../support/dicom.ts';
import { box, mp4 } from '../../support/mediaFiles.ts';
import { noise, takeWhole } from '../support/largeFiles.ts';
import { item, openWith, Story } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const RUNS = Number(process.env['SOAK_SEEDS'] ?? '10');
const MIB = 0x10_0000;
const POWER = new Error('the power went');
/** More than taking one file has. */
const STEPS = 20;

/** A small generator with a seed: the same cuts in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

/** From step `left` on nothing is written any more. */
function cutAfter({ session }: TestCore, left: number): void {
  let steps = left;
  const guard = <T extends object, K extends keyof T>(of: T, names: readonly K[]): void => {
    for (const name of names) {
      const work = of[name];
      if (typeof work !== 'function') throw new TypeError('a step is a function');
      const step = (...args: unknown[]): unknown => {
        steps -= 1;
        if (steps < 0) throw POWER;
        return Reflect.apply(work, of, args);
      };
      Object.defineProperty(of, name, { value: step });
    }
  };
  guard(session.files, ['grow', 'finish', 'removePart', 'removeForGood', 'cutPart']);
  guard(session.desk.uploads, ['begin', 'took', 'cutPieces', 'sealed', 'attach', 'abandon']);
}

/** What no sync had brought to the disk is gone, all or some of it. */
function loseUnsynced(core: TestCore, random: (below: number) => number): void {
  const { files } = core.session;
  const whole = new Set(core.session.desk.uploads.unattached().map(({ id }) => `upload-${String(id)}`));
  for (const part of files.parts().filter((name) => !whole.has(name))) {
    const path = join(core.deskFolder, 'parts', part);
    truncateSync(path, Math.max(0, statSync(path).size - random(2 * MIB)));
  }
}

it(`no file is lost or attached twice, wherever the power goes (${String(RUNS)} seeds)`, async () => {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 1 });
  let core = await story.doctor();
  const visit = await openWith(core, item(patient.cards, 1));
  let cuts = 0;
  for (let seed = 0; seed < RUNS; seed += 1) {
    const random = seeded(seed);
    const said = box('udta', new TextEncoder().encode('GPS+39.1'));
    const bytes = Uint8Array.from(joined(mp4('vide', 'GPS'), box('mdat', noise(2 * MIB + seed, seed)), said));
    const chosen = { visit, name: `${String(seed)}.mp4`, bytes, piece: MIB / 2 };
    // The first time at each step in turn, the second time anywhere, then the power stays.
    const at = [(seed * STEPS) / RUNS, random(STEPS), Number.MAX_SAFE_INTEGER];
    for (const left of at) {
      cutAfter(core, Math.floor(left));
      try {
        const isThere = (await core['attachment/list']({ visit })).some(({ title }) => title === chosen.name);
        if (!isThere) await takeWhole(core, chosen);
        break;
      } catch (error) {
        if (error !== POWER) throw error;
        cuts += 1;
        loseUnsynced(core, random);
        // What it still had in memory is written by nobody.
        const left = [...core.session.files.taking.values()];
        core.session.files.taking.clear();
        onTestFinished(async () => void (await Promise.all(left.map(async (one) => one.close()))));
        core.close();
        core = await story.open(story.world.li);
      }
    }
    const attached = (await core['attachment/list']({ visit })).filter(({ title }) => title === chosen.name);
    expect(attached.map(({ size }) => size)).toEqual([bytes.length]);
    const of = { kind: 'draft', visit } as const;
    const read = await core['attachment/read']({ of, id: attached[0]?.id ?? 0 });
    expect(Buffer.compare(read.bytes, attachedContent(bytes).bytes)).toBe(0);
    core.close();
    core = await story.open(story.world.li);
    const { desk, files } = core.session;
    expect(new Set(files.names())).toEqual(desk.files.names());
    expect([files.names().length, files.parts()]).toEqual([seed + 1, []]);
  }
  expect(cuts).toBeGreaterThan(RUNS / 2);
});
