/** Codecs of the methods by which an officer invites somebody, and that person's new workstation answers. */
import { asBytes, asMap, asText, asTuple, asUint, type CborValue } from '../../crypto/cbor.ts';
import { toInvitationToken, type InvitationToken } from '../../crypto/ids.ts';
import { asOneOf } from '../../contracts/entities.ts';
import { millis, type Millis } from '../../ports.ts';
import { bytesField, limitedList, single } from '../fields.ts';
import type { Method } from '../methods.ts';
import { nothing, type Nothing, type Shape } from '../shapes.ts';

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

const tokenOf = (value: CborValue | undefined): InvitationToken =>
  toInvitationToken(asBytes(value, 16, 'token'));
const token = single('token', bytesField('token', tokenOf));

const made: Shape<MadeInvitation> = {
  encode: (invitation) => ({ token: invitation.token, expires: invitation.expires }),
  decode: (value) => {
    const map = asMap(value, ['token', 'expires'], 'invitation');
    return { token: tokenOf(map.token), expires: millis(asUint(map.expires, 'invitation.expires')) };
  },
};

const offers: Shape<{ readonly offers: readonly Offer[] }> = {
  encode: (value) => ({
    offers: value.offers.map((offer) => [offer.token, offer.enrolment, offer.time]),
  }),
  decode: (value) => ({
    offers: limitedList(asMap(value, ['offers'], 'offers').offers, MOST_INVITATIONS, 'offers').map((item) => {
      const [offered, enrolment, time] = asTuple(item, 3, 'offer');
      return {
        token: tokenOf(offered),
        enrolment: asText(enrolment, 'offer.enrolment', LONGEST_ENROLMENT),
        time: millis(asUint(time, 'offer.time')),
      };
    }),
  }),
};

export const INVITATION_METHODS: {
  readonly [M in InvitationMethod]: Method<InvitationCalls[M]['params'], InvitationCalls[M]['result']>;
} = {
  'invite/make': { caller: 'officer', params: nothing, result: made },
  'invite/offer': {
    caller: 'anyone',
    params: {
      encode: ({ token: offered, enrolment }) => ({ token: offered, enrolment }),
      decode: (value) => {
        const map = asMap(value, ['token', 'enrolment'], 'offer');
        return {
          token: tokenOf(map.token),
          enrolment: asText(map.enrolment, 'offer.enrolment', LONGEST_ENROLMENT),
        };
      },
    },
    result: nothing,
  },
  'invite/state': {
    caller: 'anyone',
    params: token,
    result: {
      encode: ({ state }) => ({ state }),
      decode: (value) => ({
        state: asOneOf(asMap(value, ['state'], 'state').state, INVITATION_STATES, 'state'),
      }),
    },
  },
  'invite/list': { caller: 'officer', params: nothing, result: offers },
  'invite/decline': { caller: 'officer', params: token, result: nothing },
};
