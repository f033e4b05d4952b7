/** A case made ready for others: what is found in own records, what its doctor decides, and that nothing else is published. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromHex, utf8 } from '../../../src/crypto/bytes.ts';
import { blake2b256 } from '../../../src/crypto/hash.ts';
import { toCaseName } from '../../../src/crypto/ids.ts';
import type { CaseDraftContent, CaseReview } from '../../../src/workstation/api/caseDrafts.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { LibraryHub } from '../../../src/workstation/core/cases/library/hub.ts';
import type { TestCore } from '../support/testCore.ts';
import { answered, cli } from '../../cli/support/cli.ts';
import { privateFile, privateFolder } from '../../cli/support/folders.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { until } from '../../support/nodeWorld.ts';
import { KIND } from '../../../src/contracts/entities.ts';
import { DAY, HOUR } from '../../support/world.ts';
import { NOTE, PERSON } from '../support/story.ts';
import { afterVisit } from './afterVisit.ts';

const NOTE_WITH_NAMES = {
  ...NOTE,
  presentIllness:
    '张秀英，3天前受凉后咳嗽。其女李晓梅陪诊，电话13900001111，身份证110105194912310029。住天津市南开区长江道88号。2026年3月1日在天津市第九医院就诊。',
  plan: '对症治疗，随诊。欧阳大夫会诊意见同前，张女士同意。患者系退休教师。',
  diagnosis: 'J20.9 急性支气管炎',
} as const;
/** Of the patient, of her kin, of her doctor: none may be found in what is published. */
const CANARIES = [
  PERSON.name,
  PERSON.identifier,
  PERSON.phone,
  '李晓梅',
  '13900001111',
  '110105194912310029',
  '长江道',
  '第九医院',
  '欧阳大夫',
  '张女士',
  '2026年3月1日',
  '2026-03-01',
];

/** One black pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

function vector(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`../../vectors/dicom/${name}.dcm`, import.meta.url)));
}

function textOf({ records }: CaseReview, path: string) {
  return records.flatMap(({ texts }) => texts).filter((text) => text.path.endsWith(path));
}

/** All that can be said of a case, and nothing left open. */
function decided({ content, open }: CaseReview, changes: Partial<CaseDraftContent> = {}): CaseDraftContent {
  const form = { ...content.form, specialty: 'respiratory', outcome: 'cured' } as const;
  return { ...content, agreed: open, ...changes, form: { ...form, ...changes.form } };
}

/** A draft over a note with names, a film with the patient's name in its elements, and one that is named in no element. */
async function begun() {
  const files = [
    { name: '张秀英 胸片.dcm', bytes: vector('ct') },
    { name: 'secondary.dcm', bytes: vector('sc') },
    { name: 'compressed.dcm', bytes: vector('sc-baseline') },
  ];
  const world = await afterVisit({ note: NOTE_WITH_NAMES, files });
  const { li, statement } = world;
  const review = await li['case/draft']({ statements: [statement], language: 'zh' });
  return { ...world, review, draft: review.draft };
}

