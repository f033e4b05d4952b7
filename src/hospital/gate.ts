/**
 * The gate in front of envelopes: which rows a caller is given. Rows are sealed, and the gate is what stands before
 * them while a key may be in wrong hands.
 *
 * Invariants:
 *   1. A patient's rows go to a doctor only while a visit of theirs is open under the same P, shown by the binder
 *      keys of that visit and of every epoch asked for.
 *   2. They go to the patient who signs this node's nonce with P, or with the CPK of a slip that is not spent. A
 *      public card alone, or a spent slip, gets none. A key under which the ledger has no visit is nobody's.
 *   3. A pending statement yields no patient's row.
 *   4. Staff get their own rows; identity parts only until followUntil.
 *   5. A root that the institution which issued its cards succeeded gets nothing any more, whoever asks. Its rows go
 *      to whom the root that took its place would get its own: the ledger has the link between the two.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import {
  binderMatches,
  decodeCertificate,
  issuerSignatureHolds,
  type Certificate,
} from '../crypto/certificate.ts';
import {
  toSigningKey,
  toStatementHash,
  type InstitutionId,
  type RootKey,
  type StatementHash,
} from '../crypto/ids.ts';
import { patientRequestHolds, type NodeChallenge } from '../crypto/login.ts';
import { formerRootName, successionLink } from '../crypto/succession.ts';
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import {
  KIND,
  listId,
  visitCodec,
  visitListCodec,
  type StatementEntity,
  type Visit,
} from '../contracts/entities.ts';
import { readInstitution } from '../contracts/signers.ts';
import { read } from '../contracts/state.ts';
import { successionOf } from '../contracts/visit/succession.ts';
import { participantOf, visitIsOpen } from '../contracts/visit/visit.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import type { Envelopes } from './envelopes.ts';
import { ledgerTime } from './ledgerHost.ts';
import type { EpochProof, FormerRequest, HistoryRequest, OwnRow, PatientEnvelope } from './nodeClient.ts';
import type { LoggedIn } from './session.ts';
import type { PatientQuery } from './shapes.ts';

export interface GateOptions {
  readonly store: LedgerStore;
  readonly envelopes: Envelopes;
  readonly clock: Clock;
}

/** What the gate gives a patient, and whether the ledger knows them. */
export interface PatientAnswer {
  readonly envelopes: readonly PatientEnvelope[];
  readonly isKnown: boolean;
}

interface Committed {
  readonly hash: StatementHash;
  readonly entity: StatementEntity;
}

