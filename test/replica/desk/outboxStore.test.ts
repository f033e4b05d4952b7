import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toTxId } from '../../../src/crypto/ids.ts';
import { millis } from '../../../src/ports.ts';
import { openDesk } from '../../../src/replica/desk/desk.ts';
import type { OutboxStore } from '../../../src/replica/desk/outboxStore.ts';
import { countingRandom, sampleEntry, sampleVisit, testClock } from '../support/deskSamples.ts';
import { temporaryFolder, testKey } from '../support/temporary.ts';

function openOutbox(): OutboxStore {
  const path = join(temporaryFolder(), 'desk.db');
  const desk = openDesk({ path, key: testKey(), clock: testClock(), random: countingRandom() });
  onTestFinished(() => desk.close());
  return desk.outbox;
}

const seen = { type: 'seen', height: 7, blockTime: millis(1_760_000_100_000) } as const;
const committed = { ...seen, outcome: { ok: true, consent: 'complete' } } as const;

describe('the outbox in a desk', () => {
  it('gives back what was put in', () => {
    const outbox = openOutbox();
    const { blobs: _blobs, ...fields } = sampleEntry();
    const entry = outbox.add(sampleEntry());
    expect(entry).toMatchObject({
      ...fields,
      state: 'waiting-receipt',
      code: null,
      height: null,
      blockTime: null,
    });
    expect(outbox.entry(entry.id)).toEqual(entry);
    expect(outbox.entry(99)).toBeNull();
    expect(outbox.byVisit(sampleVisit())).toEqual([entry]);
    expect(fields.statement === null ? [] : outbox.byStatement(fields.statement)).toEqual([entry]);
  });

  it('hands out blobs until the node has them all, and again when it has lost them', () => {
    const outbox = openOutbox();
    const { id } = outbox.add(sampleEntry());
    const { blobs } = sampleEntry();
    const ids = blobs.map((blob) => blob.id);
    expect(outbox.blobsWaiting(id, 1)).toEqual(blobs.slice(0, 1));
    outbox.blobsStored(id, ids.slice(0, 1));
    expect(outbox.blobsWaiting(id, 9)).toEqual(blobs.slice(1));
    outbox.blobsStored(id, ids.slice(1));
    expect(outbox.blobsWaiting(id, 9)).toEqual([]);
    outbox.blobsLost(id);
    expect(outbox.blobsWaiting(id, 9)).toEqual(blobs);
  });

  it('keeps an entry through its whole life and drops only its blobs and envelope', () => {
    const outbox = openOutbox();
    const { id, txId } = outbox.add(sampleEntry());
    expect(outbox.record(id, { type: 'receipt', signature: new Uint8Array(64) }).state).toBe('queued');
    expect(outbox.record(id, { type: 'accepted' }).state).toBe('sent');
    expect(outbox.unsettled()).toHaveLength(1);
    const end = outbox.record(id, { ...committed, txId });
    expect(end).toMatchObject({ state: 'committed', height: 7, blockTime: seen.blockTime, envelope: null });
    expect(outbox.unsettled()).toEqual([]);
    expect(outbox.blobsWaiting(id, 9)).toEqual([]);
    expect(outbox.list()).toEqual([end]);
  });

  it('remembers every id an entry was signed under', () => {
    const outbox = openOutbox();
    const { id, txId, expires } = outbox.add(sampleEntry());
    const renewed = toTxId(new Uint8Array(32).fill(9));
    const transaction = {
      txId: renewed,
      body: new Uint8Array([1]),
      expires,
      signatures: [new Uint8Array(64)],
    };
    expect(outbox.record(id, { type: 'renewed', transaction })).toMatchObject({
      state: 'waiting-receipt',
      txId: renewed,
    });
    expect(outbox.transactionIds(id)).toEqual([txId, renewed]);
    expect(() => outbox.add(sampleEntry())).toThrow(/^outbox-duplicate/);
    expect(outbox.record(id, { ...committed, txId })).toMatchObject({ state: 'committed', txId });
  });

  it('lists what waits for the consent of the patient', () => {
    const outbox = openOutbox();
    const { id, txId } = outbox.add(sampleEntry());
    outbox.record(id, { ...seen, txId, outcome: { ok: true, consent: 'pending' } });
    expect(outbox.pendingConsent().map((entry) => entry.id)).toEqual([id]);
    outbox.record(id, { type: 'confirmed' });
    expect(outbox.pendingConsent()).toEqual([]);
  });

  it('refuses to record for an entry that is not there', () => {
    expect(() => openOutbox().record(5, { type: 'accepted' })).toThrow(/^outbox-entry-unknown/);
  });
});
