/** The library of a workstation, through its request table: filled from ledger and node, searched, read, and emptied. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { KIND } from '../../../src/contracts/entities.ts';
import { workstationApi, type ArgsOf } from '../../../src/workstation/api.ts';
import { caseDraftHandlers } from '../../../src/workstation/core/cases/draft/handlers.ts';
import { sharedCaseHandlers } from '../../../src/workstation/core/cases/handlers.ts';
import { libraryHandlers } from '../../../src/workstation/core/cases/library/handlers.ts';
import { LibraryHub } from '../../../src/workstation/core/cases/library/hub.ts';
import { invitationBox } from '../../../src/workstation/core/joining/box.ts';
import { CHINESE_CASES } from '../../../src/workstation/demonstration/library/chinese.ts';
import { ENGLISH_CASES } from '../../../src/workstation/demonstration/library/english.ts';
import {
  registerCasePatient,
  shareCase,
  type Ask,
  type CarriedItems,
} from '../../../src/workstation/demonstration/library/share.ts';
import type { LibraryCase } from '../../../src/workstation/demonstration/library/row.ts';
import { ConsiliumError } from '../../../src/errors.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { submitAll, until } from '../../support/nodeWorld.ts';
import { bytes16, DAY, HOUR } from '../../support/world.ts';

import { NOTE, openWith, Story } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

/** A heart attack in Chinese, and mycoplasma in a child in English, of the demonstration library. */
const HEART = caseOf('急性前壁心肌梗死');
const LUNG = caseOf('Mycoplasma');

function caseOf(title: string): LibraryCase {
  const found = [...CHINESE_CASES, ...ENGLISH_CASES].find((one) => one.title.startsWith(title));
  if (found === undefined) throw new Error(`there is no case of ${title}`);
  return found;
}
const ALL = { typed: '', typing: false, chosen: {} };
const FIRST = { ...ALL, sort: 'relevance', offset: 0 } as const;

/** Whoever may do it asks: the handlers of one core as its request table. */
function askOf(handlers: object): Ask {
  return (async (channel: keyof typeof handlers, args: unknown) => {
    const handler = handlers[channel] as (args: unknown) => Promise<unknown>;
    return handler(args);
  }) as Ask;
}

/** Dr Li's cases are on the ledger, made as the demonstration makes them; Dr Wang of the other hospital has a library. */
async function withLibrary(
  shared: readonly LibraryCase[],
  prepare: (wang: TestCore) => void = () => undefined,
) {
  const story = await Story.begin();
  const invitations = (name: string) => invitationBox(story.machine(join('invitations', name)));
  const registrar = await story.registrar();
  const patients: CarriedItems[] = [];
  for (const [number, one] of [...shared, ...shared.slice(0, 1)].entries())
    patients.push(await registerCasePatient(askOf(registrar), one, number));
  registrar.close();
  const liCore = await story.doctor();
  const li = {
    ...liCore,
    ...sharedCaseHandlers(liCore.context, invitations('li')),
    ...caseDraftHandlers(liCore.context, invitations('li')),
  };
  const names: string[] = [];
  for (const [number, one] of shared.entries())
    names.push(await shareCase(askOf(li), one, { items: patientAt(patients, number), number }));
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
  await until(() => a.store.state.ofKind(KIND.sharedCase).length === shared.length);
  await li.sync();
  const wang = await story.doctor(world.wang, world.b);
  prepare(wang);
  const library = libraryOf(wang, story.machine('library.db'), invitations('wang'));
  return { story, li, names, wang, library, later: patientAt(patients, shared.length) };
}

