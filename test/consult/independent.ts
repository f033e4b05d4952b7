/**
 * A second reading of a dialogue, written from the specifications alone and sharing no line with src/consult: X3DH and
 * Double Ratchet over Node's own crypto (OpenSSL), XChaCha20-Poly1305 built of HChaCha20 and ChaCha20-Poly1305
 * (draft-irtf-cfrg-xchacha-03 §2). The X-Wing secret is given to it: OpenSSL has none.
 */
import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto';

const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const ZERO = Buffer.alloc(32);

function dh(secret: Uint8Array, publicKey: Uint8Array): Buffer {
  return diffieHellman({
    privateKey: createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }),
  });
}

function kdf(salt: Uint8Array, secret: Uint8Array, info: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(info), length));
}

function mac(key: Uint8Array, byte: number): Buffer {
  return createHmac('sha256', key)
    .update(Buffer.from([byte]))
    .digest();
}

const rotate = (value: number, by: number): number => ((value << by) | (value >>> (32 - by))) >>> 0;

function quarter(x: Uint32Array, [a, b, c, d]: readonly [number, number, number, number]): void {
  const at = (index: number): number => x[index] ?? 0;
  x[a] = at(a) + at(b);
  x[d] = rotate(at(d) ^ at(a), 16);
  x[c] = at(c) + at(d);
  x[b] = rotate(at(b) ^ at(c), 12);
  x[a] = at(a) + at(b);
  x[d] = rotate(at(d) ^ at(a), 8);
  x[c] = at(c) + at(d);
  x[b] = rotate(at(b) ^ at(c), 7);
}

function hchacha20(key: Uint8Array, nonce: Uint8Array): Buffer {
  const input = Buffer.concat([Buffer.from('expand 32-byte k'), key, nonce]);
  const x = Uint32Array.from({ length: 16 }, (_, index) => input.readUInt32LE(index * 4));
  for (let round = 0; round < 10; round += 1) {
    for (const column of [0, 1, 2, 3]) quarter(x, [column, column + 4, column + 8, column + 12]);
    for (const [a, b, c, d] of [
      [0, 5, 10, 15],
      [1, 6, 11, 12],
      [2, 7, 8, 13],
      [3, 4, 9, 14],
    ] as const) {
      quarter(x, [a, b, c, d]);
    }
  }
  const out = Buffer.alloc(32);
  [...x.slice(0, 4), ...x.slice(12)].forEach((word, index) => out.writeUInt32LE(word, index * 4));
  return out;
}

function open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Buffer {
  const inner = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
  const decipher = createDecipheriv('chacha20-poly1305', hchacha20(key, nonce.subarray(0, 16)), inner, {
    authTagLength: 16,
  });
  const end = sealed.length - 16;
  decipher.setAAD(associated, { plaintextLength: end }).setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
}

/** What the requester knew when the acceptance came. */
export interface Recorded {
  readonly bundleSecret: Uint8Array;
  readonly registeredSecret: Uint8Array;
  readonly acceptorRegistered: Uint8Array;
  readonly acceptorFresh: Uint8Array;
  readonly xwingSecret: Uint8Array;
  readonly associatedData: Uint8Array;
  /** The requester's later ratchet keys, in the order in which they were made. SECRET. */
  readonly ratchetSecrets: readonly Uint8Array[];
  /** What the requester received, in any order. */
  readonly messages: readonly Uint8Array[];
}

/** The texts, in the order of `messages`. */
export function readDialogue(recorded: Recorded): readonly string[] {
  const first = Buffer.concat([
    Buffer.alloc(32, 0xff),
    dh(recorded.bundleSecret, recorded.acceptorRegistered),
    dh(recorded.registeredSecret, recorded.acceptorFresh),
    dh(recorded.bundleSecret, recorded.acceptorFresh),
    recorded.xwingSecret,
  ]);
  let root = kdf(ZERO, first, 'consilium/consult/x3dh/v1', 32);
  let own = recorded.bundleSecret;
  const later = [...recorded.ratchetSecrets];
  const chains = new Map<string, Buffer>();
  const turn = (remote: Buffer): Buffer => {
    const receiving = kdf(root, dh(own, remote), 'consilium/consult/root/v1', 64);
    own = later.shift() ?? ZERO;
    const sending = kdf(receiving.subarray(0, 32), dh(own, remote), 'consilium/consult/root/v1', 64);
    root = sending.subarray(0, 32);
    return receiving.subarray(32);
  };
  return recorded.messages.map((message) => {
    const bytes = Buffer.from(message);
    const remote = bytes.subarray(1, 33);
    const name = remote.toString('hex');
    const start = chains.get(name) ?? turn(remote);
    chains.set(name, start);
    let chain = start;
    for (let number = bytes.readUInt32BE(37); number > 0; number -= 1) chain = mac(chain, 2);
    const key = kdf(ZERO, mac(chain, 1), 'consilium/consult/message/v1', 56);
    const associated = Buffer.concat([recorded.associatedData, bytes.subarray(0, 41)]);
    return open(key.subarray(0, 32), key.subarray(32), bytes.subarray(41), associated).toString('utf8');
  });
}
