/** Files attached to a dialogue, as the request table attaches them, and the same without looking at what they are. */
import { toHex } from '../../../../src/crypto/bytes.ts';
import type { SeriesPlace } from '../../../../src/records/attachments.ts';
import { attachedName } from '../../../../src/workstation/core/attachments/attachedName.ts';
import { attachedContent } from '../../../../src/workstation/core/attachments/content.ts';
import { encodeAbout } from '../../../../src/workstation/core/attachments/draft.ts';
import { sealIntoFile } from '../../../../src/workstation/core/attachments/files.ts';
import { draftOf } from '../../../../src/workstation/core/dialogue/files/give.ts';
import type { Seat } from './seat.ts';

export async function attach(
  seat: Seat,
  request: Uint8Array,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const content = attachedContent(bytes);
  await attachAs(seat, request, { name: attachedName(name), ...content });
}

/** As a workstation does it that was tampered with: whatever the bytes, by whatever name and kind. */
export async function attachAs(
  seat: Seat,
  request: Uint8Array,
  of: {
    readonly name: string;
    readonly contentType: string;
    readonly bytes: Uint8Array;
    readonly place?: SeriesPlace | null;
  },
): Promise<void> {
  const { part, ...sealed } = await sealIntoFile(seat.files, of.bytes, seat.ports.random);
  seat.files.finish(part, toHex(sealed.file.id));
  const about = encodeAbout({
    title: of.name,
    contentType: of.contentType,
    size: of.bytes.length,
    sha256: sealed.sha256,
    blob: sealed.file.id,
    blobSize: sealed.file.size,
    key: sealed.key,
    place: of.place ?? null,
  });
  seat.desk.attachments.add(draftOf(seat.ports, request), about, sealed.file);
}
