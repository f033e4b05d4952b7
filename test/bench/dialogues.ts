/** Dialogues: one of 100,000 messages opened and searched, beside what SQLite takes for the same rows. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyStore } from '../../src/crypto/keyStore.ts';
import { openDatabase, type Database } from '../../src/replica/database.ts';
import { figure, median, type Figure } from './figures.ts';
import { benchWorkstation, PASSPHRASE, type BenchWorkstation } from './workstation.ts';

const MESSAGES = 100_000;
const ROUNDS = 40;
const LIMIT = 2;
/** The core's page; see api/dialogue.ts. */
const PAGE = 50;

/** As doctors write; every message has some of them. */
const PARTS = [
  '患者今晨血压偏低',
  '华法林剂量调至2.5 mg',
  'INR 2.3，继续观察',
  '胸片未见明显渗出',
  '建议复查肾功能',
  'CT angiography tomorrow',
  '家属已知情同意',
  '今晚值班请留意尿量',
  'no fever since Monday',
  '心电图提示房颤',
] as const;
/** Said once in a thousand messages. */
const RARE = '利伐沙班';
const SEARCHES = ['患者', '房颤', RARE, 'angio', 'INR 2', '渗'] as const;

export async function largeDialogue(): Promise<readonly Figure[]> {
  const workstation = await benchWorkstation();
  try {
    const { dialogue, open } = await dialogueOf(workstation);
    const database = open();
    const filled = fill(database);
    await workstation.unlock('Li Ming');
    // The first search makes ready what was never searched; it happens once, and is not what is measured.
    await workstation.ask('dialogue/messages', { dialogue, before: null, search: RARE });
    const figures = [
      await opened({ workstation, dialogue, database, row: filled }),
      await searched({ workstation, dialogue, database, row: filled }),
    ];
    database.close();
    return figures;
  } finally {
    await workstation.close();
  }
}

interface Measured {
  readonly workstation: BenchWorkstation;
  readonly dialogue: string;
  readonly database: Database;
  /** By which the desk names the dialogue. */
  readonly row: number;
}

/** The newest messages, and a page from the middle, as the conversation shows them. */
async function opened({ workstation, dialogue, database, row }: Measured): Promise<Figure> {
  const bare = database.prepare(
    'SELECT * FROM dialogue_messages WHERE dialogue = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const befores = [null, MESSAGES / 2] as const;
  const times = await both(
    befores.map((before) => ({
      program: async () => workstation.answered('dialogue/messages', { dialogue, before, search: '' }),
      floor: () => bare.all(row, before ?? Number.MAX_SAFE_INTEGER, PAGE),
    })),
  );
  return figure({
    name: 'dialogue of 100,000 messages: opened',
    ...times,
    limit: LIMIT,
    goal: null,
    note: `a page of ${String(PAGE)}, newest and from the middle, by the request table; floor: the same rows by SQLite`,
  });
}

async function searched({ workstation, dialogue, database, row }: Measured): Promise<Figure> {
  const bare = database.prepare(
    'SELECT rowid AS id FROM dialogue_words WHERE dialogue_words MATCH ? ORDER BY rowid DESC LIMIT ?',
  );
  const one = database.prepare('SELECT * FROM dialogue_messages WHERE id = ?');
  const phrases = ['"患者"', '"房颤"', '"利伐 伐沙 沙班"', '"angio" *', '"inr" AND "2"', '"渗" *'];
  const times = await both(
    SEARCHES.map((search, index) => ({
      program: async () => workstation.answered('dialogue/messages', { dialogue, before: null, search }),
      floor: () =>
        bare
          .all(`place : "d${String(row)}" AND words : (${phrases[index] ?? ''})`, PAGE)
          .map(({ id }) => one.get(id ?? 0)),
    })),
  );
  return figure({
    name: 'dialogue of 100,000 messages: searched',
    ...times,
    limit: LIMIT,
    goal: null,
    note: `${SEARCHES.join(', ')}: the first ${String(PAGE)} of each; floor: the same expression of the index by SQLite`,
  });
}

/** The sum of medians, program and floor by turns. */
async function both(
  of: readonly { readonly program: () => Promise<unknown>; readonly floor: () => unknown }[],
): Promise<{ readonly value: number; readonly floor: number }> {
  let [value, floor] = [0, 0];
  for (const one of of) {
    const [programs, floors]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      await one.program();
      const between = performance.now();
      one.floor();
      programs.push(between - from);
      floors.push(performance.now() - between);
    }
    value += median(programs);
    floor += median(floors);
  }
  return { value, floor };
}

/** Dr Li and Dr Wang in a dialogue, and Dr Li's desk while nobody is logged in. */
async function dialogueOf(
  workstation: BenchWorkstation,
): Promise<{ readonly dialogue: string; readonly open: () => Database }> {
  const { ask, unlock, folder } = workstation;
  await unlock('Li Ming');
  const [wang] = await ask('dialogue/colleagues', { query: 'Wang Fang' });
  const { request } = await ask('dialogue/ask', { to: wang?.id ?? '', reason: '', subject: null });
  await until(async () => (await ask('dialogue/requests', {})).requests[0]?.sent === true);
  await unlock('Wang Fang');
  await until(async () =>
    (await ask('dialogue/requests', {})).requests.some((one) => one.request === request),
  );
  await ask('dialogue/accept', { request });
  await ask('dialogue/send', { dialogue: request, text: '您好', reply: null });
  await until(
    async () =>
      (await ask('dialogue/messages', { dialogue: request, before: null, search: '' }))[0]?.state !==
      'queued',
  );
  await unlock('Li Ming');
  await until(async () => (await ask('dialogue/list', {}))[0]?.open === true);
  await ask('account/lock', {});
  const account = (await ask('account/list', {})).find(({ name }) => name.en === 'Li Ming')?.id ?? '';
  const store = new Uint8Array(readFileSync(join(folder, 'accounts', `${account}.keystore.json`)));
  const key = openKeyStore(store, PASSPHRASE).content.secrets['databaseKey'] ?? new Uint8Array(0);
  const path = join(folder, 'desks', `${account}.db`);
  return { dialogue: request, open: () => openDatabase({ path, key }) };
}

function fill(database: Database): number {
  const row = Number(database.prepare('SELECT id FROM dialogues').get()?.['id'] ?? 0);
  const add = database.prepare(
    `INSERT INTO dialogue_messages (dialogue, mine, message, time, text, state) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  database.immediate(() => {
    for (let number = 0; number < MESSAGES; number += 1) {
      const mine = number % 2;
      const state = mine === 1 ? 'read' : 'seen';
      add.run(row, mine, randomBytes(16), 1_780_000_000_000 + number, textOf(number), state);
    }
  });
  return row;
}

function textOf(number: number): string {
  const parts = [number % 10, Math.floor(number / 10) % 10, (number * 7) % 10].map((part) => PARTS[part]);
  return `${parts.join('；')}${number % 1000 === 7 ? RARE : ''}（${String(number)}）`;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
