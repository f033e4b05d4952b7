import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { dueReceipts } from '../../src/contracts/governance/eraseReceipt.ts';
import { erasureCodec } from '../../src/contracts/erasureEntities.ts';
import { listId } from '../../src/contracts/entities.ts';
import { readAccount } from '../../src/contracts/incentive/account.ts';
import { decodeCase, encodeCase } from '../../src/contracts/sharing/case.ts';
import { caseBatchCodec, caseCodec, caseListCodec } from '../../src/contracts/sharing/caseEntities.ts';
import type { CaseFacets } from '../../src/contracts/sharing/caseFacets.ts';
import { caseCountsCodec, caseCountsId } from '../../src/contracts/sharing/countCells.ts';
import { read } from '../../src/contracts/state.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { bytes32, DAY } from '../support/world.ts';
import {
  CELL,
  counts,
  FACETS,
  nameOfCase,
  publish,
  setParameter,
  sharedCase,
  takeCase,
  withdraw,
} from './support/cases.ts';
import { Scene } from './support/scene.ts';

function withFacets(scene: Scene, change: Partial<CaseFacets>): Uint8Array {
  const { content } = sharedCase(scene, 'case');
  return encodeCase({ ...decodeCase(content), facets: { ...FACETS, ...change } });
}

describe('a published case', () => {
  it('names author, institution and facets, and is found under both', () => {
    const scene = new Scene();
    const name = takeCase(scene);
    const { a, li } = scene.world;
    expect(read(scene.ledger.state, caseCodec, name)).toMatchObject({
      author: li.id,
      institution: a.id,
      facets: FACETS,
      purposes: ['teaching', 'treatment-advice'],
      withdrawn: null,
    });
    for (const id of [a.id, li.id])
      expect(read(scene.ledger.state, caseListCodec, listId(id, 0))?.value).toEqual(name);
    expect(read(scene.ledger.state, caseBatchCodec, a.id)?.cases).toBe(1);
    expect(readAccount(scene.ledger.state, li.id).cases).toBe(1);
  });

  it('names no visit, record, card or time: only its author, salted hashes and what the node hides', () => {
    const scene = new Scene();
    scene.ledger.take(scene.open());
    const record = scene.takeRecord();
    const { content } = sharedCase(scene, 'case');
    expect(Object.keys(decodeCase(content)).toSorted()).toEqual(
      ['author', 'consent', 'facets', 'institution', 'network', 'payload', 'purposes'].toSorted(),
    );
    for (const hidden of [record, scene.epoch()]) expect(toHex(content)).not.toContain(toHex(hidden));
  });

  it('is its author’s alone: an active doctor there signed it, and their institution’s node brings it (Invariant 1)', () => {
    const scene = new Scene();
    const { b, chen, li, wang } = scene.world;
    const check = (made: Parameters<typeof publish>[1][number], house = scene.world.a): string =>
      scene.ledger.check(publish(scene, [made], house));
    expect(check(sharedCase(scene, 'case'))).toBe('ok');
    expect(check(sharedCase(scene, 'case'), b)).toBe('case-author');
    expect(
      check(sharedCase(scene, 'case', { author: wang, shared: { institution: scene.world.a.id } })),
    ).toBe('case-author');
    expect(check(sharedCase(scene, 'case', { shared: { author: chen.id } }))).toBe('case-signature');
    expect(check(sharedCase(scene, 'case', { version: 2 }))).toBe('signer-key-unknown');
    scene.ledger.take(scene.suspend(li));
    expect(check(sharedCase(scene, 'case'))).toBe('signer-suspended');
  });

  it('stands once, and comes in an order that its content decides (Invariant 2)', () => {
    const scene = new Scene();
    const made = ['one', 'two', 'three'].map((text) => sharedCase(scene, text));
    const draft = publish(scene, made);
    if (draft.action.kind !== 'sharing/publish') throw new Error('no batch');
    const { cases } = draft.action;
    for (const wrong of [cases.toReversed(), [...cases.slice(0, 1), ...cases.slice(0, 1)]])
      expect(scene.ledger.check({ ...draft, action: { ...draft.action, cases: wrong } })).toBe('case-order');
    scene.ledger.take(draft);
    const listed = [0, 1, 2].map((n) => read(scene.ledger.state, caseListCodec, listId(scene.world.a.id, n)));
    expect(listed.map((item) => item?.value)).toEqual(cases.map(nameOfCase));
  });

  it('waits: batches of an institution lie the delay apart, and one is open for an hour (Invariant 3)', () => {
    const scene = new Scene();
    const { b, wang } = scene.world;
    const start = scene.time;
    takeCase(scene, 'first');
    scene.ledger.time = start + 60 * 60_000;
    expect(scene.ledger.check(publish(scene, [sharedCase(scene, 'more of it')]))).toBe('ok');
    scene.ledger.time = start + 60 * 60_000 + 1;
    expect(scene.ledger.check(publish(scene, [sharedCase(scene, 'late')]))).toBe('case-batch-early');
    expect(scene.ledger.check(publish(scene, [sharedCase(scene, 'there', { author: wang })], b))).toBe('ok');
    scene.ledger.time = start + 7 * DAY;
    expect(scene.ledger.check(publish(scene, [sharedCase(scene, 'next')]))).toBe('ok');
    setParameter(scene, 'caseDelayDays', 0);
    scene.ledger.time = start + 60 * 60_000 + 1;
    expect(scene.ledger.check(publish(scene, [sharedCase(scene, 'demonstration')]))).toBe('ok');
  });

  it('counts each visit once, whatever is cut out of it (Invariant 4)', () => {
    const scene = new Scene();
    setParameter(scene, 'caseDelayDays', 0);
    const visits = [bytes32('visit 1'), bytes32('visit 2')];
    const units = (name: Uint8Array) => read(scene.ledger.state, caseCodec, name)?.units;
    expect(units(takeCase(scene, 'both', { sources: visits }))).toBe(2);
    const again = sharedCase(scene, 'half', { sources: visits.slice(0, 1) });
    expect(scene.ledger.check(publish(scene, [again]))).toBe('case-source-used');
    expect(units(takeCase(scene, 'half', { sources: [] }))).toBe(0);
  });

  it.each([
    ['an age beyond the table', { age: { from: 61, to: 65 } }],
    ['an age above 90', { age: { from: 95, to: null } }],
    ['an ICD-10 code of four characters', { disease: 'I21.0' }],
    ['a place below the province', { province: '1201' }],
    ['a specialty that is free text', { specialty: 'Dr Li’s ward' }],
    ['modalities twice', { modalities: ['CT', 'CT'] }],
    ['more items than CARE has', { completeness: 14 }],
  ])('tells no more than coarse facets: %s is refused', (_name, change) => {
    const scene = new Scene();
    const made = sharedCase(scene, 'case');
    const content = withFacets(scene, change);
    expect(scene.ledger.check(publish(scene, [{ ...made, content }]))).toBe('case-malformed');
  });
});

