/** Messages by which an officer invites somebody, and that person's new workstation answers; see schema.ts. */
import { toInvitationToken, type InvitationToken } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import type { Method } from '../methods.ts';
import { bytes, list, nothing, record, text, time, tuple, word, type Nothing } from '../schema.ts';

/** Longest enrolment text. */
export const LONGEST_ENROLMENT = 4_000;
/** Invitations that a node keeps at once. */
export const MOST_INVITATIONS = 200;

export interface MadeInvitation {
  readonly token: InvitationToken;
  readonly expires: Millis;
}

/** What a new workstation offered: names and public keys, signed by themselves (crypto/enrolment.ts). */
export interface Offer {
  readonly token: InvitationToken;
  readonly enrolment: string;
  readonly time: Millis;
}

export const INVITATION_STATES = ['open', 'offered', 'declined', 'entered', 'expired'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export interface InvitationCalls {
  'invite/make': { params: Nothing; result: MadeInvitation };
  'invite/offer': {
    params: { readonly token: InvitationToken; readonly enrolment: string };
    result: Nothing;
  };
  'invite/state': {
    params: { readonly token: InvitationToken };
    result: { readonly state: InvitationState };
  };
  'invite/list': { params: Nothing; result: { readonly offers: readonly Offer[] } };
  'invite/decline': { params: { readonly token: InvitationToken }; result: Nothing };
}

export type InvitationMethod = keyof InvitationCalls;

const token = bytes(16, toInvitationToken);
const enrolment = text(LONGEST_ENROLMENT);

export const INVITATION_METHODS: {
  readonly [M in InvitationMethod]: Method<InvitationCalls[M]['params'], InvitationCalls[M]['result']>;
} = {
  'invite/make': {
    caller: 'officer',
    params: nothing,
    result: record<MadeInvitation>({ token, expires: time }),
  },
  'invite/offer': { caller: 'anyone', params: record({ token, enrolment }), result: nothing },
  'invite/state': {
    caller: 'anyone',
    params: record({ token }),
    result: record({ state: word(INVITATION_STATES) }),
  },
  'invite/list': {
    caller: 'officer',
    params: nothing,
    result: record({ offers: list(tuple<Offer>({ token, enrolment, time }), MOST_INVITATIONS) }),
  },
  'invite/decline': { caller: 'officer', params: record({ token }), result: nothing },
};
