/** The offer of an account on this machine, until an officer has entered it: it outlives the program. */
import { z } from 'zod';
import { fromHex, fromUtf8, toHex, utf8 } from '../../../crypto/bytes.ts';
import { toInvitationToken, type InvitationToken } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';

export interface PendingOffer {
  readonly token: InvitationToken;
  /** CN1: text. */
  readonly enrolment: string;
}

const file = z.strictObject({
  format: z.literal(1),
  token: z.string().regex(/^[0-9a-f]{32}$/u),
  enrolment: z.string().max(4_000),
});

export function encodePendingOffer({ token, enrolment }: PendingOffer): Uint8Array {
  return utf8(`${JSON.stringify({ format: 1, token: toHex(token), enrolment })}\n`);
}

/** Errors: `machine-malformed`. */
export function decodePendingOffer(bytes: Uint8Array): PendingOffer {
  try {
    const { token, enrolment } = file.parse(JSON.parse(fromUtf8(bytes)));
    return { token: toInvitationToken(fromHex(token)), enrolment };
  } catch (cause) {
    throw new ConsiliumError('machine-malformed', {}, { cause });
  }
}
