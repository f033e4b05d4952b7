import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLinkId, type LinkId } from '../../src/consult/ids.ts';
import { evaluateLink, type LinkAct, type LinkEvent, type LinkState } from '../../src/consult/link.ts';
import { doctor } from './people.ts';

const li = doctor(1).party.doctor;
const wang = doctor(2).party.doctor;
const CERTIFICATE = { li: new Uint8Array(32).fill(1), wang: new Uint8Array(32).fill(2) };

/** One end, with what it did. */
class Side {
  state: LinkState = { phase: 'idle' };
  readonly did: LinkAct[] = [];
  /** What is on its way to the other side. */
  readonly out: (LinkAct & { readonly act: 'say' })[] = [];
  readonly name: 'li' | 'wang';

  constructor(name: 'li' | 'wang') {
    this.name = name;
  }

  on(event: LinkEvent): void {
    const parties = this.name === 'li' ? { me: li, peer: wang } : { me: wang, peer: li };
    const { acts, state } = evaluateLink(this.state, event, parties);
    this.state = state;
    for (const act of acts) {
      this.did.push(act);
      if (act.act === 'say') this.out.push(act);
      if (act.act === 'certify')
        this.on({ is: 'certificate', link: act.link, certificate: CERTIFICATE[this.name] });
    }
  }

  want(link: LinkId): void {
    this.on({ is: 'wanted', link, certificate: CERTIFICATE[this.name] });
  }

  /** The oldest word on its way arrives. */
  deliver(to: Side): boolean {
    const word = this.out.shift();
    if (word !== undefined) to.on({ is: 'heard', link: word.link, said: word.said });
    return word !== undefined;
  }

  get connects() {
    return this.did.filter((act) => act.act === 'connect');
  }
}

function pair(): readonly [Side, Side] {
  return [new Side('li'), new Side('wang')];
}

function settle(a: Side, b: Side): void {
  while (a.deliver(b) || b.deliver(a));
}

function linkOf(byte: number): LinkId {
  return toLinkId(new Uint8Array(16).fill(byte));
}

describe('a direct connection', () => {
  it.each([['li'], ['wang']] as const)(
    'is made when %s wants it: both know the other certificate, and one alone makes offers',
    (who) => {
      const [a, b] = pair();
      (who === 'li' ? a : b).want(linkOf(1));
      settle(a, b);
      expect(a.connects).toEqual([
        { act: 'connect', link: linkOf(1), isInitiator: true, certificate: CERTIFICATE.wang },
      ]);
      expect(b.connects).toEqual([
        { act: 'connect', link: linkOf(1), isInitiator: false, certificate: CERTIFICATE.li },
      ]);
    },
  );

  it('is one when both want it at once, and the lower one', () => {
    const [a, b] = pair();
    a.want(linkOf(9));
    b.want(linkOf(3));
    settle(a, b);
    expect(a.connects.map(({ link }) => link)).toEqual([linkOf(3)]);
    expect(b.connects.map(({ link }) => link)).toEqual([linkOf(3)]);
  });

  it('carries signals once both have said hello, and none of another connection', () => {
    const [a, b] = pair();
    a.on({ is: 'signal', link: linkOf(1), signal: 'too early' });
    a.want(linkOf(1));
    settle(a, b);
    a.on({ is: 'signal', link: linkOf(1), signal: 'offer' });
    a.on({ is: 'signal', link: linkOf(2), signal: 'foreign' });
    b.on({ is: 'heard', link: linkOf(2), said: { word: 'peer', signal: 'foreign' } });
    settle(a, b);
    expect(b.did.filter(({ act }) => act === 'signal')).toEqual([
      { act: 'signal', link: linkOf(1), signal: 'offer' },
    ]);
  });

  it('ends at both sides when it ends at one', () => {
    const [a, b] = pair();
    a.want(linkOf(1));
    settle(a, b);
    a.on({ is: 'open', link: linkOf(1) });
    a.on({ is: 'ended', link: linkOf(1) });
    settle(a, b);
    expect([a.state.phase, b.state.phase]).toEqual(['idle', 'idle']);
    expect(b.did.at(-1)).toEqual({ act: 'close', link: linkOf(1) });
  });

  it('gives way to a new one of a program that began again', () => {
    const [a, b] = pair();
    a.want(linkOf(1));
    settle(a, b);
    b.on({ is: 'open', link: linkOf(1) });
    const again = new Side('li');
    again.want(linkOf(2));
    settle(again, b);
    expect(b.did).toContainEqual({ act: 'close', link: linkOf(1) });
    expect(b.state).toEqual({ phase: 'connecting', link: linkOf(2) });
  });

  it('is given up when nobody answers', () => {
    const [a] = pair();
    a.want(linkOf(1));
    a.on({ is: 'given-up' });
    expect(a.state.phase).toBe('idle');
    expect(a.did.at(-1)).toEqual({ act: 'close', link: linkOf(1) });
    a.on({ is: 'heard', link: linkOf(1), said: { word: 'bye' } });
    expect(a.did.map(({ act: what }) => what)).toEqual(['say', 'close']);
  });

  it('is the same at both sides, whatever order wishes, ends and words come in', () => {
    const step = fc.tuple(
      fc.boolean(),
      fc.constantFrom('want', 'deliver', 'end', 'open', 'give-up'),
      fc.nat(200),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const [a, b] = pair();
        for (const [first, what, number] of steps) act(first ? [a, b] : [b, a], what, number);
        settle(a, b);
        // Whatever was left half: who wants it now, gets it.
        a.on({ is: 'given-up' });
        b.on({ is: 'given-up' });
        a.want(linkOf(201));
        settle(a, b);
        expect(a.state).toEqual({ phase: 'connecting', link: linkOf(201) });
        expect(b.state).toEqual(a.state);
        // Of one connection one side alone makes the offers, and each knows the other's certificate.
        expect(
          a.connects.every(({ isInitiator, certificate }) => isInitiator && certificate === CERTIFICATE.wang),
        ).toBe(true);
        expect(
          b.connects.every(({ isInitiator, certificate }) => !isInitiator && certificate === CERTIFICATE.li),
        ).toBe(true);
      }),
    );
  });
});

function act([side, other]: readonly [Side, Side], what: string, number: number): void {
  const link = side.state.phase === 'idle' ? linkOf(number) : side.state.link;
  if (what === 'want') side.want(linkOf(number));
  if (what === 'deliver') side.deliver(other);
  if (what === 'end') side.on({ is: 'ended', link });
  if (what === 'open') side.on({ is: 'open', link });
  if (what === 'give-up') side.on({ is: 'given-up' });
}
