/** Everything that writes under a visit, asked for twice at once: a double click, or two hands on one keyboard. */
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { OAKES, syntheticBundle } from '../../support/syntheticBundle.ts';
import { item, NOTE, openWith, PERSON, PIN, Story, writeRecord } from '../support/story.ts';

async function patientAtDoor() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ ...PERSON, ...OAKES, cards: 2 });
  const li = await story.doctor();
  return { story, li, patient, consent: { slip: item(patient.slips, 1), pin: PIN } };
}

/** How many statements of each kind the next card opens of the visit before it. */
async function kindsOf(
  { li, patient }: Awaited<ReturnType<typeof patientAtDoor>>,
  visit: string,
): Promise<readonly string[]> {
  await li['visit/end']({ visit });
  const read = await li['card/read']({ text: item(patient.cards, 2) });
  if (read.state !== 'sealed') throw new Error(read.state);
  const open = await li['card/unseal']({ handle: read.handle, pin: PIN });
  if (open.state !== 'fresh') throw new Error(open.state);
  const { handle } = open;
  const next = await li['visit/open']({ handle, registration: null, purpose: 'treatment' });
  const { documents } = await li['visit/chart']({ visit: next.id });
  const own = documents.filter(({ epoch }) => epoch === 1);
  return [...new Map(own.map(({ kind, statement }) => [statement, kind])).values()];
}

describe('asked for twice at once', () => {
  it('an opening begins one visit, which both answers name', async () => {
    const { li, patient } = await patientAtDoor();
    const read = await li['card/read']({ text: item(patient.cards, 1) });
    if (read.state !== 'fresh') throw new Error(read.state);
    const open = () =>
      li['visit/open']({ handle: read.handle, registration: null, purpose: 'treatment' as const });
    const [one, other] = await Promise.all([open(), open()]);
    expect(other.id).toBe(one.id);
    expect(await li['visit/list']({})).toMatchObject([{ id: one.id, state: 'open' }]);
  });

  it('a signature makes one record; the second is told that nothing is left to sign', async () => {
    const scene = await patientAtDoor();
    const { consent, li, patient } = scene;
    const visit = await openWith(li, item(patient.cards, 1));
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    const sign = () => codeOfAsync(li['sign/commit']({ visit, hash, consent }));
    expect((await Promise.all([sign(), sign()])).toSorted()).toEqual(['draft-missing', 'taken']);
    await li.sync();
    expect(await kindsOf(scene, visit)).toEqual(['record']);
  });

  it('an import is one statement; the second finds its documents known', async () => {
    const scene = await patientAtDoor();
    const { consent, li, patient } = scene;
    const visit = await openWith(li, item(patient.cards, 1));
    const bytes = new Uint8Array(
      utf8(JSON.stringify(syntheticBundle({ encounters: 2, resourcesPerEncounter: 1 }))),
    );
    const files = [{ name: 'oakes.json', bytes }];
    const twice = await Promise.all([1, 2].map(() => li['visit/import']({ visit, files, consent })));
    expect(twice.filter(({ statement }) => statement !== null)).toHaveLength(1);
    expect(await kindsOf(scene, visit)).toEqual(['import']);
  });

  it('an addendum is added once, an end ends once, and both say so', async () => {
    const scene = await patientAtDoor();
    const { consent, li, patient } = scene;
    const visit = await openWith(li, item(patient.cards, 1));
    const statement = await writeRecord(li, visit, consent);
    const amendment = { kind: 'addendum' as const, text: '电话随访：已退热。' };
    const { hash } = await li['amend/preview']({ statement, amendment });
    const add = () => codeOfAsync(li['amend/commit']({ statement, hash, consent: null }));
    expect((await Promise.all([add(), add()])).toSorted()).toEqual(['draft-changed', 'taken']);
    const ends = await Promise.all([1, 2].map(() => li['visit/end']({ visit })));
    expect(ends.flatMap(({ next }) => (next === null ? [] : [next.epoch]))).toEqual([2]);
    expect((await kindsOf(scene, visit)).toSorted()).toEqual(['addendum', 'record']);
  });
});
