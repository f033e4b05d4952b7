/**
 * What patients granted to the unlocked doctor, and what colleagues gave with their consent. The node hands out the rows;
 * whether a grant or an exchange names this doctor, holds, and covers a record is read from the verified ledger each time. What was opened is held in memory only, and dropped
 * as soon as its grant is over.
 */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { toEpochKey, type StatementHash } from '../../../crypto/ids.ts';
import { openRow } from '../../../crypto/row.ts';
import type { Part } from '../../../crypto/part.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { grantInForce } from '../../../contracts/access/grant.ts';
import { grantRecordsHash } from '../../../contracts/access/records.ts';
import { grantCodec, statementCodec } from '../../../contracts/entities.ts';
import { exchangeInForce } from '../../../contracts/sharing/exchange.ts';
import { exchangeCodec, type Exchange } from '../../../contracts/sharing/exchangeEntities.ts';
import { exchangeRecordsHash } from '../../../contracts/sharing/records.ts';
import { readStaff } from '../../../contracts/signers.ts';
import { read } from '../../../contracts/state.ts';
import { isErased } from '../../../contracts/visit/erased.ts';
import type { GrantedRecord, GrantedRecords } from '../../../hospital/patient/shapes.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { ReceivedGrant } from '../../api/access.ts';
import type { DocumentView } from '../../api/visits.ts';
import { openedContent } from '../attachments/open.ts';
import { SealedPieces } from '../attachments/segments.ts';
import type { CoreContext, StaffSession } from '../context.ts';
import { mapBounded } from '../visits/bounded.ts';
import { bannerOf, documentSummaries, documentView, unavailableView } from '../visits/documents.ts';
import {
  fetchPart,
  openedStatement,
  type OpenedHistory,
  type OpenedStatement,
  type UnavailableStatement,
} from '../visits/history.ts';
import {
  institutionName,
  presentTime,
  readVisit,
  staffName,
  type ListedStatement,
} from '../visits/ledgerReads.ts';
import type { OpenedParts } from '../visits/parts.ts';

/** Statements opened side by side, as in a chart. */
const STATEMENTS_AT_ONCE = 4;
const DOCUMENTS_AT_ONCE = 8;

/** What is open of one grant, by statement in hex. */
interface OpenGrant {
  readonly known: Map<string, OpenedStatement>;
  readonly note: string;
  readonly unavailable: readonly UnavailableStatement[];
}

/** What a node hands out under a grant or an exchange. */
interface HandedOut extends Pick<GrantedRecords, 'version' | 'records' | 'rows'> {
  /** The right's name on the ledger. */
  readonly name: Uint8Array;
  readonly note: string;
  /** The hash of what it lists. */
  readonly list: Uint8Array;
}

/** That the ledger lets this doctor read. */
interface ReadingRight {
  readonly purpose: string;
  /** The hash of the list that the patient signed. */
  readonly records: Uint8Array;
  readonly from: number;
  readonly until: number;
  /** The doctor who gave it; null for the patient. */
  readonly by: Uint8Array | null;
}

export class GrantedWork {
  readonly #context: CoreContext;
  readonly #pieces = new SealedPieces();
  /** Hangs on the session: locking forgets it. */
  readonly #open = new WeakMap<StaffSession, Map<string, OpenGrant>>();

  constructor(context: CoreContext) {
    this.#context = context;
  }

