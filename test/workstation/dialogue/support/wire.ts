/**
 * The pages of two seats with a wire between them: what renderer/peer does with WebRTC, done by hand. Each page makes
 * its end known by a certificate, and takes no other end than the one that its core named.
 */
import { bytesEqual, fromHex, toHex } from '../../../../src/crypto/bytes.ts';
import { sha256 } from '../../../../src/crypto/hash.ts';
import { toLinkId } from '../../../../src/consult/ids.ts';
import type { LinkOrder } from '../../../../src/workstation/api/links.ts';
import type { Page, Seat } from './seat.ts';

type ConnectOrder = LinkOrder & { readonly do: 'connect' };

export class Wire {
  readonly #ends: readonly [End, End];
  /** Frames that went over it. */
  frames = 0;
  /** Bytes that went over its channel for files. */
  bulk = 0;
  /** What is sent is lost, and nobody notices yet. */
  isCut = false;
  /** How often a core had a broken connection made anew. */
  again = 0;
  /** What connections say to each other on their way through the core, in order. */
  readonly signals: string[] = [];

  constructor(one: Seat, other: Seat) {
    this.#ends = [new End(one, this), new End(other, this)];
  }

  /** The page of a seat has its dialogue open. */
  want(seat: Seat, request: Uint8Array): void {
    this.#of(seat).want(request);
  }

  /** The wire is pulled: both pages notice. */
  pull(): void {
    for (const end of this.#ends) end.tell('ended');
  }

  interrupt(isInterrupted: boolean): void {
    for (const end of this.#ends) end.tell(isInterrupted ? 'interrupted' : 'open');
  }

  otherOf(end: End): End {
    return this.#ends[0] === end ? this.#ends[1] : this.#ends[0];
  }

  #of(seat: Seat): End {
    const end = this.#ends.find((one) => one.seat === seat);
    if (end === undefined) throw new Error('a seat of another wire');
    return end;
  }
}

class End implements Page {
  readonly seat: Seat;
  readonly #wire: Wire;
  #certificates = 0;
  #shown = new Map<string, Uint8Array>();
  #order: ConnectOrder | null = null;
  #isAsked = false;
  #isPumping = false;
  #isAskedAgain = false;

  constructor(seat: Seat, wire: Wire) {
    this.seat = seat;
    this.#wire = wire;
    seat.page = this;
  }

  ordered(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    // As in the program, the page asks a moment later.
    setImmediate(() => {
      this.#isAsked = false;
      if (this.seat.isClosed) return;
      for (const order of this.seat.service.links.orders()) this.#do(order);
    });
  }

  want(request: Uint8Array): void {
    const certificate = this.#certify();
    const link = this.seat.service.links.begin(request, certificate);
    if (link !== null) this.#shown.set(toHex(link), certificate);
  }

  tell(state: 'open' | 'interrupted' | 'ended'): void {
    if (this.#order === null) return;
    const link = toLinkId(fromHex(this.#order.link));
    if (state === 'ended') this.#order = null;
    this.seat.service.links.happened({ is: state, link });
  }

  #do(order: LinkOrder): void {
    const { links } = this.seat.service;
    const link = toLinkId(fromHex(order.link));
    switch (order.do) {
      case 'certify': {
        const certificate = this.#certify();
        this.#shown.set(order.link, certificate);
        return links.happened({ is: 'certificate', link, certificate });
      }
      case 'connect':
        this.#order = order;
        if (order.initiator) links.happened({ is: 'signal', link, signal: 'offer' });
        return;
      case 'signal':
        this.#wire.signals.push(order.signal);
        if (order.signal === 'offer') {
          links.happened({ is: 'signal', link, signal: 'answer' });
          this.#meet();
        }
        return;
      case 'send': {
        this.#wire.frames += 1;
        const other = this.#wire.otherOf(this);
        if (!this.#wire.isCut && other.#order?.link === order.link)
          other.seat.service.links.frame(link, order.frame);
        return;
      }
      case 'bulk':
        void this.#pump(order.link);
        return;
      case 'close':
        if (this.#order?.link === order.link) this.#order = null;
        return;
      case 'again':
        this.#wire.again += 1;
        if (!this.#wire.isCut) this.want(fromHex(order.dialogue));
        return;
    }
  }

  /** One piece after the other, as the page has them when the channel has room. */
  async #pump(name: string): Promise<void> {
    if (this.#isPumping) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isPumping = true;
    const link = toLinkId(fromHex(name));
    do {
      this.#isAskedAgain = false;
      for (;;) {
        const frame = await this.seat.service.links.nextBulk(link);
        if (frame === null) break;
        await new Promise((resolve) => setImmediate(resolve));
        this.#wire.bulk += frame.length;
        const other = this.#wire.otherOf(this);
        if (!this.#wire.isCut && other.#order?.link === name) other.seat.service.links.bulk(link, frame);
      }
    } while (this.#isAskedAgain);
    this.#isPumping = false;
  }

  /** Both ends show the certificates that the other was told of, or nothing is opened. */
  #meet(): void {
    const other = this.#wire.otherOf(this);
    if (this.#accepts(other) && other.#accepts(this)) for (const end of [this, other]) end.tell('open');
  }

  #accepts(other: End): boolean {
    const certificate = this.#order === null ? undefined : other.#shown.get(this.#order.link);
    return certificate !== undefined && bytesEqual(certificate, fromHex(this.#order?.certificate ?? ''));
  }

  #certify(): Uint8Array {
    this.#certificates += 1;
    return sha256(this.seat.person.id, new Uint8Array([this.#certificates]));
  }
}
