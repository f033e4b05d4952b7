/**
 * `npm run bench`: how fast the program is, as ratios measured in one run. Prints a table, writes
 * test-results/bench.json, and ends with 1 when a ratio is over its limit.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isWithin, tableOf, type Figure } from './figures.ts';
import { blobTransfers } from './blobs.ts';
import { searchOfCases, similarityOfCases } from './caseSearch.ts';
import { dialogueFiles } from './dialogueFiles.ts';
import { chartInWindow, typingInWindow } from './window.ts';
import { largeDialogue } from './dialogues.ts';
import { media } from './media.ts';
import { messages } from './messages.ts';
import { films } from './films.ts';
import { images } from './images.ts';
import { importFiles } from './importFiles.ts';
import { loginScreen } from './loginScreen.ts';
import { diagnosisSearch } from './search.ts';
import { recording } from './recording.ts';
import { deidentification } from './deid.ts';
import { nodeUnderLoad } from './nodeUnderLoad.ts';
import { openRecords } from './openRecords.ts';
import { signToSeen } from './signToSeen.ts';
import { benchWorkstation } from './workstation.ts';

const RESULTS = fileURLToPath(new URL('../../test-results', import.meta.url));
const LONG_MS = 60_000;

const PARTS = {
  records: openRecords,
  sign: async () => {
    const workstation = await benchWorkstation();
    try {
      return await signToSeen(workstation);
    } finally {
      await workstation.close();
    }
  },
  login: loginScreen,
  import: importFiles,
  chart: chartInWindow,
  typing: typingInWindow,
  search: async () => [...(await diagnosisSearch()), ...(await searchOfCases())],
  similar: similarityOfCases,
  blobs: blobTransfers,
  dialogue: largeDialogue,
  messages,
  images,
  films,
  'dialogue-files': dialogueFiles,
  deid: deidentification,
  node: nodeUnderLoad,
  media,
  recording,
} as const satisfies Readonly<Record<string, () => Promise<readonly Figure[]>>>;

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`measuring: ${name}`);
    figures.push(...(await measure()));
  }
  console.log(tableOf(figures));
  for (const { name, note } of figures) console.log(`${name}: ${note}`);
  mkdirSync(RESULTS, { recursive: true });
  const result = { time: new Date().toISOString(), node: process.version, figures };
  writeFileSync(join(RESULTS, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (!figures.every(isWithin)) process.exitCode = 1;
}

// The program's own timers keep no process alive.
const alive = setInterval(() => undefined, LONG_MS);
await main();
clearInterval(alive);
