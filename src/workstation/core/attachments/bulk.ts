import { sodiumBulk } from '../../../crypto/bulk.ts';
import { nativeBulk } from '../../../node/bulkCrypto.ts';

/** What attachments are sealed, opened and hashed by here. */
export const bulkCrypto = nativeBulk(sodiumBulk);
