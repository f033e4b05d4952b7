import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { toTxId, type StatementHash, type TxId } from '../../src/crypto/ids.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { millis } from '../../src/ports.ts';
import { openDesk } from '../../src/replica/desk/desk.ts';
import {
  OutboxDriver,
  type OutboxLedger,
  type OutboxNode,
  type SeenOnLedger,
} from '../../src/replica/outboxDriver.ts';
import { transactionOf, type OutboxEntry } from '../../src/replica/outbox.ts';
import { countingRandom, sampleEntry, testClock, type TestClock } from './support/deskSamples.ts';
import { temporaryFolder, testKey } from './support/temporary.ts';

/** A node that answers from a script and remembers what it was asked, in order. */
class ScriptedNode implements OutboxNode {
  readonly calls: string[] = [];
  readonly submitted: Uint8Array[] = [];
  readonly refusals = new Map<string, string[]>();
  isConnected = true;

  connected(): boolean {
    return this.isConnected;
  }

  async storeBlob(): Promise<void> {
    this.#answer('blob');
  }

  async receipt(): Promise<Uint8Array> {
    this.#answer('receipt');
    return new Uint8Array(64).fill(77);
  }

  async submit(transaction: Uint8Array): Promise<void> {
    this.submitted.push(transaction);
    this.#answer('submit');
  }

  #answer(call: string): void {
    this.calls.push(call);
    const code = this.refusals.get(call)?.shift();
    if (code !== undefined) throw new ConsiliumError(code);
  }
}

class ScriptedLedger implements OutboxLedger {
  readonly transactions = new Map<string, SeenOnLedger>();
  readonly statements = new Map<string, SeenOnLedger>();
  /** Whether whatever an entry follows was erased. */
  erased = false;
  time = millis(1_760_000_000_000);

  headTime() {
    return this.time;
  }

  followsErased(): boolean {
    return this.erased;
  }

  transaction(id: TxId): SeenOnLedger | null {
    return this.transactions.get(toHex(id)) ?? null;
  }

  statement(hash: StatementHash): SeenOnLedger | null {
    return this.statements.get(toHex(hash)) ?? null;
  }

  commit(txId: TxId, outcome: SeenOnLedger['outcome'] = { ok: true, consent: 'complete' }): void {
    this.transactions.set(toHex(txId), { txId, height: 5, blockTime: this.time, outcome });
  }
}

interface World {
  readonly node: ScriptedNode;
  readonly ledger: ScriptedLedger;
  readonly clock: TestClock;
  readonly driver: OutboxDriver;
  readonly changes: string[];
  readonly outbox: ReturnType<typeof openDesk>['outbox'];
  unlocked: boolean;
}

function world(): World {
  const clock = testClock();
  const desk = openDesk({
    path: join(temporaryFolder(), 'desk.db'),
    key: testKey(),
    clock,
    random: countingRandom(),
  });
  onTestFinished(() => desk.close());
  const node = new ScriptedNode();
  const ledger = new ScriptedLedger();
  const changes: string[] = [];
  const made: World = {
    node,
    ledger,
    clock,
    changes,
    outbox: desk.outbox,
    unlocked: true,
    driver: new OutboxDriver({
      outbox: desk.outbox,
      node,
      ledger,
      clock,
      renew: (entry) => (made.unlocked ? renewedFrom(entry, clock.now()) : null),
      changed: (entry) => changes.push(`${String(entry.id)} ${entry.state}`),
    }),
  };
  return made;
}

function renewedFrom(entry: OutboxEntry, now: number) {
  return {
    txId: toTxId(new Uint8Array(32).fill(99)),
    body: new Uint8Array([...entry.body, 1]),
    expires: millis(now + 3_600_000),
    signatures: [new Uint8Array(64).fill(50)],
  };
}

