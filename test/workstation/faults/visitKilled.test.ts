/**
 * A real core over real nodes is killed with SIGKILL (the core, the node beside it, or both at once) at a point of an
 * import, a note, a signing or an end of visit that follows from the seed: the n-th thing that it asks of its ports or
 * of its files. More seeds: `SOAK_SEEDS=200`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { until } from '../../support/nodeWorld.ts';
import type { RunningCore } from '../../support/coreHost.ts';
import { syntheticBundle } from '../../support/syntheticBundle.ts';
import { item, NOTE, PIN } from '../support/story.ts';
import { FaultMachine, openVisitOf, type Ending } from './support/faultMachine.ts';
import { DRAFTS, draftText, FLOWS, VICTIMS, type Flow, type Victim } from './support/faultTask.ts';

type Asking = Pick<RunningCore, 'ask'>;

const SEEDS = Number(process.env['SOAK_SEEDS'] ?? '10');
/** Then the next patient comes: one sheet of cards is quickly made. */
const VISITS_A_PATIENT = 10;

const folder = mkdtempSync(join(tmpdir(), 'consilium-faults-'));
let machine: FaultMachine;
let patient: ResultOf<'registrar/register-patient'>;
/** How many events a flow has when nobody is killed. */
const counts = new Map<Flow, number>();

/** An import of its own for each visit: what is known already would not be imported again. */
function historyOf(visit: number): string {
  const bundle = syntheticBundle({ encounters: 2, resourcesPerEncounter: 1 });
  const entry = bundle.entry.map(({ fullUrl, resource }) => ({
    fullUrl,
    resource:
      resource['resourceType'] === 'Encounter'
        ? { ...resource, reasonCode: [{ text: `visit ${String(visit)}` }] }
        : resource,
  }));
  return JSON.stringify({ ...bundle, entry });
}

/** A number from 1 to `most` that follows from the seed alone. */
function drawn(seed: number, most: number): number {
  const hash = sha256(utf8(`fault ${String(seed)}`));
  return 1 + (new DataView(hash.buffer, hash.byteOffset).getUint32(0) % most);
}

/** One visit: number, id and what the patient gives for it. */
interface Round {
  readonly number: number;
  readonly visit: string;
  readonly slip: string;
}

/** Plays flows to their end, going on wherever an earlier attempt stopped. */
const GO_ON: Readonly<Record<Flow, (core: Asking, round: Round) => Promise<void>>> = {
  import: async ({ ask }, { number, slip, visit }) => {
    const files = [{ name: 'history.json', bytes: new Uint8Array(utf8(historyOf(number))) }];
    await ask('visit/import', { visit, files, consent: { slip, pin: PIN } });
  },
  note: async ({ ask }, { visit }) => {
    await ask('draft/save', { visit, note: { ...NOTE, plan: draftText(DRAFTS) } });
  },
  sign: async ({ ask }, { slip, visit }) => {
    if ((await ask('draft/load', { visit })) === null) return;
    const { hash } = await ask('sign/preview', { visit });
    await ask('sign/commit', { visit, hash, consent: { slip, pin: PIN } });
  },
  end: async ({ ask }, { visit }) => {
    await ask('visit/end', { visit });
  },
};

/** Statements of a visit that this desk signed: its import is the first, its record the second. */
async function signedOf({ ask }: Asking, visit: string): Promise<number> {
  return (await ask('visit/list', {})).find(({ id }) => id === visit)?.records ?? 0;
}

/** What must be true right after the kill, before anybody goes on. */
const FOUND: Readonly<Record<Flow, (core: Asking, round: Round, ending: Ending) => Promise<void>>> = {
  import: async (core, { visit }, { lines }) => {
    const imports = await signedOf(core, visit);
    expect(lines.includes('done') ? [1] : [0, 1]).toContain(imports);
  },
  note: async ({ ask }, { visit }, { lines }) => {
    const acknowledged = lines.filter((line) => line.startsWith('saved')).length;
    const found = (await ask('draft/load', { visit }))?.note.plan ?? null;
    const allowed = [acknowledged, acknowledged + 1].map((n) => (n === 0 ? null : draftText(n)));
    expect(allowed).toContain(found);
  },
  sign: async (core, { visit }, { lines }) => {
    const draft = await core.ask('draft/load', { visit });
    const records = (await signedOf(core, visit)) - 1;
    expect(records + (draft === null ? 0 : 1)).toBe(1);
    if (lines.includes('done')) expect(records).toBe(1);
    if (draft !== null) expect(draft.note.plan).toBe(draftText(DRAFTS));
  },
  end: async (core, { visit }, { lines }) => {
    const state = (await core.ask('visit/list', {})).find(({ id }) => id === visit)?.state;
    expect(lines.includes('done') ? ['ended'] : ['open', 'ended']).toContain(state);
    expect(await signedOf(core, visit)).toBe(2);
  },
};

/** All that was signed stands on the ledger. */
async function committed({ ask }: Asking): Promise<void> {
  await until(async () => (await ask('outbox/list', {})).every(({ state }) => state === 'committed'));
}

