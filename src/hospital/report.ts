/** What a node tells its officers of itself: numbers, none of which is of a patient. */
import { nullable, record, text, uint, type Shape } from './schema.ts';

export interface NodeReport {
  readonly height: number;
  /** The code of what keeps the node from serving; null when nothing does. */
  readonly trouble: string | null;
  readonly connections: number;
  readonly loggedIn: number;
  readonly envelopes: number;
  readonly blobs: number;
  readonly blobBytes: number;
  /** Messages that wait in the mailboxes of its doctors. */
  readonly mail: number;
  readonly mailBytes: number;
  /** Statements whose envelope and blobs should be here, and those that are not yet. */
  readonly copiesDue: number;
  readonly copiesMissing: number;
}

export const nodeReport: Shape<NodeReport> = record<NodeReport>({
  height: uint,
  trouble: nullable(text(60)),
  connections: uint,
  loggedIn: uint,
  envelopes: uint,
  blobs: uint,
  blobBytes: uint,
  mail: uint,
  mailBytes: uint,
  copiesDue: uint,
  copiesMissing: uint,
});
