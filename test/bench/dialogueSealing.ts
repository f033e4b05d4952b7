/** What sealing a file for a colleague costs, with the ratchet message that names it: against libsodium's own stream. */
import sodium from 'libsodium-wrappers-sumo';
import { AttachmentSealer, newSealing } from '../../src/crypto/attachment.ts';
import { concatBytes } from '../../src/crypto/bytes.ts';
import { toBlobId } from '../../src/crypto/ids.ts';
import { encodeContent } from '../../src/consult/contents.ts';
import { toMessageId } from '../../src/consult/ids.ts';
import { encrypt, startAsAcceptor, type RatchetState } from '../../src/consult/ratchet.ts';
import { sealedSize } from '../../src/crypto/attachment.ts';
import { systemClock } from '../../src/node/clock.ts';
import { systemRandom } from '../../src/node/random.ts';
import { bulkCrypto } from '../../src/workstation/core/attachments/bulk.ts';
import { figure, median, timed, type Figure } from './figures.ts';

const MIB = 1024 * 1024;
const SIZE = 64 * MIB;
const ROUNDS = 7;
/** 80 % of libsodium's rate. */
const LIMIT = 1.25;

export async function dialogueSealing(): Promise<readonly Figure[]> {
  await sodium.ready;
  const content = systemRandom(SIZE);
  const times = { own: [] as number[], libsodium: [] as number[] };
  let state = startAsAcceptor(systemRandom(32), sodium.crypto_box_keypair().publicKey, systemRandom);
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = await timed(() => {
      state = sealed(content, state);
    });
    const libsodium = await timed(() => streamed(content));
    // The first round warms both.
    if (round === 0) continue;
    times.own.push(own);
    times.libsodium.push(libsodium);
  }
  return [
    figure({
      name: 'file sealed',
      value: median(times.own),
      floor: median(times.libsodium),
      limit: LIMIT,
      goal: null,
      note: `${String(SIZE / MIB)} MiB in segments of 1 MiB with the hash of the content, and the ratchet message that names it, median of ${String(times.own.length)}; floor: libsodium's secretstream over the same bytes`,
    }),
  ];
}

/** Answers the ratchet after it. */
function sealed(content: Uint8Array, before: RatchetState | null): RatchetState | null {
  const sealingOf = newSealing(content.length, systemRandom);
  const sealer = new AttachmentSealer(sealingOf, bulkCrypto);
  for (let at = 0; at < content.length; at += MIB) sealer.take(content.subarray(at, at + MIB));
  sealer.end();
  const file = {
    title: 'film.mp4',
    contentType: 'video/mp4',
    size: content.length,
    sha256: sealer.contentHash(),
    blob: toBlobId(new Uint8Array(32)),
    blobSize: sealedSize(content.length),
    key: sealingOf.key,
    place: null,
  };
  const id = toMessageId(systemRandom(16));
  const naming = { kind: 'files', time: systemClock.now(), id, is: 'files', count: 1, from: 0 } as const;
  const plaintext = encodeContent({ ...naming, files: [file] });
  return before === null ? null : (encrypt(before, plaintext, concatBytes())?.state ?? null);
}

function streamed(content: Uint8Array): void {
  const key = sodium.crypto_secretstream_xchacha20poly1305_keygen();
  const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
  const { crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: tag } = sodium;
  for (let at = 0; at < content.length; at += MIB)
    sodium.crypto_secretstream_xchacha20poly1305_push(state, content.subarray(at, at + MIB), null, tag);
}
