/**
 * The receipt of a consult: both doctors find its name by themselves, out of what their dialogue is bound to, so that nothing
 * has to be said about it. Each signs it or does not; the ledger has it stand when both did.
 */
import { consultReceiptCodec } from '../../../contracts/consult/receiptEntities.ts';
import { consultReceiptName } from '../../../contracts/consult/receiptName.ts';
import { read } from '../../../contracts/state.ts';
import { decodeBody } from '../../../contracts/transaction.ts';
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import { isSettled, type OutboxEntry } from '../../../replica/outbox.ts';
import type { ResultOf } from '../../api.ts';
import type { ConsultReceiptView } from '../../api/consultReceipts.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import { settle, signedEntry, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import type { VisitWork } from '../visits/work.ts';

type Dialogue = Pick<DeskDialogue, 'associated' | 'institution' | 'peer' | 'request'>;

export function receiptView(work: VisitWork, dialogue: Dialogue): ConsultReceiptView {
  const { store } = work.ledger.replica;
  const receipt = consultReceiptName(dialogue.associated);
  const entity = read(store, consultReceiptCodec, receipt);
  const own = ownEntry(work, receipt);
  return {
    receipt: toHex(receipt),
    dialogue: toHex(dialogue.request),
    other: {
      name: staffName(store, dialogue.peer),
      institution: institutionName(store, dialogue.institution),
    },
    state: stateOf(work, entity, own),
    code: own?.state === 'rejected' ? own.code : null,
    signed: entity?.signed.time ?? null,
    confirmed: entity?.confirmed?.time ?? null,
  };
}

/** See api/consultReceipts.ts. */
export async function signReceipt(
  work: VisitWork,
  dialogue: Dialogue,
): Promise<ResultOf<'consult/sign-receipt'>> {
  await work.ledger.catchUp();
  const before = receiptView(work, dialogue).state;
  if (before === 'stands' || before === 'mine' || before === 'waiting')
    throw new ConsiliumError('consult-exists');
  const body = {
    kind: 'consult/receipt',
    ...termOf(work.context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(work.session)],
    receipt: consultReceiptName(dialogue.associated),
    other: dialogue.peer,
  } as const;
  const entry = signedEntry(work.context, { body, keys: [work.session.keys.sign.secretKey], visit: null });
  const { id } = work.session.desk.outbox.add(entry);
  work.context.emit({ type: 'outbox' });
  const { code, state } = await settle(work.context, id);
  work.context.emit({ type: 'outbox' });
  if (state === 'rejected') throw new ConsiliumError(code ?? 'internal');
  return { state: state === 'committed' ? 'committed' : 'queued' };
}

function stateOf(
  { session }: VisitWork,
  entity: ReturnType<typeof consultReceiptCodec.decode> | null,
  own: OutboxEntry | null,
): ConsultReceiptView['state'] {
  if (entity !== null && entity.confirmed !== null) return 'stands';
  if (entity !== null && bytesEqual(entity.first, session.identity.entity)) return 'mine';
  if (own !== null && !isSettled(own.state)) return 'waiting';
  if (own?.state === 'rejected') return 'refused';
  return entity === null ? 'none' : 'theirs';
}

/** The newest that was signed here. */
function ownEntry({ session }: VisitWork, receipt: Uint8Array): OutboxEntry | null {
  const isIt = ({ body: bytes, kind }: OutboxEntry): boolean => {
    if (kind !== 'consult/receipt') return false;
    const body = decodeBody(bytes);
    return body.kind === 'consult/receipt' && bytesEqual(body.receipt, receipt);
  };
  return session.desk.outbox.list().find(isIt) ?? null;
}
