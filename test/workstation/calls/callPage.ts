/** The page of a seat, as far as calls go: it does what its core orders, by hand, and sees what the test lets it see. */
import { fromHex } from '../../../src/crypto/bytes.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import { toCallId, toRingHash } from '../../../src/consult/ids.ts';
import type { Way } from '../../../src/consult/call/callState.ts';
import type { CallOrder, CallView } from '../../../src/workstation/api/calls.ts';
import { callView } from '../../../src/workstation/core/calls/views.ts';
import type { Seat } from '../dialogue/support/seat.ts';

type Connect = CallOrder & { readonly do: 'connect' };

const NEGOTIATED = {
  srtpCipher: 'SRTP_AES128_CM_HMAC_SHA1_80',
  tlsVersion: 'FEFC',
  dtlsCipher: 'TLS_AES_128_GCM_SHA256',
};

export class CallPage {
  readonly did: CallOrder[] = [];
  readonly #seat: Seat;
  #made = 0;
  #own: Uint8Array = new Uint8Array();
  readonly #used = new Map<string, Uint8Array>();

  constructor(seat: Seat) {
    this.#seat = seat;
  }

  get now(): CallView | null {
    const { calls, ports } = this.#seat.service;
    const line = calls.now();
    return line && callView(ports, line);
  }

  get phase(): string {
    return this.now?.phase ?? 'idle';
  }

  get reason(): string | null {
    return this.now?.end?.reason ?? null;
  }

  get connects(): readonly Connect[] {
    return this.did.filter((order): order is Connect => order.do === 'connect');
  }

  count(what: CallOrder['do']): number {
    return this.did.filter((order) => order.do === what).length;
  }

  /** Does what is ordered. */
  work(): void {
    for (const order of this.#seat.service.calls.orders()) {
      this.did.push(order);
      if (order.do === 'certify') this.#certify(order.call);
      if (order.do === 'connect') this.#used.set(order.ring, this.#own);
    }
  }

  take(): void {
    this.#happened({ is: 'taken' });
  }

  refuse(): void {
    this.#happened({ is: 'refused', why: 'declined' });
  }

  hangUp(): void {
    this.#happened({ is: 'hung-up' });
  }

  /** Says what it sees of its last connection. */
  see(change: { readonly remote?: Uint8Array; readonly srtpCipher?: string } = {}): void {
    const order = this.connects.at(-1);
    if (order === undefined) throw new Error('no connection');
    const own = this.#used.get(order.ring) ?? new Uint8Array(32);
    const seen = { own, remote: fromHex(order.certificate), ...NEGOTIATED, ...change };
    this.#seat.service.calls.ofRing({ is: 'seen', ring: toRingHash(fromHex(order.ring)), seen });
  }

  way(way: Way): void {
    const order = this.connects.at(-1);
    if (order === undefined) throw new Error('no connection');
    this.#seat.service.calls.ofRing({ is: 'way', ring: toRingHash(fromHex(order.ring)), way });
  }

  #certify(call: string): void {
    this.#made += 1;
    this.#own = sha256(this.#seat.person.id, new Uint8Array([this.#made]));
    const id = toCallId(fromHex(call));
    this.#seat.service.calls.happened(id, { is: 'certificate', call: id, certificate: this.#own });
  }

  #happened(
    event: { readonly is: 'taken' | 'hung-up' } | { readonly is: 'refused'; readonly why: 'declined' },
  ): void {
    const line = this.#seat.service.calls.now();
    if (line === null || line.state.phase === 'idle') throw new Error('no call');
    this.#seat.service.calls.happened(line.state.call, event);
  }
}
