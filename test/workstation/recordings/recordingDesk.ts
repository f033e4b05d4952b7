/** A desk with its files, as recordings use it, for a process that is killed and for who looks afterwards. */
import { join } from 'node:path';
import { toNetwork } from '../../../src/crypto/ids.ts';
import type { KeyStoreIdentity } from '../../../src/crypto/keyStore.ts';
import { silentLogger } from '../../../src/node/logger.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { openDesk } from '../../../src/replica/desk/desk.ts';
import { AttachmentFiles, recoverFiles } from '../../../src/workstation/core/attachments/files.ts';
import type { RecordingPorts } from '../../../src/workstation/core/recordings/closing.ts';
import { BareLedger } from '../../support/bareLedger.ts';
import { manualClock } from '../../support/manualClock.ts';
import { bytes32, START, type Person } from '../../support/world.ts';

export interface RecordingDesk {
  readonly ports: RecordingPorts;
  readonly other: Person;
  close(): void;
}

/** As after an unlock. */
export function openRecordingDesk(folder: string): RecordingDesk {
  const ledger = BareLedger.staffed();
  const { li, wang } = ledger.world;
  const clock = manualClock(START);
  const random = systemRandom;
  const desk = openDesk({ path: join(folder, 'desk.db'), key: bytes32('desk key'), clock, random });
  const files = new AttachmentFiles(join(folder, 'files'));
  recoverFiles(desk, files);
  const identity = { entity: li.id, institution: li.institution } as KeyStoreIdentity;
  return {
    ports: {
      clock,
      random,
      logger: silentLogger,
      network: toNetwork(ledger.world.network),
      state: ledger.state,
      session: { identity, keys: li.keys(1), files, desk },
    },
    other: wang,
    close: () => desk.close(),
  };
}
