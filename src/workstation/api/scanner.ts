/** The folder in which the hospital's scanner puts files. Which folder it is, is chosen in a dialog of the system alone. */
import { z } from 'zod';
import { attachmentAdded, attachmentContent } from './attachments.ts';
import { epochId, nothing, timeMs } from './common.ts';

const name = z.string().min(1).max(1_000);

const scannedFile = z.object({
  name,
  /** Bytes. */
  size: z.number().int(),
  modified: timeMs,
  /** `growing`: the scanner may still write it. `attached`: to a note from here. `sent`: signed, and on the ledger. */
  state: z.enum(['ready', 'growing', 'attached', 'sent']),
});
export type ScannedFile = z.infer<typeof scannedFile>;

export const scannerApi = {
  /** The folder's own name, or null while none is chosen. */
  'scanner/folder': { args: z.object({}).strict(), result: z.object({ name: z.string().nullable() }) },
  /** From the shell alone, which asked a person for it (main/requests.ts refuses it to the page). */
  'scanner/use': { args: z.object({ folder: z.string().min(1).max(4_096) }), result: nothing },
  /** The newest files. */
  'scanner/list': { args: z.object({}).strict(), result: z.array(scannedFile) },
  /** To look at one before it is attached. `scanner-file-unknown`, `scanner-file-growing`, `attachment-too-large`. */
  'scanner/read': { args: z.object({ name }), result: attachmentContent },
  /** As `attachment/add`; `scanner-file-unknown`, `scanner-file-growing`. */
  'scanner/take': { args: z.object({ visit: epochId, name }), result: attachmentAdded },
  /** Deletes the original of what was attached, signed and sent. `scanner-file-kept` while any of that is not so. */
  'scanner/delete': { args: z.object({ name }), result: nothing },
} as const;
