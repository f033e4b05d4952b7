/** What a core process of the fault tests is to do, and what it and its host say to each other. */
import { z } from 'zod';
import { cardText, epochId, secretText } from '../../../../src/workstation/api/common.ts';
import { note } from '../../../../src/workstation/api/notes.ts';

/** The parts of a visit at which something can be lost, in their order. */
export const FLOWS = ['import', 'note', 'sign', 'end'] as const;
export type Flow = (typeof FLOWS)[number];

/** Who dies: the workstation's core, the hospital node beside it, or both at once, as when the power fails. */
export const VICTIMS = ['core', 'both', 'node'] as const;
export type Victim = (typeof VICTIMS)[number];

export const faultTask = z.object({
  folder: z.string(),
  account: z.string(),
  passphrase: secretText,
  visit: epochId,
  slip: cardText,
  pin: secretText,
  note,
  /** A FHIR Bundle. */
  history: z.string(),
  flow: z.enum(FLOWS),
  victim: z.enum(VICTIMS),
  /** The event, counted from 1 when the flow begins, at which the victim is killed; 0 for none. */
  at: z.number().int(),
});
export type FaultTask = z.infer<typeof faultTask>;

/** From the process to its host: have this node run. */
export const nodeWanted = z.object({ folder: z.string() });
/** The answer; the pid is for the kill. */
export const nodeRuns = z.object({ folder: z.string(), address: z.string().nullable(), pid: z.number() });
export type NodeRuns = z.infer<typeof nodeRuns>;

/** Saved one after the other by the flow `note`; each is said once it is acknowledged. */
export const DRAFTS = 6;

export function draftText(number: number): string {
  return `第${String(number)}稿：多饮水，一周后复诊`;
}
