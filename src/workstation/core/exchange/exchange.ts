/** Proposing, answering and ending an exchange of records. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toTxId } from '../../../crypto/ids.ts';
import { toMessageId } from '../../../consult/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { exchangeCodec, type Exchange } from '../../../contracts/sharing/exchangeEntities.ts';
import { exchangeRecordsHash } from '../../../contracts/sharing/records.ts';
import { read } from '../../../contracts/state.ts';
import type { DeskExchange } from '../../../replica/desk/exchanges.ts';
import type { NewOutboxEntry } from '../../../replica/desk/outboxStore.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { demandStanding, openDialogue, say } from '../dialogue/conversation.ts';
import { activeColleague, demandFresh, type DialoguePorts } from '../dialogue/ports.ts';
import { settle, signedEntry, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import { keepNextCard } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';
import { giverSigners, givingEntry, prepareGiving, type Giving } from './giving.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type Sent = ResultOf<'exchange/propose'>;

/** Where an exchange lives: the visit that it gives from, and the dialogue that it is proposed in. */
export interface ExchangeAt {
  readonly work: VisitWork;
  readonly ports: DialoguePorts;
}

/** See api/exchange.ts. The proposal waits in the outbox and is said in the dialogue, both or neither. */
export async function propose({ work, ports }: ExchangeAt, args: ArgsOf<'exchange/propose'>): Promise<Sent> {
  const request = fromHex(args.dialogue);
  const dialogue = demandStanding(ports, openDialogue(ports, request));
  await demandFresh(ports);
  activeColleague(ports.state, dialogue.peer);
  const giving = await prepareGiving(work, args, dialogue.peer);
  const term = termOf(work.context, TRANSACTION_LIFETIME_MS);
  const body = {
    kind: 'sharing/propose',
    ...term,
    signers: giverSigners(work, giving),
    receiver: dialogue.peer,
    purpose: args.purpose,
    until: term.time + args.days * DAY_MS,
    direction: args.direction,
    give: giving.given,
  } as const;
  const entry = givingEntry(work, body, giving);
  const id = toMessageId(ports.random(16));
  const shown = { dialogue: dialogue.id, mine: true, message: id } as const;
  const added = ports.session.desk.atomically(() => {
    const { exchanges, messages } = ports.session.desk;
    const time = ports.clock.now();
    const row = messages.add({ ...shown, time, text: '', reply: null });
    exchanges.add({ ...shown, ...giving.list, exchange: entry.txId });
    const content = { kind: 'exchange', time, id, exchange: entry.txId, ...giving.list } as const;
    say(ports, request, content, row === null ? {} : { message: row });
    return keep(work, entry, giving);
  });
  return sent(work, { exchange: entry.txId, entry: added });
}

/** The receiver's signature on the terms, with what they give in return, if anything. */
export async function accept({ work, ports }: ExchangeAt, args: ArgsOf<'exchange/accept'>): Promise<Sent> {
  await demandFresh(ports);
  const { exchange, entity } = standingProposal({ work, ports }, args.exchange);
  const giving = args.back && (await prepareGiving(work, args.back, activeProposer(ports, entity)));
  const body = {
    kind: 'sharing/accept',
    ...termOf(work.context, TRANSACTION_LIFETIME_MS),
    signers: giving === null ? [staffSigner(work.session)] : giverSigners(work, giving),
    exchange,
    back: giving && giving.given,
  } as const;
  const entry =
    giving === null
      ? signedEntry(work.context, { body, keys: [work.session.keys.sign.secretKey], visit: null })
      : givingEntry(work, body, giving);
  const added = ports.session.desk.atomically(() => keep(work, entry, giving));
  return sent(work, { exchange, entry: added });
}

/** Declines what was not accepted yet, takes back an own proposal, or ends what is in force. */
export async function end({ work, ports }: ExchangeAt, args: ArgsOf<'exchange/end'>): Promise<Sent> {
  await work.ledger.catchUp();
  const { exchange } = knownExchange(ports, args.exchange);
  const body = {
    kind: 'sharing/revoke',
    ...termOf(work.context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(work.session)],
    exchange,
  } as const;
  const entry = signedEntry(work.context, { body, keys: [work.session.keys.sign.secretKey], visit: null });
  return sent(work, { exchange, entry: work.session.desk.outbox.add(entry).id });
}

/** As it was said in a dialogue of this doctor. Errors: `exchange-unknown`. */
export function knownExchange({ session }: Pick<DialoguePorts, 'session'>, name: string): DeskExchange {
  const known = session.desk.exchanges.find(fromHex(name));
  if (known === null) throw new ConsiliumError('exchange-unknown');
  return known;
}

/** Whether the list that was said is the one that doctor and patient signed. */
export function isSignedList(known: DeskExchange, { give }: Exchange): boolean {
  return bytesEqual(give.records, exchangeRecordsHash(known));
}

/** What is accepted is what was read. Errors: `exchange-unknown`, `exchange-altered`. */
function standingProposal({ work, ports }: ExchangeAt, name: string) {
  const known = knownExchange(ports, name);
  const entity = read(work.ledger.replica.store, exchangeCodec, known.exchange);
  if (entity === null) throw new ConsiliumError('exchange-unknown');
  if (!isSignedList(known, entity)) throw new ConsiliumError('exchange-altered');
  return { exchange: toTxId(known.exchange), entity };
}

function activeProposer(ports: DialoguePorts, { proposer }: Exchange) {
  const id = ports.session.desk.dialogues.list().find(({ peer }) => bytesEqual(peer, proposer))?.peer;
  if (id === undefined) throw new ConsiliumError('recipient-unknown');
  activeColleague(ports.state, id);
  return id;
}

/** The slip yields the next card, as when a record is signed. */
function keep(work: VisitWork, entry: NewOutboxEntry, giving: Giving | null): number {
  const { desk } = work.session;
  if (giving !== null) keepNextCard(desk, giving.context.visit, giving.slip.nextCard);
  return desk.outbox.add(entry).id;
}

async function sent(
  work: VisitWork,
  { exchange, entry }: { readonly exchange: Uint8Array; readonly entry: number },
): Promise<Sent> {
  work.context.emit({ type: 'outbox' });
  work.context.emit({ type: 'visits' });
  const { state, code } = await settle(work.context, entry);
  if (state === 'rejected') throw new ConsiliumError(code ?? 'internal');
  return { exchange: toHex(exchange), state: state === 'committed' ? 'committed' : 'queued' };
}
