/** Taking part in another doctor's visit: as a colleague, or as a trainee whose notes are co-signed. */
import { z } from 'zod';
import { bilingual, bytes, cardText, epochId, hex, nothing, shortText, staffId, timeMs } from './common.ts';
import { visit } from './visits.ts';

const invitationId = hex(16);

export const joiningApi = {
  /** Doctors of the institution who could be invited into this visit. */
  'visit/colleagues': {
    args: z.object({ visit: epochId }),
    result: z.array(z.object({ id: staffId, name: bilingual, specialty: z.string() })),
  },
  /**
   * Invites one of them. The invitation lies on this machine, sealed to them; its text and QR code are for another one.
   * Nothing of it is on the ledger before they join.
   */
  'visit/invite': {
    args: z.object({ visit: epochId, colleague: staffId, role: z.enum(['trainee', 'colleague']) }),
    result: z.object({ text: cardText, qrPng: bytes, until: timeMs }),
  },
  /** Invitations on this machine to the doctor who is logged in, of visits that are open. */
  'visit/invitations': {
    args: nothing,
    result: z.array(
      z.object({
        id: invitationId,
        by: bilingual,
        institution: bilingual,
        role: z.string(),
        patientName: z.string(),
        department: shortText,
        openedAt: timeMs,
      }),
    ),
  },
  /** Joins the visit, and opens its history. Both doctors have then signed; the visit ends for both at once. */
  'visit/join': {
    args: z.object({
      invitation: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('here'), id: invitationId }),
        z.object({ kind: z.literal('text'), text: cardText }),
      ]),
    }),
    result: visit,
  },
} as const;
