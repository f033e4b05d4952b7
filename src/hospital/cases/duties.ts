/**
 * What a node does by itself for shared cases and the incentive: it brings batches, reports what was read, closes periods
 * and claims what its service earned. All of it is read from the ledger, so that nothing is done twice and what broke off
 * goes on at the next block or minute.
 *
 * Invariants:
 *   1. A case waits here for the network's delay before it may stand in a batch, so that its publication does not lead back
 *      to the visit.
 *   2. One case that the ledger would refuse does not keep others back.
 *   3. A period is closed when all active institutions have reported, or a day after its end.
 */
import { compareBytes, toHex } from '../../crypto/bytes.ts';
import { toCaseName, type InstitutionId } from '../../crypto/ids.ts';
import { errorCode, isConsiliumError } from '../../errors.ts';
import type { Clock, Logger, Timers } from '../../ports.ts';
import { KIND } from '../../contracts/entities.ts';
import { broughtBy, evaluate as pointsOf, pointsIn } from '../../contracts/incentive/claim.ts';
import { claimCodec, inPeriod, readsReportCodec } from '../../contracts/incentive/incentiveEntities.ts';
import { incentiveParameter } from '../../contracts/incentive/parameters.ts';
import { openPeriod, readPeriod } from '../../contracts/incentive/period.ts';
import { institutionIds } from '../../contracts/registry/institution.ts';
import { readInstitution } from '../../contracts/signers.ts';
import { caseCodec, caseSourceId } from '../../contracts/sharing/caseEntities.ts';
import { caseDelayMs, demandCase } from '../../contracts/sharing/publish.ts';
import { read } from '../../contracts/state.ts';
import { MAXIMUM_LIFETIME_MS, signTransaction } from '../../contracts/transaction.ts';
import {
  MOST_PUBLISHED,
  type BodyOf,
  type PublishedCase,
  type TransactionKind,
} from '../../contracts/transactionKinds.ts';
import { ledgerTime, type LedgerHost } from '../ledgerHost.ts';
import type { NodeKeys } from '../keyFile.ts';
import type { Peers } from '../peers.ts';
import type { CaseDeposit, SharedCaseTable } from '../store/sharedCaseTable.ts';

export interface CaseDutiesOptions {
  readonly institution: InstitutionId;
  readonly keys: NodeKeys;
  readonly host: LedgerHost;
  readonly peers: Peers;
  readonly table: SharedCaseTable;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

type Duty = Extract<TransactionKind, 'sharing/publish' | `incentive/${string}`>;
type DutyAction = { [K in Duty]: Omit<BodyOf<K>, 'time' | 'expires' | 'signers'> }[Duty];

const DAY_MS = 24 * 60 * 60 * 1000;
const LOOK_EVERY_MS = 60_000;
/** What one report names. */
const READS_AT_ONCE = 1_500;

export class CaseDuties {
  readonly #options: CaseDutiesOptions;
  #running: Promise<void> | null = null;
  #again = false;
  #cancel: () => void = () => undefined;
  #closed = false;

  constructor(options: CaseDutiesOptions) {
    this.#options = options;
  }

  /** There may be new blocks, or a case was brought. */
  wake(): void {
    if (this.#closed) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#again = false;
    this.#cancel();
    try {
      await this.#publish();
      await this.#keepPeriod();
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      this.#options.logger.info('case-duty-later', { code: errorCode(error) });
    }
    if (!this.#closed) this.#cancel = this.#options.timers.after(LOOK_EVERY_MS, () => this.wake());
  }

  async #publish(): Promise<void> {
    const batch = this.#due();
    if (batch.length > 0) await this.#send({ kind: 'sharing/publish', cases: batch });
  }

  /** Invariants 1 and 2. Sorted by name, as the table gives them. */
  #due(): readonly PublishedCase[] {
    const { clock, host, institution, table } = this.#options;
    const { store } = host;
    const latest = ledgerTime(store, clock) - caseDelayMs(store);
    const used = new Set<string>();
    const batch: PublishedCase[] = [];
    for (const deposit of table.deposits()) {
      if (deposit.received > latest || batch.length === MOST_PUBLISHED) continue;
      if (read(store, caseCodec, deposit.name) !== null || !this.#isTaken(deposit)) continue;
      const sources = deposit.sources.filter((source) => {
        const name = toHex(source);
        const isNew = store.get(KIND.caseSource, caseSourceId(institution, source)) === undefined;
        return isNew && !used.has(name);
      });
      for (const source of sources) used.add(toHex(source));
      const { content, keyVersion, signature } = deposit;
      batch.push({ content, keyVersion, signature, sources: sources.toSorted(compareBytes) });
    }
    return batch;
  }

  #isTaken({ content, keyVersion, signature, name }: CaseDeposit): boolean {
    const { host, institution, logger } = this.#options;
    const at = { state: host.store, network: host.store.genesis.network };
    try {
      demandCase({ content, keyVersion, signature, sources: [] }, { hash: name, institution }, at);
      return true;
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      logger.info('case-not-published', { code: error.code });
      return false;
    }
  }

  async #keepPeriod(): Promise<void> {
    const { clock, host, table } = this.#options;
    const period = openPeriod(host.store);
    const open = period === null ? null : readPeriod(host.store, period);
    if (period === null || open === null) return;
    await this.#claim(period - 1);
    const end = open.since + incentiveParameter(host.store, 'incentivePeriodDays') * DAY_MS;
    const now = ledgerTime(host.store, clock);
    if (now < end) return;
    if (!this.#hasReported(period, this.#options.institution)) await this.#report(period);
    if (this.#haveAllReported(period) || now >= end + DAY_MS) {
      await this.#send({ kind: 'incentive/close', period });
      await table.forgetReadsBefore(period + 1);
    }
  }

  async #report(period: number): Promise<void> {
    const { host, peers, table } = this.#options;
    const cases = table.reads(period).filter((name) => {
      const found = read(host.store, caseCodec, name);
      return found !== null && found.withdrawn === null && !peers.isSelf(found.institution);
    });
    // A report of nothing says that the node was there.
    for (let at = 0; at === 0 || at < cases.length; at += READS_AT_ONCE)
      await this.#send({
        kind: 'incentive/reads',
        period,
        cases: cases.slice(at, at + READS_AT_ONCE).map(toCaseName),
      });
  }

  async #claim(period: number): Promise<void> {
    const { host, institution } = this.#options;
    const closed = period < 0 ? null : readPeriod(host.store, period);
    if (closed === null || read(host.store, claimCodec, inPeriod(period, institution)) !== null) return;
    if (pointsIn(pointsOf(closed, broughtBy(host.store, period, institution))) > 0)
      await this.#send({ kind: 'incentive/claim', period });
  }

  /** Invariant 3. */
  #haveAllReported(period: number): boolean {
    const { store } = this.#options.host;
    return institutionIds(store)
      .filter((id) => readInstitution(store, id)?.status === 'active')
      .every((id) => this.#hasReported(period, id));
  }

  #hasReported(period: number, institution: Uint8Array): boolean {
    return read(this.#options.host.store, readsReportCodec, inPeriod(period, institution)) !== null;
  }

  async #send(action: DutyAction): Promise<void> {
    const { clock, host, institution, keys, peers } = this.#options;
    const time = clock.now();
    const signers = [{ role: 'node', entity: institution, version: peers.keyVersion() }] as const;
    const body = { ...action, time, expires: time + MAXIMUM_LIFETIME_MS, signers };
    await host.submit(signTransaction(host.store.genesis.network, body, [keys.node.secretKey]));
  }
}
