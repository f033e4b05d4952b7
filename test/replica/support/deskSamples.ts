import { sha256 } from '../../../src/crypto/hash.ts';
import { toBlobId, toEpochKey, toStaffId, toStatementHash, toTxId } from '../../../src/crypto/ids.ts';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { millis, type Clock, type Millis, type RandomBytes } from '../../../src/ports.ts';
import type { NewOutboxEntry } from '../../../src/replica/desk/outboxStore.ts';

/** A clock that only the test moves. */
export interface TestClock extends Clock {
  set(time: number): void;
}

export function testClock(start = 1_760_000_000_000): TestClock {
  let current: Millis = millis(start);
  return {
    now: () => current,
    set: (time) => {
      current = millis(time);
    },
  };
}

/** Bytes that differ from call to call and are the same in every run. */
export function countingRandom(): RandomBytes {
  let calls = 0;
  return (length) => {
    calls += 1;
    const stream = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
      sha256(utf8(`random ${String(calls)} ${String(index)}`)),
    );
    return new Uint8Array(stream.flatMap((block) => [...block])).slice(0, length);
  };
}

export const sampleDoctor = toStaffId(new Uint8Array(16).fill(1));

export function sampleVisit(number = 1) {
  return toEpochKey(sha256(utf8(`visit ${String(number)}`)));
}

/** A signed record that still lacks the node's signature, with two blobs. */
export function sampleEntry(number = 1, changes: Partial<NewOutboxEntry> = {}): NewOutboxEntry {
  const name = (what: string): Uint8Array => sha256(utf8(`${what} ${String(number)}`));
  return {
    kind: 'visit/record',
    statement: toStatementHash(name('statement')),
    visit: sampleVisit(),
    txId: toTxId(name('transaction')),
    body: name('body'),
    expires: millis(1_760_000_000_000 + 3_600_000),
    signatures: [new Uint8Array(64).fill(number)],
    signers: 2,
    envelope: name('envelope'),
    blobs: [
      { id: toBlobId(name('blob 1')), blob: name('blob bytes 1') },
      { id: toBlobId(name('blob 2')), blob: name('blob bytes 2') },
    ],
    ...changes,
  };
}
