/**
 * The media of a call, between two ends in one page of Chromium, beside a bare page of simple-peer whose signals are handed
 * over at once: until the first picture, from drawing to showing, what sealing costs a frame, and what a ward gets whose
 * line carries 512 kbit/s. Rounds of both take turns.
 */
import type { BenchScenarios, Round } from '../renderer/calls/media/benchScenarios.ts';
import { openLaboratory, type Laboratory } from '../renderer/peer/laboratory.ts';
import { figure, median, percentile, type Figure } from './figures.ts';

const ROUNDS = 9;
const PICTURES = 60;
const FIRST_LIMIT = 1.25;
const FIRST_GOAL_MS = 1_000;
/** What both layers may add between drawing and showing. */
const ADDED_MS = 15;
const PER_FRAME_MS = 1;
/** Bit/s of everything that a ward's line carries, each way. */
const WARD = 512_000;
const SETTLED_MS = 8_000;

export async function media(): Promise<readonly Figure[]> {
  const laboratory = await openLaboratory<BenchScenarios>(
    new URL('../renderer/calls/media/benchScenarios.ts', import.meta.url),
  );
  try {
    return [...(await besideBare(laboratory)), ...(await onWard(laboratory))];
  } finally {
    await laboratory.close();
  }
}

async function besideBare(laboratory: Laboratory<BenchScenarios>): Promise<readonly Figure[]> {
  const [ours, bare]: [(Round & { perFrame: number; longest: number })[], Round[]] = [[], []];
  // What only the first of a page pays is of neither.
  await laboratory.run('bare', 1);
  await laboratory.run('ours', 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await laboratory.run('bare', PICTURES));
    ours.push(await laboratory.run('ours', PICTURES));
  }
  const agesOf = (rounds: readonly Round[]): readonly number[] => rounds.flatMap(({ ages }) => ages);
  const firstOf = (rounds: readonly Round[]): readonly number[] => rounds.map(({ first }) => first);
  const floorAge = median(agesOf(bare));
  const spread = (values: readonly number[]): string =>
    `${median(values).toFixed(0)} ms, p95 ${percentile(values, 0.95).toFixed(0)}`;
  return [
    figure({
      name: 'call: first picture',
      value: median(firstOf(ours)),
      floor: median(firstOf(bare)),
      limit: FIRST_LIMIT,
      goal: FIRST_GOAL_MS,
      note: `connection, comparison of certificates and both layers (${spread(firstOf(ours))}), beside simple-peer alone (${spread(firstOf(bare))}); ${String(ROUNDS)} rounds each`,
    }),
    figure({
      name: 'call: drawing to showing',
      value: median(agesOf(ours)),
      floor: floorAge + ADDED_MS,
      limit: 1,
      goal: null,
      note: `both layers ${spread(agesOf(ours))}; simple-peer alone ${spread(agesOf(bare))}; the floor has ${String(ADDED_MS)} ms more than that`,
    }),
    figure({
      name: 'call: sealing of a frame',
      value: median(ours.map(({ perFrame }) => perFrame)),
      floor: PER_FRAME_MS,
      limit: 1,
      goal: null,
      note: `mean of sealing and of opening a picture, in the worker; the longest took ${Math.max(...ours.map(({ longest }) => longest)).toFixed(1)} ms; the floor is what one may take`,
    }),
  ];
}

async function onWard(laboratory: Laboratory<BenchScenarios>): Promise<readonly Figure[]> {
  const usual = await laboratory.run('narrow', WARD, false, SETTLED_MS);
  const low = await laboratory.run('narrow', WARD, true, SETTLED_MS);
  return [wardFigure('call: ward on 512 kbit/s', usual), wardFigure('call: the same, low bandwidth', low)];
}

function wardFigure(name: string, got: Awaited<ReturnType<BenchScenarios['narrow']>>): Figure {
  const kbit = (rate: number): string => `${(rate / 1000).toFixed(0)} kbit/s`;
  const concealed = `${(100 * got.concealed).toFixed(1)} % of it made up`;
  return figure({
    name,
    value: (got.videoRate + got.audioRate) / 8 / 1024,
    floor: WARD / 8 / 1024,
    unit: 'KiB',
    limit: null,
    goal: null,
    note: `a second, of what the line carries: pictures ${kbit(got.videoRate)}, ${got.framesPerSecond.toFixed(0)} a second of ${String(got.height)} lines, ${got.age.toFixed(0)} ms old; sound ${kbit(got.audioRate)}, ${concealed}`,
  });
}
