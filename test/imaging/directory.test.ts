/** The directory of a disc: followed by the places that its records name, and never out of its folder or without an end. */
import { describe, expect, it } from 'vitest';
import { readDirectory } from '../../src/imaging/directory.ts';
import { codeOf } from '../support/codeOf.ts';
import { dicom, directory, element, image, type DirectoryRecord } from '../support/dicom.ts';

const images = (...files: readonly string[]): readonly DirectoryRecord[] =>
  files.map((file) => ({ type: 'IMAGE', file }));

function series(number: string, lower: readonly DirectoryRecord[]): DirectoryRecord {
  const elements = [element(0x0008_0060, 'CS', 'CT'), element(0x0020_0011, 'IS', number)];
  return { type: 'SERIES', elements, lower };
}

function patient(name: string, lower: readonly DirectoryRecord[]): DirectoryRecord {
  const study = { type: 'STUDY', elements: [element(0x0008_0020, 'DA', '20260301')], lower };
  return { type: 'PATIENT', elements: [element(0x0010_0010, 'PN', name)], lower: [study] };
}

const filesIn = (bytes: Uint8Array): readonly string[] =>
  readDirectory(bytes).patients.flatMap(({ studies }) =>
    studies.flatMap((study) => study.series.flatMap(({ files }) => files)),
  );

describe('a directory', () => {
  it('lists patients, studies and series with the files of each', () => {
    const bytes = directory([
      patient('Zhang^Xiuying', [
        series('1', images('DICOM\\S1\\IM1', 'DICOM\\S1\\IM2')),
        series('2', images('DICOM\\S2\\IM1')),
      ]),
      patient('Wang^Gang', [series('1', images('B\\IM1'))]),
    ]);
    expect(readDirectory(bytes)).toMatchObject({
      patients: [
        {
          patient: { names: ['Zhang Xiuying'] },
          studies: [
            {
              date: '20260301',
              series: [
                { modality: 'CT', number: '1', files: ['DICOM/S1/IM1', 'DICOM/S1/IM2'] },
                { modality: 'CT', number: '2', files: ['DICOM/S2/IM1'] },
              ],
            },
          ],
        },
        { patient: { names: ['Wang Gang'] }, studies: [{ series: [{ files: ['B/IM1'] }] }] },
      ],
      problems: [],
    });
  });

  it('leaves out what is not in use any more', () => {
    const [first, ...rest] = images('A', 'B');
    const gone = first === undefined ? [] : [{ ...first, inUse: false }];
    expect(filesIn(directory([patient('A', [series('1', [...gone, ...rest])])]))).toEqual(['B']);
  });

  it.each(['..\\..\\etc\\passwd', 'A\\..\\B', '/etc/passwd', 'C:\\x', 'A\\\\B', `${'A\\'.repeat(9)}A`])(
    'takes no file outside of its folder: %s',
    (file) => {
      const bytes = directory([patient('A', [series('1', images(file, 'IM2'))])]);
      expect(filesIn(bytes)).toEqual(['IM2']);
      expect(readDirectory(bytes).problems).toEqual(['directory-name']);
    },
  );

  it('ends where its records go round, and where they lead to no record', () => {
    const straight = directory([patient('A', [series('1', images('IM1', 'IM2'))])]);
    const [first] = images('IM1');
    const withNext = (next: number): Uint8Array =>
      directory([patient('A', [series('1', first === undefined ? [] : [{ ...first, next }])])]);
    // The record of IM1 is the last one: as far from its end as its own length.
    const lost = withNext(7);
    expect(filesIn(lost)).toEqual(['IM1']);
    expect(readDirectory(lost).problems).toEqual(['directory-offset']);
    const places = Array.from({ length: straight.length }, (_, at) => at);
    const round = places.map((at) => readDirectory(withNext(at)).problems).flat();
    expect(new Set(round)).toEqual(new Set(['directory-loop', 'directory-offset']));
  });

  it('is no other DICOM file', () => {
    expect(codeOf(() => readDirectory(dicom(image())))).toBe('directory-unrecognised');
  });
});