function patientAt(patients: readonly CarriedItems[], index: number): CarriedItems {
  const found = patients[index];
  if (found === undefined) throw new Error('there is no such patient');
  return found;
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
  const { li, library, names, wang, later, story } = await withLibrary([HEART, LUNG]);
  await library.hub.keeper.level();
  expect(library.news.length).toBeGreaterThan(0);
  const [heart = '', lung = ''] = names;
  expect(await library['library/search'](FIRST)).toMatchObject({ total: 2, listed: 2, held: 2, more: false });
  const search = async (typed: string, chosen: ArgsOf<'library/search'>['chosen'] = {}) =>
    (await library['library/search']({ ...FIRST, typed, chosen })).found.map((found) => found.case);
  expect(await search('心梗')).toEqual([heart]);
  expect(await search('heart attack')).toEqual([heart]);
  expect(await search('mycoplasma', { sex: ['female'] })).toEqual([]);
  expect(await search('支原体', { language: ['en'] })).toEqual([lung]);
  const [found] = (await library['library/search']({ ...FIRST, typed: '替格瑞洛' })).found;
  expect(found?.snippet.marks.map(([from, to]) => found.snippet.text.slice(from, to))).toEqual(['替格瑞洛']);
  expect(found).toMatchObject({ author: { en: 'Li Ming' } });
  const facets = await library['library/facets']({ ...ALL, chosen: { language: ['zh'] } });
  expect(facets.find(({ facet }) => facet === 'treatment')?.values).toContainEqual({
    value: '阿司匹林|aspirin',
    count: 1,
    label: { zh: '阿司匹林', en: 'aspirin' },
  });
  // What is chosen in a facet narrows the others, and not that facet itself.
  expect(facets.find(({ facet }) => facet === 'language')?.values).toHaveLength(2);
  expect(await library['library/suggest']({ typed: 'mycopl' })).toContain('mycoplasma pneumonia');
  // Reading is told to the node, also later.
  const told: string[] = [];
  wang.node.before = (request) => void told.push(request);
  expect(await library['library/open']({ case: lung })).toMatchObject({
    texts: { title: LUNG.title, intervention: LUNG.intervention },
    images: [{ kind: 'picture', contentType: 'image/png' }],
    imagesAway: false,
    author: { en: 'Li Ming' },
    doctor: toHex(story.world.li.id),
  });
  expect(told).toEqual(['case/opened']);
  wang.node.cut();
  expect(await library['library/open']({ case: heart })).toMatchObject({ texts: { title: HEART.title } });
  await wang.node.restore();
  await wang.login();
  await library.hub.keeper.level();
  expect(told.filter((request) => request === 'case/opened')).toHaveLength(2);
  // Like another case, and like the patient on screen: of that nothing is sent.
  expect((await library['library/similar']({ case: lung })).map((like) => like.case)).not.toContain(lung);
  const visit = await openWith(wang, later.card);
  const written = {
    chiefComplaint: '咳嗽',
    presentIllness: '高热、剧烈干咳九天，阿莫西林无效，支原体抗体阳性',
  };
  await wang['draft/save']({
    visit,
    note: { ...NOTE, ...written, diagnosis: '支原体肺炎', plan: '阿奇霉素' },
  });
  told.length = 0;
  const like = await library['library/like-patient']({ visit });
  expect(like[0]?.case).toBe(lung);
  expect(told.filter((request) => request.startsWith('case/'))).toEqual([]);
  // A withdrawn case is dropped.
  await li['case/withdraw']({ case: lung, reason: 'consent-withdrawn' });
  await wang.sync();
  expect(await search('支原体')).toEqual([]);
  await library.hub.keeper.level();
  expect(await library['library/search'](FIRST)).toMatchObject({ total: 1, listed: 1, held: 1 });
  expect(await codeOfAsync(library['library/open']({ case: lung }))).toBe('case-withdrawn');
});

it('takes any query, refuses what is no query, believes no node, and fills itself anew when it is damaged or gone', async () => {
  const asked: string[] = [];
  const { library, names, wang } = await withLibrary([HEART], ({ node }) => {
    node.before = (request) => void asked.push(request);
    node.lie('case/get', () => {
      throw new ConsiliumError('node-away');
    });
  });
  // A hospital that is away is asked again after a while, by itself.
  await until(() => asked.filter((request) => request === 'case/get').length > 1);
  wang.node.lie('case/get', (given) => ({ ...given, payload: given.payload.map((byte) => byte ^ 1) }));
  await library.hub.keeper.level();
  expect(await library['library/search'](FIRST)).toMatchObject({ total: 1, held: 0 });
  wang.node.lie('case/get', (given) => given);
  await library.hub.end();
  library.hub.begin(wang.session);
  await library.hub.keeper.level();
  expect(await library['library/search'](FIRST)).toMatchObject({ total: 1, held: 1 });
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
