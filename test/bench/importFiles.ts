/**
 * A history of real size imported by a doctor under an open visit: read, validated, cut into documents, sealed, signed
 * by doctor and patient, stored by the node and seen in a verified block. The floor is what a megabyte a second allows.
 * Beside it stands the same to the standard parser, which only reads the bytes.
 */
import { utf8 } from '../../src/crypto/bytes.ts';
import { bundleOfSize, OAKES } from '../support/syntheticBundle.ts';
import { figure, timed, type Figure } from './figures.ts';
import { benchWorkstation, PERSON, type BenchWorkstation } from './workstation.ts';

const MEGABYTE = 1_000_000;
const SIZES = [5 * MEGABYTE, 10 * MEGABYTE] as const;
/** Of the 1 MB/s that was promised. */
const LIMIT = 1;
const PARSED = 5;
/** What reading, sealing and sending may hold at once, for each byte of the file: parsed, cut, sealed, on its way. */
const MOST_BYTES_A_BYTE = 40;

export async function importFiles(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) figures.push(...(await importOf(size)));
  return figures;
}

async function importOf(size: number): Promise<readonly Figure[]> {
  const workstation = await benchWorkstation();
  try {
    const bytes = new Uint8Array(utf8(bundleOfSize(size)));
    const parse = await parseTime(bytes);
    const { documents, time, peak } = await imported(workstation, bytes);
    const name = `import of ${(bytes.length / MEGABYTE).toFixed(1)} MB`;
    const rate = bytes.length / MEGABYTE / (time / 1000);
    const common = { value: time, goal: null };
    return [
      figure({
        ...common,
        name,
        floor: (bytes.length / MEGABYTE) * 1000,
        limit: LIMIT,
        note: `${String(documents)} documents, ${rate.toFixed(2)} MB/s; floor: 1 MB/s; ${String(Math.round(peak / MEGABYTE))} MB more than before at the most`,
      }),
      figure({
        ...common,
        name: `${name}, to JSON.parse`,
        floor: parse,
        limit: null,
        note: `JSON.parse of the same bytes takes ${parse.toFixed(1)} ms, best of ${String(PARSED)}`,
      }),
    ];
  } finally {
    await workstation.close();
  }
}

async function parseTime(bytes: Uint8Array): Promise<number> {
  const times: number[] = [];
  const parse = (): unknown => JSON.parse(new TextDecoder().decode(bytes));
  for (let round = 0; round < PARSED; round += 1) times.push(await timed(parse));
  return Math.min(...times);
}

interface Imported {
  readonly documents: number;
  readonly time: number;
  /** Most bytes that the process held above what it held before. */
  readonly peak: number;
}

async function imported(workstation: BenchWorkstation, bytes: Uint8Array<ArrayBuffer>): Promise<Imported> {
  const { ask, unlock } = workstation;
  await unlock('Sun Li');
  const { cards, slips } = await ask('registrar/register-patient', {
    ...PERSON,
    ...OAKES,
    cards: 1,
    files: [],
  });
  await unlock('Li Ming');
  const read = await ask('card/read', { text: cards[0]?.text ?? '' });
  if (read.state !== 'fresh') throw new Error(`the card is ${read.state}`);
  const { id: visit } = await ask('visit/open', {
    handle: read.handle,
    registration: null,
    purpose: 'treatment',
  });
  const before = process.memoryUsage.rss();
  let peak = before;
  const stop = workstation.onEvent(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  });
  let documents = 0;
  const time = await timed(async () => {
    const consent = { slip: slips[0]?.text ?? '', pin: PERSON.pin };
    const files = [{ name: 'history.json', bytes }];
    ({ documents } = await ask('visit/import', { visit, files, consent }));
  });
  stop();
  const waiting = await ask('outbox/list', {});
  if (waiting.some(({ state }) => state !== 'committed')) throw new Error('not all is on the ledger');
  if (peak - before > MOST_BYTES_A_BYTE * bytes.length) throw new Error('too much memory');
  return { documents, time, peak: peak - before };
}
