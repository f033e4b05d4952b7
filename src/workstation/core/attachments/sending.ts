/** What of signed records is still on its way to the node, and letting it wait. */
import { toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { OutboxFile } from '../../../replica/desk/outboxFiles.ts';
import { isSettled, type OutboxEntry } from '../../../replica/outbox.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { ownReading } from '../visits/myLedger.ts';
import { sendLater } from '../visits/transactions.ts';
import type { VisitWork } from '../visits/work.ts';

type Sending = ResultOf<'attachment/sending'>[number];

/** Records with files that no block has taken, the first signed first. */
export function listSending(work: VisitWork): ResultOf<'attachment/sending'> {
  const { outbox } = work.session.desk;
  return outbox
    .unsettled()
    .map((entry) => sendingOf(work, entry))
    .filter(({ files }) => files.length > 0);
}

/** Errors: `outbox-entry-unknown`. */
export function pauseSending(work: VisitWork, { id, paused }: ArgsOf<'attachment/pause'>): void {
  const { desk, outbox } = work.session;
  const entry = desk.outbox.entry(Number(id));
  if (entry === null || isSettled(entry.state)) throw new ConsiliumError('outbox-entry-unknown');
  outbox.pause(entry.id, paused);
  work.context.emit({ type: 'outbox' });
  if (!paused) sendLater(work.context);
}

function sendingOf(work: VisitWork, entry: OutboxEntry): Sending {
  const { desk, outbox } = work.session;
  const files = desk.outboxFiles.list(entry.id);
  const isPaused = desk.outboxFiles.isPaused(entry.id);
  const isSending = outbox.sending?.isSending(entry.id) ?? false;
  const titles = files.length === 0 ? new Map<string, string>() : titlesOf(work, entry);
  const views = files.map((file) => ({
    title: titles.get(toHex(file.id)) ?? '',
    size: file.size,
    ...progressOf(file, outbox.sending?.sent(file.id) ?? 0, isSending),
  }));
  const state = isPaused ? 'paused' : isSending ? 'sending' : views.every(isSent) ? 'sent' : 'waiting';
  return {
    id: String(entry.id),
    visit: entry.visit === null ? null : toHex(entry.visit),
    statement: entry.statement === null ? null : toHex(entry.statement),
    createdAt: entry.created,
    state,
    code: entry.code,
    files: views,
  };
}

function progressOf(
  { size, stored }: OutboxFile,
  sent: number,
  isSending: boolean,
): Pick<Sending['files'][number], 'sent' | 'state'> {
  if (stored) return { sent: size, state: 'sent' };
  return { sent, state: isSending && sent > 0 ? 'sending' : 'waiting' };
}

function isSent({ state }: Sending['files'][number]): boolean {
  return state === 'sent';
}

/** As the record names them, by the blob's id in hex. A record of which nothing is kept here names none. */
function titlesOf({ session }: VisitWork, { statement }: OutboxEntry): ReadonlyMap<string, string> {
  const own = statement === null ? null : session.desk.ownRecords.record(statement);
  const attachments = own === null ? [] : ownReading(own).attachments;
  return new Map(attachments.map(({ blob, title }) => [toHex(blob), title]));
}
