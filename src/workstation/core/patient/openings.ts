/** Every use of a patient's cards: who opened the record, when, for what, and what was added. */
import type { EpochKeys } from '../../../crypto/patientKeys.ts';
import {
  epochCodec,
  grantCodec,
  isRevocation,
  type Epoch,
  type Grant,
  type Visit,
} from '../../../contracts/entities.ts';
import { read } from '../../../contracts/state.ts';
import { visitOverSince } from '../../../contracts/visit/visit.ts';
import type { Millis } from '../../../ports.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { Opening } from '../../api/patient.ts';
import { institutionName, readVisit, staffName } from '../visits/ledgerReads.ts';

/**
 * In the order of the epochs, those of former roots first; complete, since each key is looked up in the verified ledger.
 */
export function openingsOf(
  store: LedgerStore,
  chains: { readonly own: readonly EpochKeys[]; readonly former: readonly (readonly EpochKeys[])[] },
  now: Millis,
): Opening[] {
  const of = (keys: readonly EpochKeys[], former: boolean): Opening[] =>
    keys.flatMap((epoch) => {
      const spent = read(store, epochCodec, epoch.signing.publicKey);
      return spent === null ? [] : [{ ...openingOf(store, { keys: epoch, spent, now }), former }];
    });
  return [...chains.former.flatMap((keys) => of(keys, true)), ...of(chains.own, false)];
}

/** Taken back, or its term over; null while it goes on. */
function grantOverSince(grant: Grant | null, now: Millis): number | null {
  if (grant === null) return null;
  return grant.revoked ?? (now > grant.until ? grant.until : null);
}

function overSince(
  { visit, grant }: { readonly visit: Visit | null; readonly grant: Grant | null },
  now: Millis,
): number | null {
  return visit === null ? grantOverSince(grant, now) : visitOverSince(visit, now);
}

function openingOf(
  store: LedgerStore,
  { keys, spent, now }: { readonly keys: EpochKeys; readonly spent: Epoch; readonly now: Millis },
): Omit<Opening, 'former'> {
  const key = keys.signing.publicKey;
  const visit = spent.use === 'visit' ? readVisit(store, key) : null;
  const grant = spent.use === 'grant' ? read(store, grantCodec, key) : null;
  const purpose = visit?.purpose ?? grant?.purpose ?? '';
  return {
    epoch: keys.epoch,
    use: isRevocation(spent.use) ? 'revoked' : purpose === 'registration' ? 'registration' : spent.use,
    by: spent.by === null ? { zh: '', en: '' } : staffName(store, spent.by),
    institution: institutionName(store, spent.institution),
    purpose,
    openedAt: spent.time,
    endedAt: isRevocation(spent.use) ? spent.time : overSince({ visit, grant }, now),
    height: spent.height,
    records: visit?.statements ?? 0,
  };
}
