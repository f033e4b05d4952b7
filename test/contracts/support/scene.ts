import { toRootKey, type RootKey } from '../../../src/crypto/ids.ts';
import { rootKeyPair } from '../../../src/crypto/patientKeys.ts';
import { formerRootName, successionLink } from '../../../src/crypto/succession.ts';
import { NO_AUTHOR, statementHash, type Statement } from '../../../src/contracts/statement.ts';
import {
  encodeEraseRequest,
  signEraseRequest,
  type EraseRequest,
} from '../../../src/contracts/visit/eraseRequest.ts';
import type { ExchangeDirection } from '../../../src/contracts/sharing/exchangeEntities.ts';
import { decodeTransaction } from '../../../src/contracts/transaction.ts';
import type { BodyOf, GivenRecords } from '../../../src/contracts/transactionKinds.ts';
import type { ParticipantRole, Revocation } from '../../../src/contracts/entities.ts';
import { BareLedger } from '../../support/bareLedger.ts';
import {
  accessGrant,
  ownEntry,
  statementBytes,
  visitConfirm,
  visitOpen,
  visitRecord,
  type Action,
  type Draft,
} from '../../support/transactions.ts';
import { bytes32, DAY, type CardChange, type Party, type Person, type World } from '../../support/world.ts';

export interface RecordChange {
  readonly author?: Person;
  readonly epoch?: number;
  /** Makes the statement another one. */
  readonly text?: string;
  readonly statement?: Partial<Statement>;
  /** CPK_e; null for none. The patient's own unless given. */
  readonly consent?: Party | null;
  readonly version?: number;
  readonly officer?: Party;
  readonly node?: Party;
}

export interface ProposalChange {
  readonly by?: Party;
  readonly consent?: Party;
  readonly visit?: Uint8Array;
  readonly receiver?: Uint8Array;
  readonly until?: number;
  readonly direction?: ExchangeDirection;
  readonly records?: Uint8Array;
}

/** A staffed ledger, and drafts that would be taken on it now unless a change says otherwise. */
export class Scene {
  readonly ledger: BareLedger = BareLedger.staffed();
  readonly world: World = this.ledger.world;

  get time(): number {
    return this.ledger.time;
  }

  /** A draft of any action, by these signers, made now. */
  draft(action: Action, parties: readonly Party[]): Draft {
    return { action, parties, time: this.time };
  }

  /** SPK_e of the patient. */
  epoch(epoch = 1): Uint8Array {
    return this.world.patient.view(epoch).signer.entity;
  }

  register(number: Uint8Array): Draft {
    const { a } = this.world;
    return this.draft({ kind: 'visit/register', number, institution: a.id, department: '内科' }, [
      a.registrar.sign(),
    ]);
  }

  open(
    epoch = 1,
    change: Partial<Pick<BodyOf<'visit/open'>, 'registration' | 'purpose' | 'until'>> = {},
    by: { readonly opener?: Party; readonly card?: CardChange; readonly view?: Party } = {},
  ): Draft {
    const { li, patient } = this.world;
    const opening = {
      opener: by.opener ?? li.sign(),
      view: by.view ?? patient.view(epoch),
      card: patient.card(epoch, by.card),
    };
    return visitOpen(opening, this.time, change);
  }

  revokeCards(
    epochs: readonly number[],
    reason: Revocation = 'lost',
    by: Party = this.world.a.registrar.sign(),
  ): Draft {
    const cards = epochs.map((epoch) => {
      const { certificateBytes, issuerSignature } = this.world.patient.card(epoch);
      return { certificate: certificateBytes, issuerSignature };
    });
    return this.draft({ kind: 'visit/card-revoke', reason, cards }, [by]);
  }

  /** The registration of whoever has card 0 of this patient, and a statement there that succeeds another root. */
  prepareSuccession(): Uint8Array {
    const { a, patient } = this.world;
    this.ledger.take(this.open(0, { purpose: 'registration' }, { opener: a.registrar.sign() }));
    return this.takeRecord(this.successionChange(patient.consent(0)));
  }

