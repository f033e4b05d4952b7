/** What a request says of the case that it is about: what this machine's copy of the ledger has of it. */
import { expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { read } from '../../../src/contracts/state.ts';
import { caseCodec } from '../../../src/contracts/sharing/caseEntities.ts';
import { subjectView } from '../../../src/workstation/core/dialogue/subject.ts';
import { takeCase, withdraw } from '../../contracts/support/cases.ts';
import { Scene } from '../../contracts/support/scene.ts';

it('tells of a case what it is of, how it ended, and whose it is; of a withdrawn one whose it was', () => {
  const scene = new Scene();
  const id = takeCase(scene);
  const { state } = scene.ledger;
  const by = { author: { zh: '李明', en: 'Li Ming' }, institution: { zh: '仁和医院', en: 'Renhe Hospital' } };
  const about = { kind: 'case', id } as const;
  expect(subjectView(state, about)).toMatchObject({
    kind: 'case',
    id: toHex(id),
    case: {
      ...by,
      published: read(state, caseCodec, id)?.published.time,
      facets: { disease: 'I21', name: { zh: '急性心肌梗死' }, outcome: 'improved' },
    },
  });
  scene.ledger.take(withdraw(scene, id));
  expect(subjectView(state, about)).toMatchObject({ case: { ...by, facets: null } });
});

it('has no more than the name of a record, and of a case that is not on the ledger here', () => {
  const { state } = new Scene().ledger;
  const id = new Uint8Array(32).fill(7);
  for (const kind of ['case', 'record'] as const)
    expect(subjectView(state, { kind, id })).toEqual({ kind, id: toHex(id), case: null });
  expect(subjectView(state, null)).toBeNull();
});
