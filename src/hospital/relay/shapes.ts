/** Messages about the media relay; see schema.ts. */
import type { Millis } from '../../ports.ts';
import type { Method } from '../methods.ts';
import { list, nothing, nullable, record, text, time, type Nothing } from '../schema.ts';

/** Addresses of one relay: UDP, TCP and TLS, over IPv4 and IPv6. */
export const MOST_RELAY_URLS = 8;
export const LONGEST_RELAY_URL = 300;

/** What WebRTC wants of a TURN server, until `expires`. */
export interface RelayCredentials {
  readonly urls: readonly string[];
  readonly username: string;
  readonly password: string;
  readonly expires: Millis;
}

export interface RelayCalls {
  'relay/credentials': { params: Nothing; result: { readonly relay: RelayCredentials | null } };
}

export type RelayMethod = keyof RelayCalls;

export const RELAY_METHODS: {
  readonly [M in RelayMethod]: Method<RelayCalls[M]['params'], RelayCalls[M]['result']>;
} = {
  'relay/credentials': {
    caller: 'doctor',
    params: nothing,
    result: record({
      relay: nullable(
        record<RelayCredentials>({
          urls: list(text(LONGEST_RELAY_URL), MOST_RELAY_URLS),
          username: text(100),
          password: text(100),
          expires: time,
        }),
      ),
    }),
  },
};
