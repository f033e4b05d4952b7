/**
 * What a key is good for. The doctor's key and the patient's consent are two keys in two hands: neither writes a
 * record alone, and the card that the doctor saw consents to nothing.
 */
import { describe, expect, it } from 'vitest';
import { statementCodec } from '../../src/contracts/entities.ts';
import { read } from '../../src/contracts/state.ts';
import type { ResultCode } from '../../src/contracts/codes.ts';
import type { TransactionKind } from '../../src/contracts/transactionKinds.ts';
import type { Draft } from '../support/transactions.ts';
import type { Party } from '../support/world.ts';
import { everyKindAsked, KINDS } from './support/everyKind.ts';
import { Scene } from './support/scene.ts';

/** What becomes of each kind with the keys of Dr Li and Dr Chen and what card 1 gives, but no slip. */
const WITHOUT_SLIP: Readonly<Record<TransactionKind, ResultCode>> = {
  'registry/institution-add': 'signer-unexpected',
  'registry/staff-add': 'signer-unexpected',
  'registry/staff-suspend': 'signer-unexpected',
  'registry/staff-reinstate': 'signer-unexpected',
  'registry/key-rotate': 'ok',
  'registry/key-revoke': 'signer-unexpected',
  'registry/key-lost': 'signer-unexpected',
  'registry/key-set': 'signer-unexpected',
  'registry/card-key-add': 'signer-unexpected',
  'registry/node-key-add': 'signer-unexpected',
  'visit/register': 'signer-missing',
  'visit/open': 'ok',
  'visit/card-revoke': 'signer-missing',
  'visit/join': 'ok',
  'visit/end': 'ok',
  'visit/extend': 'ok',
  'visit/record': 'ok',
  'visit/confirm': 'consent-missing',
  'visit/own-entry': 'consent-missing',
  'visit/erase': 'signer-missing',
  'visit/succession': 'signer-missing',
  'access/grant': 'consent-missing',
  'access/revoke': 'consent-missing',
  'sharing/propose': 'consent-missing',
  'sharing/accept': 'ok',
  'sharing/revoke': 'ok',
  'sharing/publish': 'ok',
  'sharing/withdraw': 'ok',
  'sharing/counts': 'ok',
  'incentive/reads': 'ok',
  'incentive/close': 'ok',
  'incentive/claim': 'ok',
  'consult/anchor': 'ok',
  'consult/withdraw': 'ok',
  'consult/receipt': 'ok',
  'governance/erase-receipt': 'ok',
};

/** What becomes of each kind with card 1 alone. */
const WITHOUT_DOCTOR: Readonly<Record<TransactionKind, ResultCode>> = {
  'registry/institution-add': 'signer-unexpected',
  'registry/staff-add': 'signer-unexpected',
  'registry/staff-suspend': 'signer-unexpected',
  'registry/staff-reinstate': 'signer-unexpected',
  'registry/key-rotate': 'signer-missing',
  'registry/key-revoke': 'signer-unexpected',
  'registry/key-lost': 'signer-unexpected',
  'registry/key-set': 'signer-unexpected',
  'registry/card-key-add': 'signer-unexpected',
  'registry/node-key-add': 'signer-unexpected',
  'visit/register': 'signer-missing',
  'visit/open': 'doctor-key-missing',
  'visit/card-revoke': 'signer-missing',
  'visit/join': 'doctor-key-missing',
  'visit/end': 'doctor-key-missing',
  'visit/extend': 'doctor-key-missing',
  'visit/record': 'doctor-key-missing',
  'visit/confirm': 'doctor-key-missing',
  'visit/own-entry': 'consent-missing',
  'visit/erase': 'signer-missing',
  'visit/succession': 'signer-missing',
  'access/grant': 'consent-missing',
  'access/revoke': 'consent-missing',
  'sharing/propose': 'doctor-key-missing',
  'sharing/accept': 'doctor-key-missing',
  'sharing/revoke': 'doctor-key-missing',
  'sharing/publish': 'node-receipt-missing',
  'sharing/withdraw': 'doctor-key-missing',
  'sharing/counts': 'node-receipt-missing',
  'incentive/reads': 'node-receipt-missing',
  'incentive/close': 'node-receipt-missing',
  'incentive/claim': 'doctor-key-missing',
  'consult/anchor': 'doctor-key-missing',
  'consult/withdraw': 'doctor-key-missing',
  'consult/receipt': 'doctor-key-missing',
  'governance/erase-receipt': 'node-receipt-missing',
};

