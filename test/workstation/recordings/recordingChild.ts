/** Records without end, and tells of every chunk that was taken. `node recordingChild.ts FOLDER` */
import { begun, chunk } from './recorded.ts';
import { openRecordingDesk } from './recordingDesk.ts';

const { other, ports } = openRecordingDesk(process.argv[2] ?? '');
const writer = begun(ports, other);
/** Seconds of a segment here. */
const LENGTH = 4;

for (let second = 0; ; second += 1) {
  const [segment, at] = [Math.floor(second / LENGTH), second % LENGTH];
  for (const side of ['own', 'other', 'mixed'] as const) {
    await writer.take(chunk(side, segment, at, at === LENGTH - 1));
    process.send?.([side, segment, at]);
  }
}