describe('the outbox driver', () => {
  it('stores blobs, takes the receipt, submits once and waits for the block', async () => {
    const { driver, node, outbox, ledger, changes } = world();
    const { id, txId } = outbox.add(sampleEntry());
    await driver.drain();
    await driver.drain();
    expect(node.calls).toEqual(['blob', 'blob', 'receipt', 'submit']);
    expect(outbox.entry(id)?.state).toBe('sent');
    ledger.commit(txId);
    expect(await driver.drain()).toBeNull();
    expect(outbox.entry(id)).toMatchObject({ state: 'committed', height: 5 });
    expect(changes).toEqual(['1 queued', '1 sent', '1 committed']);
  });

  it('sends the very same bytes again when no block brings them', async () => {
    const { driver, node, outbox, clock } = world();
    const { id } = outbox.add(sampleEntry());
    const due = await driver.drain();
    clock.set(due ?? 0);
    await driver.drain();
    const entry = outbox.entry(id);
    expect(node.submitted).toHaveLength(2);
    expect(node.submitted[1]).toEqual(node.submitted[0]);
    expect(entry === null ? null : transactionOf(entry)).toEqual(node.submitted[0]);
  });

  it('goes on by itself after the node was away, with growing pauses, and sends once', async () => {
    const { driver, node, outbox, clock, ledger } = world();
    const { txId } = outbox.add(sampleEntry());
    node.refusals.set('receipt', ['node-away', 'connection-closed']);
    const first = await driver.drain();
    expect((first ?? 0) - clock.now()).toBe(500);
    clock.set(first ?? 0);
    const second = await driver.drain();
    expect((second ?? 0) - clock.now()).toBe(1_000);
    driver.reconnected();
    await driver.drain();
    ledger.commit(txId);
    await driver.drain();
    expect(node.calls).toEqual(['blob', 'blob', 'receipt', 'receipt', 'receipt', 'submit']);
  });

  it('sends blobs again that the node has lost', async () => {
    const { driver, node, outbox, clock } = world();
    outbox.add(sampleEntry());
    node.refusals.set('receipt', ['blob-missing']);
    clock.set((await driver.drain()) ?? 0);
    await driver.drain();
    expect(node.calls).toEqual(['blob', 'blob', 'receipt', 'blob', 'blob', 'receipt', 'submit']);
  });

  it('asks nothing of a node that is away', async () => {
    const { driver, node, outbox } = world();
    outbox.add(sampleEntry());
    node.isConnected = false;
    expect(await driver.drain()).toBeNull();
    expect(node.calls).toEqual([]);
    expect(outbox.unsettled()).toHaveLength(1);
  });

  it('sends the entries of one visit in order, each when the one before is in a block', async () => {
    const { driver, node, outbox, ledger } = world();
    const record = outbox.add(sampleEntry(1));
    outbox.add(sampleEntry(2, { kind: 'visit/end', statement: null, signers: 1, envelope: null, blobs: [] }));
    await driver.drain();
    expect(node.submitted).toHaveLength(1);
    ledger.commit(record.txId);
    await driver.drain();
    expect(node.submitted).toHaveLength(2);
  });

  it('takes a statement that another of its transactions carried as committed', async () => {
    const { driver, node, outbox, ledger } = world();
    const { id, statement } = outbox.add(sampleEntry());
    node.refusals.set('submit', ['statement-duplicate']);
    await driver.drain();
    expect(outbox.entry(id)).toMatchObject({ state: 'sent', code: 'statement-duplicate' });
    const txId = toTxId(new Uint8Array(32).fill(3));
    const seen = {
      txId,
      height: 4,
      blockTime: ledger.time,
      outcome: { ok: true, consent: 'complete' },
    } as const;
    if (statement !== null) ledger.statements.set(toHex(statement), seen);
    driver.observe();
    expect(outbox.entry(id)).toMatchObject({ state: 'committed', height: 4 });
  });

  it('renews after expiry by block time, once the key is unlocked, and asks for a new receipt', async () => {
    const made = world();
    const { driver, node, outbox, ledger } = made;
    const { id, txId, expires } = outbox.add(sampleEntry());
    made.unlocked = false;
    await driver.drain();
    ledger.time = millis(expires + 1);
    expect(await driver.drain()).toBeNull();
    expect(outbox.entry(id)?.txId).toEqual(txId);
    made.unlocked = true;
    driver.reconnected();
    made.clock.set(expires + 2);
    await driver.drain();
    expect(outbox.entry(id)?.state).toBe('sent');
    expect(outbox.transactionIds(id)).toHaveLength(2);
    expect(node.calls).toEqual(['blob', 'blob', 'receipt', 'submit', 'receipt', 'submit']);
  });

  it('does not renew with a clock that lies behind the ledger', async () => {
    const { driver, outbox, ledger } = world();
    const { id, expires } = outbox.add(sampleEntry());
    ledger.time = millis(expires + 30 * 86_400_000);
    await driver.drain();
    expect(outbox.entry(id)).toMatchObject({ state: 'waiting-receipt', code: 'clock-off' });
    expect(outbox.transactionIds(id)).toHaveLength(1);
  });

  it('shows a refusal, and corrects it when a block says otherwise', async () => {
    const { driver, node, outbox, ledger } = world();
    const { id, txId } = outbox.add(sampleEntry());
    node.refusals.set('submit', ['doctor-suspended']);
    await driver.drain();
    expect(outbox.entry(id)).toMatchObject({ state: 'rejected', code: 'doctor-suspended' });
    ledger.commit(txId);
    driver.observe();
    expect(outbox.entry(id)?.state).toBe('committed');
  });

  it('notices when the patient confirms later', async () => {
    const { driver, outbox, ledger } = world();
    const { id, txId, statement } = outbox.add(sampleEntry());
    ledger.commit(txId, { ok: true, consent: 'pending' });
    await driver.drain();
    expect(outbox.entry(id)?.state).toBe('pending-consent');
    const confirmed = {
      txId,
      height: 5,
      blockTime: ledger.time,
      outcome: { ok: true, consent: 'complete' },
    } as const;
    if (statement !== null) ledger.statements.set(toHex(statement), confirmed);
    driver.observe();
    expect(outbox.entry(id)?.state).toBe('committed');
  });

  it('goes round once more when it is called while it runs', async () => {
    const { driver, node, outbox } = world();
    outbox.add(sampleEntry(1));
    const running = driver.drain();
    outbox.add(sampleEntry(2, { visit: null, statement: null }));
    await Promise.all([running, driver.drain()]);
    expect(node.submitted).toHaveLength(2);
  });
});
