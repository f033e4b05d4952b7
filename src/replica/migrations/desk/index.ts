import type { Schema } from '../../migrations.ts';
import { desk0010 } from './0010-desk.ts';
import { desk0020 } from './0020-own-records.ts';
import { desk0030 } from './0030-waiting-blobs.ts';
import { desk0040 } from './0040-sharing-answers.ts';
import { desk0050 } from './0050-patients.ts';
import { desk0060 } from './0060-draft-attachments.ts';
import { desk0070 } from './0070-dialogues.ts';
import { desk0080 } from './0080-sealed-files.ts';
import { desk0090 } from './0090-attachment-pieces.ts';
import { desk0120 } from './0120-known-keys.ts';
import { desk0130 } from './0130-dialogue-search.ts';
import { desk0140 } from './0140-exchanges.ts';
import { desk0150 } from './0150-dialogue-files.ts';
import { desk0160 } from './0160-retention.ts';
import { desk0170 } from './0170-transcripts.ts';
import { desk0180 } from './0180-profiles.ts';
import { desk0200 } from './0200-recordings.ts';
import { desk0230 } from './0230-given-away.ts';
import { desk0240 } from './0240-calls.ts';
import { desk0260 } from './0260-case-consents.ts';
import { desk0280 } from './0280-case-drafts.ts';
import { desk0300 } from './0300-recording-anchors.ts';
import { desk0310 } from './0310-begun-storing.ts';

/** The `desk` of one doctor; 'CSDK'. */
export const deskSchema: Schema = {
  name: 'desk',
  applicationId: 0x4353444b,
  migrations: [
    desk0010,
    desk0020,
    desk0030,
    desk0040,
    desk0050,
    desk0060,
    desk0070,
    desk0080,
    desk0090,
    desk0120,
    desk0130,
    desk0140,
    desk0150,
    desk0160,
    desk0170,
    desk0180,
    desk0200,
    desk0230,
    desk0240,
    desk0260,
    desk0280,
    desk0300,
    desk0310,
  ],
};
