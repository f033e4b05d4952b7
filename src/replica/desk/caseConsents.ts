import type { EpochKey } from '../../crypto/ids.ts';
import type { SignedConsent } from '../../contracts/sharing/caseConsent.ts';
import type { Database } from '../database.ts';
import { bytes } from '../rows.ts';

/** Consents by visit. What is read back is believed only as far as its signature holds. */
export interface CaseConsents {
  /** A later consent takes the place of an earlier one. */
  keep(epoch: EpochKey, signed: SignedConsent): void;
  of(epoch: EpochKey): SignedConsent | null;
}

/** Consents to sharing in a desk. */
export function caseConsentsOf(database: Database): CaseConsents {
  const keep = database.prepare(`
    INSERT INTO case_consents (epoch, consent, signature) VALUES (?, ?, ?)
    ON CONFLICT (epoch) DO UPDATE SET consent = excluded.consent, signature = excluded.signature`);
  const load = database.prepare('SELECT consent, signature FROM case_consents WHERE epoch = ?');
  return {
    keep: (epoch, { consent, signature }) => void keep.run(epoch, consent, signature),
    of: (epoch) => {
      const row = load.get(epoch);
      return row === undefined
        ? null
        : { consent: bytes(row, 'consent'), signature: bytes(row, 'signature') };
    },
  };
}