  successionChange(consent: Party | null): RecordChange {
    const statement = { kind: 'succession', followUntil: this.time } as const;
    return { author: this.world.a.registrar, epoch: 0, text: 'succession', consent, statement };
  }

  /** The former root is that of the other patient. */
  succeed(statement: Uint8Array, by: Party = this.world.a.registrar.sign(), next = this.root()): Draft {
    const former = toRootKey(rootKeyPair(this.world.otherPatient.seed).publicKey);
    const fields = { statement, former: formerRootName(former), link: successionLink(former, next) };
    return this.draft({ kind: 'visit/succession', ...fields }, [by]);
  }

  /** P. */
  root(): RootKey {
    return toRootKey(rootKeyPair(this.world.patient.seed).publicKey);
  }

  join(who: Person, role: ParticipantRole = 'colleague', owner: Person = this.world.li): Draft {
    return this.draft({ kind: 'visit/join', epoch: this.epoch(), role }, [owner.sign(), who.sign()]);
  }

  end(by: Party = this.world.li.sign(), epoch = 1): Draft {
    return this.draft({ kind: 'visit/end', epoch: this.epoch(epoch) }, [by]);
  }

  extend(until: number, by: Party = this.world.li.sign()): Draft {
    return this.draft({ kind: 'visit/extend', epoch: this.epoch(), until }, [by]);
  }

  statement(change: RecordChange = {}): Uint8Array {
    const author = change.author ?? this.world.li;
    const by = {
      network: this.world.network,
      author,
      epoch: this.epoch(change.epoch ?? 1),
      time: this.time,
      anchor: this.ledger.height,
    };
    return statementBytes(by, change.text ?? 'record', change.statement);
  }

  record(change: RecordChange = {}): Draft {
    const author = change.author ?? this.world.li;
    const house = author.institution === this.world.a.id ? this.world.a : this.world.b;
    return visitRecord({
      statement: this.statement(change),
      author,
      version: change.version ?? 1,
      node: change.node ?? house.node(),
      consent: change.consent === undefined ? this.world.patient.consent(change.epoch ?? 1) : change.consent,
      ...(change.officer === undefined ? {} : { officer: change.officer }),
      time: this.time,
    });
  }

  /** Takes a record and answers its hash. */
  takeRecord(change: RecordChange = {}): Uint8Array {
    const hash = statementHash(this.statement(change));
    this.ledger.take(this.record(change));
    return hash;
  }

  confirm(
    hash: Uint8Array,
    change: { readonly sender?: Party; readonly consent?: Party | null } = {},
  ): Draft {
    const { li, patient } = this.world;
    const consent = change.consent === undefined ? patient.consent(1) : change.consent;
    return visitConfirm(hash, { sender: change.sender ?? li.sign(), consent }, this.time);
  }

  ownEntry(
    change: Partial<Statement> = {},
    by: { readonly consent?: Party; readonly node?: Party; readonly epoch?: number } = {},
  ): Draft {
    const { a, patient } = this.world;
    const { consent = patient.consent(by.epoch ?? 1), node = a.node() } = by;
    const own = { kind: 'own-entry', doctor: NO_AUTHOR, institution: a.id, followUntil: this.time } as const;
    const statement = this.statement({ epoch: by.epoch ?? 1, statement: { ...own, ...change } });
    return ownEntry(statement, { consent, node }, this.time);
  }

  grant(epoch = 1, change: Partial<Pick<BodyOf<'access/grant'>, 'until' | 'grantee'>> = {}): Draft {
    const { patient, wang } = this.world;
    const { grantee = wang.id, until = this.time + 30 * DAY } = change;
    return accessGrant({ consent: patient.consent(epoch), card: patient.card(epoch), grantee }, this.time, {
      until,
    });
  }

