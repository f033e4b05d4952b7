/** What a case is compared with before it is published: facets of all cases, and the counts of all institutions. */
import { fromUtf8, readU32be } from '../../../crypto/bytes.ts';
import type { Population } from '../../../cases/anonymity/anonymity.ts';
import { KIND } from '../../../contracts/entities.ts';
import { caseCodec } from '../../../contracts/sharing/caseEntities.ts';
import { caseCountsCodec } from '../../../contracts/sharing/countCells.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';

const YEAR_AT = 16;
const LETTER_AT = 20;

export function populationOf({ state }: LedgerStore): Population {
  const cases = state.ofKind(KIND.sharedCase).flatMap(({ value }) => caseCodec.decode(value).facets ?? []);
  const cells = state.ofKind(KIND.caseCounts).flatMap(({ id, value }) => {
    const year = readU32be(id, YEAR_AT);
    const letter = fromUtf8(id.slice(LETTER_AT));
    return caseCountsCodec
      .decode(value)
      .cells.filter(({ disease }) => disease.startsWith(letter))
      .map((cell) => ({ ...cell, year }));
  });
  return { cases, cells };
}
