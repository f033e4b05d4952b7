import { describe, expect, it } from 'vitest';
import { toEpochKey } from '../../../src/crypto/ids.ts';
import { fromHex, fromUtf8, utf8 } from '../../../src/crypto/bytes.ts';
import { statementsOf } from '../../../src/workstation/core/visits/ledgerReads.ts';
import { codeOfAsync, detailOf } from '../../support/codeOf.ts';
import { bundleOfSize, syntheticBundle } from '../../support/syntheticBundle.ts';
import { item, openWith, PERSON, PIN, Story } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const OAKES = { ...PERSON, name: 'Wilhelmina Oakes', sex: 'female', birthDate: '1971-02-03' } as const;
const HISTORY = file(
  'oakes.json',
  JSON.stringify(syntheticBundle({ encounters: 3, resourcesPerEncounter: 2 })),
);
const LONGER = file(
  'longer.json',
  JSON.stringify(syntheticBundle({ encounters: 4, resourcesPerEncounter: 2 })),
);
const BROKEN = file('broken.json', '{"resourceType":"Bundle","type":');
const ADMISSION = file(
  'adt.hl7',
  [
    String.raw`MSH|^~\&|HIS|总院|LIS|检验|20260310083000||ADT^A04|1|P|2.4|||||CHN|UTF-8`,
    'EVN|A04|20260310082900',
    'PID|1||H00123^^^HIS||张^秀英||19580312|F',
    'PV1|1|O|呼吸内科^1诊室||||D01^李^明||||||||||||V900',
  ].join('\r'),
);

/** One encounter more with each number. */
function grown(number: number) {
  return file(
    'oakes.json',
    JSON.stringify(syntheticBundle({ encounters: number, resourcesPerEncounter: 1 })),
  );
}

function file(name: string, text: string) {
  return { name, bytes: new Uint8Array(utf8(text)) };
}

async function openVisit() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ ...OAKES, cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  return { story, patient, li, visit, consent: { slip: item(patient.slips, 1), pin: PIN } };
}

function importsOf(core: TestCore, visit: string): number {
  const epochKey = toEpochKey(fromHex(visit));
  return statementsOf(core.replica.store, { epoch: 1, epochKey }).length;
}

describe('the preview of an import', () => {
  it('says what is in each file, refuses the bad one by code and place, and writes nothing', async () => {
    const { li, visit } = await openVisit();
    const height = li.replica.height();
    const { documents, files } = await li['import/preview']({
      visit,
      files: [HISTORY, BROKEN, HISTORY, ADMISSION],
    });
    const [history, broken, again, admission] = files;
    expect(history).toMatchObject({
      state: 'read',
      format: 'fhir-bundle',
      histories: [{ name: 'Wilhelmina Oakes', differs: null, taken: true }],
    });
    const inside = history?.state === 'read' ? (history.histories[0]?.documents ?? []) : [];
    expect(inside[0]).toMatchObject({ institution: 'Riverside Clinic', form: 'outpatient', state: 'new' });
    expect(documents).toBe(inside.length);
    expect(broken).toMatchObject({ state: 'refused', name: 'broken.json', code: 'json-malformed' });
    const repeated = again?.state === 'read' ? (again.histories[0]?.documents ?? []) : [];
    expect(new Set(repeated.map(({ state }) => state))).toEqual(new Set(['known']));
    expect(admission).toMatchObject({
      histories: [{ name: '张秀英', differs: 'birthDate', taken: false }],
      announced: [{ patientName: '张秀英', doctor: '李明', visitNumber: 'V900' }],
    });
    await li.sync();
    expect(li.replica.height()).toBe(height);
    expect(li.session.desk.outbox.unsettled()).toEqual([]);
  });
});

