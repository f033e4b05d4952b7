import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import { toStatementHash } from '../../../src/crypto/ids.ts';
import { millis } from '../../../src/ports.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { openDesk, type Desk } from '../../../src/replica/desk/desk.ts';
import { countingRandom, sampleEntry, sampleVisit, testClock } from '../support/deskSamples.ts';
import { temporaryFolder, testKey } from '../support/temporary.ts';

function open(path = join(temporaryFolder(), 'desk.db')): Desk {
  const desk = openDesk({ path, key: testKey(), clock: testClock(), random: countingRandom() });
  onTestFinished(() => desk.close());
  return desk;
}

const record = {
  statement: toStatementHash(sha256(utf8('statement'))),
  followUntil: millis(2_000),
  clinical: { salt: new Uint8Array(32).fill(1), bytes: utf8('{"cough":true}') },
  identityHash: sha256(utf8('identity')),
  identity: utf8('{"name":"张秀英"}'),
};

describe('own records', () => {
  it('are kept once, whole', () => {
    const desk = open();
    desk.ownRecords.keep(record);
    desk.ownRecords.keep({ ...record, identity: null });
    expect(desk.ownRecords.record(record.statement)).toEqual(record);
    expect(desk.ownRecords.record(toStatementHash(sha256(utf8('other'))))).toBeNull();
  });

  it('lose the identity part, and only that, once the follow-up has passed', () => {
    const desk = open();
    desk.ownRecords.keep(record);
    expect(desk.ownRecords.forgetIdentities(millis(2_000))).toBe(0);
    expect(desk.ownRecords.forgetIdentities(millis(2_001))).toBe(1);
    expect(desk.ownRecords.record(record.statement)).toEqual({ ...record, identity: null });
    expect(desk.ownRecords.forgetIdentities(millis(9_000))).toBe(0);
  });

  it('leave no trace of a forgotten identity in the write-ahead log', () => {
    const path = join(temporaryFolder(), 'desk.db');
    const desk = open(path);
    desk.ownRecords.keep(record);
    desk.ownRecords.forgetIdentities(millis(2_001));
    expect(readFileSync(`${path}-wal`)).toHaveLength(0);
  });

  it('find what is to be forgotten by index', () => {
    const path = join(temporaryFolder(), 'desk.db');
    open(path).close();
    const database = openDatabase({ path, key: testKey() });
    onTestFinished(() => database.close());
    const plan = database
      .prepare(
        'EXPLAIN QUERY PLAN UPDATE own_records SET identity = NULL WHERE follow_until < ? AND identity IS NOT NULL',
      )
      .all(1)
      .map((row) => String(row['detail']))
      .join('\n');
    expect(plan).toContain('own_records_by_follow_up');
  });
});

describe('writing at once', () => {
  it('keeps all of it or nothing', () => {
    const desk = open();
    const visit = {
      visit: sampleVisit(),
      epoch: 1,
      registration: null,
      department: null,
      openedAt: millis(1),
      until: millis(2),
    };
    const half = (): void =>
      desk.atomically(() => {
        desk.visits.begin(visit);
        desk.visits.put(visit.visit, 'card', utf8('card'));
        desk.outbox.add(sampleEntry());
        throw new Error('killed');
      });
    expect(half).toThrow('killed');
    expect(desk.visits.visit(visit.visit)).toBeNull();
    expect(desk.outbox.list()).toEqual([]);
  });

  it('lets a visit that never opened be noted anew after it was discarded', () => {
    const desk = open();
    const visit = {
      visit: sampleVisit(),
      epoch: 1,
      registration: null,
      department: null,
      openedAt: millis(1),
      until: millis(2),
    };
    desk.visits.discard(visit.visit);
    desk.visits.begin(visit);
    desk.visits.put(visit.visit, 'card', utf8('card'));
    desk.visits.discard(visit.visit);
    expect(desk.visits.visit(visit.visit)).toBeNull();
    desk.visits.begin(visit);
    expect(desk.visits.get(visit.visit, 'card')).toBeNull();
  });
});
