/**
 * What somebody on the line could tell of what goes over it: judged out of the packets alone. Empty for a call that is
 * protected; a test lets a plain sender of RTP through the same judge, which must name every fault.
 */

/** RFC 7983 §7: STUN, DTLS, TURN channels, SRTP and SRTCP. */
const CLASSES = { stun: [0, 3], dtls: [20, 63], turn: [64, 79], srtp: [128, 191] } as const;
type PacketClass = keyof typeof CLASSES;

/** Bytes without which an entropy says nothing. */
export const ENOUGH = 100_000;
const LEAST_ENTROPY = 7.9;
/** Of a whole picture of VP8 (RFC 6386 §9.1), and of a parameter set of H.264 (Annex B). */
const START_CODES = [Buffer.from([0x9d, 0x01, 0x2a]), Buffer.from([0, 0, 0, 1, 0x67])];
const RTP_HEADER = 12;
const OPUS = 111;

export function classOf(packet: Buffer): PacketClass | null {
  const [first] = packet;
  const found = Object.entries(CLASSES).find(
    ([, [from, to]]) => first !== undefined && first >= from && first <= to,
  );
  return (found?.[0] as PacketClass | undefined) ?? null;
}

/** What of a packet of RTP is not its header (RFC 3550 §5.1). */
export function payloadOf(packet: Buffer): Buffer {
  const first = packet.readUInt8(0);
  const contributors = RTP_HEADER + (first & 0xf) * 4;
  const hasExtension = (first & 0x10) !== 0;
  const extension = hasExtension ? 4 + packet.readUInt16BE(contributors + 2) * 4 : 0;
  return packet.subarray(contributors + extension);
}

export function mediaOf(packets: readonly Buffer[]): readonly Buffer[] {
  return packets.filter((packet) => {
    const second = packet[1] ?? 0;
    return classOf(packet) === 'srtp' && packet.length > RTP_HEADER && (second < 192 || second > 223);
  });
}

/** Payloads of Opus, by the number that Chromium gives it. */
export function soundOf(packets: readonly Buffer[]): readonly Buffer[] {
  return mediaOf(packets)
    .filter((packet) => ((packet[1] ?? 0) & 0x7f) === OPUS)
    .map(payloadOf);
}

/** Shannon entropy of single bytes, bits. */
export function entropyOf(bytes: Buffer): number {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts.reduce(
    (sum, count) => (count === 0 ? sum : sum - (count / bytes.length) * Math.log2(count / bytes.length)),
    0,
  );
}

export type WireFault = 'class' | 'canary' | 'entropy' | 'start-code' | 'too-little';

/** `canaries`: what was said, named or shown in this call. */
export function wireFaults(packets: readonly Buffer[], canaries: readonly string[]): readonly WireFault[] {
  const faults = new Set<WireFault>();
  if (packets.some((packet) => classOf(packet) === null)) faults.add('class');
  const secret = canaries.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  if (packets.some((packet) => secret.some((text) => packet.includes(text)))) faults.add('canary');
  const payloads = mediaOf(packets).map(payloadOf);
  const all = Buffer.concat(payloads);
  if (all.length < ENOUGH) faults.add('too-little');
  else if (entropyOf(all) <= LEAST_ENTROPY) faults.add('entropy');
  // Where a payload of a picture begins: descriptor of one to four bytes, tag of three. Anywhere else chance puts it too.
  const begins = payloads.map((payload) => payload.subarray(0, 12));
  if (begins.filter((begin) => START_CODES.some((code) => begin.includes(code))).length > 1)
    faults.add('start-code');
  return [...faults];
}

/** Frames of one kind, without any protection, as a plain sender puts them into packets: sound of PCMU, VP8, and text. */
export function plainPackets(canary: string): readonly Buffer[] {
  const count = Math.ceil((2 * ENOUGH) / 1_000);
  return Array.from({ length: count }, (_, index) => {
    const header = Buffer.alloc(RTP_HEADER);
    header.writeUInt8(0x80, 0);
    header.writeUInt8(index % 20 === 0 ? 96 : 0, 1);
    header.writeUInt16BE(index, 2);
    // A whole picture: descriptor, tag, start code, 640 × 360; and then sound.
    const picture = Buffer.from([0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01]);
    const tone = Buffer.from(
      Array.from({ length: 1_000 }, (_unused, at) => 128 + Math.round(60 * Math.sin(at / 3))),
    );
    return Buffer.concat([header, index % 20 === 0 ? picture : Buffer.from(canary), tone]);
  });
}

/** The group of the key share that a server chose (RFC 8446 §4.2.8), out of the handshake's plain part; null without. */
export function chosenGroup(packets: readonly Buffer[]): number | null {
  for (const packet of packets) {
    const group = packet[0] === 22 && packet[13] === 2 ? groupIn(packet) : null;
    if (group !== null) return group;
  }
  return null;
}

const DTLS_RECORD = 13;
const DTLS_HANDSHAKE = 12;
const KEY_SHARE = 51;

function groupIn(packet: Buffer): number | null {
  // version, random, session id, suite, compression
  let at = DTLS_RECORD + DTLS_HANDSHAKE + 2 + 32;
  at += 1 + packet.readUInt8(at) + 2 + 1;
  const end = at + 2 + packet.readUInt16BE(at);
  at += 2;
  while (at + 6 <= Math.min(end, packet.length)) {
    if (packet.readUInt16BE(at) === KEY_SHARE) return packet.readUInt16BE(at + 4);
    at += 4 + packet.readUInt16BE(at + 2);
  }
  return null;
}

/** A file that tshark reads: each payload in a datagram of its own between two invented ports (pcap, LINKTYPE_IPV4). */
export function pcapOf(packets: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(228, 20);
  return Buffer.concat([head, ...packets.map((packet, index) => datagram(packet, index))]);
}

function datagram(packet: Buffer, index: number): Buffer {
  const length = 28 + packet.length;
  const bytes = Buffer.alloc(16 + 28);
  bytes.writeUInt32LE(index, 0);
  bytes.writeUInt32LE(length, 8);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt8(0x45, 16);
  bytes.writeUInt16BE(length, 18);
  bytes.writeUInt8(64, 24);
  bytes.writeUInt8(17, 25);
  bytes.writeUInt32BE(0x7f000001, 28);
  bytes.writeUInt32BE(0x7f000001, 32);
  bytes.writeUInt16BE(40_000, 36);
  bytes.writeUInt16BE(40_001, 38);
  bytes.writeUInt16BE(8 + packet.length, 40);
  return Buffer.concat([bytes, packet]);
}
