/** Erasure: who may have a record erased, what the ledger says of it afterwards, and who owes a receipt. */
import { describe, expect, it } from 'vitest';
import { parameterCodec, parameterId, statementCodec } from '../../src/contracts/entities.ts';
import { erasureCodec } from '../../src/contracts/erasureEntities.ts';
import { dueReceipts } from '../../src/contracts/governance/eraseReceipt.ts';
import { read } from '../../src/contracts/state.ts';
import { bytes32, DAY, makeHouse } from '../support/world.ts';
import { Scene } from './support/scene.ts';

const YEAR = 366 * DAY;

function recorded(scene: Scene): Uint8Array {
  scene.ledger.take(scene.open());
  return scene.takeRecord();
}

describe('a record is erased', () => {
  it('by the consent key of its visit and an officer of its institution together', () => {
    const scene = new Scene();
    const { a } = scene.world;
    const record = recorded(scene);
    const asked = scene.time;
    const draft = scene.erase(record);
    scene.ledger.take(draft);
    expect(read(scene.ledger.state, erasureCodec, record)).toMatchObject({
      epoch: scene.epoch(),
      institution: a.id,
      officer: draft.parties[0]?.signer.entity,
      reason: 'consent-withdrawn',
      asked,
      height: scene.ledger.height,
    });
    // What the ledger says of it stays: a hash, and who wrote it.
    expect(read(scene.ledger.state, statementCodec, record)?.state).toBe('consented');
  });

  it('by nobody with the key of another visit or patient, or with the card alone', () => {
    const scene = new Scene();
    const record = recorded(scene);
    const { otherPatient, patient } = scene.world;
    for (const consent of [patient.consent(2), otherPatient.consent(1), patient.view(1)])
      expect(scene.ledger.check(scene.erase(record, {}, { consent }))).toBe('consent-invalid');
  });

  it('by no officer of another institution, by no doctor, and by no two officers', () => {
    const scene = new Scene();
    const record = recorded(scene);
    const { a, b, li } = scene.world;
    const check = (officers: ReturnType<typeof b.board>) =>
      scene.ledger.check(scene.erase(record, {}, { officers }));
    expect(check(b.board().slice(0, 1))).toBe('erase-other-institution');
    expect(check([li.sign()])).toBe('signer-missing');
    expect(check([...a.board(), ...b.board()])).toBe('signer-unexpected');
  });

  it('on what the patient asked for here and lately, and nothing else', () => {
    const scene = new Scene();
    const record = recorded(scene);
    expect(scene.ledger.check(scene.erase(bytes32('no record')))).toBe('statement-unknown');
    expect(scene.ledger.check(scene.erase(record, { network: bytes32('other') }))).toBe('statement-mismatch');
    expect(scene.ledger.check(scene.erase(record, { time: scene.time - 60 * DAY - 1 }))).toBe(
      'erase-request-time',
    );
    expect(scene.ledger.check(scene.erase(record, { time: scene.time - 59 * DAY }))).toBe('ok');
  });

  it('but never the statement that opens the chain of a former root', () => {
    const scene = new Scene();
    const statement = scene.prepareSuccession();
    const consent = scene.world.patient.consent(0);
    expect(scene.ledger.check(scene.erase(statement, {}, { consent }))).toBe('statement-mismatch');
  });

  it('once, and for good: nothing follows it and nobody consents to it', () => {
    const scene = new Scene();
    const record = recorded(scene);
    const pending = scene.takeRecord({ text: 'pending', consent: null });
    scene.ledger.take(scene.erase(record), scene.erase(pending));
    expect(scene.ledger.check(scene.erase(record))).toBe('statement-erased');
    expect(scene.ledger.check(scene.confirm(pending))).toBe('statement-erased');
    const addendum = { kind: 'addendum', refers: record } as const;
    expect(scene.ledger.check(scene.record({ text: 'more', statement: addendum }))).toBe('statement-erased');
    expect(scene.ledger.check(scene.record({ text: 'another' }))).toBe('ok');
  });
});

