/** The image archive as a doctor with an open visit uses it, through the request table, on a real Orthanc. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '../../../src/imaging/dataSet.ts';
import { readDicomFile } from '../../../src/imaging/dicomFile.ts';
import { patientOf } from '../../../src/imaging/identity.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { DicomWeb } from '../../../src/workstation/core/pacs/dicomWeb.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { dicomFile } from '../../support/dicomFile.ts';
import { temporaryFolder } from '../../support/launchApp.ts';
import { hasOrthanc, ORTHANC_USER, startOrthanc, type Orthanc } from '../../support/orthanc.ts';
import { item, openWith, PIN, Story, writeRecord } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const ROOT = '1.2.826.0.1.3680043.8.498.8';
/** As the patient of the story: born on 1958-03-12. */
const HERS = { patientName: 'Zhang^Xiuying=张^秀英', patientId: 'Z-1', birthDate: '19580312' };
const NOBODY = { patientId: '', patientName: '', from: '', to: '', modality: '' };

function file(number: number, study: number, of: typeof HERS): Uint8Array {
  const uid = `${ROOT}.${String(study)}`;
  return dicomFile({
    ...of,
    studyDate: `2026030${String(study)}`,
    study: uid,
    series: `${uid}.1`,
    instance: `${uid}.1.${String(number)}`,
    number,
    modality: 'CT',
    description: '胸部平扫',
  });
}

describe.skipIf(!hasOrthanc)('the image archive beside an open visit', () => {
  const folder = temporaryFolder();
  let orthanc: Orthanc;
  const settings = () => ({ address: orthanc.address, ...ORTHANC_USER, authority: orthanc.authority });

  beforeAll(async () => {
    orthanc = await startOrthanc(folder.path);
    const twin = { ...HERS, patientName: 'Liu^Yang', patientId: 'L-7' };
    const web = new DicomWeb(settings());
    for (const one of [file(2, 1, HERS), file(1, 1, HERS), file(1, 2, twin)])
      await web.store(one, systemRandom);
  });
  afterAll(() => {
    orthanc.stop();
    folder.remove();
  });

  async function openVisit(): Promise<{ readonly li: TestCore; readonly visit: string }> {
    const story = await Story.begin();
    const patient = await story.registerPatient({ cards: 1 });
    const li = await story.doctor();
    return { li, visit: await openWith(li, item(patient.cards, 1)) };
  }

  it('is tried before it is kept, keeps its password in the core, and is forgotten with its address', async () => {
    const { li, visit } = await openVisit();
    await expect(li['pacs/settings']({})).resolves.toBeNull();
    await expect(codeOfAsync(li['pacs/studies']({ visit, ...NOBODY }))).resolves.toBe('pacs-not-set');
    const wrong = li['pacs/test']({ ...settings(), password: 'wrong' });
    await expect(codeOfAsync(wrong)).resolves.toBe('pacs-login');
    await expect(li['pacs/test'](settings())).resolves.toEqual({ isPlain: false });

    await li['pacs/save'](settings());
    const { password: _password, ...shown } = settings();
    await expect(li['pacs/settings']({})).resolves.toEqual({ ...shown, hasPassword: true });
    await li['pacs/save']({ ...settings(), password: null });
    await expect(li['pacs/test']({ ...settings(), password: null })).resolves.toEqual({ isPlain: false });

    await li['pacs/save']({ address: '', userName: '', password: '', authority: '' });
    await expect(li['pacs/settings']({})).resolves.toBeNull();
  });

  it('finds the patient’s own studies first and gives their images into the note, without the name in them', async () => {
    const { li, visit } = await openVisit();
    await li['pacs/save'](settings());
    const found = await li['pacs/studies']({ visit, ...NOBODY });
    expect(found.map(({ patient, patientId }) => [patient, patientId])).toEqual([
      ['same', 'Z-1'],
      ['different', 'L-7'],
    ]);

    const study = `${ROOT}.1`;
    const [series] = await li['pacs/series']({ study });
    const instances = await li['pacs/instances']({ study, series: series?.uid ?? '' });
    expect(instances.map(({ number }) => number)).toEqual([1, 2]);
    for (const { uid, number } of instances) {
      const name = `CT 1-${String(number)}`;
      const taken = await li['pacs/take']({ visit, study, series: series?.uid ?? '', instance: uid, name });
      expect(taken).toMatchObject({
        patient: 'same',
        added: { kind: 'dicom', title: name, place: { number } },
      });
    }
    const attached = await li['attachment/list']({ visit });
    const { bytes } = await li['attachment/read']({ of: { kind: 'draft', visit }, id: attached[0]?.id ?? 0 });
    const content = Buffer.from(bytes);
    expect(['Zhang', '秀英', 'Z-1', '19580312'].filter((text) => content.includes(text))).toEqual([]);
  });

  it('takes images of a record, under the patient that the doctor says, and under nobody else', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient({ cards: 1 });
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    await li['attachment/add']({ visit, name: 'IM1', bytes: Uint8Array.from(file(1, 5, HERS)) });
    const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    const of = { kind: 'own', statement } as const;
    const hers = { id: 'Z-1', names: ['Zhang Xiuying', '张 秀英'], birthDate: '19580312' };
    expect(await codeOfAsync(li['pacs/store']({ of, id: 0, patient: hers }))).toBe('pacs-not-set');
    await li['pacs/save'](settings());
    const twin = { id: 'L-7', names: ['Liu Yang'], birthDate: '19580312' };
    expect(await codeOfAsync(li['pacs/store']({ of, id: 0, patient: twin }))).toBe('pacs-other-patient');
    expect(await codeOfAsync(li['pacs/store']({ of, id: 1, patient: hers }))).toBe('attachment-unknown');
    await expect(li['pacs/store']({ of, id: 0, patient: hers })).resolves.toEqual({ refused: null });

    const web = new DicomWeb(settings());
    const kept = await web.instance(`${ROOT}.5`, `${ROOT}.5.1`, `${ROOT}.5.1.1`);
    const { dataSet, problems } = readDicomFile(kept);
    expect([plainText(dataSet, 0x0010_0020), plainText(dataSet, 0x0010_0030)]).toEqual(['Z-1', '19580312']);
    expect(patientOf(readDicomFile(kept)).names).toEqual(['Zhang Xiuying', '张 秀英']);
    expect(problems).toEqual([]);
    // The pixels are those of the record.
    expect(Buffer.from(kept).includes(Buffer.from(file(1, 5, HERS).subarray(-64)))).toBe(true);
    const found = await web.studies({ ...NOBODY, patientId: 'Z-1', birthDate: '' });
    expect(found.map(({ uid }) => uid)).toContain(`${ROOT}.5`);
  });
});
