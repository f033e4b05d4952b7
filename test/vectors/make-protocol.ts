/** Writes test/vectors/protocol/*.json: `node test/vectors/make-protocol.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { protocolVectors } from './protocolVectors.ts';

const folder = new URL('./protocol/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, value] of Object.entries(protocolVectors())) {
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value, null, 1)}\n`);
}
