/**
 * The author's side: what they signed and can no longer send goes into a file for an officer. An account that the ledger
 * lets in no more still opens its own desk with its passphrase, for this and for nothing else.
 */
import { toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { decodeBody } from '../../../contracts/transaction.ts';
import { openDesk } from '../../../replica/desk/desk.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { DESK_KEY, type AccountStore } from '../accounts/accountStore.ts';
import { attachmentFiles } from '../attachments/files.ts';
import type { CoreContext, StaffSession } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import { networkOf } from '../visits/ledgerReads.ts';
import { encodeBundle, type CaughtRecord } from './bundle.ts';

export interface HandOverParts {
  readonly context: CoreContext;
  readonly accounts: AccountStore;
  readonly folder: DataFolder;
  /** The account that is unlocked; null where none is. */
  readonly unlocked: () => string | null;
}

/**
 * Errors: `session-locked` without an account; `account-missing`, `passphrase-wrong`, `passphrase-throttled` {waitMs},
 * `keystore-*`; `attest-nothing` when nothing waits.
 */
export function handOver(
  parts: HandOverParts,
  { account }: ArgsOf<'attesting/hand-over'>,
): ResultOf<'attesting/hand-over'> {
  const { context } = parts;
  return fileOf(context, account === null ? waitingIn(context.session()) : waitingOf(parts, account));
}

/** Errors: `attest-nothing`. */
export function fileOf(
  context: CoreContext,
  records: readonly CaughtRecord[],
): ResultOf<'attesting/hand-over'> {
  if (records.length === 0) throw new ConsiliumError('attest-nothing');
  const bytes = new Uint8Array(encodeBundle(networkOf(context.ledger().replica.store), records));
  const day = new Date(context.ports.clock.now()).toISOString().slice(0, 10);
  return { name: `consilium-${day}.attest`, bytes, records: records.length };
}

function waitingOf(
  { context, accounts, folder, unlocked }: HandOverParts,
  { id, passphrase }: NonNullable<ArgsOf<'attesting/hand-over'>['account']>,
): readonly CaughtRecord[] {
  const { content } = accounts.open(id, passphrase);
  const key = content.secrets[DESK_KEY];
  content.rootSecret.fill(0);
  if (key === undefined) throw new ConsiliumError('keystore-malformed', { missing: DESK_KEY });
  if (unlocked() === id) return waitingIn(context.session());
  if (!folder.hasDesk(id)) return [];
  const { clock, random } = context.ports;
  const desk = openDesk({ path: folder.desk(id), key, clock, random });
  try {
    return waitingIn({ desk, files: attachmentFiles(folder.attachments(id)) });
  } finally {
    desk.close();
    key.fill(0);
  }
}

/** Records that no block has taken, the oldest first. */
export function waitingIn({ desk, files }: Pick<StaffSession, 'desk' | 'files'>): readonly CaughtRecord[] {
  const blobsOf = (entry: number): readonly Uint8Array[] =>
    desk.outbox.blobs(entry).map((blob) => ('blob' in blob ? blob.blob : files.whole(toHex(blob.id))));
  const open = desk.outbox
    .list()
    .filter(({ state }) => state !== 'committed' && state !== 'pending-consent')
    .toReversed();
  return open.flatMap((entry) => {
    const body = decodeBody(entry.body);
    if (body.kind !== 'visit/record' || entry.envelope === null) return [];
    const { statement, keyVersion, doctorSignature, consentSignature, commitment } = body;
    const signed = { statement, keyVersion, doctorSignature, consentSignature, commitment };
    return [{ ...signed, envelope: entry.envelope, blobs: blobsOf(entry.id) }];
  });
}
