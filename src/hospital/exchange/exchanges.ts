/**
 * What doctors give each other, at the node of who reads it: sealed rows under an exchange of the ledger.
 *
 * Invariants:
 *   1. Rows are kept only with a transaction that the ledger would take now, or has taken, and under the list whose hash
 *      doctor and patient signed.
 *   2. They lie at the node of the reader's institution, and are given to the reader alone.
 *   3. Only while the exchange is in force: accepted, not ended by anyone, its term not over; a doctor who is suspended is
 *      not logged in.
 *   4. Rows of what is over are deleted here.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { toInstitutionId, toTxId, type InstitutionId, type TxId } from '../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { readStaff } from '../../contracts/signers.ts';
import { exchangeInForce } from '../../contracts/sharing/exchange.ts';
import { exchangeCodec, type Exchange } from '../../contracts/sharing/exchangeEntities.ts';
import { exchangeRecordsHash } from '../../contracts/sharing/records.ts';
import { read } from '../../contracts/state.ts';
import { decodeBody, encodeTransaction, transactionId } from '../../contracts/transaction.ts';
import { isErased } from '../../contracts/visit/erased.ts';
import type { LedgerStore } from '../../replica/ledgerStore.ts';
import type { Envelopes } from '../envelopes.ts';
import { ledgerTime, type LedgerHost } from '../ledgerHost.ts';
import { grantedRecords } from '../patient/grantGate.ts';
import type { Peers } from '../peers.ts';
import type { LoggedIn } from '../session.ts';
import type { ExchangeTable, KeptExchange } from '../store/exchangeTable.ts';
import { demandTaken } from '../taken.ts';
import { decodeExchangeParcel, withoutRowsOf, type ExchangeParcel } from './parcels.ts';
import type { ExchangedToReader } from './shapes.ts';

export interface ExchangesOptions {
  readonly host: LedgerHost;
  readonly peers: Peers;
  readonly envelopes: Envelopes;
  readonly table: ExchangeTable;
  readonly clock: Clock;
}

/** Whom a parcel is for, and where its exchange stands on the ledger. */
interface Address {
  readonly exchange: TxId;
  readonly back: boolean;
  readonly reader: Uint8Array;
  readonly home: InstitutionId;
}

type Standing = 'in-force' | 'waiting' | 'over';

export class Exchanges {
  readonly #options: ExchangesOptions;

  constructor(options: ExchangesOptions) {
    this.#options = options;
  }

  /**
   * Keeps a parcel, or relays it to the reader's node.
   * Errors: `receipt-refused` {check}, `node-away`, `node-syncing` where the reader's node is behind, and the ledger's
   * refusals.
   */
  async deliver(parcelBytes: Uint8Array, from: 'doctor' | 'node'): Promise<void> {
    const { host, peers, table } = this.#options;
    const parcel = decoded(() => decodeExchangeParcel(parcelBytes));
    // Invariant 1.
    demandTaken(this.#options, encodeTransaction(parcel.body, parcel.signatures));
    const { back, exchange, home, reader } = addressOf(host.store, parcel);
    if (!peers.isSelf(home)) {
      if (from === 'node') throw refused('reader');
      await this.#relay(home, parcelBytes);
      return;
    }
    // What was erased while the parcel was on its way does not come in with it.
    const kept = withoutRowsOf(parcelBytes, (hash) => isErased(host.store, hash));
    await table.put({ exchange, back, reader, parcel: kept });
  }

  /** What is given to the caller now. */
  async of(caller: Pick<LoggedIn, 'entity'>): Promise<readonly ExchangedToReader[]> {
    const { table } = this.#options;
    const kept = table.of(caller.entity).map((item) => ({ item, standing: this.#standing(item) }));
    const over = kept.filter(({ standing }) => standing === 'over').map(({ item }) => item);
    // Invariant 4.
    if (over.length > 0) await table.forget(over);
    const inForce = kept.filter(({ standing }) => standing === 'in-force');
    const answers = await Promise.all(inForce.map(async ({ item }) => this.#given(item)));
    return answers.filter((answer) => answer !== null);
  }

  /** This node would take it; that the other one would not says that its copy of the ledger is behind. */
  async #relay(home: InstitutionId, parcel: Uint8Array): Promise<void> {
    try {
      await this.#options.peers.ask(home, async (peer) => peer.exchanges.deliver(parcel));
    } catch (error) {
      if (!isConsiliumError(error) || !BEHIND_CODES.has(error.code)) throw error;
      throw new ConsiliumError('node-syncing', {}, { cause: error });
    }
  }

  /** Invariants 2 and 3. What the ledger does not have yet may still come. */
  #standing({ back, exchange, reader }: KeptExchange): Standing {
    const { clock, host } = this.#options;
    const entity = read(host.store, exchangeCodec, exchange);
    if (entity === null) return 'waiting';
    const now = ledgerTime(host.store, clock);
    const isTheirs = bytesEqual(back ? entity.proposer : entity.receiver, reader);
    if (!isTheirs || entity.revoked !== null || now > entity.until) return 'over';
    if (!exchangeInForce(entity, now)) return 'waiting';
    return back && entity.back === null ? 'over' : 'in-force';
  }

  /** Null for rows under another list than was signed. */
  async #given({ back, exchange, parcel: bytes }: KeptExchange): Promise<ExchangedToReader | null> {
    const entity = read(this.#options.host.store, exchangeCodec, exchange);
    const parcel = decodeExchangeParcel(bytes);
    const signed = listHash(entity, back);
    if (signed === null || !bytesEqual(signed, exchangeRecordsHash(parcel))) return null;
    const { note, salt, version } = parcel;
    return {
      exchange,
      back,
      salt,
      note,
      version,
      ...(await grantedRecords(this.#options.envelopes, parcel)),
    };
  }
}

/** What a copy of the ledger refuses that lacks the visit, the proposal or the doctor. */
const BEHIND_CODES: ReadonlySet<string> = new Set([
  'visit-unknown',
  'not-participant',
  'exchange-unknown',
  'grantee-unknown',
  'signer-unknown',
  'signer-key-unknown',
]);

function listHash(exchange: Exchange | null, back: boolean): Uint8Array | null {
  const side = back ? exchange?.back : exchange?.give;
  return side?.records ?? null;
}

/** Errors: `receipt-refused` {check}. */
function addressOf(store: LedgerStore, parcel: ExchangeParcel): Address {
  const body = decoded(() => decodeBody(parcel.body));
  const given =
    body.kind === 'sharing/propose' ? body.give : body.kind === 'sharing/accept' ? body.back : null;
  if (given === null) throw refused('body');
  if (!bytesEqual(given.records, exchangeRecordsHash(parcel))) throw refused('records');
  if (parcel.rows.some(({ index }) => index >= parcel.statements.length)) throw refused('rows');
  const back = body.kind === 'sharing/accept';
  const exchange = toTxId(back ? body.exchange : transactionId(parcel.body));
  const reader =
    body.kind === 'sharing/propose' ? body.receiver : read(store, exchangeCodec, exchange)?.proposer;
  const staff = reader === undefined ? null : readStaff(store, 'doctor', reader);
  if (reader === undefined || staff === null) throw refused('reader');
  return { exchange, back, reader, home: toInstitutionId(staff.institution) };
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    throw new ConsiliumError('receipt-refused', { check: 'body' }, { cause: error });
  }
}

function refused(check: string): ConsiliumError {
  return new ConsiliumError('receipt-refused', { check });
}
