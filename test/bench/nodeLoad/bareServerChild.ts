/**
 * What a node could not do without: TLS and `ws`, and nothing else. A message of one byte is echoed, one of 64 bytes is
 * verified as a signature first, and any other makes one durable commit of an encrypted SQLite file.
 */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { toNetwork, toSigningKey } from '../../../src/crypto/ids.ts';
import { verifyTransactionSignature } from '../../../src/crypto/signature.ts';
import { signTransport } from '../../../src/crypto/transport.ts';
import { makeCertificate } from '../../../src/hospital/service/nodeCertificate.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { bytes32, makeWorld } from '../../support/world.ts';

const SIGNATURE_BYTES = 64;

const world = makeWorld();
const { publicKey, secretKey } = world.a.nodeKey;
const { key, certificate } = makeCertificate({
  network: toNetwork(world.network),
  nodeKey: toSigningKey(publicKey),
  vouch: (transport) => signTransport(transport, secretKey),
  random: systemRandom,
  now: systemClock.now(),
});
const database = openDatabase({ path: join(process.argv[2] ?? '', 'bare.db'), key: bytes32('bare') });
database.prepare('CREATE TABLE messages (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT').run();
const insert = database.prepare('INSERT INTO messages (content) VALUES (?)');
const doctor = world.li.keys(1).sign.publicKey;

const server = createServer({ key, cert: certificate, minVersion: 'TLSv1.3' });
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    if (data.length === SIGNATURE_BYTES) {
      if (!verifyTransactionSignature(bytes32('challenge'), data, doctor)) socket.terminate();
    } else if (data.length > 1) {
      insert.run(data);
    }
    socket.send(data);
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ port })}\n`);
});
