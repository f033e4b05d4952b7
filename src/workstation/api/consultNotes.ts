/** What a doctor writes down during a consult, for themselves: kept in their desk until an opinion was made of it. */
import { z } from 'zod';
import { hex, longText, nothing } from './common.ts';

const dialogue = hex(32);

/** All of them: `role-doctor-required`, `dialogue-unknown`. */
export const consultNotesApi = {
  'consult-notes/load': { args: z.object({ dialogue }), result: z.object({ text: longText }) },
  /** Durable when it answers; an empty text takes them away. */
  'consult-notes/save': { args: z.object({ dialogue, text: longText }), result: nothing },
} as const;
