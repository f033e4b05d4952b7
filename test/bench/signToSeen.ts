/**
 * From the doctor's signature to the record in the verified copy of this machine: a real core, a real node in a
 * process of its own. The floor is the node's bare echo (a small signed transaction, sent by a bare client, until the
 * node answers that it stands in a durable block) and one durable commit of an encrypted SQLite file: what no
 * workstation could do without. Beside it stands the ratio to a question that the node merely answers.
 */
import { join } from 'node:path';
import { connectNode } from '../../src/hospital/client.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { signTransaction } from '../../src/contracts/transaction.ts';
import { signLogin, type NodeChallenge } from '../../src/crypto/login.ts';
import { systemClock } from '../../src/node/clock.ts';
import { systemRandom } from '../../src/node/random.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { systemTimers } from '../../src/node/timers.ts';
import { openDatabase } from '../../src/replica/database.ts';
import { figure, median, percentile, timed, type Figure } from './figures.ts';
import { MACHINE_KEY, NOTE, PERSON, type BenchStaff, type BenchWorkstation } from './workstation.ts';

const WARM_UP = 10;
const SAMPLES = 100;
const FLOOR_SAMPLES = 200;
const CONFIRM_EVERY = 10;
/** What a doctor would notice, ms. */
const GOAL_MS = 150;
const LIMIT = 5;

export async function signToSeen(workstation: BenchWorkstation): Promise<readonly Figure[]> {
  const { slip, visit } = await openVisit(workstation);
  const echoes = await bareEchoes(workstation);
  const commits = await durableCommits(workstation);
  const commit = percentile(commits, 0.95);
  const pending = await measure(workstation, { visit, slip });
  // Like is compared with like: what disturbs the machine disturbs both.
  const transaction = percentile(echoes.transaction, 0.95);
  const question = percentile(echoes.question, 0.95);
  const p95 = percentile(pending, 0.95);
  const parts = `${String(SAMPLES)} records, each figure its p95; durable commit ${commit.toFixed(2)} ms`;
  return [
    figure({
      name: 'sign → seen, p95',
      value: p95,
      floor: transaction + commit,
      limit: LIMIT,
      goal: GOAL_MS,
      note: `${parts}, echo of a bare transaction ${transaction.toFixed(2)} ms`,
    }),
    figure({
      name: 'sign → seen, median',
      value: median(pending),
      floor: median(echoes.transaction) + median(commits),
      limit: null,
      goal: GOAL_MS,
      note: 'medians of the same samples',
    }),
    figure({
      name: 'sign → seen, p95, to a bare question',
      value: p95,
      floor: question + commit,
      limit: null,
      goal: null,
      note: `${parts}, answer to a question ${question.toFixed(2)} ms`,
    }),
  ];
}

async function openVisit({
  ask,
  unlock,
}: BenchWorkstation): Promise<{ readonly visit: string; readonly slip: string }> {
  await unlock('Sun Li');
  const { cards, slips } = await ask('registrar/register-patient', { ...PERSON, cards: 1, files: [] });
  await unlock('Li Ming');
  const read = await ask('card/read', { text: cards[0]?.text ?? '' });
  if (read.state !== 'fresh') throw new Error(`the card is ${read.state}`);
  const { id } = await ask('visit/open', { handle: read.handle, registration: null, purpose: 'treatment' });
  return { visit: id, slip: slips[0]?.text ?? '' };
}

async function measure(
  workstation: BenchWorkstation,
  of: { readonly visit: string; readonly slip: string },
): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < WARM_UP + SAMPLES; round += 1) {
    samples.push(await signOne(workstation, of.visit));
    // A doctor has a few records that wait for a patient, not a hundred.
    if (round % CONFIRM_EVERY === 0) await confirm(workstation, of);
  }
  return samples.slice(WARM_UP);
}

async function confirm(
  { ask }: BenchWorkstation,
  { slip, visit }: { readonly visit: string; readonly slip: string },
): Promise<void> {
  await ask('sign/confirm', { visit, consent: { slip, pin: PERSON.pin } });
}

/**
 * Signed without the slip: what opening it costs is what guessing its PIN has to cost, and is not the program's.
 * The draft and its preview are made before the clock runs: they are there when the doctor presses "sign". */
async function signOne(workstation: BenchWorkstation, visit: string): Promise<number> {
  const { ask } = workstation;
  await ask('draft/save', { visit, note: NOTE });
  const { hash } = await ask('sign/preview', { visit });
  const height = (await ask('ledger/status', {})).height;
  const seen = Promise.withResolvers<number>();
  const stop = workstation.onEvent((event) => {
    // The first block after this moment is the record's: nothing else is sent meanwhile.
    if (event.type === 'ledger' && event.height > height) seen.resolve(performance.now());
  });
  const from = performance.now();
  const { statement } = await ask('sign/commit', { visit, hash, consent: null });
  const at = await seen.promise;
  stop();
  await demandSeen(workstation, statement);
  return at - from;
}

/** The event told of this record's block; then what follows it is waited for, so that rounds do not overlap. */
async function demandSeen({ ask }: BenchWorkstation, statement: string): Promise<void> {
  const items = await ask('outbox/list', {});
  const state = items.find((item) => item.statement === statement)?.state;
  if (state === 'signed-queued' || state === 'rejected') throw new Error(`the record is ${state}`);
}

interface Echoes {
  /** Of a question that needs nothing but an answer. */
  readonly question: readonly number[];
  /** Of a transaction, until it is in a durable block. */
  readonly transaction: readonly number[];
}

async function bareEchoes(workstation: BenchWorkstation): Promise<Echoes> {
  const registrar = await workstation.staff('Sun Li');
  const address = socketAddress(join(workstation.folder, 'nodes', workstation.home));
  const node = connectNode(address, { timers: systemTimers, logger: silentLogger });
  try {
    const { network } = await node.hello();
    const { role, entity, keys } = registrar;
    const sign = (challenge: NodeChallenge) => signLogin(challenge, keys.sign.secretKey);
    await node.login({ role, entity, keyVersion: keys.version, sign });
    const question = await samplesOf(() => node.genesis());
    const transaction = await samplesOf(() => node.submit(registration(network, registrar)));
    return { question, transaction };
  } finally {
    node.close();
  }
}

/** The smallest transaction there is: somebody waits in a department. */
function registration(network: Uint8Array, { entity, institution, keys, role }: BenchStaff): Uint8Array {
  const time = systemClock.now();
  const body = {
    kind: 'visit/register',
    time,
    expires: time + 60_000,
    signers: [{ role, entity, version: keys.version }],
    number: systemRandom(16),
    institution,
    department: '内科',
  } as const;
  return signTransaction(network, body, [keys.sign.secretKey]);
}

async function durableCommits({ folder }: BenchWorkstation): Promise<readonly number[]> {
  const database = openDatabase({ path: join(folder, 'floor.db'), key: MACHINE_KEY });
  try {
    database.execute('CREATE TABLE entries (id INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT');
    const insert = database.prepare('INSERT INTO entries (value) VALUES (?)');
    const value = new Uint8Array(2_000).fill(1);
    return await samplesOf(() => database.immediate(() => insert.run(value)));
  } finally {
    database.close();
  }
}

async function samplesOf(work: () => unknown): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < FLOOR_SAMPLES; round += 1) samples.push(await timed(work));
  return samples;
}
