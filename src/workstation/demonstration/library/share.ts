/**
 * Makes a case of the demonstration library as a hospital makes one, by the request table: a patient is registered, seen, a
 * note with its picture is signed under their slip, the visit ends, the patient consents, and the case is made ready,
 * looked through and published. Nothing is inserted anywhere.
 */
import { ageBand } from '../../../cases/anonymity/anonymity.ts';
import type { ArgsOf, Channel, ResultOf } from '../../api.ts';
import type { CaseDraftContent, CaseReview } from '../../api/caseDrafts.ts';
import { casePicture } from './pictures.ts';
import type { LibraryCase } from './row.ts';

/** A core where whoever may do the next step is logged in. Errors: refusals by their code. */
export type Ask = <C extends Channel>(channel: C, args: ArgsOf<C>) => Promise<ResultOf<C>>;

/** What the patient goes to the doctor with. */
export interface CarriedItems {
  readonly card: string;
  readonly slip: string;
}

const PIN = '246810';
/** The year in which the made-up patients are as old as is said of them. */
const YEAR = 2026;
/** Of the hospitals, by GB/T 2260; the last one does not tell it. */
const PROVINCES = ['12', '12', '31', '00'];
const FAMILY_NAMES = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许');
const GIVEN_NAMES = Array.from('安宁康乐和平顺吉祥瑞');
const LONGEST_COMPLAINT = 20;

/** As a registrar. `number` tells made-up patients apart. */
export async function registerCasePatient(ask: Ask, one: LibraryCase, number: number): Promise<CarriedItems> {
  const family = FAMILY_NAMES[number % FAMILY_NAMES.length] ?? '';
  const given = GIVEN_NAMES[Math.floor(number / FAMILY_NAMES.length) % GIVEN_NAMES.length] ?? '';
  const { cards, slips } = await ask('registrar/register-patient', {
    name: `${family}${given}${given}`,
    sex: one.sex,
    birthDate: `${String(YEAR - one.age)}-01-02`,
    identifier: `DEMO${String(number).padStart(6, '0')}`,
    phone: '',
    address: '',
    pin: PIN,
    cards: 1,
    files: [],
    emergency: false,
  });
  return { card: cards[0]?.text ?? '', slip: slips[0]?.text ?? '' };
}

/** As the doctor. Answers the name of the case, in hex. */
export async function shareCase(
  ask: Ask,
  one: LibraryCase,
  { items, number }: { readonly items: CarriedItems; readonly number: number },
): Promise<string> {
  const read = await ask('card/read', { text: items.card });
  if (read.state !== 'fresh') throw new Error(`the card is ${read.state}`);
  const opened = { handle: read.handle, registration: null, purpose: 'treatment' } as const;
  const { id: visit } = await ask('visit/open', opened);
  const picture = one.picture === null ? null : casePicture(one.picture, number);
  if (picture !== null)
    await ask('attachment/add', { visit, name: `${String(one.picture)}.png`, bytes: picture.whole });
  const consent = { slip: items.slip, pin: PIN };
  const statement = await signNote(ask, one, { visit, consent });
  await ask('visit/end', { visit });
  const purposes: CaseDraftContent['form']['purposes'] = ['research', 'teaching', 'treatment-advice'];
  await ask('case/consent', { visit, purposes, secret: { kind: 'slip', text: items.slip, pin: PIN } });
  let review = await ask('case/draft', { statements: [statement], language: one.language });
  const { draft } = review;
  for (const { image } of picture === null ? [] : review.images) {
    const kept = { draft, image, masks: [], confirmed: true, picture: picture?.whole ?? null };
    review = await ask('case/keep-image', { ...kept, thumbnail: picture?.small ?? new Uint8Array(0) });
  }
  const first = await ask('case/decide', { draft, content: decided(review, one, purposes) });
  // What the recogniser doubts is looked at by the author: nobody is behind a made-up case.
  const kept = [...first.content.kept, ...first.open];
  await ask('case/decide', { draft, content: { ...first.content, kept } });
  const { case: name } = await ask('case/publish-draft', { draft, confirmed: true });
  return name;
}

async function signNote(
  ask: Ask,
  one: LibraryCase,
  {
    visit,
    consent,
  }: { readonly visit: string; readonly consent: { readonly slip: string; readonly pin: string } },
): Promise<string> {
  const note: ArgsOf<'draft/save'>['note'] = {
    visitType: 'first',
    chiefComplaint: one.title.slice(0, LONGEST_COMPLAINT),
    presentIllness: one.patient,
    pastHistory: one.language === 'zh' ? '无特殊' : 'Nothing of note',
    allergyHistory: one.language === 'zh' ? '否认药物过敏' : 'No known drug allergy',
    physicalExamination: one.findings,
    auxiliaryExamination: '',
    diagnosis: `${one.code} ${one.assessment}`,
    plan: one.intervention,
  };
  await ask('draft/save', { visit, note });
  const { hash } = await ask('sign/preview', { visit });
  return (await ask('sign/commit', { visit, hash, consent })).statement;
}

function decided(
  { content, open }: CaseReview,
  one: LibraryCase,
  purposes: CaseDraftContent['form']['purposes'],
): CaseDraftContent {
  const { assessment, discussion, findings, followUp, intervention, keywords, patient, title } = one;
  const texts = {
    ...content.form.texts,
    title,
    keywords,
    patient,
    findings,
    assessment,
    intervention,
    followUp,
    discussion,
  };
  const form: CaseDraftContent['form'] = {
    ...content.form,
    language: one.language,
    texts,
    specialty: one.specialty,
    disease: one.code.slice(0, 3),
    age: ageBand(one.age),
    sex: one.sex,
    province: PROVINCES[one.hospital] ?? '00',
    year: YEAR,
    outcome: one.outcome,
    purposes,
  };
  return { ...content, form, kept: open };
}
