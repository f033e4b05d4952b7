/**
 * A core's way with a film of 500 MB, in a process of its own: taken in pieces, sealed into a file, sent to a node, and read
 * from there range by range. Prints one JSON line: ms of taking, ms of libsodium's secretstream over the same bytes, and by
 * how many bytes the process grew at most.
 */
import sodium from 'libsodium-wrappers-sumo';
import { createHash, type Hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSealing } from '../../src/crypto/attachment.ts';
import { fromHex, toHex } from '../../src/crypto/bytes.ts';
import { toEpochKey, toNetwork, toSigningKey } from '../../src/crypto/ids.ts';
import { sendSource } from '../../src/hospital/blobs/send.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { systemClock } from '../../src/node/clock.ts';
import { systemRandom } from '../../src/node/random.ts';
import { openDesk } from '../../src/replica/desk/desk.ts';
import { attachmentFiles, sourceOf, uploadPart } from '../../src/workstation/core/attachments/files.ts';
import { openedRange } from '../../src/workstation/core/attachments/open.ts';
import { SealedPieces } from '../../src/workstation/core/attachments/segments.ts';
import { TakingFile } from '../../src/workstation/core/attachments/taking.ts';
import { joined } from '../support/dicom.ts';
import { manualClock } from '../support/manualClock.ts';
import { box, mp4 } from '../support/mediaFiles.ts';
import { loginOf, testPorts } from '../support/nodeWorld.ts';
import { makeWorld, START } from '../support/world.ts';

const PIECE = 4 * 1024 * 1024;
const PIECES = 120;
const SIZE = PIECE * PIECES;

const [port = '', nodeKey = '', networkHex = ''] = process.argv.slice(2);

/** Piece by piece, as a page hands it over; never all of it. */
const noise = systemRandom(PIECE);
function piece(index: number): Uint8Array {
  const bytes = noise.slice();
  new DataView(bytes.buffer).setUint32(0, index);
  if (index === 0) bytes.set(joined(mp4('vide', ''), mdat(SIZE)));
  return bytes;
}

/** The header of a box that reaches to the end of the film. */
function mdat(whole: number): Uint8Array {
  const header = box('mdat').slice();
  new DataView(header.buffer).setUint32(0, whole - mp4('vide', '').length);
  return header;
}

await sodium.ready;
const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-film-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const desk = openDesk({
  path: join(folder, 'desk.db'),
  key: systemRandom(32),
  clock: systemClock,
  random: systemRandom,
});
const files = attachmentFiles(join(folder, 'desk.attachments'));
const world = makeWorld();
const network = toNetwork(fromHex(networkHex));
const ports = testPorts(manualClock(START + 1000));
const pin = { network, keys: () => [toSigningKey(fromHex(nodeKey))], clock: ports.clock };
const client = connectNode(`wss://127.0.0.1:${port}`, { ...ports, network, pin });
await client.login(loginOf(world.li));

const stream = secretstream();
const before = process.memoryUsage.rss();
const draft = { doctor: world.li.id, visit: toEpochKey(systemRandom(32)) };
const upload = desk.uploads.begin(draft, 'film.mp4', newSealing(SIZE, systemRandom));
const whole = createHash('sha256');
const from = performance.now();
const taking = await TakingFile.begin({ files, uploads: desk.uploads }, upload);
for (let index = 0; index < PIECES; index += 1) await taking.take(index * PIECE, piece(index));
const { file, sha256 } = await taking.finish();
files.finish(uploadPart(upload.id), toHex(file.id));
const taken = performance.now() - from;
await taking.close();

await sendSource(client, { ...file, ...sourceOf(files, file) });
files.remove(toHex(file.id));
await readAll(whole);
if (toHex(whole.digest()) !== toHex(sha256)) throw new Error('what was read is not what was taken');
client.close();
const grown = process.resourceUsage().maxRSS * 1024 - before;
process.stdout.write(`${JSON.stringify({ taken, stream, grown, size: SIZE })}\n`);
desk.close();
process.exit(0);

async function readAll(hash: Hash): Promise<void> {
  const pieces = new SealedPieces();
  const attachment = {
    title: '',
    contentType: taking.contentType(),
    size: SIZE,
    sha256,
    blob: file.id,
    blobSize: file.size,
    key: upload.key,
    place: null,
  };
  for (let at = 0; at < SIZE; at += PIECE) {
    const { bytes } = await openedRange({ node: client, pieces }, attachment, { from: at, length: PIECE });
    hash.update(bytes);
  }
}

/** The bare cipher: nothing is hashed, cleaned or written. */
function secretstream(): number {
  const key = sodium.crypto_secretstream_xchacha20poly1305_keygen();
  const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
  const { crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: tag } = sodium;
  const begun = performance.now();
  for (let index = 0; index < PIECES; index += 1) {
    const bytes = piece(index);
    for (let at = 0; at < PIECE; at += 0x10_0000)
      sodium.crypto_secretstream_xchacha20poly1305_push(state, bytes.subarray(at, at + 0x10_0000), null, tag);
  }
  return performance.now() - begun;
}
