/** As much of TURN (RFC 8656) as asks a relay for an allocation over UDP, with a long-term credential (RFC 8489 §9.2). */
import { createHash, createHmac } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { systemRandom } from '../../../src/node/random.ts';

const MAGIC = 0x2112a442;
const ALLOCATE = 0x0003;
const ALLOCATED = 0x0103;
const HEADER = 20;
const AGAIN_MS = 100;
const INTEGRITY = 24;
const TYPE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
};
const UDP = Buffer.from([17, 0, 0, 0]);

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** `allocated`, or the number by which the relay refuses (401: wrong or expired credential). */
export async function allocate(port: number, login: Login): Promise<'allocated' | number> {
  const socket = createSocket('udp4');
  try {
    // The first is refused with the realm and the nonce that the next one names.
    const challenge = await asked(socket, port, request([attribute(TYPE.transport, UDP)], null));
    const realm = attributeOf(challenge, TYPE.realm);
    const nonce = attributeOf(challenge, TYPE.nonce);
    if (realm === null || nonce === null) throw new Error('the relay asks for no credential');
    const { username, password } = login;
    const key = createHash('md5').update(`${username}:${realm.toString()}:${password}`).digest();
    const signed = [
      attribute(TYPE.transport, UDP),
      attribute(TYPE.username, Buffer.from(username)),
      attribute(TYPE.realm, realm),
      attribute(TYPE.nonce, nonce),
    ];
    const answer = await asked(socket, port, request(signed, key));
    return answer.readUInt16BE(0) === ALLOCATED ? 'allocated' : errorOf(answer);
  } finally {
    socket.close();
  }
}

function request(attributes: readonly Buffer[], key: Buffer | null): Buffer {
  const body = Buffer.concat(attributes);
  const head = Buffer.alloc(HEADER);
  head.writeUInt16BE(ALLOCATE, 0);
  // The length already counts the integrity that is made over it.
  head.writeUInt16BE(body.length + (key === null ? 0 : INTEGRITY), 2);
  head.writeUInt32BE(MAGIC, 4);
  Buffer.from(systemRandom(12)).copy(head, 8);
  const message = Buffer.concat([head, body]);
  if (key === null) return message;
  const mac = createHmac('sha1', key).update(message).digest();
  return Buffer.concat([message, attribute(TYPE.integrity, mac)]);
}

function attribute(type: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}

function attributeOf(message: Buffer, wanted: number): Buffer | null {
  for (let at = HEADER; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    if (message.readUInt16BE(at) === wanted) return message.subarray(at + 4, at + 4 + length);
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return null;
}

/** Class and number of an ERROR-CODE. */
function errorOf(message: Buffer): number {
  const value = attributeOf(message, TYPE.error);
  if (value === null) throw new Error('neither an allocation nor an error');
  return (value.readUInt8(2) & 7) * 100 + value.readUInt8(3);
}

async function asked(socket: Socket, port: number, message: Buffer): Promise<Buffer> {
  // What answers an earlier request that was sent twice carries another transaction id.
  const id = message.subarray(8, HEADER);
  const answered = new Promise<Buffer>((resolve) => {
    const take = (answer: Buffer): void => {
      if (!answer.subarray(8, HEADER).equals(id)) return;
      socket.off('message', take);
      resolve(answer);
    };
    socket.on('message', take);
  });
  // Over UDP a request is sent again until it is answered (RFC 8489 §6.2.1), also by a relay that still starts.
  const send = (): void => socket.send(message, port, '127.0.0.1');
  const again = setInterval(send, AGAIN_MS);
  send();
  try {
    return await answered;
  } finally {
    clearInterval(again);
  }
}