describe('a case that is made ready', () => {
  it('takes out what is found, lets its doctor take out more, and nobody bring back what is sure', async () => {
    const { draft, li, review, statement } = await begun();
    const [illness] = textOf(review, 'section.text').filter(({ original }) => original.includes('李晓梅'));
    expect(illness?.result).toContain('其女[姓名2]陪诊，电话[电话]，身份证[证件号]');
    for (const canary of CANARIES) expect(illness?.result).not.toContain(canary);
    // The doubt: a trade names somebody only together with more.
    const [plan] = textOf(review, 'section.text').filter(({ original }) => original.includes('退休教师'));
    const text = plan?.text ?? '';
    const start = plan?.original.indexOf('教师') ?? 0;
    const doubt = { text, start, end: start + 2 };
    expect(review.open).toEqual([doubt]);
    const cough = { text: illness?.text ?? '', start: illness?.original.indexOf('受凉') ?? 0, end: 0 };
    const marked = { ...cough, end: cough.start + 2 };
    const sure = (illness?.spans ?? []).map(({ end, start: from }) => ({
      text: cough.text,
      start: from,
      end,
    }));
    const [allergy] = review.records.flatMap(({ entries }) => entries.slice(1));
    const next = await li['case/decide']({
      draft,
      content: {
        ...review.content,
        kept: [doubt, ...sure],
        marks: [marked],
        dropped: [allergy?.entry ?? '', review.records[0]?.texts[4]?.text ?? ''],
      },
    });
    expect(next.open).toEqual([]);
    const [again] = textOf(next, 'section.text').filter(({ original }) => original.includes('李晓梅'));
    expect(again?.result).toBe(illness?.result.replace('受凉', '[已隐去]'));
    expect(textOf(next, 'section.text').find((one) => one.text === text)?.result).toContain('退休教师');
    expect(next.records[0]?.entries[1]?.dropped).toBe(true);
    expect(next.records[0]?.texts[4]).toMatchObject({ result: '', dropped: true });
    // What was decided lies in the desk, and goes on where it was.
    expect(await li['case/draft']({ statements: [statement], language: 'zh' })).toEqual(next);
    expect(await li['case/drafts']({})).toMatchObject([{ draft, statements: [statement] }]);
  });

  it('is published only when nothing is open, and says what is missing', async () => {
    const { consent, draft, li, review } = await begun();
    expect(review.missing).toEqual(['outcome', 'specialty', 'purposes', 'consent']);
    expect(review.content.form).toMatchObject({
      disease: 'J20',
      age: { from: 65, to: 70 },
      sex: 'female',
      province: '12',
      year: 2026,
    });
    const publish = async () => codeOfAsync(li['case/publish-draft']({ draft, confirmed: true }));
    expect(await publish()).toBe('case-doubts');
    const content = { ...review.content, agreed: review.open };
    await li['case/decide']({ draft, content });
    expect(await publish()).toBe('case-outcome');
    await consent();
    const form = { ...decided(review).form, purposes: ['teaching' as const] };
    const ready = await li['case/decide']({ draft, content: decided(review, { form }) });
    expect(ready.missing).toEqual([]);
    expect(ready.anonymity).toMatchObject({ verdict: 'ask', k: 1 });
    expect(ready.complete).toEqual(['title', 'patient', 'findings', 'assessment', 'intervention', 'consent']);
    expect(await codeOfAsync(li['case/publish-draft']({ draft, confirmed: false }))).toBe('case-ask');
    const untitled = { ...form, texts: { ...form.texts, title: '' } };
    await li['case/decide']({ draft, content: decided(review, { form: untitled }) });
    expect(await publish()).toBe('case-title');
    await li['case/give-up']({ draft });
    expect(await publish()).toBe('case-draft-unknown');
  });

  it('has images only when somebody looked at those that may show a name', async () => {
    const { draft, li, review } = await begun();
    expect(review.images.map(({ image, kept, kind }) => [image, kind, kept])).toEqual([
      ['0.0', 'dicom', null],
      ['0.1', 'dicom', null],
      ['0.2', 'dicom', null],
    ]);
    const [ct, secondary, compressed] = ['0.0', '0.1', '0.2'] as const;
    const nothing = { draft, masks: [], confirmed: false, picture: null, thumbnail: new Uint8Array(0) };
    const mask = { left: 0, top: 0, width: 4, height: 4 };
    const keep = async (image: string, changes: object = {}) =>
      li['case/keep-image']({ ...nothing, image, ...changes });
    expect((await li['case/draft-image']({ draft, image: secondary })).review).toBe('unsaid');
    expect(await codeOfAsync(keep(secondary))).toBe('case-image-review');
    expect(await codeOfAsync(keep(ct))).toBe('case-image-review');
    expect(await codeOfAsync(keep(compressed, { masks: [mask] }))).toBe('deid-mask-compressed');
    await keep(secondary, { masks: [mask] });
    const drawn = new Uint8Array(Buffer.from(PNG, 'base64'));
    const kept = await keep(compressed, { masks: [mask], picture: drawn, thumbnail: drawn });
    expect(kept.images.map((image) => image.kept?.kind ?? null)).toEqual([null, 'dicom', 'picture']);
    expect(kept.images[1]?.kept?.masks).toEqual([mask]);
    expect(await codeOfAsync(keep(ct, { confirmed: true, picture: vector('ct') }))).toBe('case-image-kind');
    const left = await li['case/leave-image']({ draft, image: secondary });
    expect(left.images[1]?.kept).toBeNull();
  });
});

/** All that another doctor's library keeps of a case: every row of every table, those beneath the index too, and the raw files. */
async function libraryOf({ context, session }: TestCore, path: string, name: string) {
  const hub = new LibraryHub({
    ports: context.ports,
    ledger: () => context.ledger(),
    path: () => path,
    changed: () => undefined,
  });
  hub.begin(session);
  onTestFinished(async () => hub.end());
  await hub.keeper.level();
  expect(hub.use((library) => library.document(name))).not.toBeNull();
  const key = blake2b256(session.keys.seal.secretKey, utf8('consilium/library/v1'));
  const database = openDatabase({ path, key });
  onTestFinished(() => database.close());
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const rows = tables.flatMap(({ name: table }) =>
    database.prepare(`SELECT * FROM "${String(table)}"`).all(),
  );
  expect(tables.map(({ name: table }) => table)).toContain('search_fts_data');
  const terms = database
    .prepare('SELECT term FROM search_terms')
    .all()
    .map(({ term }) => term);
  const files = readdirSync(dirname(path)).filter((file) => file.startsWith(basename(path)));
  return {
    terms,
    bytes: [
      ...rows
        .flatMap((row) => Object.values(row))
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)))),
      ...files.map((file) => readFileSync(join(dirname(path), file))),
    ],
  };
}

