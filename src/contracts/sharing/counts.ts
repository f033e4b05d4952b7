/**
 * Coarse counts of an institution's patients, against which it is checked whether a case could be one of few. Cells below
 * 5 are not published, and what is published is a multiple of 5, so that two publications do not show one visit.
 *
 * Invariants:
 *   1. An institution's node counts for that institution alone.
 *   2. No cell tells of fewer than 5 people, or of a number that is not a multiple of 5.
 *   3. A page (a year and a letter of ICD-10) is replaced as a whole; its cells are sorted, each once.
 */
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { demandRoles, readInstitution } from '../signers.ts';
import { write, type OverlayState } from '../state.ts';
import { caseCountsCodec, caseCountsId, nameOf, SMALLEST_CELL, type CountCell } from './countCells.ts';

/** By the institution's node. */
export function publishCounts(
  { body, transaction }: Verified<'sharing/counts'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const [node] = demandRoles(transaction, ['node']);
  if (node === undefined) throw new Refusal('node-receipt-missing');
  demand(readInstitution(state, node.entity)?.status === 'active', 'institution-unknown');
  evaluate(body.cells, body.letter);
  const id = caseCountsId(node.entity, body.year, body.letter);
  write(state, caseCountsCodec, id, { cells: body.cells, time: context.time });
}

/** Invariants 2 and 3. Errors: `counts-small`, `counts-order`. */
export function evaluate(cells: readonly CountCell[], letter: string): void {
  for (const { count, disease } of cells) {
    demand(count >= SMALLEST_CELL && count % SMALLEST_CELL === 0, 'counts-small');
    demand(disease.startsWith(letter), 'counts-order');
  }
  const names = cells.map((cell) => nameOf(cell));
  demand(
    names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name),
    'counts-order',
  );
}
