/** Whether the patient themselves wrote an own entry: P's signature lies in its identity part. */
import { fromBase64Url } from '../../../crypto/bytes.ts';
import { toEpochKey, toSignature, type Network, type RootKey, type Signature } from '../../../crypto/ids.ts';
import { ownEntryHolds } from '../../../crypto/ownEntry.ts';
import { partHash } from '../../../crypto/statementData.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { OpenedDocument } from './history.ts';
import type { ListedStatement } from './ledgerReads.ts';

/** Throws `own-entry-signature` unless P signed it, for this visit and this time. */
export function assertOwnEntry(
  { parts, identity }: Pick<OpenedDocument, 'parts' | 'identity'>,
  of: { readonly listed: ListedStatement; readonly root: RootKey; readonly network: Network },
): void {
  const { entity } = of.listed;
  const signature = signatureOf(identity.rootSignature ?? '');
  const claim = {
    network: of.network,
    epoch: toEpochKey(entity.epoch),
    time: entity.time,
    clinicalHash: partHash('clinical', parts.clinical),
  };
  if (signature === null || !ownEntryHolds(claim, signature, of.root))
    throw new ConsiliumError('own-entry-signature');
}

function signatureOf(text: string): Signature | null {
  try {
    return toSignature(fromBase64Url(text));
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return null;
  }
}
