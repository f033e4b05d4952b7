/** Writes the sample Bundles beside the demonstration: `node tools/samples/make.ts`. The same each time. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { sampleBundle } from './build.ts';
import { HISTORIES } from './patients/index.ts';

const folder = new URL('../../src/workstation/demonstration/samples/', import.meta.url);

mkdirSync(folder, { recursive: true });
for (const history of HISTORIES) {
  writeFileSync(
    new URL(`${history.slug}.json`, folder),
    `${JSON.stringify(sampleBundle(history), null, 1)}\n`,
  );
}
