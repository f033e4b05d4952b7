/** What only the shell can do for a screen. The second request table beside src/workstation/api.ts. */
import { z } from 'zod';
import { attachmentNumber, playedHolder } from '../src/workstation/api/attachments.ts';
import { bytes } from '../src/workstation/api/common.ts';

/** 64 MB: a sheet of cards or an exported ledger is far below. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

const exportToken = z.string().regex(/^[0-9a-f]{64}$/u);
const fileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\:*?"<>|\p{Cc}]+$/u);
const mediaAddress = z.string().regex(/^media\/[0-9a-f]{64}$/u);

export const shellApi = {
  /** An address under which the page can play a film or sound (main/mediaStreams.ts). */
  'shell/play': {
    args: z.object({
      of: playedHolder,
      id: attachmentNumber,
      size: z.number().int().positive(),
      contentType: z.string().regex(/^(?:audio|video)\/[a-z0-9]+$/u),
    }),
    result: z.object({ address: mediaAddress }),
  },
  /** The page shows that it uses the camera, and asks for it; or does no more. */
  'shell/camera': { args: z.object({ allowed: z.boolean() }), result: z.object({}) },
  /** Screens and windows that can be shown in the call that goes on (main/sharedScreens.ts); pictures are PNG. */
  'shell/screens': {
    args: z.object({}).strict(),
    result: z.object({
      screens: z.array(z.object({ id: z.string(), name: z.string(), isWindow: z.boolean(), picture: bytes })),
    }),
  },
  /** The next that the page asks the browser for is this one. Errors of both: `call-unknown`. */
  'shell/screen-choose': { args: z.object({ id: z.string().max(200) }).strict(), result: z.object({}) },
  /** Asks for the folder of the scanner, and tells the core. `chosen` is false when the user changed their mind. */
  'shell/scanner-folder': { args: z.object({}).strict(), result: z.object({ chosen: z.boolean() }) },
  'shell/play-stop': { args: z.object({ address: mediaAddress }), result: z.object({}) },
  /** Asks where to save, and writes the file. `saved` is false when the user changed their mind. */
  'shell/save-file': {
    args: z.object({
      suggestedName: fileName,
      bytes: bytes.refine((value) => value.length <= MAX_FILE_BYTES),
      mimeType: z.string().max(100),
    }),
    result: z.object({ saved: z.boolean() }),
  },
  /** Asks where to save what comes piece by piece (main/exportedFiles.ts); null when the user changed their mind. */
  'shell/export-begin': {
    args: z.object({ suggestedName: fileName }).strict(),
    result: z.object({ file: exportToken.nullable() }),
  },
  /** Bytes at a place of it. */
  'shell/export-write': {
    args: z
      .object({
        file: exportToken,
        position: z.number().int().nonnegative(),
        bytes: bytes.refine(({ length }) => length <= MAX_FILE_BYTES),
      })
      .strict(),
    result: z.object({}),
  },
  /** It gets its name, or is removed. */
  'shell/export-end': {
    args: z.object({ file: exportToken, keep: z.boolean() }).strict(),
    result: z.object({}),
  },
  /** What the page has for the printer, as a PDF: made in memory, and written nowhere. */
  'shell/page-pdf': { args: z.object({}).strict(), result: z.object({ pdf: bytes }) },
  /** Tells through the system that something came (main/notices.ts): there is no room for what it says. */
  'shell/notify': {
    args: z
      .object({
        kind: z.enum(['request', 'message', 'call']),
        dialogue: z.string().regex(/^[0-9a-f]{64}$/u),
        language: z.enum(['zh-CN', 'en']),
      })
      .strict(),
    result: z.object({}),
  },
  /** The login screen is painted: what takes the processor from it may start (main/firstScreen.ts). */
  'shell/shown': { args: z.object({}), result: z.object({}) },
} as const;

export type ShellApi = typeof shellApi;
export type ShellChannel = keyof ShellApi;
export type ShellArgs<C extends ShellChannel> = z.infer<ShellApi[C]['args']>;
export type ShellResult<C extends ShellChannel> = z.infer<ShellApi[C]['result']>;
export type ShellHandlers = {
  readonly [C in ShellChannel]: (args: ShellArgs<C>) => Promise<ShellResult<C>>;
};
