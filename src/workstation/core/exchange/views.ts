/** An exchange as a screen sees it: what was said in the dialogue, and what the verified ledger says of it. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { statementCodec } from '../../../contracts/entities.ts';
import {
  exchangeCodec,
  type Exchange,
  type ExchangePurpose,
} from '../../../contracts/sharing/exchangeEntities.ts';
import { read } from '../../../contracts/state.ts';
import { decodeBody } from '../../../contracts/transaction.ts';
import type { DeskExchange } from '../../../replica/desk/exchanges.ts';
import type { OutboxEntry } from '../../../replica/outbox.ts';
import { exchangePurpose, type ExchangeView } from '../../api/exchange.ts';
import { authorName, institutionName, presentTime } from '../visits/ledgerReads.ts';
import type { VisitWork } from '../visits/work.ts';
import { isSignedList } from './exchange.ts';

/** What this doctor signed of an exchange and the ledger has not decided on, and why it refused the last. */
interface Underway {
  readonly kinds: ReadonlySet<string>;
  readonly refused: string | null;
}

export function exchangeView(work: VisitWork, known: DeskExchange): ExchangeView {
  const { store } = work.ledger.replica;
  const entity = read(store, exchangeCodec, known.exchange);
  const underway = underwayOf(work, known, entity !== null);
  const state = entity === null ? stateBefore(underway) : stateOf(work, { known, entity, underway });
  return {
    exchange: toHex(known.exchange),
    mine: known.mine,
    records: known.statements.flatMap((statement) => {
      const record = read(store, statementCodec, statement);
      if (record === null) return [];
      return [
        {
          statement: toHex(statement),
          kind: record.kind,
          time: record.time,
          institution: institutionName(store, record.institution),
          author: authorName(store, record),
        },
      ];
    }),
    note: known.note,
    terms: entity && {
      purpose: purposeOf(entity),
      direction: entity.direction,
      until: entity.until,
      proposed: entity.proposed,
    },
    state,
    code: entity === null ? underway.refused : null,
    accepted: entity?.accepted ?? null,
    back: entity !== null && entity.back !== null,
    ended: entity && endOf(entity, known),
  };
}

function stateBefore({ refused }: Underway): ExchangeView['state'] {
  return refused === null ? 'on-its-way' : 'refused';
}

function stateOf(
  work: VisitWork,
  of: { readonly known: DeskExchange; readonly entity: Exchange; readonly underway: Underway },
): ExchangeView['state'] {
  const { entity, known, underway } = of;
  const isBetweenUs = bytesEqual(
    known.mine ? entity.proposer : entity.receiver,
    work.session.identity.entity,
  );
  if (!isBetweenUs || !isSignedList(known, entity)) return 'altered';
  if (entity.revoked !== null) {
    if (entity.accepted !== null || entity.revoked.by === 'patient') return 'revoked';
    return entity.revoked.by === 'receiver' ? 'declined' : 'withdrawn';
  }
  if (presentTime(work.context.ports.clock, work.ledger.replica.store) > entity.until) return 'over';
  if (underway.kinds.size > 0) return 'answering';
  return entity.accepted === null ? 'waiting' : 'in-force';
}

function endOf({ revoked }: Exchange, { mine }: DeskExchange): ExchangeView['ended'] {
  if (revoked === null) return null;
  const { by, time } = revoked;
  if (by === 'patient') return { time, by };
  return { time, by: (by === 'proposer') === mine ? 'me' : 'peer' };
}

/** The ledger takes no other; see transactionKinds.ts. */
function purposeOf({ purpose }: Exchange): ExchangePurpose {
  return exchangePurpose.parse(purpose);
}

function underwayOf(work: VisitWork, { exchange, mine }: DeskExchange, isOnLedger: boolean): Underway {
  const { outbox } = work.session.desk;
  const open = outbox.unsettled().filter((entry) => isOf(entry, exchange));
  // All that was ever signed here is looked through for an own proposal alone that did not come onto the ledger.
  const isLost = mine && !isOnLedger && open.length === 0;
  const refused = isLost ? outbox.list().find((entry) => isOf(entry, exchange)) : undefined;
  return { kinds: new Set(open.map(({ kind }) => kind)), refused: refused?.code ?? null };
}

function isOf(entry: OutboxEntry, exchange: Uint8Array): boolean {
  if (!entry.kind.startsWith('sharing/')) return false;
  const body = decodeBody(entry.body);
  if (body.kind === 'sharing/propose') return bytesEqual(entry.txId, exchange);
  return 'exchange' in body && bytesEqual(body.exchange, exchange);
}
