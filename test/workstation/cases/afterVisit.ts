/** A doctor who has a record of an ended visit, and another one at another hospital: what tests of shared cases begin with. */
import { join } from 'node:path';
import { CASE_TEXTS } from '../../../src/cases/publish/caseDocument.ts';
import { KIND } from '../../../src/contracts/entities.ts';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import type { Note } from '../../../src/workstation/api/visits.ts';
import { caseDraftHandlers } from '../../../src/workstation/core/cases/draft/handlers.ts';
import { sharedCaseHandlers } from '../../../src/workstation/core/cases/handlers.ts';
import { invitationBox } from '../../../src/workstation/core/joining/box.ts';
import { submitAll, until } from '../../support/nodeWorld.ts';
import { bytes16, DAY, HOUR } from '../../support/world.ts';
import { item, openWith, PIN, Story, writeRecord } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

export const TEXTS = {
  ...(Object.fromEntries(CASE_TEXTS.map((name) => [name, ''])) as ArgsOf<'case/publish'>['texts']),
  title: '急性支气管炎一例',
  findings: '双肺呼吸音清',
  intervention: '对症治疗',
};
export const FACETS: ArgsOf<'case/publish'>['facets'] = {
  specialty: 'respiratory',
  disease: 'J20',
  age: { from: 65, to: 70 },
  sex: 'female',
  province: '12',
  year: 2026,
  modalities: [],
  outcome: 'cured',
};

/** Dr Li has a record of an ended visit; both doctors' workstations know of shared cases. */
export async function afterVisit(
  changes: {
    readonly note?: Note;
    readonly person?: Partial<ArgsOf<'registrar/register-patient'>>;
    /** Attached to the note before it is signed. */
    readonly files?: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
  } = {},
) {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2, ...changes.person });
  const cases = (core: TestCore, name: string) => ({
    ...core,
    ...sharedCaseHandlers(core.context, invitationBox(story.machine(join('invitations', name)))),
    ...caseDraftHandlers(core.context, invitationBox(story.machine(join('invitations', name)))),
  });
  const li = cases(await story.doctor(), 'li');
  const visit = await openWith(li, item(patient.cards, 1));
  const slip = { kind: 'slip', text: item(patient.slips, 1), pin: PIN } as const;
  for (const file of changes.files ?? []) {
    const { added } = await li['attachment/add']({ visit, ...file });
    if (added.mismatch !== undefined)
      await li['attachment/keep']({ visit, ids: [added.id], reason: '测试影像' });
  }
  const statement = await writeRecord(li, visit, { slip: slip.text, pin: PIN }, changes.note);
  await li['visit/end']({ visit });
  const wang = cases(await story.doctor(story.world.wang, story.world.b), 'wang');
  const asked: ArgsOf<'case/publish'> = {
    statements: [statement],
    purposes: ['teaching'],
    language: 'zh',
    texts: TEXTS,
    facets: FACETS,
    confirmed: true,
  };
  /** Time goes on at both nodes, and somebody registers a visit, so that there is a block. */
  const later = async (ms: number): Promise<void> => {
    const { a, clock } = story.hospitals;
    clock.advance(ms);
    a.confirmClock();
    const number = bytes16(`visit at ${String(clock.now())}`);
    const { world } = story;
    const action = { kind: 'visit/register', number, institution: world.a.id, department: '内科' } as const;
    await submitAll(a, world, [{ action, parties: [world.a.registrar.sign()], time: clock.now() }]);
  };
  const consent = async () =>
    li['case/consent']({ visit, purposes: ['teaching', 'treatment-advice'], secret: slip });
  const publish = async (): Promise<string> => {
    await consent();
    const { case: name } = await li['case/publish'](asked);
    await later(7 * DAY + HOUR);
    const { store } = story.hospitals.a;
    await until(() => store.state.ofKind(KIND.sharedCase).length === 1);
    await li.sync();
    await wang.sync();
    return name;
  };
  return { story, patient, visit, slip, statement, asked, li, wang, consent, publish, later };
}
