/** The files of a disc as its directory lists them. */
import type { DirectoryView } from '../../src/workstation/api/attachments.ts';
import type { Offered } from './useTaking.ts';

type Patient = DirectoryView['patients'][number];
type Series = Patient['studies'][number]['series'][number];

export interface SeriesChoice {
  readonly key: string;
  readonly patient: Patient;
  readonly study: Patient['studies'][number];
  readonly series: Series;
  readonly files: readonly Offered[];
  /** Paths that the directory names and the disc does not have. */
  readonly missing: readonly string[];
}

/** The directory that lies nearest to the top, or null. Some discs write it in small letters. */
export function directoryOf(files: readonly Offered[]): Offered | null {
  const found = files.filter(({ path }) => path.split('/').at(-1)?.toUpperCase() === 'DICOMDIR');
  return found.toSorted((a, b) => depth(a) - depth(b))[0] ?? null;
}

function depth({ path }: Offered): number {
  return path.split('/').length;
}

/** All series of a directory with their files, of which some may not be there. Case differs from system to system. */
export function seriesOfDirectory(
  view: DirectoryView,
  directory: Offered,
  files: readonly Offered[],
): readonly SeriesChoice[] {
  const folder = directory.path.slice(0, directory.path.lastIndexOf('/') + 1);
  const byPath = new Map(files.map((file) => [nameOf(file.path), file]));
  const find = (path: string): Offered | undefined => byPath.get(nameOf(folder + path));
  return view.patients.flatMap((patient, p) =>
    patient.studies.flatMap((study, s) =>
      study.series.map((series, index) => ({
        key: [p, s, index].join(' '),
        patient,
        study,
        series,
        files: series.files.flatMap((path) => find(path) ?? []),
        missing: series.files.filter((path) => find(path) === undefined),
      })),
    ),
  );
}

/** As discs are read: without case, and without the dot that some systems write behind a name that has no ending. */
function nameOf(path: string): string {
  return path.toUpperCase().replace(/\.$/u, '');
}
