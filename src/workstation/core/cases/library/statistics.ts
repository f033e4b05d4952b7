/**
 * Tables over all cases, each count through the disclosure guard. What was told is kept in the doctor's desk, so that
 * neither locking nor another day makes the guard forget; where it cannot be read nothing is told.
 */
import type { CaseLibrary } from '../../../../cases/library/caseLibrary.ts';
import { DisclosureGuard } from '../../../../cases/search/disclosureGuard.ts';
import { agePyramid, outcomeTable, type CaseTable } from '../../../../cases/search/statistics.ts';
import { ConsiliumError } from '../../../../errors.ts';
import type { Settings } from '../../../../replica/desk/settings.ts';
import type { ArgsOf, ResultOf } from '../../../api.ts';
import { present } from './find.ts';

const TOLD = 'library.told';
/** Of a case's name in hex: two of a million cases share it once in 10^7 libraries. */
const SHORT_NAME = 16;

/** See api/caseLibrary.ts. */
export function caseStatistics(
  library: CaseLibrary,
  settings: Settings,
  { chosen, show }: ArgsOf<'library/statistics'>,
): ResultOf<'library/statistics'> {
  const guard = new DisclosureGuard(toldBefore(settings));
  const before = guard.told.length;
  const cases = library.counted().map(({ facets, id }) => ({ facets, id: id.slice(0, SHORT_NAME) }));
  const wanted = present(chosen);
  const table =
    show.kind === 'ages'
      ? agePyramid(cases, wanted, guard)
      : outcomeTable(cases, { by: show.by, chosen: wanted }, guard);
  // Before anybody sees it.
  if (guard.told.length > before) settings.set(TOLD, JSON.stringify(guard.told));
  return plain(table);
}

/** Errors: `statistics-malformed`. */
function toldBefore(settings: Settings): readonly (readonly string[])[] {
  const json = settings.get(TOLD);
  if (json === null) return [];
  const told = parsed(json);
  if (!Array.isArray(told)) throw new ConsiliumError('statistics-malformed');
  return told.map((names: unknown) => {
    if (!Array.isArray(names)) throw new ConsiliumError('statistics-malformed');
    return names.map((name: unknown) => {
      if (typeof name !== 'string') throw new ConsiliumError('statistics-malformed');
      return name;
    });
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ConsiliumError('statistics-malformed', {}, { cause });
  }
}

function plain({ cells, columns, rows, total }: CaseTable): ResultOf<'library/statistics'> {
  return { total, rows: [...rows], columns: [...columns], cells: [...cells] };
}
