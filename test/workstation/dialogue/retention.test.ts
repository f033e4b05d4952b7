/** How long what is said stays on both desks: agreed by both, kept to the byte, and said where it was. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { answerRetention, proposeRetention } from '../../../src/workstation/core/dialogue/retention.ts';
import { giveAttached } from '../../../src/workstation/core/dialogue/files/give.ts';
import { send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { dialogueView } from '../../../src/workstation/core/dialogue/views.ts';
import { temporaryFolder, testKey } from '../../replica/support/temporary.ts';
import { codeOf } from '../../support/codeOf.ts';
import { DAY } from '../../support/world.ts';
import { attach } from './support/attaching.ts';
import { sound } from './support/sound.ts';
import type { Seat } from './support/seat.ts';
import { refusalsOf, settle, talking, textsOf, three } from './support/talking.ts';

const SAID = '华法林五毫克';

type World = ReturnType<typeof three>;

function retentionOf(seat: Seat, request: Uint8Array) {
  const dialogue = seat.desk.dialogues.find(request);
  if (dialogue === null) throw new Error('no dialogue');
  return dialogueView(seat.ports, dialogue, { live: 'no', typing: false }).retention;
}

/** Li and Wang talk, and Li said something about a patient; both have it. */
async function said() {
  const world = three();
  const request = await talking(world);
  send(world.li.ports, request, { text: SAID, reply: null });
  await settle([world.li, world.wang], () => textsOf(world.wang, request).includes(`<${SAID}`));
  return { ...world, request };
}

async function agreed(world: World & { readonly request: Uint8Array }, days: number): Promise<void> {
  const { li, wang, request } = world;
  proposeRetention(li.ports, request, days);
  await settle([li, wang], () => retentionOf(wang, request).peer === days);
  answerRetention(wang.ports, request, true);
  await settle([li, wang], () => retentionOf(li, request).own === null);
}

const WAL_HEADER = 32;
const FRAME_HEADER = 24;
const PAGE = 4096;

/**
 * Every page of the file without its encryption, also those that no table uses any more: as it is, and as it would be
 * after each write that its log still holds, since the log keeps what a later write took back.
 * @see https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
function laidBare(seat: Seat): readonly Buffer[] {
  const log = readFileSync(`${seat.path}-wal`);
  const frames = Math.max(0, Math.floor((log.length - WAL_HEADER) / (FRAME_HEADER + PAGE)));
  const ends = Array.from({ length: frames }, (_, index) => WAL_HEADER + index * (FRAME_HEADER + PAGE))
    .filter((at) => log.readUInt32BE(at + 4) !== 0)
    .map((at) => at + FRAME_HEADER + PAGE);
  return [0, ...ends].map((end) => {
    const path = join(temporaryFolder(), 'bare.db');
    cpSync(seat.path, path);
    writeFileSync(`${path}-wal`, log.subarray(0, end));
    const database = openDatabase({ path, key: testKey() });
    database.execute('PRAGMA journal_mode = DELETE');
    database.execute("PRAGMA rekey = ''");
    database.close();
    return readFileSync(path);
  });
}

/** Nothing that was given is still to come. */
function isWhole(seat: Seat): boolean {
  return seat.desk.given.underWay().length === 0 && seat.desk.given.coming().length === 0;
}

function isLeft(seat: Seat): boolean {
  return laidBare(seat).some((file) => file.includes(SAID));
}

