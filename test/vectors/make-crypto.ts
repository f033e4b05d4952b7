/** Writes test/vectors/crypto/*.json: `node test/vectors/make-crypto.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cryptoVectors } from './cryptoVectors.ts';

const folder = new URL('./crypto/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, value] of Object.entries(cryptoVectors())) {
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value, null, 2)}\n`);
}