describe('an import', () => {
  it('takes what is good of a batch, each document once, and says what it left out', async () => {
    const { li, visit, consent } = await openVisit();
    const first = await li['visit/import']({ visit, files: [BROKEN, HISTORY, ADMISSION], consent });
    expect(first.files.map(({ state }) => state)).toEqual(['refused', 'read', 'read']);
    expect(first.statement).not.toBeNull();
    expect(await li['visit/import']({ visit, files: [HISTORY], consent })).toMatchObject({
      statement: null,
      documents: 0,
    });
    const more = await li['visit/import']({ visit, files: [LONGER], consent });
    expect(more.documents).toBe(1);
    expect(importsOf(li, visit)).toBe(2);
  });

  it('finds at the next visit what was imported at the last one, and gives the files back as they came', async () => {
    const { story, li, visit, consent } = await openVisit();
    const { documents, statement } = await li['visit/import']({ visit, files: [HISTORY], consent });
    const { next } = await li['visit/end']({ visit });
    const wang = await story.doctor(story.world.wang, story.world.b);
    const later = await openWith(wang, next?.text ?? '');
    const chart = await wang['visit/chart']({ visit: later });
    expect(chart.documents.filter((document) => document.statement === statement)).toHaveLength(documents);
    const preview = await wang['import/preview']({ visit: later, files: [HISTORY] });
    expect(preview.documents).toBe(0);
    const [original] = chart.originals;
    expect(original).toMatchObject({ statement, name: 'oakes.json' });
    const { statement: of = '', leaf = 0 } = original ?? {};
    const kept = await wang['visit/original']({ visit: later, statement: of, leaf });
    expect(fromUtf8(kept.bytes)).toBe(fromUtf8(HISTORY.bytes));
    expect(await codeOfAsync(wang['visit/original']({ visit: later, statement: of, leaf: 0 }))).toBe(
      'document-unknown',
    );
  });

  it('of 10 MB passes preview and import, within forty bytes of memory for each of the file', async () => {
    const { li, visit, consent } = await openVisit();
    const bytes = new Uint8Array(utf8(bundleOfSize(10_000_000)));
    expect(bytes.length).toBeGreaterThan(10_000_000);
    const files = [{ name: 'life.json', bytes }];
    const before = process.resourceUsage().maxRSS;
    const preview = await li['import/preview']({ visit, files });
    const imported = await li['visit/import']({ visit, files, consent });
    const grown = (process.resourceUsage().maxRSS - before) * 1024;
    expect([imported.documents, importsOf(li, visit)]).toEqual([preview.documents, 1]);
    expect(imported.documents).toBeGreaterThan(600);
    expect(grown).toBeLessThan(40 * bytes.length);
  });

  it('of somebody else is refused by number of the file, never by its name', async () => {
    const { li, visit, consent } = await openVisit();
    const request = li['visit/import']({ visit, files: [ADMISSION], consent });
    expect(await detailOf(request)).toEqual(['import-other-patient', { file: 0, field: 'birthDate' }]);
    expect(await codeOfAsync(li['visit/import']({ visit, files: [BROKEN], consent }))).toBe('json-malformed');
    expect(importsOf(li, visit)).toBe(0);
  });

  it(
    'is there once when the machine dies at any request and the doctor imports again',
    { timeout: 300_000 },
    async () => {
      const { story, li, visit, consent } = await openVisit();
      li.close();
      let died = true;
      let number = 1;
      for (; died && number < 40; number += 1) {
        const first = await story.doctor();
        let made = 0;
        died = false;
        first.node.before = () => {
          made += 1;
          if (made < number) return;
          died = true;
          first.close();
          throw new Error('dead');
        };
        const files = [grown(number)];
        await first['visit/import']({ visit, files, consent }).catch(() => undefined);
        first.close();
        const again = await story.doctor();
        await again['visit/import']({ visit, files, consent });
        await again.sync();
        expect(importsOf(again, visit)).toBe(number);
        again.close();
      }
      expect(number).toBeGreaterThan(4);
    },
  );
});

describe('an announced visit', () => {
  it('is registered once, however often the message comes, and the ledger learns no name', async () => {
    const story = await Story.begin();
    const registrar = await story.registrar();
    const first = await registrar['registrar/register-announced']({ files: [ADMISSION, BROKEN] });
    expect(first.registered).toMatchObject([{ patientName: '张秀英', visitNumber: 'V900', state: 'new' }]);
    expect(first.files.map(({ state }) => state)).toEqual(['read', 'refused']);
    const again = await registrar['registrar/register-announced']({ files: [ADMISSION] });
    expect(again.registered).toMatchObject([{ number: first.registered[0]?.number, state: 'known' }]);
    const waiting = await registrar['registrar/registrations']({});
    expect(waiting).toMatchObject([{ number: first.registered[0]?.number, state: 'waiting' }]);
    expect(await codeOfAsync(registrar['registrar/register-announced']({ files: [HISTORY] }))).toBe(
      'import-empty',
    );
  });
});
