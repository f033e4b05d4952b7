/**
 * One history across roots. A registration that follows another root says so in a statement of the ledger, which
 * cannot be left out unseen; behind it the former chain is opened like the present one, and what of it cannot be opened
 * is named.
 */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import type { RootKey } from '../../../crypto/ids.ts';
import { historyKeys, type EpochKeys } from '../../../crypto/patientKeys.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { MOST_ROOTS } from '../../../hospital/shapes.ts';
import { succeededRoot, type SucceededRoot } from './formerRoot.ts';
import {
  openChain,
  type HistorySource,
  type OpenedChain,
  type OpenedHistory,
  type OpenedStatement,
  type UnavailableStatement,
} from './history.ts';

const NOTHING: OpenedHistory = { statements: [], unavailable: [], former: [] };

/** Opens what the keys open, and what stands before it under roots that this one follows. Never rejects, as openChain. */
export async function openHistory(source: HistorySource): Promise<OpenedHistory> {
  return openFrom(source, [source.root]);
}

async function openFrom(source: HistorySource, roots: readonly RootKey[]): Promise<OpenedHistory> {
  const own = await openChain(source, roots);
  let before: OpenedHistory = NOTHING;
  for (const statement of own.statements.filter(({ listed }) => listed.entity.kind === 'succession'))
    before = joined(before, await openBehind(source, statement, roots));
  return joined(before, { ...own, former: [] });
}

async function openBehind(
  source: HistorySource,
  statement: OpenedStatement,
  roots: readonly RootKey[],
): Promise<OpenedHistory> {
  try {
    const said = statement.documents[0]?.identity.former;
    const former = succeededRoot(source.store, statement.listed, { root: source.root, said });
    const isKnown = roots.some((root) => bytesEqual(root, former.root));
    if (isKnown || roots.length >= MOST_ROOTS) throw new ConsiliumError('succession-malformed');
    return await openFormer(source, former, { statement, roots: [...roots, former.root] });
  } catch (error) {
    return { ...NOTHING, unavailable: [missing(statement, errorCode(error))] };
  }
}

async function openFormer(
  source: HistorySource,
  former: SucceededRoot,
  by: { readonly statement: OpenedStatement; readonly roots: readonly RootKey[] },
): Promise<OpenedHistory> {
  const { root, viewKey, epoch, last, height } = former;
  if (viewKey === null) return { ...NOTHING, unavailable: [missing(by.statement, 'former-lost')] };
  const keys = historyKeys({ viewKey, epoch });
  const opened = await openFrom({ ...source, root, keys }, by.roots);
  const chain = { roots: by.roots, keys };
  const whole = epoch > last ? [] : [missing(by.statement, 'former-partly')];
  const { statements, unavailable } = withoutLater(source, opened, { height, keys });
  return { statements, unavailable: [...unavailable, ...whole], former: [...opened.former, chain] };
}

/** Whoever has the former master card can still sign with it: what they write after it was succeeded is no patient's. */
function withoutLater(
  { known }: HistorySource,
  opened: OpenedHistory,
  of: { readonly height: number; readonly keys: readonly EpochKeys[] },
): OpenedChain {
  const isLater = ({ listed: { entity, epoch } }: OpenedStatement): boolean =>
    entity.kind === 'own-entry' &&
    entity.committed.height > of.height &&
    bytesEqual(of.keys[epoch]?.signing.publicKey ?? new Uint8Array(0), entity.epoch);
  const later = opened.statements.filter(isLater);
  for (const { listed } of later) known.delete(toHex(listed.hash));
  return {
    statements: opened.statements.filter((statement) => !isLater(statement)),
    unavailable: [
      ...opened.unavailable,
      ...later.map((statement) => missing(statement, 'own-entry-succeeded')),
    ],
  };
}

function missing({ listed }: OpenedStatement, code: string): UnavailableStatement {
  return { epoch: listed.epoch, hash: listed.hash, code };
}

function joined(before: OpenedHistory, after: OpenedHistory): OpenedHistory {
  return {
    statements: [...before.statements, ...after.statements],
    unavailable: [...before.unavailable, ...after.unavailable],
    former: [...before.former, ...after.former],
  };
}
