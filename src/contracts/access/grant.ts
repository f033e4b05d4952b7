/** Access: a grant of named records to a doctor, for a purpose and a term, on a fresh epoch. */
import { bytesEqual } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { epochCodec, grantCodec, type Grant } from '../entities.ts';
import { demandRoles, readStaff } from '../signers.ts';
import { read, write, type OverlayState } from '../state.ts';
import { demandFreshCard } from '../visit/card.ts';

/** A grant lasts at most a year. */
export const LONGEST_GRANT_MS = 366 * 24 * 60 * 60 * 1000;

/** Spends the epoch as a visit does; only CPK_e, which no view card holds, can sign it. */
export function grantAccess(
  verified: Verified<'access/grant'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const [signer] = demandRoles(verified.transaction, ['consent']);
  const certificate = demandFreshCard(body, state, context);
  demand(signer !== undefined && bytesEqual(signer.entity, certificate.consentKey), 'consent-invalid');
  const grantee = readStaff(state, 'doctor', body.grantee);
  if (grantee === null || grantee.status !== 'active') throw new Refusal('grantee-unknown');
  demand(body.until > context.time && body.until <= context.time + LONGEST_GRANT_MS, 'until-invalid');
  const { time, height } = context;
  write(state, epochCodec, certificate.epochKey, {
    use: 'grant',
    by: body.grantee,
    institution: grantee.institution,
    time,
    height,
  });
  write(state, grantCodec, certificate.epochKey, {
    consent: certificate.consentKey,
    grantee: body.grantee,
    purpose: body.purpose,
    until: body.until,
    records: body.records,
    time,
    revoked: null,
  });
}

/** Whether a grant holds at `time`, ms; whether its grantee may act at all is the registry's affair. */
export function grantInForce({ revoked, until }: Grant, time: number): boolean {
  return revoked === null && time <= until;
}

export function revokeAccess(
  verified: Verified<'access/revoke'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const [signer] = demandRoles(verified.transaction, ['consent']);
  const grant = read(state, grantCodec, body.epoch);
  if (grant === null) throw new Refusal('grant-unknown');
  demand(signer !== undefined && bytesEqual(signer.entity, grant.consent), 'consent-invalid');
  demand(grant.revoked === null, 'grant-revoked');
  write(state, grantCodec, body.epoch, { ...grant, revoked: context.time });
}
