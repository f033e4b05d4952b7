/** Who reads an image beside its author: a doctor by a grant, the patient, and whoever asks when one keeper lost it. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { inStore } from '../../hospital/support/storedRecords.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { dicomFile } from '../../support/dicomFile.ts';
import { until } from '../../support/nodeWorld.ts';
import { item, openWith, PIN, Story, writeRecord } from '../support/story.ts';

const FILM = dicomFile({
  patientName: 'Zhang^Xiuying',
  patientId: 'Z-1',
  birthDate: '19580312',
  studyDate: '20260309',
  study: '1.2.840.7',
  series: '1.2.840.7.1',
  instance: '1.2.840.7.1.1',
  number: 1,
  modality: 'CT',
  description: '胸部平扫',
});
const PIXELS = Buffer.from(FILM.subarray(-64));

/** A record with a film at A; Dr Wang is at B. */
async function withFilm() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 3 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  await li['attachment/add']({ visit, name: 'IM1', bytes: Uint8Array.from(FILM) });
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  await li['visit/end']({ visit });
  const wang = await story.doctor(story.world.wang, story.world.b);
  return { story, patient, li, wang, statement };
}

function showsFilm(bytes: Uint8Array): readonly boolean[] {
  const content = Buffer.from(bytes);
  return [content.includes(PIXELS), content.includes('Xiuying')];
}

describe('an image', () => {
  it('is read by the doctor of another hospital whom the patient let, until that is taken back', async () => {
    const { story, patient, wang, statement } = await withFilm();
    const kiosk = await story.open(story.world.chen, story.world.a, 'kiosk');
    kiosk.node.logout();
    const secret = { kind: 'slip', text: item(patient.slips, 2), pin: PIN } as const;
    const institution = toHex(story.world.a.id);
    const { handle } = await kiosk['patient/view']({ secret, institution });
    const mine = await kiosk['patient/image']({ handle, statement, leaf: 0, id: 0 });
    expect(showsFilm(mine.bytes)).toEqual([true, false]);
    const range = { from: 100, length: 50 };
    const part = mine.bytes.slice(100, 150);
    const { bytes: myPart } = await kiosk['patient/image']({ handle, statement, leaf: 0, id: 0, range });
    expect(myPart).toEqual(part);
    const grantee = toHex(story.world.wang.id);
    const wishes = { grantee, purpose: 'second-opinion', days: 30, records: 'all' } as const;
    await kiosk['patient/grant']({ handle, secret, ...wishes });

    const [granted] = await wang['access/granted']({});
    const grant = granted?.grant ?? '';
    const seen = await wang['access/image']({ grant, statement, leaf: 0, id: 0 });
    expect(showsFilm(seen.bytes)).toEqual([true, false]);
    const { bytes: seenPart } = await wang['access/image']({ grant, statement, leaf: 0, id: 0, range });
    expect(seenPart).toEqual(part);
    await kiosk['patient/revoke']({ handle, secret, grant });
    await wang.context.ledger().catchUp();
    const after = wang['access/image']({ grant, statement, leaf: 0, id: 0 });
    expect(await codeOfAsync(after)).toBe('grant-over');
    const partAfter = wang['access/image']({ grant, statement, leaf: 0, id: 0, range });
    expect(await codeOfAsync(partAfter)).toBe('grant-over');
  });

  it('that its author’s node lost is fetched from the second keeper, verified, and kept again', async () => {
    const { story, li, statement } = await withFilm();
    const [named] = story.hospitals.envelopes().get(statement)?.attachments ?? [];
    const blob = named?.id ?? new Uint8Array(32);
    const [folderA = '', folderB = ''] = story.hospitals.folders();
    const lies = (folder: string): boolean =>
      inStore(
        folder,
        (database) => database.prepare('SELECT 1 FROM blobs WHERE blob = ?').get(blob) !== undefined,
      );
    await until(() => lies(folderB));
    inStore(folderA, (database) => database.prepare('DELETE FROM blobs WHERE blob = ?').run(blob));
    expect(lies(folderA)).toBe(false);
    const seen = await li['attachment/read']({ of: { kind: 'own', statement }, id: 0 });
    expect(showsFilm(seen.bytes)).toEqual([true, false]);
    expect(lies(folderA)).toBe(true);
  });
});
