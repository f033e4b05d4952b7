/** A new root in the place of a lost one: who may say so, for whose cards, and that it stays said. */
import { describe, expect, it } from 'vitest';
import { rootKeyPair } from '../../src/crypto/patientKeys.ts';
import { toRootKey } from '../../src/crypto/ids.ts';
import { formerRootName, successionLink } from '../../src/crypto/succession.ts';
import { successionOf } from '../../src/contracts/visit/succession.ts';
import { Scene } from './support/scene.ts';

function former(scene: Scene): Uint8Array {
  return formerRootName(toRootKey(rootKeyPair(scene.world.otherPatient.seed).publicKey));
}

describe('a statement of succession', () => {
  it('is made by the registrar in a registration, with the consent of the new chain', () => {
    const scene = new Scene();
    scene.prepareSuccession();
    expect(scene.ledger.check(scene.record({ ...scene.successionChange(null), text: 'other' }))).toBe(
      'consent-missing',
    );
    scene.ledger.take(scene.open(1));
    const byDoctor = scene.record({ statement: { kind: 'succession' } });
    expect(scene.ledger.check(byDoctor)).toBe('statement-mismatch');
  });

  it('refers to nothing', () => {
    const scene = new Scene();
    const statement = scene.prepareSuccession();
    const change = scene.successionChange(scene.world.patient.consent(0));
    const referring = { ...change, text: 'other', statement: { ...change.statement, refers: statement } };
    expect(scene.ledger.check(scene.record(referring))).toBe('refers-unexpected');
  });

  it("stands in no list of its registrar's records", () => {
    const scene = new Scene();
    scene.prepareSuccession();
    expect(scene.ledger.check(scene.succeed(new Uint8Array(32)))).toBe('statement-unknown');
  });
});

describe('a succession', () => {
  it("stands under the former root of the institution's own cards, with who signed it", () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const statement = scene.prepareSuccession();
    expect(successionOf(scene.ledger.state, a.id, former(scene))).toBeNull();
    scene.ledger.take(scene.succeed(statement));
    const root = toRootKey(rootKeyPair(scene.world.otherPatient.seed).publicKey);
    expect(successionOf(scene.ledger.state, a.id, former(scene))).toMatchObject({
      links: [{ link: successionLink(root, scene.root()), statement, registrar: a.registrar.id }],
    });
    expect(successionOf(scene.ledger.state, b.id, former(scene))).toBeNull();
  });

  it('is signed by the author of its statement, and by nobody else', () => {
    const scene = new Scene();
    const { b, li } = scene.world;
    const statement = scene.prepareSuccession();
    expect(scene.ledger.check(scene.succeed(statement, b.registrar.sign()))).toBe('statement-mismatch');
    expect(scene.ledger.check(scene.succeed(statement, li.sign()))).toBe('signer-missing');
  });

  it('names a statement of succession, and no other', () => {
    const scene = new Scene();
    scene.prepareSuccession();
    scene.ledger.take(scene.open(1));
    expect(scene.ledger.check(scene.succeed(scene.takeRecord()))).toBe('statement-unknown');
  });

  it('is said once for two roots, and again for a third: no entry goes away', () => {
    const scene = new Scene();
    const statement = scene.prepareSuccession();
    scene.ledger.take(scene.succeed(statement));
    expect(scene.ledger.check(scene.succeed(statement))).toBe('succession-exists');
    const third = toRootKey(rootKeyPair(scene.world.otherPatient.seed).publicKey);
    scene.ledger.take(scene.succeed(statement, scene.world.a.registrar.sign(), third));
    expect(successionOf(scene.ledger.state, scene.world.a.id, former(scene))?.links).toHaveLength(2);
  });
});
