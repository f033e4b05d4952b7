/** A visit at A with a record, and the next one at B about to begin. */
import { item, openWith, PIN, Story, writeRecord, type Patient } from './story.ts';
import type { TestCore } from './testCore.ts';

export interface TwoVisits {
  readonly story: Story;
  readonly patient: Patient;
  readonly statement: string;
  readonly wang: TestCore;
}

/** A record by Dr Li, and Dr Wang of the other institution, who has not opened the next card yet. */
export async function afterOneVisit(): Promise<TwoVisits> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  await li['visit/end']({ visit });
  return { story, patient, statement, wang: await story.doctor(story.world.wang, story.world.b) };
}

/** Dr Wang opens the second visit; answers its id. */
export async function openSecond({ patient, wang }: TwoVisits): Promise<string> {
  const read = await wang['card/read']({ text: item(patient.cards, 2) });
  const unsealed = await wang['card/unseal']({
    handle: read.state === 'sealed' ? read.handle : '',
    pin: PIN,
  });
  const handle = unsealed.state === 'fresh' ? unsealed.handle : '';
  return (await wang['visit/open']({ handle, registration: null, purpose: 'treatment' })).id;
}
