import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreeAsAcceptor, agreeAsRequester, associatedData } from '../../src/consult/agreement.ts';
import { decapsulate } from '../../src/consult/bundle.ts';
import {
  decrypt,
  encrypt,
  forgetOldKeys,
  HEADER_LENGTH,
  KEPT_MS,
  MOST_SKIPPED,
  startAsAcceptor,
  startAsRequester,
  type RatchetState,
} from '../../src/consult/ratchet.ts';
import { fromUtf8, utf8 } from '../../src/crypto/bytes.ts';
import { millis, type Millis, type RandomBytes } from '../../src/ports.ts';
import { readDialogue } from './independent.ts';
import { asked, doctor, NETWORK, NOW, seededRandom } from './people.ts';

const LI = doctor(1);
const WANG = doctor(2);

/** One end of a dialogue: keeps its state, as a workstation would. */
class End {
  state: RatchetState;
  readonly #associatedData: Uint8Array;
  readonly #random: RandomBytes;

  constructor(state: RatchetState, associated: Uint8Array, random: RandomBytes) {
    this.state = state;
    this.#associatedData = associated;
    this.#random = random;
  }

  send(text: string): Uint8Array {
    const sent = encrypt(this.state, utf8(text), this.#associatedData);
    if (sent === null) throw new Error('there is no chain to send by');
    this.state = sent.state;
    return sent.message;
  }

  /** The text, or the code of the refusal. */
  receive(message: Uint8Array, now: Millis = NOW): string {
    const read = decrypt(this.state, message, {
      associatedData: this.#associatedData,
      now,
      random: this.#random,
    });
    if (read.refusal !== null) return read.refusal;
    this.state = read.state;
    return fromUtf8(read.plaintext);
  }
}

function dialogue(seed: string) {
  const random = seededRandom(seed);
  const { bundle, opened } = asked(LI, WANG, {}, seed);
  const { secret, initial } = agreeAsAcceptor(
    WANG.sealing,
    { registered: LI.sealing.publicKey, bundle: opened.bundle },
    random,
  );
  const associated = associatedData({
    network: NETWORK,
    request: opened.hash,
    acceptance: new Uint8Array(32).fill(1),
    requester: { ...LI.party, signingKey: LI.signing.publicKey, sealingKey: LI.sealing.publicKey },
    acceptor: { ...WANG.party, signingKey: WANG.signing.publicKey, sealingKey: WANG.sealing.publicKey },
  });
  const shared = agreeAsRequester(
    { registered: LI.sealing, bundle },
    { registered: WANG.sealing.publicKey, initial },
  );
  const accepting = startAsAcceptor(secret, opened.bundle.x25519, random);
  if (accepting === null) throw new Error('a key of small order');
  const ratchetSecrets: Uint8Array[] = [];
  const remembering: RandomBytes = (length) => {
    const made = random(length);
    ratchetSecrets.push(made);
    return made;
  };
  return {
    wang: new End(accepting, associated, random),
    li: new End(startAsRequester(shared, bundle.x25519), associated, remembering),
    recorded: {
      bundleSecret: bundle.x25519,
      registeredSecret: LI.sealing.secretKey,
      acceptorRegistered: WANG.sealing.publicKey,
      acceptorFresh: initial.x25519,
      xwingSecret: decapsulate(bundle, initial.xwing),
      associatedData: associated,
      ratchetSecrets,
    },
  };
}

describe('the ratchet', () => {
  it('carries messages both ways, from the first one on', () => {
    const { li, wang } = dialogue('both');
    expect(li.receive(wang.send('您好'))).toBe('您好');
    expect(wang.receive(li.send('片子请看'))).toBe('片子请看');
    expect(li.receive(wang.send('好的'))).toBe('好的');
  });

  it('gives a requester nothing to send by before the acceptor was heard', () => {
    const { li } = dialogue('early');
    expect(() => li.send('?')).toThrow(/no chain/u);
  });

  it('reads every message once, in whatever order they come (property)', () => {
    const step = fc.record({ fromLi: fc.boolean(), late: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 0, max: 1e6 }),
        (steps, seed) => {
          const { li, wang } = dialogue(`order ${String(seed)}`);
          expect(li.receive(wang.send('start'))).toBe('start');
          const held: { to: End; message: Uint8Array; text: string }[] = [];
          const received: [string, string][] = [];
          steps.forEach(({ fromLi, late }, index) => {
            const text = `message ${String(index)}`;
            const mail = { to: fromLi ? wang : li, message: (fromLi ? li : wang).send(text), text };
            if (late) held.push(mail);
            else received.push([mail.to.receive(mail.message), text]);
          });
          for (const { to, message, text } of held.toReversed()) received.push([to.receive(message), text]);
          expect(received.filter(([read, text]) => read !== text)).toEqual([]);
          for (const { to, message } of held) expect(to.receive(message)).toMatch(/^ratchet-/u);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses a message that comes twice', () => {
    const { li, wang } = dialogue('twice');
    const message = wang.send('once');
    expect([li.receive(message), li.receive(message)]).toEqual(['once', 'ratchet-replayed']);
  });

  it('refuses a message of which any byte was changed, and keeps its state', () => {
    const { li, wang } = dialogue('changed');
    const message = wang.send('dose 5 mg');
    const before = li.state;
    const outcomes = Array.from({ length: message.length }, (_, index) => {
      const flipped = message.slice();
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      return li.receive(flipped);
    });
    expect(outcomes.filter((outcome) => !outcome.startsWith('ratchet-'))).toEqual([]);
    expect(li.state).toBe(before);
    expect(li.receive(message)).toBe('dose 5 mg');
  });

  it('refuses what is cut short as malformed', () => {
    const { li, wang } = dialogue('short');
    const message = wang.send('');
    expect(li.receive(message.slice(0, HEADER_LENGTH + 15))).toBe('ratchet-malformed');
    expect(li.receive(new Uint8Array(0))).toBe('ratchet-malformed');
  });

  it('refuses a message of another dialogue of the same two doctors', () => {
    const one = dialogue('one');
    const other = dialogue('other');
    expect(one.li.receive(other.wang.send('elsewhere'))).toBe('ratchet-unopenable');
  });

  it('refuses a message before which too many are missing, and reads it across as many as may be', () => {
    const { li, wang } = dialogue('gap');
    expect(li.receive(wang.send('0'))).toBe('0');
    let last = new Uint8Array(0);
    for (let number = 0; number < MOST_SKIPPED + 1; number += 1)
      last = new Uint8Array(wang.send(String(number)));
    expect(li.receive(last)).toBe(String(MOST_SKIPPED));
    for (let number = 0; number < MOST_SKIPPED + 2; number += 1)
      last = new Uint8Array(wang.send(String(number)));
    expect(li.receive(last)).toBe('ratchet-gap');
  });

  it('forgets the key of a message that did not come for a month', () => {
    const { li, wang } = dialogue('old');
    expect(li.receive(wang.send('first'))).toBe('first');
    const lost = wang.send('lost');
    expect(li.receive(wang.send('next'))).toBe('next');
    expect(li.state.skipped).toHaveLength(1);
    const later = millis(NOW + KEPT_MS);
    li.state = forgetOldKeys(li.state, later);
    expect(li.state.skipped).toEqual([]);
    expect(li.receive(lost, later)).toBe('ratchet-replayed');
  });

  it('keeps what was said before from whoever steals the state later (forward secrecy)', () => {
    const { li, wang } = dialogue('forward');
    const said = wang.send('before');
    expect(li.receive(said)).toBe('before');
    const stolen = dialogue('forward').li;
    stolen.state = li.state;
    expect(stolen.receive(said)).toMatch(/^ratchet-/u);
  });

  it('shuts out whoever stole the state, after one message each way (post-compromise security)', () => {
    const { li, wang } = dialogue('after');
    expect(li.receive(wang.send('1'))).toBe('1');
    const thief = dialogue('after').li;
    thief.state = li.state;
    expect(wang.receive(li.send('2'))).toBe('2');
    const toBoth = wang.send('3');
    expect([li.receive(toBoth), thief.receive(toBoth)]).toEqual(['3', '3']);
    expect(wang.receive(li.send('4'))).toBe('4');
    const healed = wang.send('5');
    expect([li.receive(healed), thief.receive(healed)]).toEqual(['5', 'ratchet-unopenable']);
  });

  it('is read by a second reader, written from the specification over another library', () => {
    const { li, wang, recorded } = dialogue('recorded');
    const texts = ['您好', '', '剂量 5 mg', 'x'.repeat(3000), '再见'];
    const messages = texts.map((text, index) => {
      const message = wang.send(text);
      li.receive(message);
      if (index % 2 === 1) wang.receive(li.send('…'));
      return message;
    });
    expect(recorded.ratchetSecrets.length).toBeGreaterThan(2);
    expect(readDialogue({ ...recorded, messages })).toEqual(texts);
  });
});