  /** With the node away: what is open already and still holds. */
  async list(): Promise<ReceivedGrant[]> {
    await this.#context.ledger().catchUp();
    const open = this.#opened();
    try {
      const granted = await this.#handedOut();
      for (const grant of granted) await this.#openGrant(open, grant);
      this.#forgetAllBut(open, granted);
    } catch (error) {
      this.#context.ports.logger.warn('grants', { code: errorCode(error) });
    }
    const grants = [...open].flatMap(([name, opened]) => this.#shown(name, opened));
    return grants.toSorted((left, right) => right.from - left.from);
  }

  /** Errors: `grant-over` when it no longer holds, `document-unknown`. */
  async document({ grant, statement, leaf }: ArgsOf<'access/document'>): Promise<DocumentView> {
    const known = await this.#knownOf(grant);
    return documentView(this.#context.ledger().replica.store, known, { statement, leaf });
  }

  /** Errors: as {@link document}, and those of openedContent. */
  async image({
    grant,
    id,
    leaf,
    range,
    statement,
  }: ArgsOf<'access/image'>): Promise<ResultOf<'access/image'>> {
    const known = await this.#knownOf(grant);
    const { node } = this.#context.ledger();
    const at = { node, pieces: this.#pieces };
    return openedContent(at, known.get(statement)?.documents[leaf]?.reading, { id, range });
  }

  /** What a grant has opened. Errors: `grant-over` when it no longer holds. */
  async #knownOf(grant: string): Promise<ReadonlyMap<string, OpenedStatement>> {
    await this.#context.ledger().catchUp();
    const open = this.#opened();
    if (this.#inForce(fromHex(grant)) === null) throw new ConsiliumError('grant-over');
    if (!open.has(grant)) await this.list();
    return open.get(grant)?.known ?? new Map<string, OpenedStatement>();
  }

  /** What is open and still holds; what does not is dropped. */
  #opened(): Map<string, OpenGrant> {
    const session = this.#context.session();
    const open = this.#open.get(session) ?? new Map<string, OpenGrant>();
    this.#open.set(session, open);
    for (const name of open.keys()) if (this.#inForce(fromHex(name)) === null) open.delete(name);
    return open;
  }

  /** Grants of patients, and what doctors gave in exchanges. */
  async #handedOut(): Promise<readonly HandedOut[]> {
    const { exchanges, rights } = this.#context.ledger().node;
    const grants = (await rights.grants()).map((granted) => ({
      ...granted,
      name: granted.grant,
      note: '',
      list: grantRecordsHash(granted.salt, statementsIn(granted)),
    }));
    const given = (await exchanges.given()).map((one) => ({
      ...one,
      name: one.exchange,
      list: exchangeRecordsHash({ ...one, statements: statementsIn(one) }),
    }));
    return [...grants, ...given];
  }

  /** The right as the ledger has it, if it is this doctor's and holds now; null for any other name. */
  #inForce(name: Uint8Array): ReadingRight | null {
    const { replica } = this.#context.ledger();
    const reader = this.#context.session().identity.entity;
    const now = presentTime(this.#context.ports.clock, replica.store);
    const grant = read(replica.store, grantCodec, name);
    if (grant !== null) {
      const { purpose, records, time, until } = grant;
      const holds = bytesEqual(grant.grantee, reader) && grantInForce(grant, now);
      return holds ? { purpose, records, from: time, until, by: null } : null;
    }
    const exchange = read(replica.store, exchangeCodec, name);
    return exchange === null || !exchangeInForce(exchange, now) ? null : readingRight(exchange, reader);
  }

  #forgetAllBut(open: Map<string, OpenGrant>, granted: readonly HandedOut[]): void {
    const names = new Set(granted.map(({ name }) => toHex(name)));
    for (const name of open.keys()) if (!names.has(name)) open.delete(name);
  }

  /** A list that the patient did not sign opens nothing. */
  async #openGrant(open: Map<string, OpenGrant>, granted: HandedOut): Promise<void> {
    const right = this.#inForce(granted.name);
    const statements = statementsIn(granted);
    if (right === null || !bytesEqual(right.records, granted.list)) return;
    const name = toHex(granted.name);
    const known = open.get(name)?.known ?? new Map<string, OpenedStatement>();
    const places = this.#listed(statements);
    const unavailable = await mapBounded(
      [...granted.records.entries()],
      STATEMENTS_AT_ONCE,
      async ([index, record]) => {
        const listed = places[index];
        if (isErased(this.#context.ledger().replica.store, record.statement)) {
          known.delete(toHex(record.statement));
          return { epoch: listed?.epoch ?? 0, hash: record.statement, code: 'statement-erased' };
        }
        if (known.has(toHex(record.statement))) return null;
        if (listed === null || listed === undefined)
          return { epoch: 0, hash: record.statement, code: 'statement-missing' };
        return this.#openRecord(known, { granted, index, record, listed });
      },
    );
    open.set(name, {
      known,
      note: granted.note,
      unavailable: unavailable.filter((item) => item !== null),
    });
  }

  async #openRecord(
    known: Map<string, OpenedStatement>,
    of: {
      readonly granted: HandedOut;
      readonly index: number;
      readonly record: GrantedRecord;
      readonly listed: ListedStatement;
    },
  ): Promise<UnavailableStatement | null> {
    const { listed, record } = of;
    try {
      if (listed.entity.state === 'pending') throw new ConsiliumError('consent-pending');
      if (record.leaves.length === 0) throw new ConsiliumError('envelope-missing');
      const parts = await this.#parts(of);
      const { store } = this.#context.ledger().replica;
      // No card was shown: whose the record is, the patient's consent key on the ledger says.
      known.set(toHex(listed.hash), openedStatement({ store, root: null }, listed, parts));
      return null;
    } catch (error) {
      return { epoch: listed.epoch, hash: listed.hash, code: errorCode(error) };
    }
  }

