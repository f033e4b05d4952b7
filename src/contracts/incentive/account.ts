/** Accounts of doctors and institutions: what they hold, and which cases a doctor has published. */
import { listId } from '../entities.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import { caseListCodec } from '../sharing/caseEntities.ts';
import { accountCodec, type Account } from './incentiveEntities.ts';

const NEW: Account = { points: 0, cases: 0 };

/** An account that nothing was ever written to holds nothing. */
export function readAccount(state: StateReader, id: Uint8Array): Account {
  return read(state, accountCodec, id) ?? NEW;
}

/** Lists a case under its author. */
export function addCaseOf(state: OverlayState, author: Uint8Array, hash: Uint8Array): void {
  const account = readAccount(state, author);
  write(state, caseListCodec, listId(author, account.cases), { value: hash });
  write(state, accountCodec, author, { ...account, cases: account.cases + 1 });
}

export function addPoints(state: OverlayState, id: Uint8Array, points: number): void {
  const account = readAccount(state, id);
  write(state, accountCodec, id, { ...account, points: account.points + points });
}
