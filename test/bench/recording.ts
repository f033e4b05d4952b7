/**
 * What recording costs a call: pictures and sound that do not come while it is recorded beside those of the seconds before, and
 * the same on a bare page of simple-peer with the browser's recorders alone. Rounds of both take turns. Files are no part of
 * it: while a call lasts, none go (T4 and V3 of src/consult).
 */
import type { Missing, RecordingBench, Round } from '../renderer/recording/benchScenarios.ts';
import { openLaboratory } from '../renderer/peer/laboratory.ts';
import { figure, median, type Figure } from './figures.ts';

const ROUNDS = 5;
const STRETCH_MS = 3_000;
/** What recording may cost beyond the bare page, ‰: of the pictures, and of the sound. */
const MORE_PICTURES = 100;
const MORE_SOUND = 10;

export async function recording(): Promise<readonly Figure[]> {
  const laboratory = await openLaboratory<RecordingBench>(
    new URL('../renderer/recording/benchScenarios.ts', import.meta.url),
  );
  const [ours, bare]: [Round[], Round[]] = [[], []];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await laboratory.run('bare', STRETCH_MS));
      ours.push(await laboratory.run('ours', STRETCH_MS));
    }
  } finally {
    await laboratory.close();
  }
  return [
    costOf('pictures', { ours, bare, more: MORE_PICTURES }),
    costOf('sound', { ours, bare, more: MORE_SOUND }),
  ];
}

function costOf(
  what: keyof Missing,
  of: { readonly ours: readonly Round[]; readonly bare: readonly Round[]; readonly more: number },
): Figure {
  const share = (rounds: readonly Round[], when: 'usual' | 'recorded'): number =>
    1000 * median(rounds.map((round) => round[when][what]));
  const cost = (rounds: readonly Round[]): number =>
    Math.max(0, 1000 * median(rounds.map(({ recorded, usual }) => recorded[what] - usual[what])));
  const told = (rounds: readonly Round[]): string =>
    `${share(rounds, 'usual').toFixed(1)} ‰ before and ${share(rounds, 'recorded').toFixed(1)} ‰ while it is recorded`;
  const given = (rounds: readonly Round[]): string =>
    `${(median(rounds.map(({ bytes }) => bytes)) / 1024).toFixed(0)} KiB given`;
  return figure({
    name: `recording: ${what} lost`,
    value: cost(of.ours),
    floor: cost(of.bare) + of.more,
    unit: '‰',
    limit: 1,
    goal: null,
    note: `${what === 'pictures' ? 'pictures that are not shown' : 'sound that is made up'}, more than before: ${told(of.ours)}, ${given(of.ours)}; simple-peer alone ${told(of.bare)}, ${given(of.bare)}; the floor has ${String(of.more)} ‰ more than that costs; ${String(ROUNDS)} rounds each`,
  });
}
