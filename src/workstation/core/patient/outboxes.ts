/**
 * What patients signed on this machine, on its way to the ledger: a durable outbox for each node that is asked, under
 * the machine's key. It holds only what is signed and sealed, so that it can be sent when the patient has gone; what
 * expires unsent is not signed again, since that takes the patient.
 */
import { bytesEqual, toHex, utf8 } from '../../../crypto/bytes.ts';
import { blake2b256 } from '../../../crypto/hash.ts';
import { toSignature, type InstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { openDesk, type Desk } from '../../../replica/desk/desk.ts';
import type { OutboxStore } from '../../../replica/desk/outboxStore.ts';
import { OutboxDriver } from '../../../replica/outboxDriver.ts';
import type { CorePorts, Ledger, PatientOutbox, PatientOutboxLookup } from '../context.ts';
import { assertReceipt, outboxLedger } from '../ledger/outbox.ts';

export interface PatientOutboxesParts {
  readonly ports: CorePorts;
  /** 32 bytes. */
  readonly machineKey: Uint8Array;
  /** Where the outbox of an institution's node lies. */
  readonly path: (institution: InstitutionId) => string;
  /** Institutions whose outbox has been made here before. */
  readonly made: () => readonly InstitutionId[];
  readonly ledger: (institution: InstitutionId) => Ledger;
  readonly changed: () => void;
}

/** How long closing waits for what is under way; what a node did not answer by then is asked again. */
const CLOSE_WITHIN_MS = 2_000;
const KEY_LABEL = utf8('consilium/patients/v1');

export class PatientOutboxes implements PatientOutboxLookup {
  readonly #parts: PatientOutboxesParts;
  readonly #open = new Map<string, OpenOutbox>();

  constructor(parts: PatientOutboxesParts) {
    this.#parts = parts;
  }

  /** The outbox through the node of an institution; made when it is first asked for. */
  at(institution: InstitutionId): PatientOutbox {
    return this.#at(institution);
  }

  made(institution: InstitutionId): PatientOutbox | null {
    const isMade = this.#parts.made().some((known) => bytesEqual(known, institution));
    return isMade ? this.#at(institution) : null;
  }

  /** Goes on with what an earlier run of the program left. */
  resume(): void {
    for (const institution of this.#parts.made()) {
      try {
        this.#at(institution).wake();
      } catch (error) {
        // A node that is no longer here, or a file that cannot be read: no reason for the rest not to start.
        this.#parts.ports.logger.error('patient-outbox-resume', { code: errorCode(error) });
      }
    }
  }

  /** The verified copy has moved on. */
  moved(): void {
    for (const outbox of this.#open.values()) outbox.observe();
  }

  /** A node is there again. */
  connected(): void {
    for (const outbox of this.#open.values()) outbox.wake();
  }

  /** Resolves when what was under way has come to its end, or does not. */
  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((outbox) => outbox.close()));
  }

  #at(institution: InstitutionId): OpenOutbox {
    const name = toHex(institution);
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const { ports, machineKey, path } = this.#parts;
    const key = blake2b256(machineKey, KEY_LABEL);
    const { clock, random } = ports;
    const desk = openDesk({ path: path(institution), key, clock, random });
    const opened = new OpenOutbox(desk, this.#parts, institution);
    this.#open.set(name, opened);
    return opened;
  }
}

class OpenOutbox implements PatientOutbox {
  readonly #desk: Desk;
  readonly #parts: PatientOutboxesParts;
  readonly #driver: OutboxDriver;
  readonly #underWay = new Set<Promise<void>>();
  #cancel = (): void => undefined;
  #closed = false;

  constructor(desk: Desk, parts: PatientOutboxesParts, institution: InstitutionId) {
    this.#desk = desk;
    this.#parts = parts;
    this.#driver = driverOf(desk, { parts, ledger: parts.ledger(institution) });
  }

  get entries(): OutboxStore {
    return this.#desk.outbox;
  }

  observe(): void {
    this.#driver.observe();
  }

  async drain(): Promise<void> {
    if (this.#closed) throw new ConsiliumError('core-gone');
    this.#cancel();
    const work = this.#drain();
    this.#underWay.add(work);
    try {
      await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** Nobody waits for it; what fails stays in the outbox and is said there. */
  wake(): void {
    if (this.#closed) return;
    this.#driver.reconnected();
    this.drain().catch((error: unknown) => {
      this.#parts.ports.logger.warn('patient-outbox-drain', { code: errorCode(error) });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#parts.ports.timers.after(CLOSE_WITHIN_MS, resolve);
    });
    await Promise.race([Promise.allSettled(this.#underWay), late]);
    cancel();
    this.#desk.close();
  }

  async #drain(): Promise<void> {
    const due = await this.#driver.drain();
    if (due === null || this.#closed) return;
    const { clock, timers } = this.#parts.ports;
    this.#cancel();
    this.#cancel = timers.after(Math.max(0, due - clock.now()), () => this.#again());
  }

  #again(): void {
    if (this.#closed) return;
    this.drain().catch((error: unknown) => {
      this.#parts.ports.logger.warn('patient-outbox-drain', { code: errorCode(error) });
    });
  }
}

function driverOf(
  desk: Desk,
  { parts, ledger }: { readonly parts: PatientOutboxesParts; readonly ledger: Ledger },
): OutboxDriver {
  const { node, replica } = ledger;
  return new OutboxDriver({
    outbox: desk.outbox,
    node: {
      connected: () => node.connected(),
      // A grant's rows: all that a patient's transaction brings along without a receipt.
      storeBlob: async (_id, parcel) => node.rights.deliver(parcel),
      receipt: async ({ body, signatures, envelope }) => {
        const [consent] = signatures;
        if (envelope === null || consent === undefined)
          throw new ConsiliumError('receipt-invalid', { check: 'envelope' });
        const signature = await node.rights.receipt(body, toSignature(consent), envelope);
        assertReceipt(replica.store, body, signature);
        return signature;
      },
      submit: async (transaction) => void (await node.rights.submit(transaction)),
    },
    ledger: outboxLedger(replica.store),
    clock: parts.ports.clock,
    renew: () => 'impossible',
    changed: parts.changed,
  });
}
