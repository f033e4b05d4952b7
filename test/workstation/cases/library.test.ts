/** The library of a workstation, through its request table: filled from ledger and node, searched, read, and emptied. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CASE_TEXTS } from '../../../src/cases/publish/caseDocument.ts';
import { toHex } from '../../../src/crypto/bytes.ts';
import { KIND } from '../../../src/contracts/entities.ts';
import { workstationApi, type ArgsOf } from '../../../src/workstation/api.ts';
import { sharedCaseHandlers } from '../../../src/workstation/core/cases/handlers.ts';
import { libraryHandlers } from '../../../src/workstation/core/cases/library/handlers.ts';
import { LibraryHub } from '../../../src/workstation/core/cases/library/hub.ts';
import { invitationBox } from '../../../src/workstation/core/joining/box.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { submitAll, until } from '../../support/nodeWorld.ts';
import { bytes16, DAY, HOUR } from '../../support/world.ts';

import { item, openWith, PIN, Story, writeRecord } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

type Published = Pick<ArgsOf<'case/publish'>, 'language' | 'facets' | 'texts'>;

const NO_TEXTS = Object.fromEntries(CASE_TEXTS.map((name) => [name, ''])) as Published['texts'];
const CASES: readonly Published[] = [
  {
    language: 'zh',
    texts: {
      ...NO_TEXTS,
      title: '高龄患者急性心肌梗死一例',
      findings: '胸痛3小时，肌钙蛋白升高',
      intervention: '溶栓治疗，阿司匹林',
    },
    facets: {
      specialty: 'cardiology',
      disease: 'I21',
      age: { from: 80, to: 85 },
      sex: 'male',
      province: '12',
      year: 2026,
      modalities: ['CT'],
      outcome: 'improved',
    },
  },
  {
    language: 'en',
    texts: {
      ...NO_TEXTS,
      title: 'Acute bronchitis after a cold',
      findings: 'Cough for three days, clear lungs',
      intervention: 'Rest and fluids',
      followUp: 'Well after two weeks',
    },
    facets: {
      specialty: 'respiratory',
      disease: 'J20',
      age: { from: 65, to: 70 },
      sex: 'female',
      province: '12',
      year: 2026,
      modalities: [],
      outcome: 'cured',
    },
  },
];
const ALL = { typed: '', typing: false, chosen: {} };
const FIRST = { ...ALL, sort: 'relevance', offset: 0 } as const;

/** Dr Li's cases are on the ledger; Dr Wang of the other hospital has a library. */
async function withLibrary() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const invitations = (name: string) => invitationBox(story.machine(join('invitations', name)));
  const liCore = await story.doctor();
  const li = { ...liCore, ...sharedCaseHandlers(liCore.context, invitations('li')) };
  const visit = await openWith(li, item(patient.cards, 1));
  const slip = { kind: 'slip', text: item(patient.slips, 1), pin: PIN } as const;
  const statement = await writeRecord(li, visit, { slip: slip.text, pin: PIN });
  const { next: nextCard } = await li['visit/end']({ visit });
  await li['case/consent']({ visit, purposes: ['teaching'], secret: slip });
  const names: string[] = [];
  for (const one of CASES) {
    const asked = { ...one, statements: [statement], purposes: ['teaching' as const], confirmed: true };
    names.push((await li['case/publish'](asked)).case);
  }
  const { a, clock } = story.hospitals;
  clock.advance(7 * DAY + HOUR);
  a.confirmClock();
  const { world } = story;
  const action = {
    kind: 'visit/register',
    number: bytes16('later'),
    institution: world.a.id,
    department: '内科',
  } as const;
  await submitAll(a, world, [{ action, parties: [world.a.registrar.sign()], time: clock.now() }]);
  await until(() => a.store.state.ofKind(KIND.sharedCase).length === CASES.length);
  await li.sync();
  const wang = await story.doctor(world.wang, world.b);
  return {
    story,
    nextCard,
    li,
    names,
    wang,
    library: libraryOf(wang, story.machine('library.db'), invitations('wang')),
  };
}

function libraryOf(core: TestCore, path: string, invitations: ReturnType<typeof invitationBox>) {
  const news: string[] = [];
  const hub = new LibraryHub({
    ports: core.context.ports,
    ledger: () => core.context.ledger(),
    path: () => path,
    changed: () => news.push('library'),
  });
  hub.begin(core.session);
  onTestFinished(async () => hub.end());
  return { hub, news, path, ...libraryHandlers(hub, core.context, invitations) };
}