/** What the next card opens of the visit before it: its import and its record, each exactly once, and verified. */
async function assertOnce(core: Asking, visit: string, epoch: number): Promise<void> {
  const chart = await core.ask('visit/chart', { visit });
  expect(chart.unavailable).toEqual([]);
  const documents = chart.documents.filter((document) => document.epoch === epoch);
  expect(documents.filter(({ verified }) => !verified)).toEqual([]);
  expect(
    new Set(documents.filter(({ kind }) => kind === 'import').map(({ statement }) => statement)).size,
  ).toBe(1);
  const [record, ...others] = documents.filter(({ kind }) => kind === 'record');
  expect([record?.kind, others]).toEqual(['record', []]);
  const { statement = '', leaf = 0 } = record ?? {};
  const { sections } = await core.ask('visit/document', { visit, statement, leaf });
  expect(sections.map(({ text }) => text)).toContain(draftText(DRAFTS));
}

beforeAll(async () => {
  machine = await FaultMachine.setUp(folder);
  patient = await machine.register(VISITS_A_PATIENT + 1);
  const visit = await machine.withDoctor((core) => openVisitOf(core, item(patient.cards, 1)));
  const slip = item(patient.slips, 1);
  for (const flow of FLOWS) {
    const { lines } = await machine.play({ flow, victim: 'core', at: 0, visit, slip, history: historyOf(0) });
    if (!lines.includes('done')) throw new Error(`${flow}: ${lines.join(', ')}`);
    counts.set(flow, Number(/^events (\d+)$/u.exec(lines.at(-1) ?? '')?.[1]));
  }
}, 300_000);

afterAll(async () => {
  await machine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('kill -9', () => {
  it('has many points to strike at in each of import, note, signing and end', () => {
    for (const flow of FLOWS) expect(counts.get(flow)).toBeGreaterThan(10);
  });

  it(
    `at a seeded point of import, note, signing or end leaves draft or record, exactly once (${String(SEEDS)} seeds)`,
    { timeout: 120_000 + SEEDS * 20_000 },
    async () => {
      let killed = 0;
      let struck: Struck | null = null;
      for (let seed = 0; seed < SEEDS; seed += 1) {
        struck = await strike(await nextVisit(struck, seed), seed);
        killed += struck.ending.signal === 'SIGKILL' || struck.victim === 'node' ? 1 : 0;
      }
      await nextVisit(struck, SEEDS);
      // A flow that took another way had fewer events than the draw.
      expect(killed).toBeGreaterThan(SEEDS / 2);
    },
  );
});

/** The first card of a patient counted the events. */
const FIRST_EPOCH = 2;

function epochOf(seed: number): number {
  return (seed % (VISITS_A_PATIENT - 1)) + FIRST_EPOCH;
}

function flowOf(seed: number): Flow {
  return FLOWS[seed % FLOWS.length] ?? 'import';
}

/** A visit after its kill. */
interface Struck {
  readonly round: Round;
  readonly seed: number;
  readonly victim: Victim;
  readonly ending: Ending;
  /** For whoever reads a failure. */
  readonly where: string;
}

/** What became of the visit before, and the next one; a patient whose cards are used up makes room for another. */
async function nextVisit(struck: Struck | null, seed: number): Promise<Round> {
  const isOfAnother = seed > 0 && epochOf(seed) === FIRST_EPOCH;
  if (struck !== null && isOfAnother) await machine.withDoctor(async (core) => recover(core, struck));
  if (isOfAnother) patient = await machine.register(VISITS_A_PATIENT + 1);
  return machine.withDoctor(async (core) => {
    if (struck !== null && !isOfAnother) await recover(core, struck);
    return prepare(core, seed);
  });
}

/** Opens the seed's visit and plays it up to the flow in which the kill comes. */
async function prepare(core: Asking, seed: number): Promise<Round> {
  const epoch = epochOf(seed);
  const visit = await openVisitOf(core, item(patient.cards, epoch));
  const round = { number: seed + 1, visit, slip: item(patient.slips, epoch) };
  for (const before of FLOWS.slice(0, FLOWS.indexOf(flowOf(seed)))) await GO_ON[before](core, round);
  return round;
}

async function strike(round: Round, seed: number): Promise<Struck> {
  const flow = flowOf(seed);
  const victim = VICTIMS[seed % VICTIMS.length] ?? 'core';
  const at = drawn(seed, counts.get(flow) ?? 1);
  const { slip, visit } = round;
  const ending = await machine.play({ flow, victim, at, slip, visit, history: historyOf(round.number) });
  return {
    round,
    seed,
    victim,
    ending,
    where: `seed ${String(seed)}: ${victim} at event ${String(at)} of ${flow}`,
  };
}

/** Looks at what is there, plays the rest of the visit, and looks with the next card at what became of it. */
async function recover(core: Asking, { ending, round, seed, where }: Struck): Promise<void> {
  const flow = flowOf(seed);
  await FOUND[flow](core, round, ending).catch((cause: unknown) => {
    throw new Error(where, { cause });
  });
  await until(async () => (await core.ask('ledger/status', {})).node === 'connected');
  for (const left of FLOWS.slice(FLOWS.indexOf(flow))) await GO_ON[left](core, round);
  await committed(core);
  expect([where, await signedOf(core, round.visit)]).toEqual([where, 2]);
  const next = await openVisitOf(core, item(patient.cards, epochOf(seed) + 1));
  await assertOnce(core, next, epochOf(seed));
}
