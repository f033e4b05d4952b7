/**
 * Passwords for the media relay (TURN) of a hospital, by the scheme of coturn's `use-auth-secret` (the TURN REST API,
 * draft-uberti-behave-turn-rest-00 §2.2): username = seconds since 1970 at which it ends ‖ ":" ‖ a name, password =
 * base64(HMAC-SHA1(secret, username)). The relay shares the secret with the node and needs to know no doctor: the name
 * is random, so that its log tells nobody who spoke with whom. It sees encrypted media alone (DTLS-SRTP).
 */
import { toHex, utf8 } from '../../crypto/bytes.ts';
import { hmacSha1 } from '../../node/hmac.ts';
import { millis, type Clock, type RandomBytes } from '../../ports.ts';
import type { RelayCredentials } from './shapes.ts';

const NAME_LENGTH = 16;

/** The relay of a hospital, as its node is told of it. */
export interface RelayServer {
  /** `turn:` and `turns:` addresses (RFC 7065), as WebRTC takes them. */
  readonly urls: readonly string[];
  /** SECRET, shared with the relay: `static-auth-secret` of coturn. */
  readonly secret: string;
  /** How long a password is good for an allocation; one that stands goes on. */
  readonly seconds: number;
}

/** Makes passwords for a relay; null where the hospital has none. */
export class Relay {
  readonly #server: RelayServer | null;
  readonly #ports: { readonly clock: Clock; readonly random: RandomBytes };

  constructor(server: RelayServer | null, ports: { readonly clock: Clock; readonly random: RandomBytes }) {
    this.#server = server;
    this.#ports = ports;
  }

  /** A password of its own for each time it is asked. */
  credentials(): RelayCredentials | null {
    if (this.#server === null) return null;
    const { urls, secret, seconds } = this.#server;
    const ends = Math.floor(this.#ports.clock.now() / 1000) + seconds;
    const username = `${String(ends)}:${toHex(this.#ports.random(NAME_LENGTH))}`;
    // SHA-1 is what the scheme says; an HMAC does not lean on what SHA-1 lost.
    const password = hmacSha1(utf8(secret), utf8(username));
    return { urls, username, password, expires: millis(ends * 1000) };
  }
}
