import type { Schema } from '../../migrations.ts';
import { library0010 } from './0010-library.ts';

/** The `library` of one doctor, which can always be made again from ledger and node; 'CSLB'. */
export const librarySchema: Schema = {
  name: 'library',
  applicationId: 0x43534c42,
  migrations: [library0010],
};