describe('a term', () => {
  it('holds on both sides once the other one agreed, and not before', async () => {
    const world = await said();
    const { li, wang, clock, request } = world;
    proposeRetention(li.ports, request, 7);
    await settle([li, wang], () => retentionOf(wang, request).peer === 7);
    expect(retentionOf(li, request)).toMatchObject({ days: 0, own: 7, peer: null });
    clock.advance(8 * DAY);
    for (const seat of [li, wang]) seat.service.wake();
    await settle([li, wang], () => true);
    expect(textsOf(wang, request)).toContain(`<${SAID}`);
    answerRetention(wang.ports, request, true);
    await settle([li, wang], () => [li, wang].every((seat) => retentionOf(seat, request).days === 7));
    expect([li, wang].map((seat) => retentionOf(seat, request))).toMatchObject([
      { own: null, peer: null },
      { own: null, peer: null },
    ]);
  });

  it('is declined, and changes nothing', async () => {
    const { li, wang, request } = await said();
    proposeRetention(li.ports, request, 1);
    await settle([li, wang], () => retentionOf(wang, request).peer === 1);
    answerRetention(wang.ports, request, false);
    await settle([li, wang], () => retentionOf(li, request).own === null);
    expect([li, wang].map((seat) => retentionOf(seat, request).days)).toEqual([0, 0]);
    expect(codeOf(() => answerRetention(wang.ports, request, true))).toBe('dialogue-retention-unknown');
  });

  it('is the shorter one where both proposed and agreed at once', async () => {
    const { li, wang, post, request } = await said();
    post.isAway = true;
    proposeRetention(li.ports, request, 30);
    proposeRetention(wang.ports, request, 7);
    post.isAway = false;
    await settle([li, wang], () => [li, wang].every((seat) => retentionOf(seat, request).peer !== null));
    post.isAway = true;
    for (const seat of [li, wang]) answerRetention(seat.ports, request, true);
    post.isAway = false;
    const isShorter = (seat: Seat): boolean => retentionOf(seat, request).days === 7;
    await settle([li, wang], () => isShorter(li) && isShorter(wang));
    expect([li, wang].map((seat) => refusalsOf(seat))).toEqual([[], []]);
  });
});

describe('what is older than the term', () => {
  it('goes from both desks, their search, files and logs, and a line says how much went', async () => {
    const world = await said();
    const { li, wang, clock, request } = world;
    await agreed(world, 7);
    expect([isLeft(li), isLeft(wang)]).toEqual([true, true]);
    clock.advance(7 * DAY + 1000);
    send(wang.ports, request, { text: '还在', reply: null });
    await settle([li, wang], () =>
      [li, wang].every((seat) => textsOf(seat, request).length === 1 && retentionOf(seat, request).gone),
    );
    expect([textsOf(li, request), textsOf(wang, request)]).toEqual([['<还在'], ['>还在']]);
    for (const seat of [li, wang]) {
      expect(retentionOf(seat, request).gone).toMatchObject({ count: 2 });
      const dialogue = seat.desk.dialogues.find(request)?.id ?? 0;
      expect(seat.desk.messages.page(dialogue, { before: null, search: '华法林', limit: 9 })).toEqual([]);
    }
    expect([isLeft(li), isLeft(wang)]).toEqual([false, false]);
  });

  it('takes the files that were given with it, sealed as they lie beside the desk', async () => {
    const world = await said();
    const { li, wang, clock, request } = world;
    await attach(li, request, '心音.wav', sound(70_000, 'heart'));
    giveAttached(li.ports, request);
    li.service.transfers.refresh();
    const filesOf = (seat: Seat): number =>
      readdirSync(join(dirname(seat.path), 'files'), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile(),
      ).length;
    await settle([li, wang], () => [li, wang].every((seat) => filesOf(seat) === 1 && isWhole(seat)));
    await agreed(world, 1);
    clock.advance(DAY + 1000);
    for (const seat of [li, wang]) seat.hourPasses();
    await settle([li, wang], () => [li, wang].every((seat) => retentionOf(seat, request).gone !== null));
    expect([li, wang].map(filesOf)).toEqual([0, 0]);
  });

  it('goes by itself when its time comes, without anything being said', async () => {
    const world = await said();
    const { li, wang, clock, request } = world;
    await agreed(world, 1);
    clock.advance(DAY + 1000);
    for (const seat of [li, wang]) seat.hourPasses();
    await settle([li, wang], () => [li, wang].every((seat) => textsOf(seat, request).length === 0));
    expect(retentionOf(li, request).gone?.count).toBe(2);
  });

  it('still reaches a doctor who was away, and goes there at once', async () => {
    const world = await said();
    const { li, wang, clock, post, request } = world;
    await agreed(world, 1);
    post.isAway = true;
    send(li.ports, request, { text: '离线时所说', reply: null });
    clock.advance(DAY + 1000);
    li.hourPasses();
    await settle([li], () => textsOf(li, request).length === 0);
    post.isAway = false;
    await settle([li, wang], () => retentionOf(wang, request).gone?.count === 3);
    expect(textsOf(wang, request)).toEqual([]);
  });
});
