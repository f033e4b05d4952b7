/** The files of a disc and what its directory names of them. */
import { describe, expect, it } from 'vitest';
import { directoryOf, seriesOfDirectory } from '../../renderer/images/discFiles.ts';
import type { Offered } from '../../renderer/images/useTaking.ts';

const file = (path: string): Offered => ({
  name: path.split('/').at(-1) ?? '',
  path,
  read: async () => Promise.resolve(new Uint8Array(0)),
});

const view = (...files: string[]) => ({
  patients: [
    {
      name: 'Zhang Xiuying',
      check: 'same' as const,
      studies: [
        { date: '', description: '', series: [{ modality: 'CT', number: '1', description: '', files }] },
      ],
    },
  ],
  problems: [],
});

describe('the directory of a disc', () => {
  it('is the one nearest to the top, whatever the case of its name', () => {
    const files = [file('cd/old/DICOMDIR'), file('cd/a/b'), file('cd/dicomdir')];
    expect(directoryOf(files)?.path).toBe('cd/dicomdir');
    expect(directoryOf([file('cd/a')])).toBeNull();
  });

  it('finds files beside itself in any case, and names those that are not there', () => {
    const directory = file('cd/DICOMDIR');
    const files = [directory, file('cd/dicom/im1'), file('cd/DICOM/IM2.'), file('IM3')];
    const [series] = seriesOfDirectory(view('DICOM/IM1', 'DICOM/IM2', 'IM3'), directory, files);
    expect(series?.files.map(({ path }) => path)).toEqual(['cd/dicom/im1', 'cd/DICOM/IM2.']);
    expect(series?.missing).toEqual(['IM3']);
  });
});
