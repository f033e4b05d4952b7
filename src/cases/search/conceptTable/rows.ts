/**
 * The table of concepts, written for this project: a row "codes|Chinese names|English names", names apart by ";". The
 * first name of each language is the concept's own: a later row that begins with a known one adds to it. A name that is
 * said already stays with the row that says it first, so an abbreviation of several meanings has the commonest.
 */
import { DISEASES } from './diseases.ts';
import { FINDINGS } from './findings.ts';
import { MORE_DISEASES } from './moreDiseases.ts';
import { TREATMENTS } from './treatments.ts';

/** All rows of the table. */
export const CONCEPT_ROWS: readonly string[] = [DISEASES, MORE_DISEASES, FINDINGS, TREATMENTS].flatMap(
  (table) => table.trim().split('\n'),
);