describe('a withdrawn case', () => {
  it('is an erasure, for which every institution owes its receipt', () => {
    const scene = new Scene();
    const { a, b } = scene.world;
    const name = takeCase(scene);
    scene.ledger.take(withdraw(scene, name));
    const { state } = scene.ledger;
    expect(read(state, caseCodec, name)).toMatchObject({
      facets: null,
      withdrawn: { reason: 'consent-withdrawn', by: scene.world.li.id },
    });
    const erasure = read(state, erasureCodec, name);
    if (erasure === null) throw new Error('no erasure');
    expect(dueReceipts(state, name, erasure).map(({ receipt }) => receipt)).toEqual([null, null]);
    scene.ledger.take(scene.eraseReceipt(name, null, a.node()), scene.eraseReceipt(name, null, b.node()));
    const receipts = dueReceipts(state, name, erasure).map(({ receipt }) => receipt?.archiveUntil);
    expect(receipts).toEqual([null, null]);
  });

  it('was withdrawn by its author or an officer of the institution (Invariant 1)', () => {
    const scene = new Scene();
    const { a, b, chen } = scene.world;
    const name = takeCase(scene);
    const officer = (house: typeof a) => withdraw(scene, name, house.board()[0]);
    expect(scene.ledger.check(withdraw(scene, name, chen.sign()))).toBe('case-author');
    expect(scene.ledger.check(officer(b))).toBe('case-author');
    expect(scene.ledger.check(officer(a))).toBe('ok');
  });

  it('stays withdrawn: nobody publishes it again (Invariant 2)', () => {
    const scene = new Scene();
    setParameter(scene, 'caseDelayDays', 0);
    const name = takeCase(scene);
    scene.ledger.take(withdraw(scene, name));
    const again = sharedCase(scene, 'case', { sources: [] });
    expect(scene.ledger.check(publish(scene, [again]))).toBe('case-exists');
  });
});

describe('coarse counts', () => {
  it('stand by institution, year and letter, and are replaced as a whole (Invariant 3)', () => {
    const scene = new Scene();
    const { a } = scene.world;
    const id = caseCountsId(a.id, 2026, 'I');
    scene.ledger.take(counts(scene, [CELL, { ...CELL, province: '31' }]));
    scene.ledger.take(counts(scene, [{ ...CELL, count: 30 }]));
    expect(read(scene.ledger.state, caseCountsCodec, id)?.cells).toEqual([{ ...CELL, count: 30 }]);
    expect(scene.ledger.check(counts(scene, [CELL], 'J'))).toBe('counts-order');
  });

  it('tell of no cell below 5 and of no single visit (Invariant 2)', () => {
    const scene = new Scene();
    for (const count of [0, 1, 4, 6, 26])
      expect(scene.ledger.check(counts(scene, [{ ...CELL, count }]))).toBe('counts-small');
    expect(scene.ledger.check(counts(scene, [{ ...CELL, count: 5 }]))).toBe('ok');
  });

  it('are of an institution’s own node (Invariant 1)', () => {
    const scene = new Scene();
    const draft = { ...counts(scene, [CELL]), parties: [scene.world.li.sign()] };
    expect(scene.ledger.check(draft)).toBe('node-receipt-missing');
  });
});

it('the text of a case is read strictly', () => {
  const scene = new Scene();
  const made = sharedCase(scene, 'case');
  const draft = publish(scene, [{ ...made, content: utf8('{}') }]);
  expect(scene.ledger.check(draft)).toBe('case-malformed');
});
