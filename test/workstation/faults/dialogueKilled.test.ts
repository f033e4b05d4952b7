/**
 * Two doctors write and give files to each other, each in a process of their own over a real desk; one of them is killed
 * with SIGKILL at a step that follows from the seed: a query of the desk, a write of a file, a word with a node or with the
 * other side. More seeds: `SOAK_SEEDS=200`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import { sound } from '../dialogue/support/sound.ts';
import { SeatPair } from './support/seatPair.ts';
import { WHO, type SeatOrder, type SeatState, type Who } from './support/seatTask.ts';

const SEEDS = Number(process.env['SOAK_SEEDS'] ?? '10');
/** Bytes of a file: more than goes in one message to a node. */
const FILE = 1_300_000;

const folder = mkdtempSync(join(tmpdir(), 'consilium-killed-'));
let pair: SeatPair;
/** Steps of one round in which nobody is killed. */
let usual = 0;
const said = new Map<Who, string[]>(WHO.map((who) => [who, []]));
const given: string[] = [];

function drawn(seed: number, what: string, most: number): number {
  const hash = sha256(utf8(`${what} ${String(seed)}`));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0) % most;
}

async function look(who: Who, what: 'look' | 'open' = 'look'): Promise<SeatState> {
  const state = await pair.order(who, { do: what });
  if (state === null) throw new Error('nobody is there');
  return state;
}

/** Until both have everything, and nothing is on its way. */
async function untilBoth(isSo: (state: SeatState) => boolean): Promise<void> {
  for (;;) {
    const states = await Promise.all(WHO.map(async (who) => look(who)));
    if (states.every(isSo)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Does it, and again after a restart if it was not done: a doctor looks, and writes what is not there. */
async function has(who: Who, order: SeatOrder, isThere: (state: SeatState) => boolean): Promise<void> {
  for (;;) {
    if ((await pair.order(who, order)) !== null) return;
    await again(who);
    if (isThere(await look(who))) return;
  }
}

async function again(who: Who): Promise<void> {
  await pair.killed(who);
  await pair.start(who);
}

async function round(seed: number, victim: Who | null): Promise<void> {
  if (seed % 3 !== 2) await pair.order('li', { do: 'connect' });
  const before = pair.kills;
  const giver: Who = seed % 2 === 0 ? 'li' : 'wang';
  if (victim !== null) pair.killAt(victim, 1 + drawn(seed, 'step', usual));
  for (const who of WHO) {
    const text = `${who} ${String(seed)}`;
    said.get(who)?.push(text);
    await has(who, { do: 'say', text }, ({ texts }) => texts.includes(`>${text}`));
  }
  const name = `${String(seed)}.wav`;
  given.push(name);
  const give = { do: 'give', name, bytes: FILE } as const;
  await has(giver, give, ({ texts }) => texts.includes(`>${name}`));
  // Where the step is not reached while something is on its way, it ends where it is then.
  while (victim !== null && pair.kills === before) {
    const state = await pair.order(victim, { do: 'look' });
    if (state === null || state.isCalm) await again(victim);
  }
  await untilBoth(
    ({ files, isCalm }) =>
      isCalm && files.length === given.length && files.every(({ state }) => state === 'whole'),
  );
}

beforeAll(async () => {
  pair = await SeatPair.begin(folder);
  await pair.order('li', { do: 'ask' });
  while ((await pair.order('wang', { do: 'accept' }))?.isOpen !== true)
    await new Promise((resolve) => setTimeout(resolve, 10));
  await untilBoth(({ isOpen }) => isOpen);
  const before = (await look('wang')).steps;
  await round(-1, null);
  usual = (await look('wang')).steps - before;
});

afterAll(async () => {
  await pair.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('kill -9 in a dialogue', () => {
  it.each(Array.from({ length: SEEDS }, (_, seed) => [seed, seed % 4 < 2 ? 'li' : 'wang'] as const))(
    'seed %i, of %s: no message is lost, none comes twice, and files go on',
    async (seed, victim) => {
      await round(seed, victim);
      const states = await Promise.all(WHO.map(async (who) => look(who, 'open')));
      for (const [index, who] of WHO.entries()) {
        const { files, refused, texts } = states[index] ?? (await look(who));
        const own = texts.filter((text) => text.startsWith('>') && !text.endsWith('.wav'));
        const others = texts.filter((text) => text.startsWith('<') && !text.endsWith('.wav'));
        expect(own).toEqual(said.get(who)?.map((text) => `>${text}`));
        expect(others.toSorted()).toEqual(
          said
            .get(who === 'li' ? 'wang' : 'li')
            ?.map((text) => `<${text}`)
            .toSorted(),
        );
        expect(files.map(({ name }) => name).toSorted()).toEqual(given.toSorted());
        expect(files.at(-1)?.sha256).toBe(toHex(sha256(sound(FILE, files.at(-1)?.name ?? ''))));
        expect(refused).toEqual([]);
      }
    },
  );
});
