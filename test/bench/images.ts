/**
 * Images of a record: sealing and keeping one against libsodium's own stream cipher, the first picture of a file against
 * decoding it alone, and a CT of 300 slices scrolled through after it was loaded.
 */
import sodium from 'libsodium-wrappers-sumo';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '../../src/crypto/bytes.ts';
import { toEpochKey, toStaffId } from '../../src/crypto/ids.ts';
import { displayFrame } from '../../src/imaging/display.ts';
import { readDicomFile } from '../../src/imaging/dicomFile.ts';
import { readCodestream } from '../../src/imaging/pixels/codestream.ts';
import { openFrames } from '../../src/imaging/pixels/decode.ts';
import { systemClock } from '../../src/node/clock.ts';
import { systemRandom } from '../../src/node/random.ts';
import { openDesk } from '../../src/replica/desk/desk.ts';
import { attachmentFiles, sealIntoFile, sweepFiles } from '../../src/workstation/core/attachments/files.ts';
import { codecs, vector } from '../support/dicom.ts';
import { figure, median, timed, type Figure } from './figures.ts';
import { imagesInWindow } from './imageWindow.ts';

const ROUNDS = 7;
const FILM_BYTES = 32 * 1024 * 1024;
const PIECE = 1024 * 1024;

export async function images(): Promise<readonly Figure[]> {
  return [await sealed(), await firstPicture(), ...(await imagesInWindow())];
}

async function sealed(): Promise<Figure> {
  await sodium.ready;
  const film = systemRandom(FILM_BYTES);
  const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-images-'));
  const desk = openDesk({
    path: join(folder, 'desk.db'),
    key: systemRandom(32),
    clock: systemClock,
    random: systemRandom,
  });
  const files = attachmentFiles(join(folder, 'desk.attachments'));
  const name = { doctor: toStaffId(systemRandom(16)), visit: toEpochKey(systemRandom(32)) };
  const own: number[] = [];
  const stream: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(
      await timed(async () => {
        const { file, part } = await sealIntoFile(files, film, systemRandom);
        files.finish(part, toHex(file.id));
        desk.attachments.add(name, new Uint8Array(1), file);
      }),
    );
    stream.push(await timed(() => secretstream(film)));
    desk.attachments.clear(name);
    sweepFiles(desk, files);
  }
  desk.close();
  rmSync(folder, { recursive: true, force: true });
  return figure({
    name: 'image sealed and kept',
    value: median(own),
    floor: median(stream),
    limit: 1.67,
    goal: null,
    note: `32 MiB sealed in segments, hashed twice, and durable in a file that the desk names, median of ${String(ROUNDS)}; floor: libsodium's secretstream over the same bytes`,
  });
}

/** The bare cipher: nothing is hashed, copied together or written. */
function secretstream(bytes: Uint8Array): void {
  const key = sodium.crypto_secretstream_xchacha20poly1305_keygen();
  const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
  const { crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: tag } = sodium;
  for (let at = 0; at < bytes.length; at += PIECE)
    sodium.crypto_secretstream_xchacha20poly1305_push(state, bytes.subarray(at, at + PIECE), null, tag);
}

async function firstPicture(): Promise<Figure> {
  const bytes = vector('ct-j2k.dcm');
  const pixels = readDicomFile(bytes).dataSet.elements.get(0x7fe0_0010);
  const place = pixels?.kind === 'fragments' ? pixels.fragments[1] : undefined;
  if (place === undefined) throw new Error('the image of this measurement is compressed');
  const frame = bytes.slice(place.offset, place.offset + place.length);
  const stream = readCodestream(frame, 'jpeg-2000');
  const whole: number[] = [];
  const alone: number[] = [];
  for (let round = 0; round < 200; round += 1) {
    whole.push(
      await timed(() => {
        const file = readDicomFile(bytes);
        const frames = openFrames(file, codecs);
        displayFrame(file.dataSet, frames.description, frames.frame(0));
      }),
    );
    alone.push(await timed(() => codecs.decode(frame, 'jpeg-2000', stream)));
  }
  return figure({
    name: 'first picture of a file',
    value: median(whole),
    floor: median(alone),
    limit: 2,
    goal: null,
    note: 'a JPEG 2000 image read, decoded and made ready to be drawn, median of 200; floor: decoding its codestream alone',
  });
}