describe('the archive row of an erased record stays', () => {
  it('for 15 years from the end of an outpatient visit, for 30 after an inpatient stay', () => {
    for (const [purpose, years] of [
      ['treatment', 15],
      ['inpatient', 30],
    ] as const) {
      const scene = new Scene();
      scene.ledger.take(scene.open(1, { purpose }));
      const record = scene.takeRecord();
      const ended = scene.time;
      scene.ledger.take(scene.end());
      scene.ledger.time += 3 * DAY;
      scene.ledger.take(scene.erase(record));
      const { archiveUntil } = read(scene.ledger.state, erasureCodec, record) ?? {};
      expect(archiveUntil).toBe(ended + years * YEAR);
    }
  });

  it('for what the parameters of the network say instead', () => {
    const scene = new Scene();
    const record = recorded(scene);
    const value = parameterCodec.encode({ value: 20 });
    const id = parameterId('archiveYearsOutpatient');
    scene.ledger.state.write([{ kind: parameterCodec.kind, id, value }]);
    const erased = scene.time;
    scene.ledger.take(scene.erase(record));
    expect(read(scene.ledger.state, erasureCodec, record)?.archiveUntil).toBe(erased + 20 * YEAR);
  });

  it('not at all for what the patient wrote', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    const entry = scene.ownEntry();
    scene.ledger.take(entry);
    const own = scene.ledger.changes.findLast(({ kind }) => kind === statementCodec.kind)?.id;
    if (own === undefined) throw new Error('no own entry');
    scene.ledger.take(scene.erase(own));
    expect(read(scene.ledger.state, erasureCodec, own)?.archiveUntil).toBeNull();
  });
});

describe('receipts of an erasure', () => {
  function erased(scene: Scene): { readonly record: Uint8Array; readonly until: number | null } {
    const record = recorded(scene);
    scene.ledger.take(scene.erase(record));
    return { record, until: read(scene.ledger.state, erasureCodec, record)?.archiveUntil ?? null };
  }

  function missing(scene: Scene, record: Uint8Array): readonly Uint8Array[] {
    const erasure = read(scene.ledger.state, erasureCodec, record);
    if (erasure === null) throw new Error('not erased');
    const due = dueReceipts(scene.ledger.state, record, erasure);
    return due.filter(({ receipt }) => receipt === null).map(({ institution }) => institution);
  }

  it('are due from every institution, and the ledger names those that are missing', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const { record, until } = erased(scene);
    expect(missing(scene, record)).toEqual([a.id, b.id]);
    scene.ledger.take(scene.eraseReceipt(record, null, b.node()));
    expect(missing(scene, record)).toEqual([a.id]);
    scene.ledger.take(scene.eraseReceipt(record, until, a.node()));
    expect(missing(scene, record)).toEqual([]);
  });

  it('name the term of the archive row at the author’s institution, and none anywhere else', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const { record, until } = erased(scene);
    for (const [term, house] of [
      [null, a],
      [(until ?? 0) - 1, a],
      [until, b],
    ] as const)
      expect(scene.ledger.check(scene.eraseReceipt(record, term, house.node()))).toBe('erase-receipt-term');
  });

  it('are signed by the node of the institution, once', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const { record } = erased(scene);
    const draft = scene.eraseReceipt(record, null, b.node());
    expect(scene.ledger.check({ ...draft, parties: b.board().slice(0, 1) })).toBe('node-receipt-missing');
    expect(scene.ledger.check({ ...draft, parties: [b.node(), a.node()] })).toBe('signer-unexpected');
    scene.ledger.take(draft);
    expect(scene.ledger.check({ ...draft, time: scene.time })).toBe('erase-receipt-exists');
  });

  it('are not due from an institution that came after the erasure', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const { record } = erased(scene);
    const late = makeHouse('C', '协和医院', 'Union Hospital');
    const joining = { kind: 'registry/institution-add', ...late.founded } as const;
    scene.ledger.take(scene.draft(joining, [...a.board(), ...b.board()]));
    expect(missing(scene, record)).toEqual([a.id, b.id]);
    expect(scene.ledger.check(scene.eraseReceipt(record, null, late.node()))).toBe('erase-receipt-not-due');
  });
});