/** The draft as someone without the slip can send it: no consent inside, and only signers whose keys are at hand. */
function withoutSlip(draft: Draft, scene: Scene): Draft {
  const { chen, li } = scene.world;
  const { action } = draft;
  const own = draft.parties.filter(
    ({ signer }) => signer.role !== 'consent' && signer.role !== 'officer' && signer.role !== 'registrar',
  );
  const parties = own.length > 0 ? own : [li.sign()];
  if (action.kind === 'visit/join') return { ...draft, parties: [li.sign(), chen.sign()] };
  if (action.kind === 'visit/record' || action.kind === 'visit/confirm') {
    return { ...draft, action: { ...action, consentSignature: null }, parties };
  }
  return { ...draft, parties };
}

/** The draft signed by nothing but the card, beside the node that the card is shown to. */
function byCardAlone(draft: Draft, scene: Scene): Draft {
  const { a, patient } = scene.world;
  const card = patient.view(draft.action.kind === 'visit/open' ? 4 : 1);
  const node = draft.action.kind === 'visit/record' ? [a.node()] : [];
  return { ...draft, parties: [card, ...node] };
}

describe('with a doctor’s key and a public card, but no slip', () => {
  it.each(KINDS)('%s is taken, or refused by what is missing', (kind) => {
    const { scene, drafts } = everyKindAsked();
    const draft = drafts[kind];
    expect(scene.ledger.check(draft)).toBe('ok');
    expect(scene.ledger.check(withoutSlip(draft, scene))).toBe(WITHOUT_SLIP[kind]);
  });

  it('a record is taken as pending and as nothing else', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    const hash = scene.takeRecord({ consent: null });
    expect(read(scene.ledger.state, statementCodec, hash)?.state).toBe('pending');
  });

  it('an import needs the consent at once', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    const statement = { kind: 'import' } as const;
    expect(scene.ledger.check(scene.record({ statement, consent: null }))).toBe('consent-missing');
    expect(scene.ledger.check(scene.record({ statement }))).toBe('ok');
  });

  it('no own entry can be written in the patient’s name, whoever consents', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    const statement = { kind: 'own-entry' } as const;
    for (const consent of [null, scene.world.patient.consent(1)])
      expect(scene.ledger.check(scene.record({ statement, consent }))).toBe('statement-mismatch');
  });

  it.each<[string, (scene: Scene) => Party]>([
    ['the card’s own key', (scene) => scene.world.patient.view(1)],
    ['the doctor’s key', (scene) => scene.world.li.sign()],
    ['the slip of another visit of this patient', (scene) => scene.world.patient.consent(2)],
    ['the slip of another patient', (scene) => scene.world.otherPatient.consent(1)],
  ])('no consent can be made of %s', (_name, forger) => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    expect(scene.ledger.check(scene.record({ consent: forger(scene) }))).toBe('consent-invalid');
    const pending = scene.takeRecord({ consent: null });
    expect(scene.ledger.check(scene.confirm(pending, { consent: forger(scene) }))).toBe('consent-invalid');
  });

  it('nobody signs as the consent key that a certificate names without holding it', () => {
    const scene = new Scene();
    const { signer } = scene.world.patient.consent(3);
    const { secretKey } = scene.world.patient.view(3);
    const forged = { ...scene.grant(3), parties: [{ signer, secretKey }] };
    expect(scene.ledger.check(forged)).toBe('signature-invalid');
  });

  it('a consent to one statement consents to no other', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    const consented = scene.record({ text: 'one' });
    const other = scene.record({ text: 'two' });
    const { action } = consented;
    const consentSignature = action.kind === 'visit/record' ? action.consentSignature : null;
    const moved = { ...other, action: { ...other.action, consentSignature } };
    expect(scene.ledger.check(moved as Draft)).toBe('consent-invalid');
  });
});

describe('with a public card and no doctor’s key', () => {
  it.each(KINDS)('%s is refused', (kind) => {
    const { scene, drafts } = everyKindAsked();
    const draft = drafts[kind];
    expect(scene.ledger.check(byCardAlone(draft, scene))).toBe(WITHOUT_DOCTOR[kind]);
  });

  it('the slip changes nothing in that but for the patient’s own grants', () => {
    const { scene, drafts } = everyKindAsked();
    const taken = KINDS.filter((kind) => {
      const parties = [scene.world.patient.consent(kind === 'access/revoke' ? 2 : 5)];
      return scene.ledger.check({ ...drafts[kind], parties }) === 'ok';
    });
    expect(taken).toEqual(['access/grant', 'access/revoke']);
  });
});
