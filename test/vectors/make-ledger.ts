/** Writes test/vectors/ledger/*.json: `node test/vectors/make-ledger.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { ledgerVectors } from './ledgerVectors.ts';

const folder = new URL('./ledger/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, value] of Object.entries(ledgerVectors())) {
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value, null, 1)}\n`);
}