  async #parts({
    granted,
    index,
    record,
  }: {
    readonly granted: HandedOut;
    readonly index: number;
    readonly record: GrantedRecord;
  }): Promise<readonly OpenedParts[]> {
    const { node } = this.#context.ledger();
    const sealing = this.#context.session().sealing.get(granted.version);
    if (sealing === undefined) throw new ConsiliumError('row-unreadable');
    const keyOf = (leaf: number, part: Part) => {
      const row = granted.rows.find(
        (item) => item.index === index && item.leaf === leaf && item.part === part,
      );
      return openRow(row?.row ?? new Uint8Array(0), sealing, { statement: record.statement, leaf, part });
    };
    return mapBounded([...record.leaves.entries()], DOCUMENTS_AT_ONCE, async ([leaf, names]) => ({
      identity: await fetchPart(node, names, { part: 'identity', key: keyOf(leaf, 'identity') }),
      clinical: await fetchPart(node, names, { part: 'clinical', key: keyOf(leaf, 'clinical') }),
    }));
  }

  /** As the ledger has them; visits are numbered as they come, since a grantee is not told which they were. */
  #listed(statements: readonly StatementHash[]): readonly (ListedStatement | null)[] {
    const { store } = this.#context.ledger().replica;
    const visits: string[] = [];
    return statements.map((hash) => {
      const entity = read(store, statementCodec, hash);
      const visit = entity === null ? null : readVisit(store, toEpochKey(entity.epoch));
      if (entity === null || visit === null) return null;
      const name = toHex(entity.epoch);
      if (!visits.includes(name)) visits.push(name);
      return { epoch: visits.indexOf(name), hash, entity, visit };
    });
  }

  #shown(name: string, { known, note, unavailable }: OpenGrant): ReceivedGrant[] {
    const right = this.#inForce(fromHex(name));
    if (right === null) return [];
    const { store } = this.#context.ledger().replica;
    const history: OpenedHistory = { statements: [...known.values()], unavailable, former: [] };
    const institutions = history.statements.map(({ listed }) =>
      institutionName(store, listed.entity.institution),
    );
    return [
      {
        grant: name,
        // What was not granted may hold any allergy.
        patient: bannerOf(history, this.#context.ports.clock, false),
        purpose: right.purpose,
        note,
        by: right.by && {
          name: staffName(store, right.by),
          institution: institutionName(store, readStaff(store, 'doctor', right.by)?.institution ?? right.by),
        },
        from: right.from,
        until: right.until,
        institutions: [...new Map(institutions.map((item) => [item.zh, item])).values()],
        documents: documentSummaries(store, history),
        unavailable: unavailable.map((item) => unavailableView(store, item)),
      },
    ];
  }
}

function statementsIn({ records }: Pick<GrantedRecords, 'records'>): readonly StatementHash[] {
  return records.map(({ statement }) => statement);
}

/** What an exchange lets a doctor read: the receiver what was proposed, the proposer what came back. */
function readingRight(exchange: Exchange, reader: Uint8Array): ReadingRight | null {
  const { accepted, back, give, proposer, purpose, receiver, until } = exchange;
  const from = accepted ?? exchange.proposed;
  if (bytesEqual(receiver, reader)) return { purpose, from, until, records: give.records, by: proposer };
  if (!bytesEqual(proposer, reader) || back === null) return null;
  return { purpose, from, until, records: back.records, by: receiver };
}
