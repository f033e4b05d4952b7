/** What a node tells its officers of itself: numbers, none of which is of a patient. */
import { asMap, asNullable, asText, asUint } from '../crypto/cbor.ts';
import type { Shape } from './shapes.ts';

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

const NUMBERS = [
  'height',
  'connections',
  'loggedIn',
  'envelopes',
  'blobs',
  'blobBytes',
  'mail',
  'mailBytes',
  'copiesDue',
  'copiesMissing',
] as const;

const LONGEST_CODE = 60;

export const nodeReport: Shape<NodeReport> = {
  encode: (report) => ({ ...report }),
  decode: (value) => {
    const map = asMap(value, [...NUMBERS, 'trouble'], 'report');
    const number = (name: (typeof NUMBERS)[number]) => asUint(map[name], `report.${name}`);
    return {
      height: number('height'),
      trouble: asNullable(map.trouble, (code) => asText(code, 'report.trouble', LONGEST_CODE)),
      connections: number('connections'),
      loggedIn: number('loggedIn'),
      envelopes: number('envelopes'),
      blobs: number('blobs'),
      blobBytes: number('blobBytes'),
      mail: number('mail'),
      mailBytes: number('mailBytes'),
      copiesDue: number('copiesDue'),
      copiesMissing: number('copiesMissing'),
    };
  },
};
