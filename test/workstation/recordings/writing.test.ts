/** A recording while it runs and afterwards, over a real desk and the files beside it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex } from '../../../src/crypto/bytes.ts';
import type { Side } from '../../../src/consult/recording/segment.ts';
import { ConsiliumError } from '../../../src/errors.ts';
import { recoverRecordings } from '../../../src/workstation/core/recordings/closing.ts';
import {
  findingsOf,
  heldRecording,
  openHeld,
  removeRecording,
} from '../../../src/workstation/core/recordings/held.ts';
import { toRecordingId } from '../../../src/consult/ids.ts';
import { codeOf, codeOfAsync } from '../../support/codeOf.ts';
import { three } from '../dialogue/support/talking.ts';
import type { Seat } from '../dialogue/support/seat.ts';
import { begun, CANARY, chunk, mediaOf, recording } from './recorded.ts';

/** Every file below the folder of a desk. */
function everyFile(seat: Seat): readonly { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(dirname(seat.path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

async function played(seat: Seat, side: Side, index: number) {
  const held = heldRecording(seat.ports, recording);
  const { durationMs, finding, media } = await openHeld(seat.ports, held, { side, index });
  return { said: Buffer.from(media).toString(), durationMs, finding };
}

function said(side: Side, segment: number, seconds: number): string {
  const parts = Array.from({ length: seconds }, (_, second) => mediaOf(side, segment, second));
  return Buffer.from(concatBytes(...parts)).toString();
}

/** Two segments of Li's side, one of Wang's, and the sound of both. */
async function recorded() {
  const world = three();
  const writer = begun(world.li.ports, world.wang.person);
  for (const second of [0, 1, 2]) {
    await Promise.all(
      (['own', 'other', 'mixed'] as const).map(async (side) =>
        writer.take(chunk(side, 0, second, second === 2)),
      ),
    );
  }
  await writer.take(chunk('own', 1, 0));
  return { ...world, writer };
}

describe('a recording', () => {
  it('is played as it was recorded, by side and minute', async () => {
    const { li, writer } = await recorded();
    await writer.finish();
    const { manifest, row } = heldRecording(li.ports, recording);
    expect(row.state).toBe('whole');
    expect(
      manifest.sides.map(({ segments, side }) => [
        side,
        segments.map(({ from, durationMs }) => [from, durationMs]),
      ]),
    ).toEqual([
      [
        'own',
        [
          [0, 3000],
          [3000, 1000],
        ],
      ],
      ['other', [[0, 3000]]],
      ['mixed', [[0, 3000]]],
    ]);
    expect(manifest.ended - manifest.began).toBe(4000);
    expect(await played(li, 'own', 1)).toEqual({ said: said('own', 1, 1), durationMs: 1000, finding: null });
    expect(await played(li, 'mixed', 0)).toEqual({
      said: said('mixed', 0, 3),
      durationMs: 3000,
      finding: null,
    });
    expect(await findingsOf(li.ports, heldRecording(li.ports, recording))).toEqual([]);
  });

  it('never lies on the disk in the clear: neither while it runs, nor afterwards', async () => {
    const { li, writer } = await recorded();
    const running = everyFile(li);
    await writer.finish();
    await played(li, 'own', 0);
    const files = [...running, ...everyFile(li)];
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter(({ bytes }) => bytes.includes(CANARY)).map(({ path }) => path)).toEqual([]);
  });

  it('takes chunks of each side in their order alone, and none when it is over', async () => {
    const { li, writer } = await recorded();
    const wrong = [
      chunk('own', 0, 0),
      chunk('own', 2, 0),
      chunk('other', 2, 0),
      { ...chunk('own', 1, 1), until: 1 },
    ];
    for (const one of wrong) expect(await codeOfAsync(writer.take(one))).toBe('recording-chunk-order');
    expect(codeOf(() => heldRecording(li.ports, recording))).toBe('recording-running');
    await writer.finish();
    await writer.finish();
    expect(await codeOfAsync(writer.take(chunk('own', 1, 1)))).toBe('recording-not-running');
  });

  it('that was ended suddenly has all that was taken, and says that the end is missing', async () => {
    const { li } = await recorded();
    li.restart();
    await recoverRecordings(li.ports, () => false);
    const held = heldRecording(li.ports, recording);
    expect(held.row.state).toBe('broken');
    expect(await played(li, 'own', 1)).toEqual({
      said: said('own', 1, 1),
      durationMs: 1000,
      finding: 'segment-unended',
    });
    expect(await findingsOf(li.ports, held)).toEqual([{ side: 'own', index: 1, finding: 'segment-unended' }]);
  });

  it('goes on without what found no room, and is ended by its name', async () => {
    const { li, writer } = await recorded();
    const { files } = li.ports.session;
    const grow = files.grow.bind(files);
    files.grow = async (part) => {
      const file = await grow(part);
      file.sync = async () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' }));
      return file;
    };
    expect(await codeOfAsync(writer.take(chunk('other', 1, 0)))).toBe('storage-full');
    await writer.finish();
    const held = heldRecording(li.ports, recording);
    expect(held.row.state).toBe('broken');
    expect(await played(li, 'own', 1)).toMatchObject({ said: said('own', 1, 1), finding: null });
  });

  it('is deleted with its key: nothing of either is left', async () => {
    const { li, writer } = await recorded();
    await writer.finish();
    const { key } = heldRecording(li.ports, recording).row;
    removeRecording(li.ports, recording);
    expect(codeOf(() => heldRecording(li.ports, recording))).toBe('recording-unknown');
    expect(li.ports.session.files.names()).toEqual([]);
    for (const { bytes } of everyFile(li)) expect(bytes.includes(Buffer.from(key))).toBe(false);
    expect(codeOf(() => removeRecording(li.ports, recording))).toBe('recording-unknown');
  });

  it('says by name which of its files was changed, or is gone', async () => {
    const { li, writer } = await recorded();
    await writer.finish();
    const { manifest } = heldRecording(li.ports, recording);
    const pathOf = (side: Side): string => {
      const name = toHex(
        manifest.sides.find((one) => one.side === side)?.segments[0]?.hash ?? new Uint8Array(0),
      );
      return join(dirname(li.path), 'files', name.slice(0, 2), name);
    };
    const bytes = readFileSync(pathOf('mixed'));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(pathOf('mixed'), bytes);
    writeFileSync(pathOf('other'), bytes.subarray(0, 20));
    li.ports.session.files.remove(pathOf('own').slice(-64));
    expect(await findingsOf(li.ports, heldRecording(li.ports, recording))).toEqual([
      { side: 'own', index: 0, finding: 'segment-missing' },
      { side: 'other', index: 0, finding: 'segment-cut' },
      { side: 'mixed', index: 0, finding: 'segment-altered' },
    ]);
    await expect(played(li, 'own', 7)).rejects.toThrow(ConsiliumError);
    expect(codeOf(() => heldRecording(li.ports, toRecordingId(new Uint8Array(16))))).toBe(
      'recording-unknown',
    );
  });
});