describe('what is published of it', () => {
  it('holds nothing of what was taken out, in any of its bytes, and the draft is gone', async () => {
    const { consent, draft, later, li, review, statement, story, visit, wang } = await begun();
    await consent();
    const drawn = new Uint8Array(Buffer.from(PNG, 'base64'));
    const taken = { draft, masks: [], confirmed: true, thumbnail: drawn };
    await li['case/keep-image']({ ...taken, image: '0.0', picture: null });
    await li['case/keep-image']({ ...taken, image: '0.1', picture: drawn });
    const texts = { ...review.content.form.texts, discussion: `${CANARIES.join('；')}。予以对症治疗。` };
    const form = { ...decided(review).form, texts, purposes: ['teaching' as const] };
    const shown = await li['case/decide']({ draft, content: decided(review, { form }) });
    await li['case/decide']({
      draft,
      content: decided(shown, { form, agreed: [...review.open, ...shown.open] }),
    });
    const { case: name } = await li['case/publish-draft']({ draft, confirmed: true });
    expect(await li['case/drafts']({})).toEqual([]);
    await later(7 * DAY + HOUR);
    await until(() => story.hospitals.a.store.state.ofKind(KIND.sharedCase).length === 1);
    await li.sync();
    await wang.sync();
    const read = await wang['case/open']({ case: name });
    expect(read.texts.discussion).toContain('予以对症治疗');
    expect(read.records).toMatchObject([{ sections: [{ text: '咳嗽3天' }, {}, {}, {}, {}, {}, {}] }]);
    expect(read.images).toMatchObject([
      { kind: 'dicom', contentType: 'application/dicom' },
      { kind: 'picture', contentType: 'image/png' },
    ]);
    expect(read.facets.modalities.length).toBeGreaterThan(0);
    const images = await Promise.all(
      read.images.map(async (_, image) => (await wang['case/image']({ case: name, image })).bytes),
    );
    const { code, proof: file } = await li['case/certificate']({ case: name });
    const proof = file.bytes;
    const certificate = privateFile(privateFolder(), file.name, new TextDecoder().decode(proof));
    expect(await answered(['proof', 'verify', certificate, '--expect', code])).toMatchObject({
      verified: true,
      kind: 'case',
      case: name,
      author: { en: 'Li Ming' },
      withdrawnAt: null,
    });
    const other = ['proof', 'verify', certificate, '--expect', '00'.repeat(32)];
    expect((await cli(other)).exit).toBe(4);
    const { envelope, payload } = await li.node.sharedCases.get(toCaseName(fromHex(name)));
    const index = await libraryOf(wang, story.machine('wang-library.db'), name);
    const published = [
      ...index.bytes,
      Buffer.from(JSON.stringify(read)),
      ...images.map((bytes) => Buffer.from(bytes)),
      ...read.images.map(({ thumbnail }) => Buffer.from(thumbnail)),
      Buffer.from(proof),
      Buffer.from(envelope),
      Buffer.from(payload),
    ];
    const places = published.flatMap((bytes, place) =>
      CANARIES.filter((canary) => bytes.includes(canary)).map((canary) => ({ canary, place })),
    );
    expect(places).toEqual([]);
    // What stays is found by its words; of what was taken out not two characters beside each other are.
    expect(index.terms).toContain('咳嗽');
    for (const gone of ['晓梅', '秀英', '阳大', '长江', '江道', '13900001111'])
      expect(index.terms).not.toContain(gone);
    // The doctor's own ledger is sealed after the follow-up, and the case leads back to nothing in it.
    story.hospitals.clock.advance(31 * DAY);
    const [mine] = await li['ledger/mine']({});
    expect(mine).toMatchObject({ statement, patientName: null });
    const own = JSON.stringify(await li['ledger/my-document']({ statement }));
    for (const known of [PERSON.name, PERSON.identifier, PERSON.phone]) expect(own).not.toContain(known);
    for (const bytes of published)
      for (const hash of [statement, visit]) {
        expect(bytes.includes(hash)).toBe(false);
        expect(bytes.includes(Buffer.from(hash, 'hex'))).toBe(false);
      }
  });
});
