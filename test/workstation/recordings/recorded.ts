/** What a doctor recorded, over a real desk and real files; the media are bytes that can be found again anywhere. */
import { utf8 } from '../../../src/crypto/bytes.ts';
import { toRecordingId, toRequestHash } from '../../../src/consult/ids.ts';
import { encodeAbout } from '../../../src/workstation/core/recordings/about.ts';
import type { RecordingPorts } from '../../../src/workstation/core/recordings/closing.ts';
import { RecordingWriter, type Chunk } from '../../../src/workstation/core/recordings/writing.ts';
import type { Person } from '../../support/world.ts';

/** Stands in every chunk: on a disk it would be the media in the clear. */
export const CANARY = 'canary of what was said in the consult';
export const recording = toRecordingId(new Uint8Array(16).fill(9));
export const dialogue = toRequestHash(new Uint8Array(32).fill(4));

export function begun(ports: RecordingPorts, other: Person, name = recording): RecordingWriter {
  const { entity, institution } = ports.session.identity;
  const about = encodeAbout({
    call: new Uint8Array(16).fill(5),
    doctors: [
      { doctor: entity, institution },
      { doctor: other.id, institution: other.institution },
    ],
    consents: [utf8('proposed'), utf8('agreed')],
    patient: null,
    scope: 'video',
  });
  return RecordingWriter.begin(ports, { recording: name, dialogue, title: '', about });
}

/** Second `second` of a segment of a side. */
export function chunk(
  side: Chunk['side'],
  segment: number,
  second: number,
  isLast = false,
): Chunk & { readonly bytes: Uint8Array<ArrayBuffer> } {
  return {
    side,
    segment,
    contentType: side === 'mixed' ? 'audio/webm;codecs=opus' : 'video/webm;codecs=vp8,opus',
    from: segment * 3000,
    until: (second + 1) * 1000,
    isLast,
    bytes: new Uint8Array(mediaOf(side, segment, second)),
  };
}

export function mediaOf(side: Chunk['side'], segment: number, second: number): Uint8Array {
  return utf8(`${side} ${String(segment)}.${String(second)} ${CANARY}. `);
}
