/** Whether a record is erased: asked by contracts, nodes and readers alike. */
import { demand } from '../codes.ts';
import { KIND } from '../entities.ts';
import type { StateReader } from '../state.ts';

export function isErased(state: StateReader, statement: Uint8Array): boolean {
  return state.get(KIND.erasure, statement) !== undefined;
}

/** Errors: `statement-erased`. */
export function demandNotErased(state: StateReader, statement: Uint8Array): void {
  demand(!isErased(state, statement), 'statement-erased');
}
