/** Shapes that shared cases and their drafts have in common. */
import { z } from 'zod';
import { hex } from './common.ts';

export const caseName = hex(32);
export const purpose = z.enum(['research', 'teaching', 'treatment-advice']);
export const language = z.enum(['zh', 'en']);
export const outcome = z.enum(['cured', 'improved', 'unchanged', 'died', 'other']);
export const sex = z.enum(['female', 'male', 'other', 'unknown']);
export const ageBand = z.object({ from: z.number().int(), to: z.number().int().nullable() });
const text = z.string().max(20_000);

/** What an author writes of a case, by the items of CARE. */
export const caseTexts = z.object({
  title: text,
  keywords: text,
  abstract: text,
  introduction: text,
  patient: text,
  findings: text,
  timeline: text,
  assessment: text,
  intervention: text,
  followUp: text,
  discussion: text,
  perspective: text,
});
