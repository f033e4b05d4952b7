/**
 * The servers that are measured: a hospital node over TLS, and a bare fastify over TLS that streams bodies into a file
 * and the file back. Prints one JSON line; ends when its parent's end of the pipe does.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import fastify from 'fastify';
import { toHex } from '../../src/crypto/bytes.ts';
import { openNode } from '../../src/hospital/node.ts';
import { makeCertificate } from '../../src/hospital/service/nodeCertificate.ts';
import { startSecureServer } from '../../src/hospital/service/secureServer.ts';
import { systemClock } from '../../src/node/clock.ts';
import { systemRandom } from '../../src/node/random.ts';
import { manualClock } from '../support/manualClock.ts';
import { submitAll, testPorts, writeWorldFolder } from '../support/nodeWorld.ts';
import { staffing } from '../support/transactions.ts';
import { makeWorld, START } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-blobs-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
process.stdin.on('end', () => process.exit(0)).resume();

const ports = testPorts(manualClock(START + 1000));
const world = makeWorld();
writeWorldFolder(join(folder, 'node'), world, { name: 'A' });
const node = await openNode(join(folder, 'node'), ports);
await submitAll(node, world, staffing(world, ports.clock.now()));
const server = await startSecureServer({ node, ports, host: '127.0.0.1', port: 0, connections: 100 });

const made = makeCertificate({
  network: node.network,
  nodeKey: node.nodeKey,
  vouch: (key) => node.vouch(key),
  random: systemRandom,
  now: systemClock.now(),
});
const bare = fastify({ https: { key: made.key, cert: made.certificate, minVersion: 'TLSv1.3' } });
const file = join(folder, 'bare');
bare.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));
bare.put('/bare', async (request) => {
  await pipeline(request.body as NodeJS.ReadableStream, createWriteStream(file));
  const written = await open(file, 'r+');
  await written.datasync();
  await written.close();
  return {};
});
bare.get('/bare', async (_request, reply) =>
  reply.type('application/octet-stream').send(createReadStream(file)),
);
await bare.listen({ host: '127.0.0.1', port: 0 });
const { port } = bare.server.address() as AddressInfo;
const told = { port: server.port, bare: port, nodeKey: toHex(node.nodeKey), network: toHex(node.network) };
process.stdout.write(`${JSON.stringify(told)}\n`);
