/**
 * Signs one draft after the other and prints the number of each once it is in the outbox. With `stall` it stops
 * for good inside the transaction of that number, so that a kill finds it half done.
 */
import { writeSync } from 'node:fs';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { openDesk } from '../../../src/replica/desk/desk.ts';
import type { NewOutboxEntry } from '../../../src/replica/desk/outboxStore.ts';
import { countingRandom, sampleDoctor, sampleEntry, sampleVisit, testClock } from './deskSamples.ts';
import { testKey } from './temporary.ts';

const [path = '', stall = ''] = process.argv.slice(2);
const desk = openDesk({ path, key: testKey(), clock: testClock(), random: countingRandom() });

for (let number = 1; number <= 100_000; number += 1) {
  const name = { doctor: sampleDoctor, visit: sampleVisit(number) };
  const { revision } = desk.drafts.save(name, utf8(`draft ${String(number)}`));
  const entry = sampleEntry(number, { visit: name.visit });
  desk.closeDraftIntoOutbox({ ...name, revision }, String(number) === stall ? stalling(entry) : entry);
  say(String(number));
}

/** The second blob is never handed over: entry and first blob are written, the transaction is still open. */
function stalling(entry: NewOutboxEntry): NewOutboxEntry {
  const [first, second] = entry.blobs;
  if (first === undefined || second === undefined) throw new Error('two blobs expected');
  const stuck = {
    id: second.id,
    get blob(): Uint8Array {
      say('inside');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      return second.blob;
    },
  };
  return { ...entry, blobs: [first, stuck] };
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
