/** Files of outbox entries: sent beside the rest, before their record's receipt, paused, and gone on with. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { toBlobId, toTxId } from '../../src/crypto/ids.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { millis } from '../../src/ports.ts';
import { openDesk } from '../../src/replica/desk/desk.ts';
import type { SendingOptions } from '../../src/replica/fileSender.ts';
import { OutboxDriver } from '../../src/replica/outboxDriver.ts';
import { countingRandom, sampleEntry, testClock } from './support/deskSamples.ts';
import { temporaryFolder, testKey } from './support/temporary.ts';

const MIB = 0x10_0000;

interface Sent {
  readonly name: string;
  readonly options: SendingOptions;
  readonly resolve: () => void;
  readonly refuse: (code: string) => void;
}

/** A driver whose files are sent when the test says so. */
function world() {
  const clock = testClock();
  const path = join(temporaryFolder(), 'desk.db');
  const desk = openDesk({ path, key: testKey(), clock, random: countingRandom() });
  onTestFinished(() => desk.close());
  const sending: Sent[] = [];
  const calls: string[] = [];
  const woken = { count: 0 };
  const call = (name: string): Promise<void> => {
    calls.push(name);
    return Promise.resolve();
  };
  const driver = new OutboxDriver({
    outbox: desk.outbox,
    node: {
      connected: () => true,
      storeBlob: () => call('blob'),
      receipt: async () => {
        await call('receipt');
        return new Uint8Array(64);
      },
      submit: () => call('submit'),
    },
    attachments: {
      files: desk.outboxFiles,
      send: (file, options) =>
        new Promise((resolve, reject) => {
          const refuse = (code: string): void => reject(new ConsiliumError(code));
          options.signal.addEventListener('abort', () => refuse('transfer-paused'));
          sending.push({ name: toHex(file.id).slice(0, 2), options, resolve, refuse });
        }),
      moved: () => undefined,
      wake: () => {
        woken.count += 1;
      },
    },
    ledger: {
      headTime: () => millis(1_760_000_000_000),
      transaction: () => null,
      statement: () => null,
      followsErased: () => false,
    },
    clock,
    renew: () => null,
    changed: () => undefined,
  });
  return { calls, clock, desk, driver, sending, woken };
}

const file = (value: number, size: number) => ({ id: toBlobId(new Uint8Array(32).fill(value)), size });
/** Of a visit of its own each. */
function entryWith(value: number, ...files: ReturnType<typeof file>[]) {
  const txId = toTxId(new Uint8Array(32).fill(value));
  return { ...sampleEntry(), visit: null, statement: null, blobs: [], txId, files };
}
/** What was begun has come to its wait. */
const turns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('files of an entry', () => {
  it('go before its receipt, one large one or several small ones at once', async () => {
    const { calls, desk, driver, sending } = world();
    const { id } = desk.outbox.add(entryWith(1, file(1, 10), file(2, MIB), file(3, MIB + 1), file(4, 5)));
    expect(await driver.drain()).toBeNull();
    await turns();
    expect(sending.map(({ name }) => name)).toEqual(['01', '02']);
    for (const one of sending.splice(0)) one.resolve();
    await turns();
    expect(sending.map(({ name }) => name)).toEqual(['03']);
    sending[0]?.options.progress(1000);
    expect(driver.sending?.sent(file(3, 0).id)).toBe(1000);
    await driver.drain();
    expect(calls).toEqual([]);
    sending.splice(0).forEach((one) => one.resolve());
    await turns();
    sending.splice(0).forEach((one) => one.resolve());
    await driver.sending?.idle();
    expect(desk.outboxFiles.list(id).every(({ stored }) => stored)).toBe(true);
    await driver.drain();
    expect(calls).toEqual(['receipt', 'submit']);
  });

  it('keep no other entry waiting', async () => {
    const { calls, desk, driver, sending } = world();
    desk.outbox.add(entryWith(1, file(1, 100 * MIB)));
    desk.outbox.add(entryWith(2));
    await driver.drain();
    await turns();
    expect(sending).toHaveLength(1);
    expect(calls).toEqual(['receipt', 'submit']);
  });

  it('wait while the doctor wants it, also after a restart, and go on when the doctor says so', async () => {
    const { calls, desk, driver, sending, woken } = world();
    const { id } = desk.outbox.add(entryWith(1, file(1, 100 * MIB)));
    await driver.drain();
    await turns();
    driver.pause(id, true);
    await driver.sending?.idle();
    expect(desk.outboxFiles.isPaused(id)).toBe(true);
    expect(await driver.drain()).toBeNull();
    expect([sending.length, calls.length, woken.count]).toEqual([1, 0, 0]);
    expect(desk.outbox.entry(id)?.code).toBeNull();
    driver.pause(id, false);
    await driver.drain();
    await turns();
    expect(sending).toHaveLength(2);
    sending[1]?.resolve();
    await driver.sending?.idle();
    await driver.drain();
    expect(calls).toEqual(['receipt', 'submit']);
  });

  it.each(['blob-quota', 'storage-full', 'node-away', 'uploads-full'])(
    'that the node refuses with %s stay, say so, and are sent again later',
    async (code) => {
      const { calls, clock, desk, driver, sending, woken } = world();
      const { id } = desk.outbox.add(entryWith(1, file(1, 5)));
      await driver.drain();
      await turns();
      sending.splice(0).forEach((one) => one.refuse(code));
      await driver.sending?.idle();
      expect(woken.count).toBe(1);
      expect(desk.outbox.entry(id)).toMatchObject({ state: 'waiting-receipt', code });
      const due = await driver.drain();
      expect(sending).toEqual([]);
      clock.set(due ?? 0);
      await driver.drain();
      await turns();
      sending.splice(0).forEach((one) => one.resolve());
      await driver.sending?.idle();
      await driver.drain();
      expect(calls).toEqual(['receipt', 'submit']);
      expect(desk.outbox.entry(id)?.code).toBeNull();
    },
  );

  it('that are under way when the desk is closed write nothing into it any more', async () => {
    const { desk, driver, sending, woken } = world();
    const { id } = desk.outbox.add(entryWith(1, file(1, 5)));
    await driver.drain();
    await turns();
    driver.stop();
    sending[0]?.resolve();
    await driver.sending?.idle();
    expect(desk.outboxFiles.list(id)).toMatchObject([{ stored: false }]);
    expect(woken.count).toBe(0);
  });
});
