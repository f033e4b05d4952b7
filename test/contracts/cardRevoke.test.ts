/** Cards that are lost, stolen, replaced or given back: the ledger refuses them by name. */
import { describe, expect, it } from 'vitest';
import { epochCodec } from '../../src/contracts/entities.ts';
import { read } from '../../src/contracts/state.ts';
import { Scene } from './support/scene.ts';

describe('a revoked card', () => {
  it('opens no visit and gives no grant, and says so by name', () => {
    const scene = new Scene();
    const { a } = scene.world;
    scene.ledger.take(scene.revokeCards([1, 2], 'stolen'));
    expect(scene.ledger.check(scene.open(1))).toBe('card-revoked');
    expect(scene.ledger.check(scene.grant(2))).toBe('card-revoked');
    expect(scene.ledger.check(scene.open(3))).toBe('ok');
    expect(read(scene.ledger.state, epochCodec, scene.epoch(1))).toMatchObject({
      use: 'stolen',
      by: a.registrar.id,
      institution: a.id,
      height: scene.ledger.height,
    });
  });

  it('is revoked by a registrar of the institution that issued it, and by nobody else', () => {
    const scene = new Scene();
    const { b, li } = scene.world;
    expect(scene.ledger.check(scene.revokeCards([1], 'lost', b.registrar.sign()))).toBe(
      'card-other-institution',
    );
    expect(scene.ledger.check(scene.revokeCards([1], 'lost', li.sign()))).toBe('signer-missing');
  });

  it('was not used before, and is revoked once; one that cannot be keeps all others as they are', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open(1));
    expect(scene.ledger.check(scene.revokeCards([1, 2], 'lost'))).toBe('card-spent');
    expect(scene.ledger.check(scene.open(2))).toBe('ok');
    expect(scene.ledger.check(scene.revokeCards([2, 2], 'lost'))).toBe('card-revoked');
    scene.ledger.take(scene.revokeCards([2], 'lost'));
    expect(scene.ledger.check(scene.revokeCards([2], 'withdrawn'))).toBe('card-revoked');
  });

  it('leaves the visits alone that the patient’s other cards opened', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open(1));
    scene.ledger.take(scene.revokeCards([2, 3], 'replaced'));
    expect(scene.ledger.check(scene.record())).toBe('ok');
    expect(scene.ledger.check(scene.end())).toBe('ok');
  });
});
