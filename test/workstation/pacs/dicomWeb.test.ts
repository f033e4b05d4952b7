/** The image archive over DICOMweb, spoken with a real Orthanc. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDicomFile } from '../../../src/imaging/dicomFile.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { DicomWeb, type Archive, type StudyQuery } from '../../../src/workstation/core/pacs/dicomWeb.ts';
import { dicomFile, type MadeDicom } from '../../support/dicomFile.ts';
import { hasOrthanc, ORTHANC_USER, startOrthanc, type Orthanc } from '../../support/orthanc.ts';
import { temporaryFolder } from '../../support/launchApp.ts';

const ROOT = '1.2.826.0.1.3680043.8.498.7';
const ANY: StudyQuery = { patientId: '', patientName: '', birthDate: '', from: '', to: '', modality: '' };

function made(change: Partial<MadeDicom> = {}): MadeDicom {
  return {
    patientName: 'He^Xiaowen=何^晓雯',
    patientId: 'H-204',
    birthDate: '19800214',
    studyDate: '20260301',
    study: `${ROOT}.1`,
    series: `${ROOT}.1.1`,
    instance: `${ROOT}.1.1.1`,
    number: 1,
    modality: 'CT',
    description: '胸部平扫',
    ...change,
  };
}

const CT = [2, 1, 3].map((number) => dicomFile(made({ instance: `${ROOT}.1.1.${String(number)}`, number })));
const LATER = dicomFile(
  made({
    study: `${ROOT}.2`,
    series: `${ROOT}.2.1`,
    instance: `${ROOT}.2.1.1`,
    studyDate: '20260910',
    modality: 'US',
  }),
);
const OTHER = dicomFile(
  made({
    patientName: 'Zhou^Tao',
    patientId: 'H-9',
    birthDate: '19751111',
    study: `${ROOT}.3`,
    series: `${ROOT}.3.1`,
    instance: `${ROOT}.3.1.1`,
  }),
);

describe.skipIf(!hasOrthanc)('the image archive', () => {
  const folder = temporaryFolder();
  let orthanc: Orthanc;
  let archive: Archive;
  let web: DicomWeb;

  beforeAll(async () => {
    orthanc = await startOrthanc(folder.path);
    archive = { address: orthanc.address, ...ORTHANC_USER, authority: orthanc.authority };
    web = new DicomWeb(archive);
  });
  afterAll(() => {
    orthanc.stop();
    folder.remove();
  });

  it('takes files (STOW-RS), and has them from then on', async () => {
    await expect(web.studies(ANY)).resolves.toEqual([]);
    for (const file of [...CT, LATER, OTHER]) await expect(web.store(file, systemRandom)).resolves.toBeNull();
    await expect(web.studies(ANY)).resolves.toHaveLength(3);
  });

  it('finds studies by number, name, birth date, date and modality (QIDO-RS), newest first', async () => {
    const found = async (query: Partial<StudyQuery>): Promise<readonly string[]> =>
      (await web.studies({ ...ANY, ...query })).map(({ uid }) => uid);
    const [ct, later, other] = [1, 2, 3].map((study) => `${ROOT}.${String(study)}`);
    await expect(found({ patientId: 'H-204' })).resolves.toEqual([later, ct]);
    await expect(found({ patientName: 'he xiaowen' })).resolves.toEqual([later, ct]);
    await expect(found({ birthDate: '1975-11-11' })).resolves.toEqual([other]);
    await expect(found({ patientId: 'H-204', from: '2026-05-01' })).resolves.toEqual([later]);
    await expect(found({ patientId: 'H-204', to: '2026-05-01' })).resolves.toEqual([ct]);
    await expect(found({ patientId: 'H-204', modality: 'CT' })).resolves.toEqual([ct]);
    await expect(found({ patientId: 'nobody' })).resolves.toEqual([]);
  });

  it('says whose a study is, in every writing, and what it holds', async () => {
    const [study] = await web.studies({ ...ANY, patientId: 'H-204', modality: 'CT' });
    expect(study).toMatchObject({
      date: '2026-03-01',
      description: '胸部平扫',
      modalities: ['CT'],
      instances: 3,
      patientId: 'H-204',
      patientNames: ['He Xiaowen', '何 晓雯'],
      birthDate: '19800214',
    });
    await expect(web.series(`${ROOT}.1`)).resolves.toMatchObject([
      { uid: `${ROOT}.1.1`, modality: 'CT', instances: 3 },
    ]);
    const instances = await web.instances(`${ROOT}.1`, `${ROOT}.1.1`);
    expect(instances.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('gives a file with the pixels and the patient that were stored (WADO-RS)', async () => {
    const bytes = await web.instance(`${ROOT}.1`, `${ROOT}.1.1`, `${ROOT}.1.1.3`);
    expect(readDicomFile(bytes).problems).toEqual([]);
    const pixels = Buffer.from((CT[2] ?? new Uint8Array(0)).subarray(-64));
    const file = Buffer.from(bytes);
    expect([file.includes(pixels), file.includes('He^Xiaowen=何^晓雯', 0, 'utf8')]).toEqual([true, true]);
  });

  it('is refused by name: what is not there, a wrong password, a server nobody vouches for', async () => {
    const missing = web.instance(`${ROOT}.1`, `${ROOT}.1.1`, `${ROOT}.9`);
    await expect(missing).rejects.toMatchObject({ code: 'pacs-refused', detail: { status: 404 } });
    const stranger = new DicomWeb({ ...archive, password: 'wrong' });
    await expect(stranger.studies(ANY)).rejects.toMatchObject({ code: 'pacs-login' });
    const unvouched = new DicomWeb({ ...archive, authority: '' });
    await expect(unvouched.studies(ANY)).rejects.toMatchObject({ code: 'pacs-certificate' });
  });

  it('refuses to store what is no DICOM file', async () => {
    const nonsense = new TextEncoder().encode('not a picture of anything');
    await expect(web.store(nonsense, systemRandom)).rejects.toMatchObject({ code: 'pacs-not-stored' });
  });
});

describe('an address', () => {
  it.each(['', 'pacs', 'ftp://pacs/dicom-web', 'http://user:secret@pacs/', 'https://pacs/?x=1'])(
    'is refused when it is %j',
    (address) => {
      expect(() => new DicomWeb({ address, userName: '', password: '', authority: '' })).toThrow(
        /pacs-address/u,
      );
    },
  );

  it('where nobody answers is said so', async () => {
    const web = new DicomWeb({
      address: 'http://127.0.0.1:9/dicom-web',
      userName: '',
      password: '',
      authority: '',
    });
    await expect(web.studies(ANY)).rejects.toMatchObject({ code: 'pacs-nobody-there' });
    expect(web.isPlain).toBe(true);
  });

  it('that no computer has is said so, and so is one that speaks no TLS', async () => {
    const at = (address: string) => new DicomWeb({ address, userName: '', password: '', authority: '' });
    // RFC 6761: this name never is one.
    const nameless = at('http://archive.invalid/dicom-web').answers();
    await expect(nameless).rejects.toMatchObject({ code: 'pacs-name-unknown' });
    const { address, stop } = await serving(200, 'application/dicom+json', Buffer.from('[]'));
    await expect(at(address).answers()).resolves.toBeUndefined();
    const encrypted = at(address.replace('http:', 'https:')).answers();
    await expect(encrypted).rejects.toMatchObject({ code: 'pacs-tls' });
    stop();
  });

  it('of another server than DICOMweb’s is told as that, when it is tried', async () => {
    const { address, stop } = await serving(404, 'text/html', Buffer.from('<html>'));
    const web = new DicomWeb({ address, userName: '', password: '', authority: '' });
    await expect(web.answers()).rejects.toMatchObject({ code: 'pacs-answer' });
    stop();
  });
});

describe('a server that is no archive, or a hostile one', () => {
  const answers: Readonly<Record<string, readonly [number, string, string]>> = {
    'is no JSON': [200, 'application/dicom+json', '<html>'],
    'is no list': [200, 'application/dicom+json', '{"a":1}'],
    'has a study without a name': [
      200,
      'application/dicom+json',
      '[{"0020000D":{"vr":"UI","Value":["../../x"]}}]',
    ],
    'is no UTF-8': [200, 'application/dicom+json', '\u0000'],
  };

  it.each(Object.entries(answers))(
    'whose answer %s is refused',
    async (_name, [status, contentType, text]) => {
      const body = text === '\u0000' ? Buffer.from([0xff, 0xfe]) : Buffer.from(text);
      const { address, stop } = await serving(status, contentType, body);
      const web = new DicomWeb({ address, userName: '', password: '', authority: '' });
      await expect(web.studies(ANY)).rejects.toMatchObject({ code: 'pacs-answer' });
      stop();
    },
  );

  it.each([
    [0x0110, 'other'],
    [0x0111, 'duplicate'],
    [0x0122, 'class'],
    [0x0124, 'not-allowed'],
    [0xa700, 'full'],
    [0xa900, 'mismatch'],
    [0xc000, 'damaged'],
    [0xc122, 'transfer-syntax'],
  ])('that refuses a file with %i has a reason: %s', async (code, reason) => {
    const failed = { '00081197': { vr: 'US', Value: [code] } };
    const answer = { '00081198': { vr: 'SQ', Value: [failed] } };
    const { address, stop } = await serving(
      409,
      'application/dicom+json',
      Buffer.from(JSON.stringify(answer)),
    );
    const web = new DicomWeb({ address, userName: '', password: '', authority: '' });
    await expect(web.store(LATER, systemRandom)).resolves.toBe(reason);
    stop();
  });

  it('is not followed to another address', async () => {
    const { address, stop } = await serving(302, 'text/plain', Buffer.from(''), {
      location: 'http://127.0.0.1:9/',
    });
    const web = new DicomWeb({ address, userName: '', password: '', authority: '' });
    await expect(web.studies(ANY)).rejects.toMatchObject({ code: 'pacs-refused', detail: { status: 302 } });
    stop();
  });

  it.each([
    ['multipart/related; boundary=x', '--x\r\nContent-Type: application/dicom\r\n\r\ncut sho'],
    ['multipart/related; boundary=x', '--x\r\nContent-Type: text/html\r\n\r\nhello\r\n--x--\r\n'],
    ['application/dicom', 'DICM'],
  ])('that gives a file as %s %j is refused', async (contentType, text) => {
    const { address, stop } = await serving(200, contentType, Buffer.from(text));
    const web = new DicomWeb({ address, userName: '', password: '', authority: '' });
    await expect(web.instance('1', '2', '3')).rejects.toMatchObject({ code: 'pacs-answer' });
    stop();
  });
});

async function serving(
  status: number,
  contentType: string,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': contentType, ...headers }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  const port = typeof at === 'object' && at !== null ? at.port : 0;
  return { address: `http://127.0.0.1:${String(port)}/`, stop: () => void server.close() };
}
