import type { Schema } from '../../migrations.ts';
import { ledger0010 } from './0010-ledger.ts';

/** The `replica` of a workstation and the ledger of a hospital node; 'CSLL'. */
export const ledgerSchema: Schema = {
  name: 'ledger',
  applicationId: 0x43534c4c,
  migrations: [ledger0010],
};
