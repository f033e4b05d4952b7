/** A program that records is killed with SIGKILL, at a moment that differs by seed. More: `SOAK_SEEDS=200`. */
import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { Side } from '../../../src/consult/recording/segment.ts';
import { recoverRecordings } from '../../../src/workstation/core/recordings/closing.ts';
import { findingsOf, heldRecording, openHeld } from '../../../src/workstation/core/recordings/held.ts';
import { temporaryFolder } from '../../replica/support/temporary.ts';
import { CANARY, mediaOf, recording } from './recorded.ts';
import { openRecordingDesk } from './recordingDesk.ts';

const SEEDS = Number(process.env['SOAK_SEEDS'] ?? '3');
const CHILD = fileURLToPath(new URL('recordingChild.ts', import.meta.url));

type Told = readonly [Side, number, number];

/** Kills it when it has told of so many chunks; answers all that it told of. */
async function killedAfter(folder: string, count: number): Promise<readonly Told[]> {
  const told: Told[] = [];
  const child = fork(CHILD, [folder], { stdio: 'inherit', execArgv: ['--no-warnings'] });
  child.on('message', (one: Told) => {
    told.push(one);
    if (told.length === count) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return told;
}

it.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
  'seed %i: after kill -9 all is there that was taken, and nothing of it in the clear',
  async (seed) => {
    const folder = temporaryFolder();
    // Within the first segment, at the end of one, and in the middle of a later one.
    const told = await killedAfter(folder, 4 + ((seed * 8) % 61));
    const bare = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(CANARY));
    expect(bare).toEqual([]);
    const desk = openRecordingDesk(folder);
    const { ports } = desk;
    onTestFinished(() => desk.close());
    await recoverRecordings(ports, () => false);
    const held = heldRecording(ports, recording);
    expect(held.row.state).toBe('broken');
    for (const [side, segment, second] of told) {
      const { media } = await openHeld(ports, held, { side, index: segment });
      const taken = Buffer.from(mediaOf(side, segment, second));
      expect(Buffer.from(media).includes(taken)).toBe(true);
    }
    const findings = await findingsOf(ports, held);
    expect(findings.filter(({ finding }) => finding !== 'segment-unended')).toEqual([]);
  },
);