it('has every published case, found by words of either language and by facets, read here and told as read', async () => {
  const { li, library, names, wang, nextCard, story } = await withLibrary();
  await library.hub.keeper.level();
  expect(library.news.length).toBeGreaterThan(0);
  const [heart = '', lung = ''] = names;
  expect(await library['library/search'](FIRST)).toMatchObject({ total: 2, listed: 2, held: 2, more: false });
  const search = async (typed: string, chosen: ArgsOf<'library/search'>['chosen'] = {}) =>
    (await library['library/search']({ ...FIRST, typed, chosen })).found.map((found) => found.case);
  expect(await search('心梗')).toEqual([heart]);
  expect(await search('heart attack')).toEqual([heart]);
  expect(await search('bronchitis', { sex: ['male'] })).toEqual([]);
  expect(await search('支气管炎', { language: ['en'] })).toEqual([lung]);
  const [found] = (await library['library/search']({ ...FIRST, typed: '溶栓' })).found;
  expect(found?.snippet.marks.map(([from, to]) => found.snippet.text.slice(from, to))).toEqual(['溶栓治疗']);
  expect(found).toMatchObject({ author: { en: 'Li Ming' } });
  const facets = await library['library/facets']({ ...ALL, chosen: { sex: ['male'] } });
  expect(facets).toContainEqual({
    facet: 'treatment',
    values: [
      { value: '溶栓|thrombolysis', count: 1, label: { zh: '溶栓', en: 'thrombolysis' } },
      { value: '阿司匹林|aspirin', count: 1, label: { zh: '阿司匹林', en: 'aspirin' } },
    ],
  });
  // What is chosen in a facet narrows the others, and not that facet itself.
  expect(facets.find(({ facet }) => facet === 'sex')?.values).toHaveLength(2);
  expect(await library['library/suggest']({ typed: 'bronch' })).toContain('bronchitis');
  // Reading is told to the node, also later.
  const told: string[] = [];
  wang.node.before = (request) => void told.push(request);
  expect(await library['library/open']({ case: lung })).toMatchObject({
    texts: CASES[1]?.texts,
    author: { en: 'Li Ming' },
    doctor: toHex(story.world.li.id),
  });
  expect(told).toEqual(['case/opened']);
  wang.node.cut();
  expect(await library['library/open']({ case: heart })).toMatchObject({ texts: CASES[0]?.texts });
  await wang.node.restore();
  await wang.login();
  await library.hub.keeper.level();
  expect(told.filter((request) => request === 'case/opened')).toHaveLength(2);
  // Like another case, and like the patient on screen: of that nothing is sent.
  expect((await library['library/similar']({ case: lung })).map((like) => like.case)).not.toContain(lung);
  const visit = await openWith(wang, nextCard?.text ?? '');
  told.length = 0;
  const like = await library['library/like-patient']({ visit });
  expect(like[0]?.case).toBe(lung);
  expect(told.filter((request) => request.startsWith('case/'))).toEqual([]);
  // A withdrawn case is dropped.
  await li['case/withdraw']({ case: lung, reason: 'consent-withdrawn' });
  await wang.sync();
  expect(await search('支气管炎')).toEqual([]);
  await library.hub.keeper.level();
  expect(await library['library/search'](FIRST)).toMatchObject({ total: 1, listed: 1, held: 1 });
  expect(await codeOfAsync(library['library/open']({ case: lung }))).toBe('case-withdrawn');
});

it('takes any query, refuses what is no query, believes no node, and fills itself anew when it is damaged or gone', async () => {
  const { library, names, wang } = await withLibrary();
  wang.node.lie('case/get', (given) => ({ ...given, payload: given.payload.map((byte) => byte ^ 1) }));
  await library.hub.keeper.level();
  expect(await library['library/search'](FIRST)).toMatchObject({ total: 2, held: 0 });
  wang.node.lie('case/get', (given) => given);
  await library.hub.end();
  library.hub.begin(wang.session);
  await library.hub.keeper.level();
  expect(await library['library/search'](FIRST)).toMatchObject({ total: 2, held: 2 });
  for (const typed of [
    '" OR NEAR(*',
    '心梗" AND "',
    'a'.repeat(10_000),
    '痛'.repeat(10_000),
    '\u0000',
    '***',
  ])
    await library['library/search']({ ...FIRST, typed });
  expect(await library['library/search']({ ...FIRST, typed: '***' })).toMatchObject({ total: 0, found: [] });
  const { args } = workstationApi['library/search'];
  expect(args.safeParse({ ...FIRST, typed: 'a'.repeat(10_001) }).success).toBe(false);
  expect(args.safeParse({ ...FIRST, chosen: { password: ['x'] } }).success).toBe(false);
  // Saved searches are the doctor's, in their desk.
  const saved = { name: '心梗', typed: '心梗', chosen: { sex: ['male'] }, sort: 'newest' } as const;
  await library['library/save']({ ...saved, chosen: { sex: ['male'] } });
  expect(await library['library/saved']({})).toEqual([saved]);
  await library['library/unsave']({ name: '心梗' });
  expect(await library['library/saved']({})).toEqual([]);
  // Two cases are never told apart from none.
  const ages = await library['library/statistics']({ chosen: {}, show: { kind: 'ages' } });
  expect(ages.total).toEqual({ kind: 'withheld' });
  wang.session.desk.settings.set('library.told', '{');
  const refused = library['library/statistics']({ chosen: {}, show: { kind: 'ages' } });
  expect(await codeOfAsync(refused)).toBe('statistics-malformed');
  // The file is damaged, and is made again from ledger and node.
  await library.hub.end();
  writeFileSync(library.path, new Uint8Array(8192).fill(7));
  library.hub.begin(wang.session);
  await library.hub.keeper.level();
  expect(existsSync(library.path)).toBe(true);
  expect(
    (await library['library/search']({ ...FIRST, typed: '心梗' })).found.map((found) => found.case),
  ).toEqual([names[0]]);
});
