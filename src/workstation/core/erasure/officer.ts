/** The officer's part of erasure: the wish of a patient is checked here against the verified ledger, then signed or declined. */
import { bytesEqual, fromHex } from '../../../crypto/bytes.ts';
import { toStatementHash, type StatementHash } from '../../../crypto/ids.ts';
import { listId, statementCodec, visitListCodec } from '../../../contracts/entities.ts';
import { read } from '../../../contracts/state.ts';
import { archiveUntil, demandEraseRequest, type DemandedErasure } from '../../../contracts/visit/erase.ts';
import { isErased } from '../../../contracts/visit/erased.ts';
import { decodeEraseRequest } from '../../../contracts/visit/eraseRequest.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { EraseWish } from '../../../hospital/erasing/shapes.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ArgsOf } from '../../api.ts';
import type { WishView } from '../../api/erasure.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { assertOfficer, enter } from '../staff/officer.ts';
import { presentTime } from '../visits/ledgerReads.ts';
import { erasableView, erasedRecords } from './views.ts';

type ErasureChannel = 'erasure/wishes' | 'erasure/erased' | 'erasure/sign' | 'erasure/decline';

export function erasureHandlers(context: CoreContext): HandlersOf<ErasureChannel> {
  return {
    'erasure/wishes': async () => {
      assertOfficer(context);
      return wishes(context);
    },
    'erasure/erased': async () => {
      assertOfficer(context);
      return erasedRecords(context.ledger().replica.store, context.session().identity.institution);
    },
    'erasure/sign': (args) => sign(context, args),
    'erasure/decline': async ({ statement, reason }) => {
      assertOfficer(context);
      await context.ledger().node.erasing.decline(toStatementHash(fromHex(statement)), reason);
      return {};
    },
  };
}

/** A wish that the ledger would not take (it was erased meanwhile, or is too old) is nothing to decide. */
async function wishes(context: CoreContext): Promise<WishView[]> {
  await context.ledger().catchUp();
  const { store } = context.ledger().replica;
  const waiting = await context.ledger().node.erasing.wishes();
  return waiting.flatMap((wish) => {
    const asked = demanded(context, wish);
    if (asked === null) return [];
    const { entity, request, statement, visit } = asked;
    const time = presentTime(context.ports.clock, store);
    return [
      {
        ...erasableView(store, statement, entity),
        reason: request.reason,
        askedAt: request.time,
        receivedAt: wish.received,
        archiveUntil: archiveUntil(entity, visit, { state: store, time }),
        followers: followersOf(store, asked),
      },
    ];
  });
}

/** Signed are the very bytes that the patient signed, once they were checked here. */
async function sign(
  context: CoreContext,
  { statement }: ArgsOf<'erasure/sign'>,
): Promise<Record<string, never>> {
  assertOfficer(context);
  await context.ledger().catchUp();
  const hash = toStatementHash(fromHex(statement));
  const waiting = await context.ledger().node.erasing.wishes();
  const wish = waiting.find((candidate) => isAbout(candidate, hash));
  if (wish === undefined) throw new ConsiliumError('erase-request-unknown');
  const { request, signature } = wish;
  demandEraseRequest({ request, consentSignature: signature }, ...placeOf(context));
  return enter(context, { kind: 'visit/erase', request, consentSignature: signature });
}

function isAbout({ request }: EraseWish, statement: StatementHash): boolean {
  try {
    return bytesEqual(decodeEraseRequest(request).statement, statement);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return false;
  }
}

function demanded(context: CoreContext, { request, signature }: EraseWish): DemandedErasure | null {
  try {
    return demandEraseRequest({ request, consentSignature: signature }, ...placeOf(context));
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return null;
  }
}

function placeOf(context: CoreContext) {
  const { store } = context.ledger().replica;
  const time = presentTime(context.ports.clock, store);
  return [store, { network: store.genesis.network, height: store.height() + 1, time }] as const;
}

/** Addenda, corrections and co-signatures of it that stand. */
function followersOf(store: LedgerStore, { statement, entity, visit }: DemandedErasure): number {
  const hashes = Array.from({ length: visit.statements }, (_, index) =>
    read(store, visitListCodec, listId(entity.epoch, index)),
  );
  return hashes.filter((item) => {
    const follower = item === null ? null : read(store, statementCodec, item.value);
    const refers = follower?.refers ?? null;
    return item !== null && refers !== null && bytesEqual(refers, statement) && !isErased(store, item.value);
  }).length;
}
