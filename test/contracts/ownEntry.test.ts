import { describe, expect, it } from 'vitest';
import { listId, statementCodec, visitCodec, visitListCodec } from '../../src/contracts/entities.ts';
import { read } from '../../src/contracts/state.ts';
import { NO_AUTHOR, statementHash } from '../../src/contracts/statement.ts';
import type { Draft } from '../support/transactions.ts';
import { bytes32 } from '../support/world.ts';
import { Scene } from './support/scene.ts';

function opened(): Scene {
  const scene = new Scene();
  scene.ledger.take(scene.open());
  return scene;
}

function hashOf({ action }: Draft): Uint8Array {
  if (action.kind !== 'visit/own-entry') throw new Error('no own entry');
  return statementHash(action.statement);
}

describe("a patient's own entry", () => {
  it('stands under the visit that was spent last, by nobody but the patient', () => {
    const scene = opened();
    const draft = scene.ownEntry();
    scene.ledger.take(draft);
    const entity = read(scene.ledger.state, statementCodec, hashOf(draft));
    expect(entity).toMatchObject({
      role: 'patient',
      author: NO_AUTHOR,
      kind: 'own-entry',
      state: 'consented',
    });
    const visit = read(scene.ledger.state, visitCodec, scene.epoch());
    expect(visit?.statements).toBe(1);
    const listed = read(scene.ledger.state, visitListCodec, listId(scene.epoch(), 0));
    expect(listed?.value).toEqual(hashOf(draft));
  });

  it('is taken while the visit lasts, after it, and long after it', () => {
    const scene = opened();
    scene.ledger.take(scene.ownEntry());
    scene.ledger.take(scene.end());
    scene.ledger.take(scene.ownEntry({ data: bytes32('after') }));
    scene.ledger.time += 400 * 24 * 60 * 60 * 1000;
    expect(scene.ledger.check(scene.ownEntry({ data: bytes32('long after') }))).toBe('ok');
  });

  it('stands there once, whatever carries it', () => {
    const scene = opened();
    const draft = scene.ownEntry();
    scene.ledger.take(draft);
    expect(scene.ledger.check(draft)).toBe('tx-duplicate');
    expect(scene.ledger.check({ ...draft, time: scene.time })).toBe('statement-duplicate');
  });

  it('is not taken for a card that no visit has spent', () => {
    const scene = new Scene();
    expect(scene.ledger.check(scene.ownEntry())).toBe('visit-unknown');
    scene.ledger.take(scene.grant(2));
    expect(scene.ledger.check(scene.ownEntry({}, { epoch: 2 }))).toBe('visit-unknown');
  });

  it('takes the consent key of that very visit', () => {
    const scene = opened();
    const { otherPatient, patient } = scene.world;
    for (const consent of [patient.consent(2), otherPatient.consent(1)])
      expect(scene.ledger.check(scene.ownEntry({}, { consent }))).toBe('consent-invalid');
    const stolen = { ...patient.consent(2), signer: patient.consent(1).signer };
    expect(scene.ledger.check(scene.ownEntry({}, { consent: stolen }))).toBe('signature-invalid');
  });

  it('is signed over its statement too, whatever carries it', () => {
    const scene = opened();
    const draft = scene.ownEntry();
    const other = scene.ownEntry({ data: bytes32('other') });
    if (draft.action.kind !== 'visit/own-entry' || other.action.kind !== 'visit/own-entry')
      throw new Error('kind');
    const { consentSignature } = other.action;
    const moved = { ...draft, action: { ...draft.action, consentSignature } };
    expect(scene.ledger.check(moved)).toBe('consent-invalid');
  });

  it('is signed by the patient and the node that stores it, and by nobody else', () => {
    const scene = opened();
    const { a, b, li, patient } = scene.world;
    const draft = scene.ownEntry();
    const by = (...parties: Draft['parties']): string => scene.ledger.check({ ...draft, parties });
    expect(by(patient.consent(1))).toBe('node-receipt-missing');
    expect(by(a.node(), patient.consent(1))).toBe('consent-missing');
    expect(by(li.sign(), a.node())).toBe('consent-missing');
    expect(by(patient.consent(1), a.node(), li.sign())).toBe('signer-unexpected');
    expect(by(patient.consent(1), b.node())).toBe('node-receipt-missing');
    expect(scene.ledger.check(scene.ownEntry({ institution: b.id }, { node: b.node() }))).toBe('ok');
  });

  it('names no doctor, no other kind, no other ledger and no statement that it follows', () => {
    const scene = opened();
    const { li } = scene.world;
    expect(scene.ledger.check(scene.ownEntry({ doctor: li.id }))).toBe('statement-mismatch');
    expect(scene.ledger.check(scene.ownEntry({ kind: 'record' }))).toBe('statement-mismatch');
    expect(scene.ledger.check(scene.ownEntry({ network: bytes32('other') }))).toBe('statement-mismatch');
    expect(scene.ledger.check(scene.ownEntry({ refers: bytes32('base') }))).toBe('refers-unexpected');
    expect(scene.ledger.check(scene.ownEntry({ followUntil: scene.time + 1 }))).toBe('statement-time');
  });

  it('keeps to the time of the ledger', () => {
    const scene = opened();
    const late = scene.time + 5 * 60_000 + 1;
    expect(scene.ledger.check(scene.ownEntry({ time: late, followUntil: late }))).toBe('statement-time');
    const anchor = { height: scene.ledger.height + 1, headerHash: bytes32('h') };
    expect(scene.ledger.check(scene.ownEntry({ anchor }))).toBe('anchor-ahead');
  });

  it('is followed by nothing', () => {
    const scene = opened();
    const draft = scene.ownEntry();
    scene.ledger.take(draft);
    const refers = hashOf(draft);
    for (const kind of ['addendum', 'correction', 'co-signature'] as const)
      for (const consent of [null, scene.world.patient.consent(1)])
        expect(scene.ledger.check(scene.record({ statement: { kind, refers }, consent }))).toBe(
          'refers-unexpected',
        );
  });
});
