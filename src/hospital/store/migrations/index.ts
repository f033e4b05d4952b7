import type { Schema } from '../../../replica/migrations.ts';
import { node0010 } from './0010-node.ts';
import { node0020 } from './0020-mailbox.ts';
import { node0030 } from './0030-audit.ts';
import { node0040 } from './0040-grants.ts';
import { node0050 } from './0050-invitations.ts';
import { node0060 } from './0060-blobs.ts';
import { node0070 } from './0070-case-keys.ts';
import { node0080 } from './0080-erasures.ts';
import { node0090 } from './0090-erase-requests.ts';
import { node0100 } from './0100-orphans.ts';
import { node0110 } from './0110-exchanges.ts';
import { node0120 } from './0120-profiles.ts';
import { node0130 } from './0130-shared-cases.ts';
import { node0140 } from './0140-recording-readers.ts';

/** What a hospital node holds beside its ledger; 'CSLN'. */
export const nodeSchema: Schema = {
  name: 'node',
  applicationId: 0x43534c4e,
  migrations: [
    node0010,
    node0020,
    node0030,
    node0040,
    node0050,
    node0060,
    node0070,
    node0080,
    node0090,
    node0100,
    node0110,
    node0120,
    node0130,
    node0140,
  ],
};
