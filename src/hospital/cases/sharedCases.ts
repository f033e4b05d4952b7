/**
 * Shared cases at a node: its own doctors' wait here until their batch, and everybody's are given to its doctors.
 *
 * Invariants, cited by number where they are upheld:
 *   1. Nothing is kept that is not signed by its author, sealed under a key of this node, and consented to by the patient of
 *      each visit that it is about: for this author and at least for the purposes that it names.
 *   2. A case is given while the ledger has it and it is not withdrawn, to this institution's doctors and to other nodes
 *      alone.
 *   3. What another node gives is believed as far as the ledger's commitment reaches.
 *   4. A sender key lasts a period, and a suspension starts a new one, so that who is suspended has no key of what comes.
 */
import { bytesEqual, compareBytes, concatBytes } from '../../crypto/bytes.ts';
import {
  caseCommitment,
  decodeCaseEnvelope,
  isPayloadOf,
  newSenderKey,
  type SenderKeyOf,
} from '../../crypto/caseEnvelope.ts';
import { blake2b256, domainTag, sha256 } from '../../crypto/hash.ts';
import {
  toCaseName,
  toInstitutionId,
  type CaseName,
  type InstitutionId,
  type StaffId,
} from '../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../errors.ts';
import type { Clock, RandomBytes } from '../../ports.ts';
import { doctorCodec, KIND } from '../../contracts/entities.ts';
import { openPeriod } from '../../contracts/incentive/period.ts';
import { caseHash, type SharedCase } from '../../contracts/sharing/case.ts';
import {
  caseConsentHolds,
  caseConsentsHash,
  decodeCaseConsent,
  type CaseConsent,
} from '../../contracts/sharing/caseConsent.ts';
import { caseCodec, type CaseEntity } from '../../contracts/sharing/caseEntities.ts';
import { demandCase } from '../../contracts/sharing/publish.ts';
import { read } from '../../contracts/state.ts';
import { demandVisit, participantOf } from '../../contracts/visit/visit.ts';
import { ledgerTime, type LedgerHost } from '../ledgerHost.ts';
import type { NodeKeys } from '../keyFile.ts';
import type { Peers } from '../peers.ts';
import type { SharedCaseTable } from '../store/sharedCaseTable.ts';
import { MOST_CASES_OF_AUTHOR, type BroughtCase, type GivenCase, type OwnCase } from './sharedShapes.ts';

export interface SharedCasesOptions {
  readonly institution: InstitutionId;
  readonly keys: NodeKeys;
  readonly host: LedgerHost;
  readonly peers: Peers;
  readonly table: SharedCaseTable;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Throws while this node may not know yet what was withdrawn. Errors: `node-syncing`. */
  readonly demandReplayed: () => void;
}

const SOURCE_TAG = domainTag('consilium/case/source/v1');
const SENDER_KEY_MS = 30 * 24 * 60 * 60 * 1000;

export class SharedCases {
  readonly #options: SharedCasesOptions;
  #making: Promise<SenderKeyOf> | null = null;

  constructor(options: SharedCasesOptions) {
    this.#options = options;
  }

  /** The key under which a case is shared now. Two who ask at once get one. */
  async senderKey(): Promise<SenderKeyOf> {
    this.#making ??= this.#currentKey().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  /**
   * Keeps a case until its batch; the same again changes nothing. Invariant 1.
   * Errors: those of demandCase; `case-altered` {check}, `case-consent` {check}, `cases-full`, `erased`.
   */
  async bring(author: StaffId, brought: BroughtCase): Promise<void> {
    const { clock, host, institution, table } = this.#options;
    const { archive, content, dossier, envelope, keyVersion, payload, signature } = brought;
    const name = toCaseName(caseHash(content));
    if (table.depositOf(name) !== null) return;
    const at = { state: host.store, network: host.store.genesis.network };
    const signed = { content, keyVersion, signature, sources: [] };
    const shared = demandCase(signed, { hash: name, institution }, at);
    if (!bytesEqual(shared.author, author)) throw new ConsiliumError('case-author');
    this.#demandSealed(brought, shared);
    const sources = this.#demandConsents(brought, shared).map(({ epoch }) => this.#source(epoch));
    sources.sort(compareBytes);
    const deposit = { ...signed, sources, name, author, dossier, archive, received: clock.now() };
    await table.deposit(deposit, { envelope, payload }, MOST_CASES_OF_AUTHOR);
  }

  /** Takes a case back before its batch. Errors: `case-unknown`, `case-author`, `case-published`. */
  async recall(author: StaffId, name: CaseName): Promise<void> {
    const { host, table } = this.#options;
    const deposit = table.depositOf(name);
    if (deposit === null) throw new ConsiliumError('case-unknown');
    if (!bytesEqual(deposit.author, author)) throw new ConsiliumError('case-author');
    if (read(host.store, caseCodec, name) !== null) throw new ConsiliumError('case-published');
    await table.recall(name);
  }

  /** What the caller brought and did not take back or withdraw, oldest first. */
  mine(author: StaffId): readonly OwnCase[] {
    return this.#options.table
      .ofAuthor(author)
      .map(({ name, received, dossier }) => ({ case: name, received, dossier }));
  }

  /** The dossier as it is sealed to the archive. Errors: `case-unknown`. */
  archived(name: CaseName): Uint8Array {
    const deposit = this.#options.table.depositOf(name);
    if (deposit === null) throw new ConsiliumError('case-unknown');
    return deposit.archive;
  }

  /**
   * What opens a case, from here or from the author's node. Invariants 2 and 3.
   * Errors: `case-unknown`, `case-withdrawn`, `case-altered` {check}, `node-away`, `node-syncing`.
   */
  async give(name: CaseName): Promise<GivenCase> {
    const entity = this.#demandStanding(name);
    const kept = this.#kept(name);
    if (kept !== null) return kept;
    const home = toInstitutionId(entity.institution);
    const { peers, table } = this.#options;
    if (peers.isSelf(home)) throw new ConsiliumError('case-unknown');
    const given = await peers.ask(home, async (peer) => peer.fetchCase(name));
    demandCommitted(given, entity);
    await table.keep(name, given, given.sender);
    return given;
  }

  /** For another node: what lies here alone. Errors: `case-unknown`, `case-withdrawn`, `node-syncing`. */
  own(name: CaseName): GivenCase {
    this.#demandStanding(name);
    const kept = this.#kept(name);
    if (kept === null) throw new ConsiliumError('case-unknown');
    return kept;
  }

  /** A doctor of this institution opened it: of a foreign case the period's set is told, and not who. */
  async noteOpened(name: CaseName): Promise<void> {
    const { host, peers, table } = this.#options;
    const { institution } = this.#demandStanding(name);
    if (peers.isSelf(institution)) return;
    await table.noteRead(openPeriod(host.store) ?? 0, name);
  }

  #demandStanding(name: CaseName): CaseEntity {
    this.#options.demandReplayed();
    const entity = read(this.#options.host.store, caseCodec, name);
    if (entity === null) throw new ConsiliumError('case-unknown');
    if (entity.withdrawn !== null) throw new ConsiliumError('case-withdrawn');
    return entity;
  }

  #kept(name: CaseName): GivenCase | null {
    const { table } = this.#options;
    const kept = table.find(name);
    const sender = kept === null ? null : table.senderKey(decodeCaseEnvelope(kept.envelope).sender);
    return kept === null || sender === null ? null : { ...kept, sender };
  }

