import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blobId } from '../../../src/crypto/blob.ts';
import { bytesEqual, fromHex, toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { ConsiliumError } from '../../../src/errors.ts';
import { syntheticBundle } from '../../support/syntheticBundle.ts';
import { item, NOTE, openWith, Story } from '../support/story.ts';
import { afterOneVisit, openSecond, type TwoVisits } from '../support/twoVisits.ts';

describe('the chart', () => {
  it('opens an import document by document, each encounter one of them', async () => {
    const story = await Story.begin();
    const bundle = utf8(JSON.stringify(syntheticBundle({ encounters: 12, resourcesPerEncounter: 5 })));
    const patient = await story.registerPatient({
      files: [{ name: 'history.json', bytes: new Uint8Array(bundle) }],
      cards: 1,
    });
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    const chart = await li['visit/chart']({ visit });
    expect(chart.unavailable).toEqual([]);
    expect(patient.imported).toBe(chart.documents.length - 1);
    expect(patient.imported).toBeGreaterThanOrEqual(12);
    expect(new Set(chart.documents.map(({ statement }) => statement)).size).toBe(1);
    expect(chart.documents.map(({ leaf }) => leaf)).toEqual(chart.documents.map((_, index) => index));
    expect(chart.documents.every(({ verified, kind }) => verified && kind === 'import')).toBe(true);
    expect(chart.banner.name).toBe('张秀英');
    const last = chart.documents.at(-1);
    const document = await li['visit/document']({
      visit,
      statement: last?.statement ?? '',
      leaf: last?.leaf ?? 0,
    });
    expect(document.proof).toMatchObject({ verified: true, consent: 'patient', author: { zh: '挂号员' } });
  });

  it('says between which blocks a record was signed', async () => {
    const visits = await afterOneVisit();
    const visit = await openSecond(visits);
    const { proof } = await visits.wang['visit/document']({ visit, statement: visits.statement, leaf: 0 });
    expect(proof.anchor.height).toBeLessThan(proof.block.height);
    expect(proof.anchor.time).toBeLessThanOrEqual(proof.block.time);
    const { store } = visits.wang.replica;
    expect(proof.anchor.headerHash).toBe(
      toHex(store.lookups.block(proof.anchor.height)?.headerHash ?? new Uint8Array()),
    );
    expect(store.lookups.transaction(fromHex(proof.transaction))?.height).toBe(proof.block.height);
  });

  it('can be read again while the node is away, also after a restart', async () => {
    const visits = await afterOneVisit();
    const visit = await openSecond(visits);
    const before = await visits.wang['visit/chart']({ visit });
    visits.story.hospitals.cut();
    expect(await visits.wang['visit/chart']({ visit })).toEqual(before);
    visits.wang.close();
    const again = await visits.story.open(visits.story.world.wang, visits.story.world.b);
    expect(await again['visit/chart']({ visit })).toEqual(before);
    const document = await again['visit/document']({ visit, statement: visits.statement, leaf: 0 });
    expect(document.sections.map(({ text }) => text)).toContain(NOTE.plan);
  });

  it('never says that there is no allergy when a record could not be opened', async () => {
    const visits = await afterOneVisit();
    visits.wang.node.lie('blob/get', () => {
      throw new ConsiliumError('blob-unknown');
    });
    const visit = await openSecond(visits);
    const chart = await visits.wang['visit/chart']({ visit });
    expect(chart.documents).toEqual([]);
    expect(chart.unavailable.map(({ code }) => code)).toEqual(['blob-unknown', 'blob-unknown']);
    expect(chart.banner).toMatchObject({ name: null, allergyState: 'unavailable', allergies: [] });
  });

  it.each<readonly [string, (visits: TwoVisits) => void]>([
    [
      'envelope-missing',
      ({ wang, statement }) => {
        wang.node.lie('gate/history', ({ envelopes }) => ({
          envelopes: envelopes.filter((envelope) => toHex(envelope.statement) !== statement),
        }));
      },
    ],
    [
      'envelope-altered',
      ({ wang, statement }) => {
        wang.node.lie('gate/history', ({ envelopes }) => ({
          envelopes: envelopes.map((envelope) =>
            toHex(envelope.statement) === statement
              ? { ...envelope, leaves: [...envelope.leaves, ...envelope.leaves] }
              : envelope,
          ),
        }));
      },
    ],
    [
      'blob-altered',
      ({ story, wang, statement }) => {
        const { id } = story.hospitals.envelopes().get(statement)?.leaves[0]?.clinical ?? {};
        wang.node.lie('blob/get', ({ blob }) => {
          const isIt = id !== undefined && bytesEqual(blobId(blob), id);
          return { blob: isIt ? blob.map((byte, index) => (index === 100 ? byte ^ 1 : byte)) : blob };
        });
      },
    ],
  ])('names what a lying node changed: %s', async (code, lie) => {
    const visits = await afterOneVisit();
    lie(visits);
    const visit = await openSecond(visits);
    const chart = await visits.wang['visit/chart']({ visit });
    expect(chart.unavailable).toEqual([{ statement: visits.statement, epoch: 1, code, erasedAt: null }]);
    expect(chart.documents).toHaveLength(1);
    expect(chart.banner.allergyState).toBe('unavailable');
  });

  it('shows every statement of the ledger, opened or named', async () => {
    const visits = await afterOneVisit();
    const visit = await openSecond(visits);
    const chart = await visits.wang['visit/chart']({ visit });
    const shown = [...chart.documents, ...chart.unavailable].map(({ statement }) => statement);
    expect(new Set(shown).size).toBe(2);
    expect(chart.documents.map(({ epoch }) => epoch)).toEqual([0, 1]);
  });
});

describe('the tables of a chart', () => {
  it('hold each problem, medicine and series once, with the document it stands in', async () => {
    const story = await Story.begin();
    const file = new URL('../../../src/workstation/demonstration/samples/lin-guodong.json', import.meta.url);
    const files = [{ name: 'lin-guodong.json', bytes: new Uint8Array(readFileSync(file)) }];
    const patient = await story.registerPatient({ files, cards: 1 });
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    const chart = await li['visit/chart']({ visit });
    const infarction = chart.problems.filter(({ code }) => code?.startsWith('I21') === true);
    expect(infarction).toHaveLength(1);
    const places = new Set(chart.documents.map(({ statement, leaf }) => `${statement}/${String(leaf)}`));
    const points = chart.results.flatMap((series) => series.points);
    for (const { statement, leaf } of [...chart.problems, ...chart.medicines, ...points])
      expect(places.has(`${statement}/${String(leaf)}`)).toBe(true);
    expect(points.some(({ flag }) => flag === 'critical-high')).toBe(true);
    expect(chart.results.some((series) => series.points.length >= 4 && series.isTrend)).toBe(true);
    expect(chart.medicines.length).toBeGreaterThan(3);
    // The whole chart again from memory, with the same tables.
    expect((await li['visit/chart']({ visit })).results).toEqual(chart.results);

    const found = async (query: string) => li['chart/search']({ visit, query });
    const byWords = await found('胸痛');
    expect(byWords.length).toBeGreaterThan(0);
    for (const query of ['XT', 'chest pain'])
      expect(await found(query)).toEqual(expect.arrayContaining(byWords));
    expect(await found('I21')).not.toEqual([]);
    expect(await found('')).toHaveLength(chart.documents.length);
    expect(await found('nothing of this kind')).toEqual([]);
  });
});
