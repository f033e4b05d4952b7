/** The officer's view of their institution's node. Nothing that the node says of its log is believed unchecked. */
import { toHex } from '../../../crypto/bytes.ts';
import { toInstitutionId, toSigningKey } from '../../../crypto/ids.ts';
import { readInstitution } from '../../../contracts/signers.ts';
import { ConsiliumError } from '../../../errors.ts';
import {
  AUDIT_BEGINNING,
  auditHeadHolds,
  brokenAt,
  type AuditEntry,
  type AuditHead,
} from '../../../hospital/audit/entry.ts';
import type { ResultOf } from '../../api.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { institutionName, networkOf, staffName } from '../visits/ledgerReads.ts';
import { assertOfficer } from './officer.ts';

type NodeChannel = 'node/report' | 'audit/list' | 'audit/export';
type EntryView = ResultOf<'audit/list'>['entries'][number];

/** Entries on one page of the screen. */
const PAGE = 100;

export function nodeHandlers(context: CoreContext): HandlersOf<NodeChannel> {
  return {
    'node/report': async () => {
      assertOfficer(context);
      return context.ledger().node.report();
    },
    'audit/list': async ({ before }) => {
      assertOfficer(context);
      return page(context, before);
    },
    'audit/export': async () => {
      assertOfficer(context);
      return wholeLog(context);
    },
  };
}

async function page(context: CoreContext, before: number | null): Promise<ResultOf<'audit/list'>> {
  const head = await logHead(context);
  const last = Math.min((before ?? Infinity) - 1, head.number);
  const entries = await stretch(context, { from: Math.max(1, last - PAGE + 1), last, head });
  return { entries: entries.map((entry) => entryView(context, entry)).toReversed(), total: head.number };
}

async function wholeLog(context: CoreContext): Promise<ResultOf<'audit/export'>> {
  const head = await logHead(context);
  const entries = await stretch(context, { from: 1, last: head.number, head });
  const lines = entries.map(({ actor, hash, ...entry }) => ({
    ...entry,
    actor: actor === null ? null : { role: actor.role, entity: toHex(actor.entity) },
    hash: toHex(hash),
  }));
  const end = { number: head.number, hash: toHex(head.hash), signature: toHex(head.signature) };
  const text = [...lines, { end }].map((line) => JSON.stringify(line)).join('\n');
  return { text: `${text}\n`, total: entries.length };
}

/** Where the log ends, by the node's signature. Errors: `audit-signature`. */
async function logHead(context: CoreContext): Promise<AuditHead> {
  const { head } = await context.ledger().node.audit(Number.MAX_SAFE_INTEGER);
  assertHead(context, head);
  return head;
}

interface Stretch {
  /** Numbers of the first and the last entry. */
  readonly from: number;
  readonly last: number;
  readonly head: AuditHead;
}

/** Entries of the log, in order, each shown to follow from the one before. Errors: `audit-altered` {number}. */
async function stretch(context: CoreContext, { from, last, head }: Stretch): Promise<readonly AuditEntry[]> {
  // The one before the first comes as well: the first must follow from its hash.
  const found: AuditEntry[] = [];
  for (let next = Math.max(1, from - 1); next <= last;) {
    const { entries } = await context.ledger().node.audit(next);
    found.push(...entries.filter(({ number }) => number <= last));
    if (entries.length === 0) throw new ConsiliumError('audit-altered', { number: next });
    next = (found.at(-1)?.number ?? 0) + 1;
  }
  const [first] = found;
  const broken =
    from <= 1 || first === undefined
      ? brokenAt(AUDIT_BEGINNING, found)
      : brokenAt(first.hash, found.slice(1));
  if (broken !== null) throw new ConsiliumError('audit-altered', { number: broken });
  if (last === head.number && last > 0 && toHex(found.at(-1)?.hash ?? AUDIT_BEGINNING) !== toHex(head.hash)) {
    throw new ConsiliumError('audit-altered', { number: last });
  }
  return found.filter(({ number }) => number >= from);
}

/** The log's end is signed by a key that the ledger knows as this institution's node. Errors: `audit-signature`. */
function assertHead(context: CoreContext, head: AuditHead): void {
  const { store } = context.ledger().replica;
  const keys = readInstitution(store, context.session().identity.institution)?.nodeKeys ?? [];
  const network = networkOf(store);
  const holds = keys.some(
    ({ key, revoked }) => revoked === null && auditHeadHolds(head, network, toSigningKey(key)),
  );
  if (!holds) throw new ConsiliumError('audit-signature');
}

function entryView(context: CoreContext, { actor, hash: _hash, ...entry }: AuditEntry): EntryView {
  const { store } = context.ledger().replica;
  if (actor === null) return { ...entry, who: null };
  const { role, entity } = actor;
  const name = role === 'node' ? institutionName(store, toInstitutionId(entity)) : staffName(store, entity);
  return { ...entry, who: { role, name } };
}