  /** The patient's wish, of visit `epoch`, and an officer of the house that holds the record. */
  erase(
    statement: Uint8Array,
    change: Partial<EraseRequest> = {},
    by: { readonly consent?: Party; readonly officers?: readonly Party[] } = {},
  ): Draft {
    const { a, network, patient } = this.world;
    const { consent = patient.consent(1), officers = a.board().slice(0, 1) } = by;
    const asked = { network, statement, reason: 'consent-withdrawn', time: this.time } as const;
    const request = encodeEraseRequest({ ...asked, ...change });
    const consentSignature = signEraseRequest(request, consent.secretKey);
    return this.draft({ kind: 'visit/erase', request, consentSignature }, officers);
  }

  eraseReceipt(statement: Uint8Array, archiveUntil: number | null, node = this.world.b.node()): Draft {
    return this.draft({ kind: 'governance/erase-receipt', statement, archiveUntil }, [node]);
  }

  revokeGrant(epoch = 1, by: Party = this.world.patient.consent(epoch)): Draft {
    return this.draft({ kind: 'access/revoke', epoch: this.epoch(epoch) }, [by]);
  }

  /** Dr Li, who has visit 1 open, gives Dr Wang records of its patient. */
  propose(change: ProposalChange = {}): Draft {
    const { li, patient, wang } = this.world;
    const { by = li.sign(), consent = patient.consent(1), visit = this.epoch(), records } = change;
    return this.draft(
      {
        kind: 'sharing/propose',
        receiver: change.receiver ?? wang.id,
        purpose: 'second-opinion',
        until: change.until ?? this.time + 30 * DAY,
        direction: change.direction ?? 'give',
        give: { visit, records: records ?? bytes32('exchanged') },
      },
      [by, consent],
    );
  }

  /** Takes a proposal and answers its id. */
  takeProposal(change: ProposalChange = {}): Uint8Array {
    const draft = this.propose(change);
    const { id } = decodeTransaction(this.ledger.sign(draft));
    this.ledger.take(draft);
    return id;
  }

  acceptExchange(
    exchange: Uint8Array,
    change: {
      readonly by?: Party;
      readonly back?: GivenRecords | null;
      readonly consent?: Party | null;
    } = {},
  ): Draft {
    const { by = this.world.wang.sign(), back = null, consent = null } = change;
    return this.draft({ kind: 'sharing/accept', exchange, back }, consent === null ? [by] : [by, consent]);
  }

  revokeExchange(exchange: Uint8Array, by: Party = this.world.li.sign()): Draft {
    return this.draft({ kind: 'sharing/revoke', exchange }, [by]);
  }

  suspend(who: Person, parties: readonly Party[] = this.boardOf(who)): Draft {
    const { id, role } = who;
    return this.draft({ kind: 'registry/staff-suspend', id, role, reason: '调查' }, parties);
  }

  reinstate(who: Person, parties: readonly Party[] = this.boardOf(who)): Draft {
    const { id, role } = who;
    return this.draft({ kind: 'registry/staff-reinstate', id, role, reason: '' }, parties);
  }

  rotate(who: Person, to: number, by: Party = who.sign(to - 1)): Draft {
    const { id, role } = who;
    const { sign, seal } = who.keys(to);
    const fields = { id, role, sign: sign.publicKey, seal: seal.publicKey };
    return this.draft({ kind: 'registry/key-rotate', ...fields }, [by]);
  }

  revokeKey(who: Person, version: number, parties: readonly Party[] = this.boardOf(who)): Draft {
    const { id, role } = who;
    return this.draft({ kind: 'registry/key-revoke', id, role, version }, parties);
  }

  loseKey(who: Person, version: number, parties: readonly Party[] = this.boardOf(who)): Draft {
    const { id, role } = who;
    return this.draft({ kind: 'registry/key-lost', id, role, version, reason: '电脑遗失' }, parties);
  }

  setKey(who: Person, to: number, parties: readonly Party[] = this.boardOf(who)): Draft {
    const { id, role } = who;
    const { sign, seal } = who.keys(to);
    const fields = { id, role, sign: sign.publicKey, seal: seal.publicKey };
    return this.draft({ kind: 'registry/key-set', ...fields }, parties);
  }

  boardOf(who: Person): readonly Party[] {
    const { a, b } = this.world;
    return (who.institution === a.id ? a : b).board();
  }
}
