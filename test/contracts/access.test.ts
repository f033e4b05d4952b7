import { describe, expect, it } from 'vitest';
import { epochCodec, grantCodec } from '../../src/contracts/entities.ts';
import { read } from '../../src/contracts/state.ts';
import { bytes32, DAY } from '../support/world.ts';
import { accessGrant } from '../support/transactions.ts';
import { Scene } from './support/scene.ts';

describe('a grant', () => {
  it('is given by the patient alone, names doctor, purpose, term and records, and spends the card', () => {
    const scene = new Scene();
    const { wang } = scene.world;
    scene.ledger.take(scene.grant());
    expect(read(scene.ledger.state, grantCodec, scene.epoch())).toMatchObject({
      grantee: wang.id,
      purpose: 'second-opinion',
      records: bytes32('records'),
      revoked: null,
    });
    expect(read(scene.ledger.state, epochCodec, scene.epoch())).toMatchObject({ use: 'grant', by: wang.id });
    expect(scene.ledger.check(scene.open())).toBe('card-spent');
    expect(scene.ledger.check({ ...scene.grant(), time: scene.time - 1 })).toBe('card-spent');
  });

  it('cannot be given on a card that opened a visit', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    expect(scene.ledger.check(scene.grant())).toBe('card-spent');
  });

  it('lasts a year at most, and longer than it takes to give it', () => {
    const scene = new Scene();
    expect(scene.ledger.check(scene.grant(1, { until: scene.time + 366 * DAY }))).toBe('ok');
    expect(scene.ledger.check(scene.grant(1, { until: scene.time + 366 * DAY + 1 }))).toBe('until-invalid');
    expect(scene.ledger.check(scene.grant(1, { until: scene.time }))).toBe('until-invalid');
  });

  it('goes to a doctor who is there and active', () => {
    const scene = new Scene();
    const { b, wang } = scene.world;
    expect(scene.ledger.check(scene.grant(1, { grantee: b.registrar.id }))).toBe('grantee-unknown');
    scene.ledger.take(scene.suspend(wang));
    expect(scene.ledger.check(scene.grant())).toBe('grantee-unknown');
  });

  it('is given with the consent key of the card itself', () => {
    const scene = new Scene();
    const { patient, wang } = scene.world;
    const mixed = { consent: patient.consent(2), card: patient.card(1), grantee: wang.id };
    expect(scene.ledger.check(accessGrant(mixed, scene.time))).toBe('consent-invalid');
  });

  it('is signed by nobody beside the patient', () => {
    const scene = new Scene();
    const draft = scene.grant();
    expect(scene.ledger.check({ ...draft, parties: [...draft.parties, scene.world.wang.sign()] })).toBe(
      'signer-unexpected',
    );
  });
});

describe('revoking a grant', () => {
  it('is done by who gave it, once', () => {
    const scene = new Scene();
    scene.ledger.take(scene.grant());
    const at = scene.time;
    scene.ledger.take(scene.revokeGrant());
    expect(read(scene.ledger.state, grantCodec, scene.epoch())?.revoked).toBe(at);
    expect(scene.ledger.check(scene.revokeGrant())).toBe('grant-revoked');
  });

  it('is refused to any other consent key and to the grantee', () => {
    const scene = new Scene();
    const { otherPatient, patient, wang } = scene.world;
    scene.ledger.take(scene.grant());
    expect(scene.ledger.check(scene.revokeGrant(1, patient.consent(2)))).toBe('consent-invalid');
    expect(scene.ledger.check(scene.revokeGrant(1, otherPatient.consent(1)))).toBe('consent-invalid');
    expect(scene.ledger.check(scene.revokeGrant(1, wang.sign()))).toBe('consent-missing');
    expect(scene.ledger.check(scene.revokeGrant(1, patient.view(1)))).toBe('consent-missing');
  });

  it('finds no grant where a visit is', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    expect(scene.ledger.check(scene.revokeGrant())).toBe('grant-unknown');
  });
});