export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Errors: `gate-no-visit` without an open visit of the caller's, `gate-binder` for keys that are not of one patient. */
  async history(request: HistoryRequest, caller: LoggedIn): Promise<readonly PatientEnvelope[]> {
    const { root, current, epochs } = request;
    this.#demandOpenVisit(current, root, caller);
    if (epochs.some(({ epoch }) => epoch > current.epoch)) throw new ConsiliumError('gate-binder');
    return this.#patientEnvelopes(epochs, root);
  }

  /**
   * Invariant 5. Errors: `gate-no-visit` without an open visit of the caller's, or a proof of the first root on this
   * connection; `gate-binder`; `gate-succession` where one root does not follow another.
   */
  async former(
    { roots, current, epochs }: FormerRequest,
    caller: { readonly login: LoggedIn | null; readonly patient: RootKey | null },
  ): Promise<readonly PatientEnvelope[]> {
    const [root] = roots;
    const last = roots.at(-1);
    if (root === undefined || last === undefined || roots.length < 2)
      throw new ConsiliumError('gate-succession');
    if (current === null) {
      if (caller.patient === null || !bytesEqual(caller.patient, root))
        throw new ConsiliumError('gate-no-visit');
    } else {
      if (caller.login?.role !== 'doctor') throw new ConsiliumError('gate-no-visit');
      this.#demandOpenVisit(current, root, caller.login);
    }
    return this.#patientEnvelopes(epochs, last, (issuer) => this.#demandSuccessions(roots, issuer));
  }

  /** Rows of the caller. Statements that the ledger does not have, or whose envelope is out of reach, are left out. */
  async mine(statements: readonly StatementHash[], caller: LoggedIn): Promise<readonly OwnRow[]> {
    const found = await Promise.all(statements.map((hash) => this.#ownRows(hash, caller)));
    return found.flat();
  }

  /** Errors: `gate-signature`, `gate-slip-spent`, `gate-binder`. */
  async patient(query: PatientQuery, challenge: NodeChallenge): Promise<PatientAnswer> {
    const { root, epochs, key, slip, signature } = query;
    if (!patientRequestHolds(challenge, signature, key)) throw new ConsiliumError('gate-signature');
    if (slip !== null) this.#demandUnspentSlip(slip, { root, key });
    else if (!bytesEqual(key, root)) throw new ConsiliumError('gate-signature');
    const envelopes = await this.#patientEnvelopes(epochs, root);
    // Anybody can make a key and sign with it: P shows itself by a visit whose binder commits to it.
    const isKnown = slip !== null || epochs.some((proof) => this.#visit(proof) !== null);
    return { envelopes, isKnown };
  }

  /** Invariant 1, for the visit that is open. */
  #demandOpenVisit(current: EpochProof, root: RootKey, caller: LoggedIn): void {
    const visit = this.#visit(current);
    const isTheirs = visit !== null && participantOf(visit, caller.entity) !== null;
    if (!isTheirs || !visitIsOpen(visit, this.#options.store, this.#now())) {
      throw new ConsiliumError('gate-no-visit');
    }
    const certificate = decodeCertificate(visit.certificate);
    demandBinder(certificate, current, root);
    this.#demandNotSucceeded(root, certificate.issuer);
  }

  /** Invariant 2, for a slip: CPK_i stands in a certificate of this patient that an institution of the ledger signed. */
  #demandUnspentSlip(
    slip: NonNullable<PatientQuery['slip']>,
    of: { readonly root: RootKey; readonly key: Uint8Array },
  ): void {
    const certificate = this.#issuedCertificate(slip);
    if (certificate === null || !bytesEqual(certificate.consentKey, of.key)) {
      throw new ConsiliumError('gate-signature');
    }
    demandBinder(certificate, slip, of.root);
    this.#demandNotSucceeded(of.root, certificate.issuer);
    const isSpent = this.#options.store.get(KIND.epoch, certificate.epochKey) !== undefined;
    if (isSpent) throw new ConsiliumError('gate-slip-spent');
  }

  #issuedCertificate(slip: NonNullable<PatientQuery['slip']>): Certificate | null {
    const certificate = decodedCertificate(slip.certificate);
    if (certificate === null) return null;
    const { issuer, cardKeyVersion, network } = certificate;
    const cardKeys = readInstitution(this.#options.store, issuer)?.cardKeys ?? [];
    const key = cardKeys.find(({ version, revoked }) => version === cardKeyVersion && revoked === null);
    const holds =
      key !== undefined &&
      bytesEqual(network, this.#options.store.genesis.network) &&
      issuerSignatureHolds(slip.certificate, slip.issuerSignature, toSigningKey(key.key));
    return holds ? certificate : null;
  }

  /** Epochs without a visit have no records; they are no error, since a card names epochs that are still to come. */
  async #patientEnvelopes(
    epochs: readonly EpochProof[],
    root: RootKey,
    demandStanding: (issuer: InstitutionId) => void = (issuer) => this.#demandNotSucceeded(root, issuer),
  ): Promise<readonly PatientEnvelope[]> {
    const statements = epochs.flatMap((proof) => {
      const visit = this.#visit(proof);
      if (visit === null) return [];
      const certificate = decodeCertificate(visit.certificate);
      demandBinder(certificate, proof, root);
      demandStanding(certificate.issuer);
      return this.#statementsOf(proof.epochKey, visit);
    });
    const found = await Promise.all(statements.map((committed) => this.#patientEnvelope(committed)));
    return found.filter((envelope) => envelope !== null);
  }

  /** Invariant 5, for the root that asks. */
  #demandNotSucceeded(root: RootKey, issuer: InstitutionId): void {
    if (successionOf(this.#options.store, issuer, formerRootName(root)) !== null)
      throw new ConsiliumError('gate-root-succeeded');
  }

  /** Invariant 5: each root of the list stands in the place of the one behind it. */
  #demandSuccessions(roots: readonly RootKey[], issuer: InstitutionId): void {
    for (const [index, former] of roots.slice(1).entries()) {
      const next = roots[index];
      const links = successionOf(this.#options.store, issuer, formerRootName(former))?.links ?? [];
      const isNext =
        next !== undefined && links.some(({ link }) => bytesEqual(link, successionLink(former, next)));
      if (!isNext) throw new ConsiliumError('gate-succession');
    }
  }

  /** Invariant 3. */
  #statementsOf(epochKey: Uint8Array, visit: Visit): readonly Committed[] {
    return Array.from({ length: visit.statements }, (_, index) => index).flatMap((index) => {
      const item = read(this.#options.store, visitListCodec, listId(epochKey, index));
      const entity = item === null ? null : this.#options.envelopes.statement(item.value);
      if (item === null || entity === null || entity.state === 'pending') return [];
      return [{ hash: toStatementHash(item.value), entity }];
    });
  }

  async #patientEnvelope({ hash, entity }: Committed): Promise<PatientEnvelope | null> {
    const envelope = await this.#options.envelopes.find(hash, entity);
    if (envelope === null) return null;
    const { attachments, leaves, patientRows, salt, statement } = envelope;
    const always = { statement, leaves, salt, patientRows };
    return attachments === undefined ? always : { ...always, attachments };
  }

  /** Invariant 4. */
  async #ownRows(hash: StatementHash, caller: LoggedIn): Promise<readonly OwnRow[]> {
    const entity = this.#options.envelopes.statement(hash);
    const envelope = entity === null ? null : await this.#options.envelopes.find(hash, entity);
    if (entity === null || envelope === null) return [];
    const mayKnowWho = this.#now() <= entity.followUntil;
    return envelope.rows.flatMap(({ to, leaf, part, row }) => {
      const names = envelope.leaves[leaf];
      const isTheirs = to.kind === 'staff' && bytesEqual(to.entity, caller.entity);
      if (names === undefined || !isTheirs || (part === 'identity' && !mayKnowWho)) return [];
      return [{ statement: hash, leaf, part, row, keyVersion: to.version, names }];
    });
  }

  #visit(proof: EpochProof): Visit | null {
    return read(this.#options.store, visitCodec, proof.epochKey);
  }

  #now(): number {
    return ledgerTime(this.#options.store, this.#options.clock);
  }
}

function demandBinder(
  certificate: Certificate,
  shown: Pick<EpochProof, 'epoch' | 'binderKey'>,
  root: RootKey,
): void {
  if (!holdsBinder(certificate, { ...shown, root })) throw new ConsiliumError('gate-binder');
}

/** An epoch beyond the chain is as wrong as a key that does not fit. */
function holdsBinder(certificate: Certificate, shown: Parameters<typeof binderMatches>[1]): boolean {
  try {
    return binderMatches(certificate, shown);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return false;
  }
}

function decodedCertificate(bytes: Uint8Array): Certificate | null {
  try {
    return decodeCertificate(bytes);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return null;
  }
}
