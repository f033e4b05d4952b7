/** Transactions on their way into the outbox, and waiting until the verified ledger has decided on them. */
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { toTxId } from '../../../crypto/ids.ts';
import type { EpochKey, StatementHash } from '../../../crypto/ids.ts';
import { encodeBody, signBody, transactionId } from '../../../contracts/transaction.ts';
import type { Signer, TransactionBody } from '../../../contracts/transactionKinds.ts';
import { millis } from '../../../ports.ts';
import type { FiledBlob } from '../../../replica/desk/filedBlobs.ts';
import type { NewOutboxEntry, OutboxStore, WaitingBlob } from '../../../replica/desk/outboxStore.ts';
import { isSettled, type OutboxEntry } from '../../../replica/outbox.ts';
import type { CoreContext, Ledger, StaffSession } from '../context.ts';
import { networkOf } from './ledgerReads.ts';

const HOUR_MS = 60 * 60 * 1000;
/** How long a transaction may wait for its block; the contracts allow eight days. Records are renewed after it. */
export const TRANSACTION_LIFETIME_MS = 7 * 24 * HOUR_MS;
/** A card whose opening did not reach the ledger within this time is not spent behind the patient's back. */
export const OPENING_LIFETIME_MS = 2 * HOUR_MS;
/** How long a screen waits for a block before it goes on with "queued". */
const SETTLE_WITHIN_MS = 10_000;
const FIRST_LOOK_MS = 5;
const LONGEST_LOOK_MS = 200;
/** The node makes no block until a person has confirmed its date: nothing to wait for. */
const CLOCK_OFF = 'clock-off';

export interface Unsigned {
  readonly body: TransactionBody;
  /** Secret keys of the signers that sign here, in their order; a node signs later. */
  readonly keys: readonly Uint8Array[];
  readonly visit: EpochKey | null;
  readonly statement?: StatementHash;
  readonly envelope?: Uint8Array;
  readonly blobs?: readonly WaitingBlob[];
  readonly files?: readonly FiledBlob[];
}

/** The signer of the unlocked account. */
export function staffSigner({ identity, keyVersion }: StaffSession): Signer {
  return { role: identity.role, entity: identity.entity, version: keyVersion };
}

/** When a transaction made now was made, and when it expires. */
export function termOf(
  context: CoreContext,
  lifetime: number,
): { readonly time: number; readonly expires: number } {
  const time = context.ports.clock.now();
  return { time, expires: time + lifetime };
}

/** Signs a body into what the outbox takes. */
export function signedEntry(context: CoreContext, unsigned: Unsigned): NewOutboxEntry {
  const network = networkOf(context.ledger().replica.store);
  const body = encodeBody(unsigned.body);
  return {
    kind: unsigned.body.kind,
    statement: unsigned.statement ?? null,
    visit: unsigned.visit,
    txId: toTxId(transactionId(body)),
    body,
    expires: millis(unsigned.body.expires),
    signatures: unsigned.keys.map((key, index) => signBody({ network, index }, body, key)),
    signers: unsigned.body.signers.length,
    envelope: unsigned.envelope ?? null,
    blobs: unsigned.blobs ?? [],
    files: unsigned.files ?? [],
  };
}

/**
 * Sends the outbox and waits until the verified ledger took or refused entry `id`. Answers the entry as it stands
 * then: unsettled when the node is away or no block came in time.
 */
export async function settle(context: CoreContext, id: number): Promise<OutboxEntry> {
  return settleAt(context, () => sessionPlace(context), id);
}

/** An outbox, and the ledger that its entries are looked for in. */
export interface SettlePlace {
  readonly entries: Pick<OutboxStore, 'entry'>;
  readonly ledger: Ledger;
  drain(): Promise<void>;
  observe(): void;
}

/** As {@link settle}, of any outbox. `place` is asked again each time: a session may be locked meanwhile. */
export async function settleAt(
  context: CoreContext,
  place: () => SettlePlace,
  id: number,
): Promise<OutboxEntry> {
  const { clock } = context.ports;
  await place().drain();
  // Counted from here: a long import may take longer than this to be sent, and is not slow for that.
  const until = clock.now() + SETTLE_WITHIN_MS;
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(2 * pause, LONGEST_LOOK_MS)) {
    await place().ledger.catchUp();
    const now = place();
    now.observe();
    const entry = now.entries.entry(id);
    if (entry === null) throw new ConsiliumError('outbox-entry-unknown', { id });
    if (isSettled(entry.state) || whyNotWait(now.ledger, entry) !== null || clock.now() >= until)
      return entry;
    await pauseFor(context, pause);
    // An entry before it may just have been settled, which is what this one was waiting for.
    await place().drain();
  }
}

function sessionPlace(context: CoreContext): SettlePlace {
  const { desk, outbox } = context.session();
  return {
    entries: desk.outbox,
    ledger: context.ledger(),
    drain: () => context.drainOutbox(),
    observe: () => outbox.observe(),
  };
}

/** What keeps a block from coming, as far as waiting for it goes: null when one may come any moment. */
function whyNotWait({ node, replica }: Ledger, entry: OutboxEntry): ConsiliumError | null {
  const halted = replica.halted();
  if (halted !== null) return new ConsiliumError('replica-halted', { height: halted.height });
  if (entry.code === CLOCK_OFF) return new ConsiliumError(CLOCK_OFF);
  return node.connected() ? null : new ConsiliumError('node-away');
}

/**
 * As {@link settle}, for what has to be on the ledger before anything else can happen.
 * @throws ConsiliumError the ledger's refusal by its code; `node-away` while it is queued, `clock-off` when it stays
 *   so until a person has confirmed the date, `replica-halted` {height} when no block can be believed any more
 */
export async function settleOrThrow(context: CoreContext, id: number): Promise<OutboxEntry> {
  const entry = await settle(context, id);
  if (entry.state === 'rejected') throw new ConsiliumError(entry.code ?? 'internal');
  if (!isSettled(entry.state)) throw whyNotWait(context.ledger(), entry) ?? new ConsiliumError('node-away');
  return entry;
}

/** Sends the outbox without waiting for it; what fails stays in the outbox and is said there. */
export function sendLater(context: CoreContext): void {
  context.drainOutbox().catch((error: unknown) => {
    context.ports.logger.warn('outbox-drain', { code: errorCode(error) });
  });
}

/** Gives other work of this process a turn. */
export async function pauseFor(context: CoreContext, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    context.ports.timers.after(ms, resolve);
  });
}