  #demandSealed({ envelope, payload }: BroughtCase, shared: SharedCase): void {
    const { peers, table } = this.#options;
    if (!bytesEqual(caseCommitment(envelope), shared.payload)) throw altered('commitment');
    const decoded = decodeCaseEnvelope(envelope);
    if (!isPayloadOf(payload, decoded)) throw altered('payload');
    const isOurs = peers.isSelf(decoded.sender.institution) && table.senderKey(decoded.sender) !== null;
    if (!isOurs) throw altered('sender');
  }

  /** Answers the consents, one for each visit. */
  #demandConsents({ consents, salt }: BroughtCase, shared: SharedCase): readonly CaseConsent[] {
    const { store } = this.#options.host;
    if (!bytesEqual(caseConsentsHash(salt, consents), shared.consent)) throw unconsented('hash');
    const decoded = consents.map((signed) => {
      const consent = decodeCaseConsent(signed.consent);
      if (!bytesEqual(consent.network, shared.network)) throw unconsented('network');
      if (!bytesEqual(consent.author, shared.author)) throw unconsented('author');
      if (!shared.purposes.every((purpose) => consent.purposes.includes(purpose)))
        throw unconsented('purposes');
      const visit = demandVisit(store, consent.epoch);
      if (participantOf(visit, shared.author) === null) throw unconsented('visit');
      if (!caseConsentHolds(signed, visit)) throw unconsented('signature');
      return consent;
    });
    const epochs = new Set(decoded.map(({ epoch }) => epoch.join()));
    if (epochs.size === 0 || epochs.size !== decoded.length) throw unconsented('visit');
    return decoded;
  }

  /** Who does not know this node's secret learns nothing from it of the visit. */
  #source(epoch: Uint8Array): Uint8Array {
    return blake2b256(blake2b256(this.#options.keys.database, SOURCE_TAG), epoch);
  }

  /** Invariant 4. */
  async #currentKey(): Promise<SenderKeyOf> {
    const { clock, host, institution, random, table } = this.#options;
    const suspended = this.#suspended();
    const newest = table.newestSenderKey(institution);
    const now = ledgerTime(host.store, clock);
    if (newest !== null && now < newest.made + SENDER_KEY_MS && bytesEqual(newest.suspended, suspended))
      return newest;
    const number = (newest?.number ?? 0) + 1;
    const made = { institution, number, key: newSenderKey(random), made: now, suspended };
    await table.addSenderKey(made);
    return made;
  }

  /** A hash over who is suspended now. */
  #suspended(): Uint8Array {
    const ids = this.#options.host.store.state
      .ofKind(KIND.doctor)
      .filter(({ value }) => doctorCodec.decode(value).status === 'suspended')
      .map(({ id }) => id);
    return sha256(concatBytes(...ids.toSorted(compareBytes)));
  }
}

/** Invariant 3. */
function demandCommitted({ envelope, payload, sender }: GivenCase, entity: CaseEntity): void {
  if (!bytesEqual(caseCommitment(envelope), entity.payload)) throw altered('commitment');
  const decoded = decodedEnvelope(envelope);
  if (!isPayloadOf(payload, decoded)) throw altered('payload');
  const { institution, number } = decoded.sender;
  if (!bytesEqual(sender.institution, institution) || sender.number !== number) throw altered('sender');
}

function decodedEnvelope(bytes: Uint8Array): ReturnType<typeof decodeCaseEnvelope> {
  try {
    return decodeCaseEnvelope(bytes);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    throw altered('envelope');
  }
}

function altered(check: string): ConsiliumError {
  return new ConsiliumError('case-altered', { check });
}

function unconsented(check: string): ConsiliumError {
  return new ConsiliumError('case-consent', { check });
}
